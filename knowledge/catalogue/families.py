"""Families: the same service at several levels, or as full and partial online variants.

The key is the official name without the words that only tell level or online variant. What makes a service a
different one (lại, lưu động, có yếu tố nước ngoài, khu vực biên giới) stays in the key.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue.models import Level, Procedure
from knowledge.text import fold, normalise

_FILE = Path(__file__).parent / "family_markers.txt"
_ORDER = {Level.COMMUNE: 0, Level.PROVINCE: 1, Level.MINISTRY: 2, Level.OTHER: 3}


def family_key(procedure: Procedure) -> str:
    """Explicit family where the record names one, else derived from name and field."""
    if procedure.family:
        return procedure.family
    name = fold(normalise(procedure.name))
    for marker in _markers():
        name = marker.sub(" ", name)
    return " ".join(re.sub(r"[^\w\s]", " ", name).split()) or procedure.code


def nearest_first(members: list[Procedure]) -> list[Procedure]:
    """Members by distance of the counter from the citizen."""
    return sorted(members, key=lambda p: (min((_ORDER[level] for level in p.levels), default=4), p.code))


@lru_cache(maxsize=1)
def _markers() -> tuple[re.Pattern[str], ...]:
    lines = [fold(normalise(x)) for x in _FILE.read_text(encoding="utf-8").splitlines() if x and x[0] != "#"]
    return tuple(re.compile(rf"(?<!\w){re.escape(p)}(?!\w)") for p in sorted(lines, key=len, reverse=True))
