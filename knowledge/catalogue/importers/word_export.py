"""The portal's Word exports as JSON lines: tables kept, but the columns of the papers shifted one to the right."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from knowledge.catalogue.codes import split_code
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.importers.reading import json_lines, needed, text_field
from knowledge.catalogue.importers.word_tables import basis, channel, document
from knowledge.catalogue.labels import audience, levels, present
from knowledge.catalogue.models import Agency, Case, Flag, Procedure, Source, SourceKind
from knowledge.catalogue.parsing.record_doubts import marked
from knowledge.catalogue.parsing.texts import lines, parse_steps, results
from knowledge.catalogue.report import ImportRefusedError

STREAM = "portal-word"


class WordExport:
    name = "word_export"

    def recognises(self, path: Path, head: str) -> bool:  # noqa: ARG002
        return '"thu_tuc_id"' in head and '"metadata"' in head

    def parse(self, path: Path, captured: dt.date, today: dt.date, known: Known) -> Parsed:  # noqa: ARG002
        records = [_record(path, line, row, captured, today) for line, row in json_lines(path)]
        return Parsed(tuple(records), complete=frozenset({STREAM}))


def _record(path: Path, line: int, row: dict[str, Any], captured: dt.date, today: dt.date) -> Procedure:
    needed(path, line, row, ("thu_tuc_id", "metadata", "content", "tables"))
    meta, content, tables = (_mapping(path, line, row, k) for k in ("metadata", "content", "tables"))

    def text(group: dict[str, Any], name: str, required: bool = False) -> str:
        return text_field(path, line, group, name, required)

    try:
        listed = text(row, "thu_tuc_id", required=True)
        code, organisation = split_code(text(meta, "mã_thủ_tục") or listed)
        agree = split_code(listed)[0] == code
    except ValueError as error:
        raise ImportRefusedError(path.name, str(error), line, "mã_thủ_tục") from error
    if not agree:
        raise ImportRefusedError(path.name, f"{code} here, {listed} in thu_tuc_id", line, "mã_thủ_tục")
    flags: list[Flag] = []
    channels = tuple(c for r in _rows(path, line, tables, "hinh_thuc_nop") for c in channel(r, flags))
    documents = tuple(d for r in _rows(path, line, tables, "thanh_phan_ho_so") for d in document(r, flags))
    found_steps, step_flags = parse_steps(text(content, "trình_tự_thực_hiện"))
    record = Procedure(
        code=code,
        name=" ".join(text(meta, "tên_thủ_tục", required=True).split()),
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
        decision=re.sub(r"^Quyết định (?:số )?", "", present(text(meta, "số_quyết_định"))),
        channels=channels,
        cases=(Case(documents=documents),) if documents else (),
        steps=found_steps,
        conditions=lines(text(content, "yêu_cầu_điều_kiện_thực_hiện")),
        results=results(text(content, "kết_quả_thực_hiện")),
        legal_basis=basis(_rows(path, line, tables, "can_cu_phap_ly")),
        checked=captured,
        source=Source(kind=SourceKind.WORD_EXPORT, stream=STREAM, captured=captured),
    )
    return marked(record, text(meta, "cấp_thực_hiện"), [*flags, *step_flags], today)


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
