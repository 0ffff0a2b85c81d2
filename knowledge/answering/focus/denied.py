"""What a citizen says it is not is left out of what is looked for (wording/denied.yml)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.answering.focus.words import subject_words
from knowledge.text import fold

_FILE = Path(__file__).parents[1] / "wording" / "denied.yml"
_STOPS = (",", ".", ";", ":", "!")


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
            if kept and fold(kept[-1]) in _words()["but"]:
                kept.pop()
    rest = " ".join(kept).rstrip(" ,;")
    return rest if len(kept) < len(words) and subject_words(rest) else text


def _denied_until(folded: list[str], place: int) -> int | None:
    """Where a clause that denies something and begins at `place` ends; None where none does."""
    said = _words()
    if folded[place] not in said["not"] or place + 2 >= len(folded) or folded[place + 1] not in said["is"]:
        return None
    opens = {word.rstrip(",.") for word in folded[:place]} <= said["openings"]
    if not opens and not folded[place - 1].endswith(_STOPS) and folded[place - 1] not in said["but"]:
        return None
    end = next((i + 1 for i in range(place, len(folded)) if folded[i].endswith(_STOPS)), len(folded))
    return None if folded[end - 1].rstrip("?., ") in said["asks"] else end


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """Folded words by what they say; a single one in the file is one of its kind."""
    table = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: frozenset(map(fold, [v] if isinstance(v, str) else v)) for key, v in table.items()}
