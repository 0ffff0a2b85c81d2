"""The rendered pages of the portal as JSON lines (one object a record, tables flattened)."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from knowledge.catalogue.codes import split_code
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.importers.reading import json_lines, needed, text_field
from knowledge.catalogue.labels import audience, levels, present
from knowledge.catalogue.models import Agency, Flag, FlagReason, Procedure, Source, SourceKind
from knowledge.catalogue.parsing.channels import parse_channels
from knowledge.catalogue.parsing.documents import parse_documents
from knowledge.catalogue.parsing.record_doubts import marked
from knowledge.catalogue.parsing.shared_pages import told_apart
from knowledge.catalogue.parsing.texts import legal_basis, lines, parse_steps, results
from knowledge.catalogue.report import ImportRefusedError

STREAM = "portal-rendered"
_IDENTITY = {"ma_thu_tuc", "detail_url", "formality_id"}
_MAPPED = {
    "ma_thu_tuc", "detail_url", "formality_id", "ten_thu_tuc", "so_quyet_dinh", "cap_thuc_hien", "loai_thu_tuc",
    "linh_vuc", "doi_tuong_thuc_hien", "co_quan_co_tham_quyen", "dia_chi_tiep_nhan", "co_quan_duoc_uy_quyen",
    "co_quan_phoi_hop", "thu_tuc_lien_quan", "trinh_tu_thuc_hien", "cach_thuc_thuc_hien", "thanh_phan_ho_so",
    "can_cu_phap_ly", "co_quan_thuc_hien", "yeu_cau_dieu_kien", "ket_qua_xu_ly",
}  # fmt: skip


class Rendered:
    name = "rendered"

    def recognises(self, path: Path, head: str) -> bool:  # noqa: ARG002
        return '"ma_thu_tuc"' in head and '"cach_thuc_thuc_hien"' in head

    def parse(self, path: Path, captured: dt.date, today: dt.date, known: Known) -> Parsed:  # noqa: ARG002
        rows = json_lines(path)
        records = told_apart((_record(path, line, row, captured, today), _digest(row)) for line, row in rows)
        return Parsed(records, complete=frozenset({STREAM}))


def _digest(row: dict[str, Any]) -> bytes:
    """Of all that a page says, whatever its code and address."""
    said = "\0".join(f"{key}\0{row[key]}" for key in sorted(row) if key not in _IDENTITY)
    return hashlib.sha256(said.encode()).digest()


def _record(path: Path, line: int, row: dict[str, Any], captured: dt.date, today: dt.date) -> Procedure:
    def text(name: str, required: bool = False) -> str:
        return text_field(path, line, row, name, required)

    needed(path, line, row, ("cach_thuc_thuc_hien", "thanh_phan_ho_so"))
    try:
        code, organisation = split_code(text("ma_thu_tuc", required=True))
    except ValueError as error:
        raise ImportRefusedError(path.name, str(error), line, "ma_thu_tuc") from error
    channels, flags = parse_channels(text("cach_thuc_thuc_hien"))
    cases, case_flags = parse_documents(text("thanh_phan_ho_so"))
    found_steps, step_flags = parse_steps(text("trinh_tu_thuc_hien"))
    unmapped = [
        Flag(field=k, reason=FlagReason.UNMAPPED, raw=str(row[k])[:200]) for k in row if k not in _MAPPED
    ]
    record = Procedure(
        code=code,
        name=" ".join(text("ten_thu_tuc", required=True).split()),
        field=present(text("linh_vuc")),
        levels=levels(text("cap_thuc_hien")),
        organisation=organisation,
        kind=present(text("loai_thu_tuc")),
        audience=audience(text("doi_tuong_thuc_hien")),
        agency=Agency(
            executing=present(text("co_quan_thuc_hien")),
            authority=present(text("co_quan_co_tham_quyen")),
            delegated=present(text("co_quan_duoc_uy_quyen")),
            coordinating=present(text("co_quan_phoi_hop")),
            receiving_address=present(text("dia_chi_tiep_nhan")),
        ),
        decision=present(text("so_quyet_dinh")),
        channels=channels,
        cases=cases,
        steps=found_steps,
        conditions=lines(text("yeu_cau_dieu_kien")),
        results=results(text("ket_qua_xu_ly")),
        legal_basis=legal_basis(text("can_cu_phap_ly")),
        checked=captured,
        source=Source(kind=SourceKind.RENDERED, stream=STREAM, url=text("detail_url"), captured=captured),
    )
    return marked(record, text("cap_thuc_hien"), [*flags, *case_flags, *step_flags, *unmapped], today)
