"""The tables of a Word export: ways of filing, papers, legal basis."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from knowledge.catalogue.labels import CURRENCIES, METHODS, UNITS, present
from knowledge.catalogue.models import Channel, Document, DocumentKind, Duration, Fee, Flag, FlagReason, LegalBasis
from knowledge.catalogue.parsing.channels import of_council
from knowledge.catalogue.parsing.texts import legal_basis

_TIME = re.compile(r"(\d+(?:[.,]\d+)?)\s*(\D*)")
_FEES = re.compile(r"\n\s*(?=(?:Phí|Lệ phí)\s*:)", re.I)  # several fees in one cell, one a line
_FEE = re.compile(
    r"(?:Phí|Lệ phí)\s*:\s*(\d[\d.,]*)\s*(Đồng|VNĐ|Việt Nam Đồng|USD)\s*"
    r"(?:\((?P<note>.*)\))?\s*(?:File đính kèm:[^\n]*)?",
    re.I | re.S,
)
_QUANTITY = re.compile(r"Bản chính:\s*(\d{1,3})\s*Bản sao:\s*(\d{1,3})\s*")


def channel(row: dict[str, str], flags: list[Flag]) -> list[Channel]:
    """The row's channel, none for an empty row; what cannot be read goes to `flags`."""
    method = METHODS.get(row.get("hinh_thuc", "").strip())
    if method is None:
        if any(v.strip() for v in row.values()):
            flags.append(Flag(field="channels", reason=FlagReason.AMBIGUOUS_TABLE, raw=str(row)))
        return []
    return [
        Channel(
            method=method,
            time=_time(present(row.get("thoi_han_giai_quyet", "")), flags),
            fees=_fees(present(row.get("phi_le_phi", "")), flags),
            note=present(row.get("mo_ta", "")),
        )
    ]


def _time(cell: str, flags: list[Flag]) -> Duration:
    if not cell:
        return Duration()
    match = _TIME.fullmatch(cell)
    unit = UNITS.get(match[2].strip().lower()) if match else None
    wordless = not any(c.isalpha() for c in cell)  # "10-25"
    if unit is None and (wordless or (match and not match[2].strip())):
        flags.append(Flag(field="time", reason=FlagReason.UNIT_LOST, raw=cell))
        return Duration()
    if match is None or unit is None:
        return Duration(note=cell)
    return Duration(value=Decimal(match[1].replace(",", ".")), unit=unit)


def _fees(cell: str, flags: list[Flag]) -> tuple[Fee, ...]:
    """Every fee of the cell, or none and a flag: some fees of several would be taken for all."""
    found = [_fee(part.strip()) for part in _FEES.split(cell)] if cell else []
    if None in found:
        flags.append(Flag(field="fee", reason=FlagReason.AMBIGUOUS_TABLE, raw=cell))
        return ()
    return tuple(fee for fee in found if fee)


def _fee(text: str) -> Fee | None:
    match = _FEE.fullmatch(text)
    if match is None or not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})*|\d+", match[1]):
        return None
    note = " ".join((match["note"] or "").split())
    return Fee(
        amount=Decimal(re.sub(r"[.,]", "", match[1])),
        currency=CURRENCIES[match[2].lower()],
        note=note,
        set_by_council=of_council(note),
    )


def document(row: dict[str, str], flags: list[Flag]) -> list[Document]:
    """`so_luong` holds the form and `ghi_chu` the quantity: the columns are shifted by one."""
    name = row.get("ten_giay_to", "").strip(" -+*")
    if not any(v.strip() for v in row.values()):
        return []
    match = _QUANTITY.fullmatch(row.get("ghi_chu", "").strip())
    if match is None or not name:
        flags.append(Flag(field="cases", reason=FlagReason.AMBIGUOUS_TABLE, raw=str(row)))
        return []
    originals, copies = int(match[1]), int(match[2])
    kind = DocumentKind.NOTE if originals == copies == 0 else DocumentKind.SUBMIT
    return [
        Document(
            name=name, form=present(row.get("so_luong", "")), originals=originals, copies=copies, kind=kind
        )
    ]


def basis(rows: list[dict[str, str]]) -> tuple[LegalBasis, ...]:
    """Legal documents; the number in its column is often cut to "12", then the full one stands in the title."""
    found = []
    for row in rows:
        title = row.get("trich_yeu", "").strip()
        code = _number(row.get("so_ky_hieu", "").strip(), title)
        day, issuer = row.get("ngay_ban_hanh", "").strip(), row.get("co_quan_ban_hanh", "").strip()
        if code or title:
            found.append(LegalBasis(code=code, name=title, issued=_day(day), issuer=issuer))
    return tuple(dict.fromkeys(found))


def _number(column: str, title: str) -> str:
    """The title also names documents that this one amends or explains: only the number that the column begins."""
    whole = legal_basis(column)
    named = (b.code for b in legal_basis(title))
    begun = next((code for code in named if not column or f"{code}/".startswith(f"{column}/")), column)
    return whole[0].code if whole else begun


def _day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%d-%m-%Y").date()
    except ValueError:
        return None
