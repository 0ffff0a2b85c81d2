"""What ranking needs to know of a procedure besides its texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from knowledge.catalogue.models import Completeness, Level, Procedure
from knowledge.search.entries import Entry, EntryKind

_NEAREST = (Level.COMMUNE, Level.PROVINCE, Level.MINISTRY, Level.OTHER)


@dataclass(frozen=True)
class ProcedureMeta:
    """One searchable procedure. `demand`: logarithm of the number of wordings we know (people's interest)."""

    code: str
    name: str
    level: str  # nearest level, or ""
    family: str
    name_only: bool
    demand: float
    name_words: tuple[tuple[str, ...], ...]  # words of each name
    words: frozenset[str]  # words of all entries
    field: str = ""  # of the record ("Hộ tịch")

    @classmethod
    def of(cls, procedure: Procedure, family: str, entries: Sequence[Entry]) -> ProcedureMeta:
        names = [e.text for e in entries if e.kind is EntryKind.NAME]
        wordings = sum(e.kind is EntryKind.WORDING for e in entries)
        return cls(
            code=procedure.code,
            name=procedure.title,
            level=nearest_level(procedure),
            family=family,
            name_only=procedure.completeness is Completeness.NAME_ONLY,
            demand=math.log1p(wordings),
            name_words=tuple(tuple(n.split()) for n in names),
            words=frozenset(w for e in entries for w in e.text.split()),
            field=procedure.field,
        )

    def as_json(self) -> dict[str, object]:
        row = asdict(self)
        row["words"] = sorted(self.words)
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, object]) -> ProcedureMeta:
        values = dict(row)
        values["name_words"] = tuple(tuple(n) for n in row["name_words"])  # type: ignore[attr-defined]
        values["words"] = frozenset(row["words"])  # type: ignore[call-overload]
        return cls(**values)  # type: ignore[arg-type]


def nearest_level(procedure: Procedure) -> str:
    """The level nearest to the citizen that serves this procedure, or "" where the record names none."""
    return next((level.value for level in _NEAREST if level in procedure.levels), "")


def word_weights(metas: Iterable[ProcedureMeta]) -> dict[str, float]:
    """Inverse document frequency of words over procedures: rare words say more."""
    frequency: dict[str, int] = {}
    count = 0
    for meta in metas:
        count += 1
        for word in meta.words:
            frequency[word] = frequency.get(word, 0) + 1
    return {w: math.log(1 + count / n) for w, n in frequency.items()}
