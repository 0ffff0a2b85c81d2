"""A record as the portal's JSON API gives it (detail answer).

The names of some fields are not certain (docs/adr/0004): what is missing is named, what is unknown is kept as a flag.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from knowledge.catalogue.codes import split_code
from knowledge.catalogue.labels import API_METHODS, API_UNITS, levels, present
from knowledge.catalogue.models import (
    Agency,
    Case,
    Channel,
    Document,
    DocumentKind,
    Duration,
    Fee,
    Flag,
    FlagReason,
    LegalBasis,
    Procedure,
    Result,
    Source,
    SourceKind,
    Step,
)
from knowledge.catalogue.parsing.channels import doubts
from knowledge.catalogue.parsing.staleness import doubtful_decision, expired, lapsed_basis
from knowledge.catalogue.parsing.texts import lines
from knowledge.catalogue.report import ImportRefusedError

STREAM = "portal-api"
PAGE = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/"

_KNOWN = {
    "id", "code", "codeNotation", "name", "executionSteps", "executionMethods", "executionCases", "profileComponents",
    "requirementsAndConditions", "legalBasisesDetails", "resultsDetails", "categoriesDetails", "subjectTypesDetails",
    "formalityTargetType", "dossierReceivingAddresses", "note", "decisionNumber", "level", "levels",
    "executionDepartments", "competentDepartments", "authorizedDepartments", "coordinatingDepartments",
}  # fmt: skip


def record_of(detail: dict[str, Any], captured: dt.date, today: dt.date) -> Procedure:
    """A record from one detail answer.

    Raises:
        ImportRefusedError: code or name is missing, or a field is of another type; the field is named.
    """
    reader = _Reader(detail)
    try:
        code, organisation = split_code(reader.text("codeNotation") or reader.text("code"))
    except ValueError as error:
        raise ImportRefusedError(reader.where, str(error), field="code") from error
    name = reader.text("name")
    if not name:
        raise ImportRefusedError(reader.where, "is missing", field="name")
    flags: list[Flag] = []
    channels = tuple(_channel(row, reader, flags) for row in reader.rows("executionMethods"))
    basis = tuple(
        LegalBasis(code=str(r.get("code") or ""), name=str(r.get("name") or ""))
        for r in reader.rows("legalBasisesDetails")
    )
    flags += doubts(channels)
    flags += expired("fee", (n for c in channels for n in (c.note, *(f.note for f in c.fees))), today)
    flags += lapsed_basis(basis, today)
    decision = reader.text("decisionNumber")
    if doubtful_decision(decision):
        flags.append(Flag(field="decision", reason=FlagReason.UNCONFIRMED, raw=decision))
    flags += [
        Flag(field=key, reason=FlagReason.UNMAPPED, raw=str(value)[:200])
        for key, value in detail.items()
        if key not in _KNOWN and value not in (None, "", [], {})
    ]
    return Procedure(
        code=code,
        organisation=organisation,
        name=name,
        field=reader.names("categoriesDetails"),
        levels=levels(reader.names("levels") or reader.text("level")),
        audience=tuple(str(r.get("name")) for r in reader.rows("subjectTypesDetails") if r.get("name")),
        agency=Agency(
            executing=reader.names("executionDepartments"),
            authority=reader.names("competentDepartments"),
            delegated=reader.names("authorizedDepartments"),
            coordinating=reader.names("coordinatingDepartments"),
            receiving_address=reader.names("dossierReceivingAddresses"),
        ),
        decision=decision,
        channels=channels,
        cases=tuple(c for c in (_case(row, reader) for row in reader.rows("executionCases")) if c.documents),
        steps=tuple(
            Step(name=str(r.get("name") or ""), text=str(r["description"]).strip())
            for r in reader.rows("executionSteps")
            if str(r.get("description") or "").strip()
        ),
        conditions=lines(reader.text("requirementsAndConditions")),
        results=tuple(
            Result(name=str(r["name"]), code=str(r.get("code") or ""))
            for r in reader.rows("resultsDetails")
            if r.get("name")
        ),
        legal_basis=tuple(b for b in basis if b.code or b.name),
        notes=lines(reader.text("note")),
        checked=captured,
        source=Source(
            kind=SourceKind.PORTAL_API, stream=STREAM, url=PAGE + reader.text("id"), captured=captured
        ),
        flags=tuple(dict.fromkeys(flags)),
    )


class _Reader:
    """Typed access to one detail answer; a field of another type refuses the record."""

    def __init__(self, detail: dict[str, Any]) -> None:
        self._detail = detail
        self.where = f"portal-api record {detail.get('id') or detail.get('code') or '?'}"

    def text(self, name: str) -> str:
        value = self._detail.get(name)
        if value is not None and not isinstance(value, (str, int, float)):
            raise ImportRefusedError(self.where, f"text expected, found {type(value).__name__}", field=name)
        return present(str(value)) if value is not None else ""

    def rows(self, name: str, of: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        value = (self._detail if of is None else of).get(name) or []
        if not isinstance(value, list) or not all(isinstance(r, dict) for r in value):
            raise ImportRefusedError(self.where, "a list of objects is expected", field=name)
        return value

    def names(self, name: str) -> str:
        """Names of a list of objects, of a list of texts, or a text."""
        value = self._detail.get(name)
        if isinstance(value, str):
            return present(value)
        parts = [
            (v.get("name") or v.get("address") or "") if isinstance(v, dict) else str(v) for v in value or []
        ]
        return "; ".join(p for p in (present(str(p)) for p in parts) if p)


def _channel(row: dict[str, Any], reader: _Reader, flags: list[Flag]) -> Channel:
    method = API_METHODS.get(str(row.get("submissionMethod")))
    if method is None:
        raise ImportRefusedError(
            reader.where,
            f"unknown method {row.get('submissionMethod')!r}",
            field="executionMethods.submissionMethod",
        )
    return Channel(
        method=method,
        time=_time(row, flags),
        fees=tuple(_fee(f, flags) for f in reader.rows("fees", row)),
        note=present(str(row.get("description") or "")),
    )


def _time(row: dict[str, Any], flags: list[Flag]) -> Duration:
    value, unit = row.get("processingTime"), API_UNITS.get(str(row.get("processingTimeUnit")))
    if value in (None, ""):
        return Duration()
    number = _number(value)
    if number is None or unit is None:
        flags.append(
            Flag(field="time", reason=FlagReason.UNIT_LOST, raw=f"{value} {row.get('processingTimeUnit')}")
        )
        return Duration()
    return Duration(value=number, unit=unit)


def _fee(row: dict[str, Any], flags: list[Flag]) -> Fee:
    note = present(str(row.get("description") or ""))
    amount = _number(row.get("value"))
    if amount is None and row.get("value") not in (None, ""):
        flags.append(Flag(field="fee", reason=FlagReason.AMBIGUOUS_TABLE, raw=str(row)))
    return Fee(amount=amount, note=note, set_by_council="hội đồng nhân dân" in note.lower())


def _case(row: dict[str, Any], reader: _Reader) -> Case:
    documents = []
    for part in reader.rows("profileComponents", row):
        name = str(part.get("name") or "").strip(" -+*")
        originals, copies = _count(part.get("originalQty")), _count(part.get("copyQty"))
        if not name:
            continue
        kind = DocumentKind.NOTE if originals == 0 and not copies else DocumentKind.SUBMIT
        documents.append(Document(name=name, originals=originals, copies=copies, kind=kind, form=_form(part)))
    return Case(name=present(str(row.get("name") or "")).strip("- "), documents=tuple(documents))


def _form(part: dict[str, Any]) -> str:
    files = part.get("attachments") or []
    names = [str(f.get("name") or "") if isinstance(f, dict) else str(f) for f in files]
    return ", ".join(n for n in names if n)


def _count(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number >= 0 else None


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and number >= 0 else None
