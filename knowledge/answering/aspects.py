"""What can be asked about a procedure, in the order in which an answer gives it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Aspect(StrEnum):
    OVERVIEW = "overview"
    DOCUMENTS = "documents"
    FORM = "form"
    FEE = "fee"
    TIME = "time"
    PLACE = "place"
    ONLINE = "online"
    STEPS = "steps"
    CONDITIONS = "conditions"
    RESULT = "result"
    LEGAL_BASIS = "legal_basis"


def in_order(names: Iterable[str]) -> tuple[Aspect, ...]:
    """Known aspects among `names`, each once, in reading order; unknown names are passed over."""
    asked = set(names)
    return tuple(a for a in Aspect if a.value in asked)
