"""Which one of a list a short text picks ("cái thứ hai", "số 2", "cái cuối")."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.search.entries import searchable

_FILE = Path(__file__).parent / "ordinals.yml"
_LONGEST = 9  # words; a longer text says more than a number
_PADDING = frozenset(
    [
        "cho",
        "em",
        "toi",
        "minh",
        "a",
        "nhe",
        "nha",
        "di",
        "chon",
        "lay",
        "la",
        "cai",
        "ay",
        "do",
        "muon",
        "xem",
        "oi",
        "vang",
        "da",
        "hoi",
        "ve",
        "luon",
    ]
)


def picked(text: str, count: int) -> int | None:
    """Number (from 0) of the picked one among `count`, or None."""
    words = searchable(text).split()
    if not words or len(words) > _LONGEST or count == 0:
        return None
    core = " ".join(words)
    bare = " ".join(w for w in words if w not in _PADDING)
    for place, phrases in _table().items():
        for phrase in phrases:
            multi = " " in phrase and f" {phrase} " in f" {core} "
            if multi or phrase in {core, bare}:
                number = count - 1 if place == -1 else place - 1
                return number if 0 <= number < count else None
    return None


@lru_cache(maxsize=1)
def _table() -> dict[int, list[str]]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
