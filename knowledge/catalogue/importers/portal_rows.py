"""Rows of a detail answer of the portal's JSON API, read with their types checked."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from knowledge.catalogue.labels import API_METHODS, API_UNITS, present
from knowledge.catalogue.models import Case, Channel, Document, DocumentKind, Duration, Fee, Flag, FlagReason
from knowledge.catalogue.parsing.channels import of_council
from knowledge.catalogue.report import ImportRefusedError

_QUANTITIES = ("originalQty", "copyQty")
_MOST_COPIES = 1000


class Reader:
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
        value = self._detail.get(name) or []
        if isinstance(value, str):
            return present(value)
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            raise ImportRefusedError(self.where, f"names expected, found {type(value).__name__}", field=name)
        parts = [(v.get("name") or v.get("address") or "") if isinstance(v, dict) else str(v) for v in value]
        return "; ".join(p for p in (present(str(p)) for p in parts) if p)


def channel(row: dict[str, Any], reader: Reader, flags: list[Flag]) -> Channel:
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
    return Fee(amount=amount, note=note, set_by_council=of_council(note))


def case(row: dict[str, Any], reader: Reader, flags: list[Flag]) -> Case:
    return Case(
        name=present(str(row.get("name") or "")).strip("- "),
        documents=papers(reader.rows("profileComponents", row), flags),
    )


def papers(parts: list[dict[str, Any]], flags: list[Flag]) -> tuple[Document, ...]:
    """Papers and remarks; a quantity that is no number goes to `flags`."""
    documents = []
    for part in parts:
        name = str(part.get("name") or "").strip(" -+*")
        originals, copies = (_count(part.get(key)) for key in _QUANTITIES)
        if any(part.get(key) not in (None, "") and _count(part.get(key)) is None for key in _QUANTITIES):
            flags.append(Flag(field="cases", reason=FlagReason.AMBIGUOUS_TABLE, raw=str(part)[:500]))
        if name:
            kind = DocumentKind.NOTE if originals == 0 and not copies else DocumentKind.SUBMIT
            documents.append(Document(name=name, originals=originals, copies=copies, kind=kind, form=_form(part)))
    return tuple(documents)


def _form(part: dict[str, Any]) -> str:
    files = part.get("attachments") or []
    names = [str(f.get("name") or "") if isinstance(f, dict) else str(f) for f in _listed(files)]
    return ", ".join(n for n in names if n)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _count(value: Any) -> int | None:
    number = _number(value)
    whole = number is not None and number <= _MOST_COPIES and number == int(number)
    return int(number) if number is not None and whole else None


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and number >= 0 else None
