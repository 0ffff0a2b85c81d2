"""Openings by which people correct themselves or change the subject (wording/corrections.txt)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from knowledge.text import fold, normalise

_FILE = Path(__file__).parent / "wording" / "corrections.txt"
# "không xây mới nữa, chỉ sửa mái": folded; "không còn sổ nữa" gives up nothing
_GIVEN_UP = r"(?:khong|ko|k|hong) (?!con )(?:\w+ ){1,6}nua[,.]? (?:gio |ma |thoi )*(?=chi )"


def without_correction(text: str) -> str:
    """`text` from behind the last correcting phrase on, or whole where there is none."""
    folded = fold(normalise(text))
    ends = [m.end() for m in _pattern().finditer(folded)]
    words = folded[ends[-1] :].split() if ends else []
    return " ".join(normalise(text).split()[-len(words) :]) if words else text


def corrects(text: str) -> bool:
    """True when the citizen corrects what was understood."""
    return _pattern().search(fold(normalise(text))) is not None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    phrases = sorted((fold(normalise(line)) for line in lines if line and not line.startswith("#")), key=len)
    spoken = "|".join(re.escape(p) for p in reversed(phrases))
    return re.compile(rf"(?<!\w)(?:(?:{spoken})(?!\w)|{_GIVEN_UP})")
