"""Records at hand: what was read once stays in memory until the catalogue changes."""

from __future__ import annotations

import threading

from knowledge.catalogue.models import Procedure
from knowledge.catalogue.repository import Catalogue


class Shelf:
    """The reading side of a catalogue for answering; thread-safe. A change empties it at the next read."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._revision = -1
        self._records: dict[str, Procedure | None] = {}
        self._families: dict[str, list[Procedure]] = {}

    def get(self, code: str) -> Procedure | None:
        """The record in force, or None where the code is unknown or withdrawn."""
        records, _ = self._current()
        if code not in records:
            records[code] = self._catalogue.get(code)
        return records[code]

    def family(self, code: str) -> list[Procedure]:
        """Members of the family of `code`, nearest counter first; empty for an unknown code."""
        _, families = self._current()
        if code not in families:
            families[code] = self._catalogue.family(code)
        return list(families[code])

    def _current(self) -> tuple[dict[str, Procedure | None], dict[str, list[Procedure]]]:
        """A reader that began before a change fills dictionaries that nobody sees any more."""
        revision = self._catalogue.revision()
        with self._lock:
            if revision != self._revision:
                self._revision, self._records, self._families = revision, {}, {}
            return self._records, self._families
