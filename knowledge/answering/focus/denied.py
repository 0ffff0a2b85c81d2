"""What a citizen says it is not is left out of what is looked for: "người Trung Quốc cơ, không phải dân giáp biên"."""

from __future__ import annotations

from knowledge.answering.focus.words import subject_words
from knowledge.text import fold

_NOT, _BUT = frozenset({"khong", "ko", "k", "hong", "hok", "chang"}), "chu"
_OPENING = frozenset({"a", "u", "uh", "da", "thua", "thoi", "y", "em", "toi", "minh", "chau", "nham", "roi", "ua"})
_STOPS = (",", ".", ";", ":", "!")
_ASKS = frozenset({"a", "ha", "chu", "khong", "ko", "k", "hong", "sao", "nhi"})


def undenied(text: str) -> str:
    """`text` without clauses that say what is not the case, or whole where nothing else of it names a procedure.

    "có phải ... không", "không phải mang gì à" ask and stay; so does "không phải" in the middle of a clause.
    """
    words = text.split()
    folded = [fold(word) for word in words]
    kept: list[str] = []
    place = 0
    while place < len(words):
        end = _denied_until(folded, place)
        if end is None:
            kept.append(words[place])
            place += 1
        else:
            place = end
            if kept and fold(kept[-1]) == _BUT:
                kept.pop()
    rest = " ".join(kept).rstrip(" ,;")
    return rest if len(kept) < len(words) and subject_words(rest) else text


def _denied_until(folded: list[str], place: int) -> int | None:
    """Where a clause that denies something and begins at `place` ends; None where none does."""
    if folded[place] not in _NOT or place + 2 >= len(folded) or folded[place + 1] != "phai":
        return None
    opens = {word.rstrip(",.") for word in folded[:place]} <= _OPENING
    if not opens and not folded[place - 1].endswith(_STOPS) and folded[place - 1] != _BUT:
        return None
    end = next((i + 1 for i in range(place, len(folded)) if folded[i].endswith(_STOPS)), len(folded))
    return None if folded[end - 1].rstrip("?., ") in _ASKS else end
