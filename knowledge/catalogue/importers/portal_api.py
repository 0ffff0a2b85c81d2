"""A record as the portal's JSON API gives it (detail answer).

The names of some fields are not certain (docs/adr/0004): what is missing is named, what is unknown is kept as a flag.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from knowledge.catalogue.codes import split_code
from knowledge.catalogue.importers.portal_rows import Reader, case, channel, papers
from knowledge.catalogue.labels import levels
from knowledge.catalogue.models import (
    Agency,
    Case,
    Flag,
    FlagReason,
    LegalBasis,
    Procedure,
    Result,
    Source,
    SourceKind,
    Step,
)
from knowledge.catalogue.parsing.record_doubts import marked
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
    reader = Reader(detail)
    try:
        code, organisation = split_code(reader.text("codeNotation") or reader.text("code"))
    except ValueError as error:
        raise ImportRefusedError(reader.where, str(error), field="code") from error
    name = " ".join(reader.text("name").split())
    if not name:
        raise ImportRefusedError(reader.where, "is missing", field="name")
    flags: list[Flag] = []
    channels = tuple(channel(row, reader, flags) for row in reader.rows("executionMethods"))
    basis = tuple(
        LegalBasis(code=str(r.get("code") or ""), name=str(r.get("name") or ""))
        for r in reader.rows("legalBasisesDetails")
    )
    flags += [
        Flag(field=key, reason=FlagReason.UNMAPPED, raw=str(value)[:200])
        for key, value in detail.items()
        if key not in _KNOWN and value not in (None, "", [], {})
    ]
    cases = tuple(c for c in (case(row, reader, flags) for row in reader.rows("executionCases")) if c.documents)
    flags += _outside(reader, cases)
    named_levels = reader.names("levels") or reader.text("level")
    record = Procedure(
        code=code,
        organisation=organisation,
        name=name,
        field=reader.names("categoriesDetails"),
        levels=levels(named_levels.replace(";", ",")),
        audience=tuple(str(r.get("name")) for r in reader.rows("subjectTypesDetails") if r.get("name")),
        agency=Agency(
            executing=reader.names("executionDepartments"),
            authority=reader.names("competentDepartments"),
            delegated=reader.names("authorizedDepartments"),
            coordinating=reader.names("coordinatingDepartments"),
            receiving_address=reader.names("dossierReceivingAddresses"),
        ),
        decision=reader.text("decisionNumber"),
        channels=channels,
        cases=cases,
        steps=tuple(
            Step(name=str(r.get("name") or ""), text=str(r["description"]).strip())
            for r in reader.rows("executionSteps")
            if str(r.get("description") or "").strip()
        ),
        conditions=lines(reader.text("requirementsAndConditions")),
        results=tuple(
            Result(name=str(r["name"]), code=str(r.get("code") or ""))
            for r in reader.rows("resultsDetails")
            if str(r.get("name") or "").strip()
        ),
        legal_basis=tuple(b for b in basis if b.code or b.name),
        notes=lines(reader.text("note")),
        checked=captured,
        source=Source(
            kind=SourceKind.PORTAL_API, stream=STREAM, url=PAGE + reader.text("id"), captured=captured
        ),
    )
    return marked(record, named_levels.replace(";", ","), flags, today)


def _outside(reader: Reader, cases: tuple[Case, ...]) -> list[Flag]:
    """A flag for papers that stand beside the cases: whether they are wanted in each of them is not known."""
    within = {d.name for c in cases for d in c.documents}
    beside = [d.name for d in papers(reader.rows("profileComponents"), []) if d.name not in within]
    return [Flag(field="cases", reason=FlagReason.AMBIGUOUS_TABLE, raw="; ".join(beside)[:500])] if beside else []
