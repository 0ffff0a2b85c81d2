""""sửa xong rồi thì ...": what is said to be done with is what was talked about; the question comes behind it."""

from __future__ import annotations

import re

from knowledge.answering.focus.words import subject_words
from knowledge.text import fold, normalise

_DONE = re.compile(r"(?:\w+ ){1,4}xong(?: (?:roi|het|xuoi|dau do))?(?: thi)?(?= )")


def without_finished(text: str) -> str:
    """`text` behind such an opening, or whole where it has none or nothing behind it names a procedure."""
    plain = normalise(text)
    opening = _DONE.match(fold(plain))
    if opening is None:
        return text
    rest = " ".join(plain.split()[len(opening.group().split()) :])
    return rest if subject_words(rest) else text
