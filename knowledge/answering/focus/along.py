"""A message said along with what is talked about, as people would say both in one breath."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.catalogue.models import Procedure
from knowledge.starter.bank import SPOKEN, load_bank

_ASIDE = re.compile(r"\s*\([^()]*\)")


def along_with(procedure: Procedure, text: str) -> str:
    """`text` behind the shortest thing that people call `procedure`: a full title would outweigh the message."""
    called = _called().get(procedure.code) or _ASIDE.sub("", procedure.title).strip() or procedure.title
    return f"{called} {text}"


@lru_cache(maxsize=1)
def _called() -> dict[str, str]:
    """By code; of equally short names the first in the bank."""
    shortest: dict[str, str] = {}
    for wording in load_bank().wordings:
        known = shortest.get(wording.code)
        if wording.style == SPOKEN and (known is None or _length(wording.text) < _length(known)):
            shortest[wording.code] = wording.text
    return shortest


def _length(text: str) -> int:
    return len(text.split())
