"""Writing: one batch in one transaction, under one new revision."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from knowledge.catalogue.completing import completed
from knowledge.catalogue.families import family_key
from knowledge.catalogue.models import Procedure, Status, Wording
from knowledge.catalogue.precedence import best, in_order
from knowledge.catalogue.report import FieldChange, ImportBatch, ImportReport
from knowledge.catalogue.storage import tables as t
from knowledge.text import fold, normalise

_CHUNK = 400  # rows a statement; SQLite allows 32,766 variables
# Fields that say when and where a record was read, not what it says.
_PROVENANCE = ("source", "checked")


def apply_batch(connection: sa.Connection, batch: ImportBatch) -> ImportReport:
    """Store `batch` and return what it did. The caller owns the transaction."""
    number = _next_revision(connection)
    report = ImportReport()
    before = _published(connection)
    touched = _store(connection, batch.procedures, before, number, report)
    touched |= _withdraw(connection, batch, before, report)
    _refresh_effective(connection, touched, number, report)
    report.wordings_added = _insert_wordings(connection, batch.wordings, number)
    if batch.wordings_complete:
        report.wordings_removed = _drop_missing(connection, batch.wordings, number)
    report.flagged = sum(bool(p.flags) for p in batch.procedures)
    report.revision = number
    if not report.anything:
        report.revision = number - 1
        connection.execute(t.revision.update().values(number=number - 1))
    return report


def apply_wordings(connection: sa.Connection, wordings: Sequence[Wording]) -> int:
    number = _next_revision(connection)
    added = _insert_wordings(connection, wordings, number)
    if not added:
        connection.execute(t.revision.update().values(number=number - 1))
    return added


def remove_wording(connection: sa.Connection, code: str, text: str) -> bool:
    number = _next_revision(connection)
    done = connection.execute(
        t.wordings.update()
        .where(t.wordings.c.code == code, t.wordings.c.folded == _key(text), ~t.wordings.c.removed)
        .values(removed=True, revision=number)
    )
    return bool(done.rowcount)


def _next_revision(connection: sa.Connection) -> int:
    """Take the next number; the row lock (or SQLite's write lock) keeps other writers out until the end."""
    connection.execute(t.revision.update().values(number=t.revision.c.number + 1))
    return int(connection.execute(sa.select(t.revision.c.number)).scalar_one())


def _published(connection: sa.Connection) -> dict[str, list[sa.Row]]:  # type: ignore[type-arg]
    """Published versions by code, one a stream."""
    rows = connection.execute(
        sa.select(t.versions).where(t.versions.c.status == Status.PUBLISHED.value)
    ).all()
    found: dict[str, list[sa.Row]] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        found[row.code].append(row)
    return found


def _store(
    connection: sa.Connection,
    procedures: Iterable[Procedure],
    before: dict[str, list[sa.Row]],  # type: ignore[type-arg]
    number: int,
    report: ImportReport,
) -> set[str]:
    touched: set[str] = set()
    superseded: list[int] = []
    rows = []
    now = dt.datetime.now(tz=dt.UTC)
    for procedure in procedures:
        digest = content_hash(procedure)
        known = before.get(procedure.code, [])
        same_stream = next((r for r in known if r.stream == procedure.source.stream), None)
        if same_stream is not None and same_stream.content_hash == digest:
            report.unchanged.append(procedure.code)
            continue
        if same_stream is not None:
            superseded.append(same_stream.id)
            old = Procedure.model_validate_json(same_stream.record)
            report.changed[procedure.code] = field_changes(old, procedure)
        elif not known:
            report.new.append(procedure.code)
        else:
            report.kept.append(procedure.code)  # corrected below when it turns out to be the better one
        touched.add(procedure.code)
        rows.append(
            {
                "code": procedure.code,
                "status": Status.PUBLISHED.value,
                "source_kind": procedure.source.kind.value,
                "stream": procedure.source.stream,
                "captured": procedure.source.captured,
                "content_hash": digest,
                "revision": number,
                "recorded_at": now,
                "record": procedure.model_dump_json(exclude_defaults=True),
            }
        )
    _mark(connection, superseded, Status.SUPERSEDED)
    for at in range(0, len(rows), _CHUNK):
        connection.execute(t.versions.insert(), rows[at : at + _CHUNK])
    return touched


def _withdraw(
    connection: sa.Connection,
    batch: ImportBatch,
    before: dict[str, list[sa.Row]],  # type: ignore[type-arg]
    report: ImportReport,
) -> set[str]:
    """What a complete listing of a stream no longer names is withdrawn."""
    named = {(p.source.stream, p.code) for p in batch.procedures}
    gone = [
        r
        for rows in before.values()
        for r in rows
        if r.stream in batch.complete and (r.stream, r.code) not in named
    ]
    _mark(connection, [r.id for r in gone], Status.WITHDRAWN)
    report.withdrawn += sorted({r.code for r in gone})
    return {r.code for r in gone}


def _mark(connection: sa.Connection, ids: Sequence[int], status: Status) -> None:
    for at in range(0, len(ids), _CHUNK):
        connection.execute(
            t.versions.update().where(t.versions.c.id.in_(ids[at : at + _CHUNK])).values(status=status.value)
        )


def _refresh_effective(
    connection: sa.Connection, touched: set[str], number: int, report: ImportReport
) -> None:
    if not touched:
        return
    codes = set(touched)
    published = _published(connection)
    replaced = _replaced(published)
    codes = codes | {
        c for p in published.values() for r in p for c in json.loads(r.record).get("replaces", ())
    } & set(published)
    rows_present = connection.execute(sa.select(t.effective)).all()
    present = {r.code: r.record for r in rows_present}
    removed = {r.code for r in rows_present if r.removed}
    codes -= {c for c in removed if c in replaced and c not in touched}
    rows = []
    for code in sorted(codes):
        records = [Procedure.model_validate_json(r.record) for r in published.get(code, [])]
        chosen = best(records)
        gone = chosen is not None and replaced.get(code, dt.date.min) >= chosen.source.captured
        if chosen is None or gone:
            last = chosen or Procedure.model_validate_json(present[code])
            if code in removed and code in report.kept + report.new:
                continue  # replaced before, replaced still
            rows.append(_effective_row(last, True, number))
            continue
        chosen = completed(chosen, in_order(records))
        row = _effective_row(chosen, False, number)
        if code in report.kept and row["record"] != present.get(code):
            report.kept.remove(code)
            report.changed[code] = field_changes(Procedure.model_validate_json(present[code]), chosen)
        rows.append(row)
    codes_written = [r["code"] for r in rows]
    for at in range(0, len(rows), _CHUNK):
        connection.execute(
            t.effective.delete().where(t.effective.c.code.in_(codes_written[at : at + _CHUNK]))
        )
        connection.execute(t.effective.insert(), rows[at : at + _CHUNK])


def _replaced(published: dict[str, list[sa.Row]]) -> dict[str, dt.date]:  # type: ignore[type-arg]
    """Codes that a published record has replaced, and how late that record was checked or read."""
    found: dict[str, dt.date] = {}
    for row in (r for rows in published.values() for r in rows):
        if '"replaces"' in row.record:
            record = Procedure.model_validate_json(row.record)
            day = max(record.source.captured, record.checked or dt.date.min)
            found |= {c: max(day, found.get(c, dt.date.min)) for c in record.replaces}
    return found


def _effective_row(procedure: Procedure, removed: bool, number: int) -> dict[str, object]:
    return {
        "code": procedure.code,
        "family": family_key(procedure),
        "record": procedure.model_dump_json(exclude_defaults=True),
        "removed": removed,
        "revision": number,
    }


def _insert_wordings(connection: sa.Connection, wordings: Sequence[Wording], number: int) -> int:
    if not wordings:
        return 0
    known = {(r.code, r.folded): r for r in connection.execute(sa.select(t.wordings)).all()}
    rows: dict[tuple[str, str], dict[str, object]] = {}
    revived = []
    for wording in wordings:
        key = (wording.code, _key(wording.text))
        if key in known:
            if known[key].removed:
                revived.append(known[key].id)
            continue
        rows.setdefault(
            key,
            {
                "code": wording.code,
                "folded": key[1],
                "text": wording.text,
                "style": wording.style,
                "origin": wording.origin,
                "removed": False,
                "revision": number,
            },
        )
    values = list(rows.values())
    for at in range(0, len(values), _CHUNK):
        connection.execute(t.wordings.insert(), values[at : at + _CHUNK])
    if revived:
        connection.execute(
            t.wordings.update().where(t.wordings.c.id.in_(revived)).values(removed=False, revision=number)
        )
    return len(values) + len(revived)


def _drop_missing(connection: sa.Connection, wordings: Sequence[Wording], number: int) -> int:
    """Starter wordings that the shipped bank no longer has; what staff taught stays."""
    kept = {(w.code, _key(w.text)) for w in wordings}
    rows = connection.execute(
        sa.select(t.wordings).where(t.wordings.c.origin == "starter", ~t.wordings.c.removed)
    ).all()
    gone = [r.id for r in rows if (r.code, r.folded) not in kept]
    for at in range(0, len(gone), _CHUNK):
        connection.execute(
            t.wordings.update()
            .where(t.wordings.c.id.in_(gone[at : at + _CHUNK]))
            .values(removed=True, revision=number)
        )
    return len(gone)


def content_hash(procedure: Procedure) -> str:
    """Hash of what the record says, whenever it was read."""
    content = procedure.model_dump(mode="json", exclude=set(_PROVENANCE))
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def field_changes(old: Procedure, new: Procedure) -> list[FieldChange]:
    """Fields in which two records differ."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    return [
        FieldChange(k, json.dumps(before[k], ensure_ascii=False), json.dumps(after[k], ensure_ascii=False))
        for k in before
        if k not in _PROVENANCE and before[k] != after[k]
    ]


def _key(text: str) -> str:
    return fold(normalise(text))[:500]
