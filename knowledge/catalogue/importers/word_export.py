"""The portal's Word exports as JSON lines: tables kept, but the columns of the papers shifted one to the right."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from knowledge.catalogue.codes import split_code
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.importers.reading import json_lines, text_field
from knowledge.catalogue.labels import CURRENCIES, METHODS, UNITS, audience, levels, present
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
    Source,
    SourceKind,
)
from knowledge.catalogue.parsing.channels import doubts
from knowledge.catalogue.parsing.staleness import doubtful_decision, expired, lapsed_basis
from knowledge.catalogue.parsing.texts import legal_basis, lines, results, steps
from knowledge.catalogue.report import ImportRefusedError

STREAM = "portal-word"
_TIME = re.compile(r"(\d+(?:[.,]\d+)?)\s*(\D*)")
_FEE = re.compile(r"(?:Phí|Lệ phí)\s*:\s*(\d[\d.,]*)\s*(Đồng|VNĐ|Việt Nam Đồng|USD)\s*(.*)", re.I | re.S)
_QUANTITY = re.compile(r"Bản chính:\s*(\d+)\s*Bản sao:\s*(\d+)")


class WordExport:
    name = "word_export"

    def recognises(self, path: Path, head: str) -> bool:  # noqa: ARG002
        return '"thu_tuc_id"' in head and '"metadata"' in head

    def parse(self, path: Path, captured: dt.date, today: dt.date, known: Known) -> Parsed:  # noqa: ARG002
        records = [_record(path, line, row, captured, today) for line, row in json_lines(path)]
        return Parsed(tuple(records), complete=frozenset({STREAM}))


def _record(path: Path, line: int, row: dict[str, Any], captured: dt.date, today: dt.date) -> Procedure:
    meta, content, tables = (_mapping(path, line, row, k) for k in ("metadata", "content", "tables"))

    def text(group: dict[str, Any], name: str, required: bool = False) -> str:
        return text_field(path, line, group, name, required)

    try:
        code, organisation = split_code(text(meta, "mã_thủ_tục") or text(row, "thu_tuc_id", required=True))
    except ValueError as error:
        raise ImportRefusedError(path.name, str(error), line, "mã_thủ_tục") from error
    flags: list[Flag] = []
    channels = tuple(c for r in _rows(path, line, tables, "hinh_thuc_nop") for c in _channel(r, flags))
    documents = tuple(d for r in _rows(path, line, tables, "thanh_phan_ho_so") for d in _document(r, flags))
    basis = _basis(_rows(path, line, tables, "can_cu_phap_ly"))
    decision = re.sub(r"^Quyết định (?:số )?", "", present(text(meta, "số_quyết_định")))
    flags += doubts(channels)
    flags += expired("fee", (n for c in channels for n in (c.note, *(f.note for f in c.fees))), today)
    flags += lapsed_basis(basis, today)
    if doubtful_decision(decision):
        flags.append(Flag(field="decision", reason=FlagReason.UNCONFIRMED, raw=decision))
    return Procedure(
        code=code,
        name=text(meta, "tên_thủ_tục", required=True),
        field=present(text(meta, "lĩnh_vực")),
        levels=levels(text(meta, "cấp_thực_hiện")),
        organisation=organisation,
        kind=present(text(meta, "loại_thủ_tục")),
        audience=audience(text(content, "đối_tượng_thực_hiện")),
        agency=Agency(
            executing=present(text(content, "cơ_quan_thực_hiện")),
            authority=present(text(content, "cơ_quan_có_thẩm_quyền")),
            delegated=present(text(content, "cơ_quan_được_ủy_quyền")),
            coordinating=present(text(content, "cơ_quan_phối_hợp")),
            receiving_address=present(text(content, "địa_chỉ_tiếp_nhận_hs")),
        ),
        decision=decision,
        channels=channels,
        cases=(Case(documents=documents),) if documents else (),
        steps=steps(text(content, "trình_tự_thực_hiện")),
        conditions=lines(text(content, "yêu_cầu_điều_kiện_thực_hiện")),
        results=results(text(content, "kết_quả_thực_hiện")),
        legal_basis=basis,
        checked=captured,
        source=Source(kind=SourceKind.WORD_EXPORT, stream=STREAM, captured=captured),
        flags=tuple(dict.fromkeys(flags)),
    )


def _channel(row: dict[str, str], flags: list[Flag]) -> list[Channel]:
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
    if match is None or (match[2].strip() and unit is None):
        return Duration(note=cell)
    if unit is None:
        flags.append(Flag(field="time", reason=FlagReason.UNIT_LOST, raw=cell))
        return Duration()
    return Duration(value=Decimal(match[1].replace(",", ".")), unit=unit)


def _fees(cell: str, flags: list[Flag]) -> tuple[Fee, ...]:
    if not cell:
        return ()
    match = _FEE.fullmatch(cell)
    if match is None or not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})*|\d+", match[1]):
        flags.append(Flag(field="fee", reason=FlagReason.AMBIGUOUS_TABLE, raw=cell))
        return ()
    note = match[3].strip(" ()")
    return (
        Fee(amount=Decimal(re.sub(r"[.,]", "", match[1])), currency=CURRENCIES[match[2].lower()], note=note),
    )


def _document(row: dict[str, str], flags: list[Flag]) -> list[Document]:
    """`so_luong` holds the form and `ghi_chu` the quantity: the columns are shifted by one."""
    name = row.get("ten_giay_to", "").strip(" -+*")
    if not name:
        return []
    match = _QUANTITY.search(row.get("ghi_chu", ""))
    if match is None:
        flags.append(Flag(field="cases", reason=FlagReason.AMBIGUOUS_TABLE, raw=str(row)))
        return []
    originals, copies = int(match[1]), int(match[2])
    kind = DocumentKind.NOTE if originals == copies == 0 else DocumentKind.SUBMIT
    return [
        Document(
            name=name, form=present(row.get("so_luong", "")), originals=originals, copies=copies, kind=kind
        )
    ]


def _basis(rows: list[dict[str, str]]) -> tuple[LegalBasis, ...]:
    """The number in its column is often cut to "12": the full one stands in the title."""
    found = []
    for row in rows:
        title = row.get("trich_yeu", "").strip()
        named = legal_basis(title)
        code = named[0].code if named else row.get("so_ky_hieu", "").strip()
        day, issuer = row.get("ngay_ban_hanh", "").strip(), row.get("co_quan_ban_hanh", "").strip()
        issued = (
            dt.datetime.strptime(day, "%d-%m-%Y").date() if re.fullmatch(r"\d\d-\d\d-\d{4}", day) else None
        )
        if code or title:
            found.append(LegalBasis(code=code, name=title, issued=issued, issuer=issuer))
    return tuple(dict.fromkeys(found))


def _mapping(path: Path, line: int, row: dict[str, Any], name: str) -> dict[str, Any]:
    value = row.get(name) or {}
    if not isinstance(value, dict):
        raise ImportRefusedError(path.name, "a JSON object is expected", line, name)
    return value


def _rows(path: Path, line: int, tables: dict[str, Any], name: str) -> list[dict[str, str]]:
    value = tables.get(name) or []
    if not isinstance(value, list) or not all(isinstance(r, dict) for r in value):
        raise ImportRefusedError(path.name, "a list of objects is expected", line, f"tables.{name}")
    return [{k: str(v or "") for k, v in row.items()} for row in value]
