"""What search says of a text, seen from the procedure in focus."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.catalogue.models import Procedure
from knowledge.search.results import Hit, SearchResult


@dataclass(frozen=True)
class Found:
    """Probabilities that the procedure in focus is meant, one of the others (best first), or none."""

    own: float
    others: tuple[Hit, ...]
    none: float

    @property
    def best(self) -> float:
        return self.others[0].score if self.others else 0.0


def seen_from(procedure: Procedure, result: SearchResult) -> Found:
    own = [h for h in result.hits if procedure.code in (h.code, *h.others)]
    others = tuple(h for h in result.hits if procedure.code not in (h.code, *h.others))
    return Found(sum(h.score for h in own), others, result.none)
