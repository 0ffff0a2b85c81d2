"""What an import did, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.catalogue.models import Procedure, Wording


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, before and after (as JSON text)."""

    field: str
    before: str
    after: str


@dataclass
class ImportReport:
    """Codes by what happened to them; `kept`: a better or newer source stays in force."""

    new: list[str] = field(default_factory=list)
    changed: dict[str, list[FieldChange]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    flagged: int = 0
    wordings_added: int = 0
    wordings_removed: int = 0
    revision: int = 0

    @property
    def anything(self) -> bool:
        """True when the catalogue is different now."""
        return bool(
            self.new
            or self.changed
            or self.withdrawn
            or self.kept
            or self.wordings_added
            or self.wordings_removed
        )


@dataclass(frozen=True)
class ImportBatch:
    """What one import brings. `complete`: streams whose whole content this is (what is missing was withdrawn)."""

    procedures: tuple[Procedure, ...] = ()
    wordings: tuple[Wording, ...] = ()
    complete: frozenset[str] = frozenset()
    wordings_complete: bool = False  # the whole bank of origin "starter"


class ImportRefusedError(Exception):
    """A file that cannot be imported. Nothing of the import has been stored."""

    def __init__(self, file: str, message: str, line: int | None = None, field: str = "") -> None:
        place = file + (f", line {line}" if line else "") + (f", field {field}" if field else "")
        super().__init__(f"{place}: {message}")
        self.file, self.line, self.field, self.message = file, line, field, message
