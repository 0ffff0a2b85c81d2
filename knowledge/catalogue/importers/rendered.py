"""The rendered pages of the portal as JSON lines (one object a record, tables flattened)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from knowledge.catalogue.codes import split_code
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.importers.reading import json_lines, text_field
from knowledge.catalogue.labels import audience, levels, present
from knowledge.catalogue.models import Agency, Flag, FlagReason, Procedure, Source, SourceKind
from knowledge.catalogue.parsing.channels import doubts, parse_channels
from knowledge.catalogue.parsing.documents import parse_documents
from knowledge.catalogue.parsing.staleness import doubtful_decision, expired, lapsed_basis
from knowledge.catalogue.parsing.texts import legal_basis, lines, results, steps
from knowledge.catalogue.report import ImportRefusedError

STREAM = "portal-rendered"
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
        records = [_record(path, line, row, captured, today) for line, row in json_lines(path)]
        return Parsed(tuple(records), complete=frozenset({STREAM}))


def _record(path: Path, line: int, row: dict[str, Any], captured: dt.date, today: dt.date) -> Procedure:
    def text(name: str, required: bool = False) -> str:
        return text_field(path, line, row, name, required)

    try:
        code, organisation = split_code(text("ma_thu_tuc", required=True))
    except ValueError as error:
        raise ImportRefusedError(path.name, str(error), line, "ma_thu_tuc") from error
    name = text("ten_thu_tuc", required=True)
    channels, flags = parse_channels(text("cach_thuc_thuc_hien"))
    cases, case_flags = parse_documents(text("thanh_phan_ho_so"))
    basis = legal_basis(text("can_cu_phap_ly"))
    decision = present(text("so_quyet_dinh"))
    found = [*flags, *case_flags, *doubts(channels)]
    found += expired("fee", (n for c in channels for n in (c.note, *(f.note for f in c.fees))), today)
    found += lapsed_basis(basis, today)
    if doubtful_decision(decision):
        found.append(Flag(field="decision", reason=FlagReason.UNCONFIRMED, raw=decision))
    if "huyện" in name.lower():
        found.append(Flag(field="name", reason=FlagReason.EXPIRED_TEXT, raw=name))
    found += [
        Flag(field=k, reason=FlagReason.UNMAPPED, raw=str(row[k])[:200]) for k in row if k not in _MAPPED
    ]
    return Procedure(
        code=code,
        name=name,
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
        decision=decision,
        channels=channels,
        cases=cases,
        steps=steps(text("trinh_tu_thuc_hien")),
        conditions=lines(text("yeu_cau_dieu_kien")),
        results=results(text("ket_qua_xu_ly")),
        legal_basis=basis,
        checked=captured,
        source=Source(kind=SourceKind.RENDERED, stream=STREAM, url=text("detail_url"), captured=captured),
        flags=tuple(dict.fromkeys(found)),
    )
