"""Fill the slots of a training sentence with phrases, differently for each sentence, the same on every run.

People open with a greeting or a story and close with a particle. Sentences that may be asked about a
procedure get copies dressed in such words, so that the question is learned and not its surroundings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

_SLOT = re.compile(r"\{(\w+)\}")
_DRESSED = ("{}", "{{mo_dau}} {}", "{}", "{} {{ket_cau}}")
_DRESSED_BARE = ("{}", "{{mo_dau}} {}", "{} {{ket_cau}}")


class Filler:
    """`tables`: slot name -> phrases; `mo_dau` and `ket_cau` are what sentences open and close with."""

    def __init__(self, tables: Mapping[str, Sequence[str]]) -> None:
        self._tables = tables

    def fill(self, template: str, dress: bool) -> list[str]:
        """Sentences made of one. A slot alone is filled with every phrase there is."""
        alone = _SLOT.fullmatch(template)
        if alone:
            return list(self._table(alone.group(1), template))
        return list(dict.fromkeys(self._variants(template, dress)))

    def _variants(self, template: str, dress: bool) -> Iterator[str]:
        forms: tuple[str, ...] = ("{}",)
        if dress:
            forms = _DRESSED if _SLOT.search(template) else _DRESSED_BARE
        elif _SLOT.search(template):
            forms = ("{}",) * 4
        for number, form in enumerate(forms):
            yield self._one(form.format(template), number)

    def _one(self, sentence: str, number: int) -> str:
        position = 0

        def phrase(match: re.Match[str]) -> str:
            nonlocal position
            position += 1
            table = self._table(match.group(1), sentence)
            digest = hashlib.sha256(f"{sentence} {position} {number}".encode()).digest()
            return table[int.from_bytes(digest[:4], "big") % len(table)]

        return re.sub(r"\s+", " ", _SLOT.sub(phrase, sentence)).strip()

    def _table(self, name: str, sentence: str) -> Sequence[str]:
        table = self._tables.get(name)
        if not table:
            raise ValueError(f"bot/nlu has no lookup table {name!r}, needed by {sentence!r}")
        return table
