"""Everything a step may consult. Built once a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from knowledge.catalogue.models import Procedure
from knowledge.search.results import SearchResult


class Records(Protocol):
    """The part of the catalogue that answering reads."""

    def get(self, code: str) -> Procedure | None: ...
    def family(self, code: str) -> list[Procedure]: ...


class Search(Protocol):
    """The part of the search that answering uses."""

    def search(self, text: str, limit: int = 10) -> SearchResult: ...


@dataclass(frozen=True)
class Brain:
    """`clock` returns epoch seconds; injected, so that expiry and validity can be tested."""

    records: Records
    search: Search
    clock: Callable[[], float]
