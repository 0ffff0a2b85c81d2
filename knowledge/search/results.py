"""What a search returns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hit:
    """One family that may be meant, shown by its member nearest to the citizen.

    `score`: calibrated probability (0 to 1) that this family is the right one. `others`: codes of further
    members of the family that were found, nearest first. `field`: of the record ("Hộ tịch"), "" where none is named.
    `demand`: people's interest in it (`ProcedureMeta.demand`).
    """

    code: str
    name: str
    level: str
    score: float
    name_only: bool = False
    others: tuple[str, ...] = ()
    field: str = ""
    demand: float = 0.0

    def one_of(self, codes: Collection[str]) -> str | None:
        """The first of its codes, or of its family's, that is among `codes`."""
        return next((code for code in (self.code, *self.others) if code in codes), None)


@dataclass(frozen=True)
class SearchResult:
    """Hits, best first, and the probability that none of them is meant."""

    hits: tuple[Hit, ...]
    none: float
    index_version: str
    model_version: str
    among: tuple[str, ...] = ()  # codes of a known ambiguity; the bot should ask back
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def best(self) -> float:
        return self.hits[0].score if self.hits else 0.0

    @property
    def margin(self) -> float:
        """Distance in probability between the best hit and the next."""
        return self.best - (self.hits[1].score if len(self.hits) > 1 else 0.0)
