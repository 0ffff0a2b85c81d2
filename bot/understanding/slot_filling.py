"""Fill the slots of a training sentence with phrases, differently for each sentence, the same on every run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

_SLOT = re.compile(r"\{(\w+)\}")
COPIES = 4  # sentences made of one with slots


class Filler:
    """`tables`: slot name -> phrases."""

    def __init__(self, tables: Mapping[str, Sequence[str]], copies: int = COPIES) -> None:
        self._tables, self._copies = tables, copies

    def fill(self, template: str) -> list[str]:
        """The sentence itself if it has no slots; otherwise up to `copies` different ones."""
        if not _SLOT.search(template):
            return [template]
        filled = (self._one(template, number) for number in range(self._copies))
        return list(dict.fromkeys(filled))

    def _one(self, template: str, number: int) -> str:
        position = 0

        def phrase(match: re.Match[str]) -> str:
            nonlocal position
            position += 1
            table = self._tables.get(match.group(1))
            if not table:
                raise ValueError(f"bot/nlu has no lookup table {match.group(1)!r}, needed by {template!r}")
            digest = hashlib.sha256(f"{template} {position} {number}".encode()).digest()
            return table[int.from_bytes(digest[:4], "big") % len(table)]

        return re.sub(r"\s+", " ", _SLOT.sub(phrase, template)).strip()
