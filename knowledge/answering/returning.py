""""quay lại chuyện tạm trú hồi nãy": the citizen comes back to what was talked about before (wording/returning.txt)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.text import fold, normalise

_FILE = Path(__file__).parent / "wording" / "returning.txt"
_FIRST = "> "  # opens a phrase that means what was talked about first
_OPENING = "^ "  # a phrase that means it only where it opens the message
_BEFORE = "~ "  # words that may stand before such an opening
_REMEMBERED = 5  # procedures


@dataclass(frozen=True)
class Returning:
    """`rest`: the message, folded, without what says that it comes back; `first`: to what was talked about first;
    `surely`: even where it does not name what to."""

    rest: str
    first: bool
    surely: bool = True


def returning(text: str) -> Returning | None:
    """None when the message does not say that it comes back to anything."""
    folded = fold(normalise(text))
    recent, first, opening = _patterns()
    rest = first.sub(" ", recent.sub(" ", folded))
    if rest != folded:
        return Returning(" ".join(rest.split()), first.search(folded) is not None)
    rest = opening.sub(" ", folded)
    return Returning(" ".join(rest.split()), first=False, surely=False) if rest != folded else None


def earlier_than(now: str, before: str, earlier: Sequence[str]) -> tuple[str, ...]:
    """Codes talked about before `now`, latest first; `before` was in focus until now."""
    return tuple(c for c in dict.fromkeys((before, *earlier)) if c and c != now)[:_REMEMBERED]


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Of what was talked about lately, of what was first, and of what means it only as an opening."""
    lines = [s for s in _FILE.read_text(encoding="utf-8").splitlines() if s.strip() and not s.startswith("#")]
    marks = (_FIRST, _OPENING, _BEFORE)
    first, opening, before = ([s.removeprefix(m) for s in lines if s.startswith(m)] for m in marks)
    recent = [s for s in lines if not s.startswith(marks)]
    words = "|".join(re.escape(fold(word.strip())) for line in before for word in line.split(","))
    opens = re.compile(rf"^\W*(?:(?:{words})\W+){{0,3}}{_any_of(opening).pattern}")
    return _any_of(recent), _any_of(first), opens


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    folded = sorted((fold(normalise(p)) for p in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, folded))})(?!\w)")
