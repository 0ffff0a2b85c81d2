""" "thủ tục này" points at something that was named before, in the same message or earlier (wording/pointing.txt)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from knowledge.text import fold

_FILE = Path(__file__).parent / "wording" / "pointing.txt"
_BREAK = re.compile(r"[.,;:!?\n]+|\bth(?:ì|i)\b", re.IGNORECASE)


def named_before(text: str) -> str | None:
    """What stands before the part of `text` that points back; "" where nothing does, None when no part points.

    "làm khai sinh cho cháu, thủ tục này mất bao lâu" -> "làm khai sinh cho cháu"; "thủ tục này mất bao lâu" -> "".
    """
    text = unicodedata.normalize("NFC", text)
    found = _pattern().search(fold(text))
    if found is None:
        return None
    breaks = list(_BREAK.finditer(text, 0, found.start()))
    return text[: breaks[-1].start()].strip() if breaks else ""


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    lines = (fold(line.strip()) for line in _FILE.read_text(encoding="utf-8").splitlines())
    phrases = [r"\s+".join(map(re.escape, line.split())) for line in lines if line and not line.startswith("#")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")
