"""The catalogue: versions of procedures, the record in force, citizens' wordings."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from knowledge.catalogue.families import nearest_first
from knowledge.catalogue.models import Procedure, SourceKind, Status, Wording
from knowledge.catalogue.report import ImportBatch, ImportReport
from knowledge.catalogue.storage import tables as t
from knowledge.catalogue.storage.engine import make_engine, upgrade
from knowledge.catalogue.storage.writing import apply_batch, apply_wordings, remove_wording


@dataclass(frozen=True)
class StoredVersion:
    """One version in the history of a code."""

    procedure: Procedure
    status: Status
    revision: int
    recorded_at: datetime


@dataclass(frozen=True)
class Changes:
    """What is different since a revision. `wordings` were added, `removed_wordings` taken back."""

    upserted: list[Procedure]
    removed: list[str]
    wordings: list[Wording]
    removed_wordings: list[Wording]
    revision: int


class Catalogue:
    """Thread-safe; one a process. Every method is one transaction."""

    def __init__(self, url: str, fresh_for: float = 0.0) -> None:
        """`url`: SQLAlchemy URL, e.g. `sqlite:///var/motcua.db`.

        `fresh_for`: seconds for which `revision` may repeat itself before it asks the database whether another
        process has changed something; changes made through this object are always seen at once.
        """
        self.engine = make_engine(url)
        self._fresh_for = fresh_for
        self._seen = (0, -math.inf)  # revision, when it was read

    def upgrade(self) -> None:
        """Create or migrate the tables."""
        upgrade(self.engine)

    def close(self) -> None:
        self.engine.dispose()

    def revision(self) -> int:
        """Number of the last change; 0 for an empty catalogue."""
        seen, now = self._seen, time.monotonic()
        if now - seen[1] < self._fresh_for:
            return seen[0]
        with self.engine.connect() as connection:
            number = int(connection.execute(sa.select(t.revision.c.number)).scalar_one())
        if self._seen is seen:  # else something was written meanwhile
            self._seen = (number, now)
        return number

    def get(self, code: str) -> Procedure | None:
        """The record in force, or None where the code is unknown or withdrawn."""
        query = sa.select(t.effective.c.record).where(t.effective.c.code == code, ~t.effective.c.removed)
        with self.engine.connect() as connection:
            record = connection.execute(query).scalar_one_or_none()
        return None if record is None else _parsed(record)

    def procedures(self) -> Iterator[Procedure]:
        """All records in force, by code, those known by name only too."""
        query = sa.select(t.effective.c.record).where(~t.effective.c.removed).order_by(t.effective.c.code)
        with self.engine.connect() as connection:
            rows = connection.execute(query).scalars().all()
        return map(_parsed, rows)

    def curated(self) -> list[Procedure]:
        """Published curated records as they were written, by code, whichever source answers are given from."""
        published, kind = t.versions.c.status == Status.PUBLISHED.value, t.versions.c.source_kind
        query = sa.select(t.versions.c.record).where(published, kind == SourceKind.CURATED.value)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(t.versions.c.code, t.versions.c.id)).scalars().all()
        return [_parsed(r) for r in rows]

    def family(self, code: str) -> list[Procedure]:
        """Members of the family of `code`, nearest counter first; empty for an unknown code."""
        own = sa.select(t.effective.c.family).where(t.effective.c.code == code).scalar_subquery()
        query = sa.select(t.effective.c.record).where(t.effective.c.family == own, ~t.effective.c.removed)
        with self.engine.connect() as connection:
            rows = connection.execute(query).scalars().all()
        return nearest_first([_parsed(r) for r in rows])

    def history(self, code: str) -> list[StoredVersion]:
        """Every version of a code, newest first."""
        query = sa.select(t.versions).where(t.versions.c.code == code).order_by(t.versions.c.id.desc())
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        return [StoredVersion(_parsed(r.record), Status(r.status), r.revision, r.recorded_at) for r in rows]

    def changes_since(self, revision: int) -> Changes:
        """Records and wordings touched after `revision`."""
        with self.engine.connect() as connection:
            now = int(connection.execute(sa.select(t.revision.c.number)).scalar_one())
            records = connection.execute(
                sa.select(t.effective).where(t.effective.c.revision > revision)
            ).all()
            said = connection.execute(sa.select(t.wordings).where(t.wordings.c.revision > revision)).all()
        return Changes(
            upserted=[_parsed(r.record) for r in records if not r.removed],
            removed=[r.code for r in records if r.removed],
            wordings=[_wording(r) for r in said if not r.removed],
            removed_wordings=[_wording(r) for r in said if r.removed],
            revision=now,
        )

    def wordings(self) -> Iterator[Wording]:
        """All citizens' wordings, oldest first."""
        query = sa.select(t.wordings).where(~t.wordings.c.removed).order_by(t.wordings.c.id)
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        return map(_wording, rows)

    def add_wordings(self, wordings: Sequence[Wording]) -> int:
        """Add wordings that are not there yet (compared without accents); returns how many were added."""
        with self._writing() as connection:
            return apply_wordings(connection, wordings)

    def remove_wording(self, code: str, text: str) -> bool:
        """Take a wording back; False where there was none."""
        with self._writing() as connection:
            return remove_wording(connection, code, text)

    def apply(self, batch: ImportBatch, dry_run: bool = False) -> ImportReport:
        """Store an import, all of it or nothing. `dry_run` reports and stores nothing."""
        writing = self.engine.execution_options(writes=True)
        with writing.connect() as connection, connection.begin() as transaction:
            report = apply_batch(connection, batch)
            if dry_run:
                transaction.rollback()
        self._seen = (0, -math.inf)
        return report

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self.engine.execution_options(writes=True).begin() as connection:
            yield connection
        self._seen = (0, -math.inf)


def _parsed(record: str) -> Procedure:
    return Procedure.model_validate_json(record)


def _wording(row: sa.Row) -> Wording:  # type: ignore[type-arg]
    return Wording(code=row.code, text=row.text, style=row.style, origin=row.origin)
