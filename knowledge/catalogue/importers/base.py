"""What every importer offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from knowledge.catalogue.models import Procedure, Wording


@dataclass(frozen=True)
class Known:
    """What an importer may look up in the catalogue: records in force by code."""

    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Parsed:
    """Content of one file. `complete`: streams whose whole content this is."""

    procedures: tuple[Procedure, ...] = ()
    wordings: tuple[Wording, ...] = ()
    complete: frozenset[str] = frozenset()


class Importer(Protocol):
    """`recognises` looks at the head of a file; `parse` raises `ImportRefusedError` naming file, line, field."""

    name: str

    def recognises(self, path: Path, head: str) -> bool: ...

    def parse(self, path: Path, captured: dt.date, today: dt.date, known: Known) -> Parsed: ...


Progress = Callable[[str, int, int], None]  # what, done, of
