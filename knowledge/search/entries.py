"""What is indexed: each name, short name, keyword and wording of a procedure is one entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from knowledge.catalogue.models import Procedure
from knowledge.text import canonical, fold


class EntryKind(IntEnum):
    NAME = 0
    WORDING = 1


@dataclass(frozen=True)
class Entry:
    """One searchable text; `text` is folded and canonical."""

    code: str
    kind: EntryKind
    text: str


def searchable(text: str) -> str:
    """The form in which texts are indexed and queries are asked: canonical, accents dropped."""
    return fold(canonical(text))


def entries_of(procedure: Procedure, wordings: Iterable[str] = ()) -> Iterator[Entry]:
    """Entries of one procedure, each text once."""
    seen: set[str] = set()
    names = (procedure.name, procedure.short_name)
    for kind, texts in ((EntryKind.NAME, names), (EntryKind.WORDING, (*procedure.keywords, *wordings))):
        for text in texts:
            form = searchable(_without_prefix(text) if kind is EntryKind.NAME else text)
            if form and form not in seen:
                seen.add(form)
                yield Entry(procedure.code, kind, form)


def _without_prefix(name: str) -> str:
    """Official names often begin with the empty words "Thủ tục"."""
    lowered = name.lower()
    return name[len("thủ tục ") :] if lowered.startswith("thủ tục ") else name
