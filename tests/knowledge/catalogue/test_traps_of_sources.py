"""Traps 5 to 7 of ../shared/reference/domain.md 1.5: thin pages, lost order, records that time has overtaken."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.answering.aspects import Aspect
from knowledge.answering.facts import doubtful
from knowledge.catalogue.importers.portal_api import record_of
from knowledge.catalogue.importing import import_files
from knowledge.catalogue.models import (
    DocumentKind,
    FlagReason,
    Level,
    Procedure,
    SourceKind,
)
from knowledge.catalogue.repository import Catalogue

TODAY = dt.date(2026, 11, 23)
Make = Callable[..., Procedure]
Row = Callable[..., dict[str, Any]]


def reasons(record: Procedure, field: str) -> set[FlagReason]:
    return {f.reason for f in record.flagged(field)}


# 5. The page is thinner than the export

EXEMPTION = "Miễn lệ phí: cha dượng, mẹ kế, cô, cậu, dì, chú, bác ruột nhận trẻ khuyết tật"


@pytest.mark.parametrize("order", list(itertools.permutations((0, 1))))
def test_trap_5_the_fuller_export_is_answered_from(
    catalogue: Catalogue, page: Row, export: Row, write: Callable[..., Path], order: tuple[int, int]
) -> None:
    way = {"hinh_thuc": "Trực tiếp", "phi_le_phi": f"Lệ phí : 400.000 Đồng ({EXEMPTION})"}
    thin = page(cach_thuc_thuc_hien="Trực tiếp3 Ngày400,000 VNĐ")
    files = [
        write(export(tables={"hinh_thuc_nop": [way]}), name="word-2026-01.jsonl"),
        write(thin, name="rendered-2026-07.jsonl"),
    ]
    for which in order:  # the page was read half a year later
        import_files(catalogue, [files[which]])
    found = catalogue.get("1.000001")
    assert found is not None
    assert found.source.kind is SourceKind.WORD_EXPORT
    assert [f.note for c in found.channels for f in c.fees] == [EXEMPTION]


# 6. Papers in no order, paragraphs cut into each other

PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
ROWS = ("- Tờ khai1 bản chính", "Lưu ý khi nộp0 bản chính", "Giấy ủy quyền0 bản chính, 1 bản sao")


def test_trap_6_papers_are_the_same_in_any_order_and_remarks_are_no_papers(rendered: Make) -> None:
    found = set()
    for rows in itertools.permutations(ROWS):
        record = rendered(thanh_phan_ho_so=f"--{PAPERS}{''.join(rows)}")
        assert not record.flags
        (case,) = record.cases
        found.add(frozenset((d.name, d.kind, d.originals, d.copies) for d in case.documents))
    assert found == {
        frozenset(
            {
                ("Tờ khai", DocumentKind.SUBMIT, 1, 0),
                ("Lưu ý khi nộp", DocumentKind.NOTE, 0, 0),
                ("Giấy ủy quyền", DocumentKind.SUBMIT, 0, 1),
            }
        )
    }


@pytest.mark.parametrize(
    ("heading", "unsure"),
    [
        ("Hồ sơ của nhà thầu gồm:1 bản chính", True),
        ("Một trong các giấy tờ sau đây:0 bản chính", True),
        ("Đối với người nộp trực tiếp:0 bản chính", False),
    ],
)
def test_trap_6_a_heading_that_has_lost_its_papers_makes_the_table_unsure(
    rendered: Make, heading: str, unsure: bool
) -> None:
    text = f"--{PAPERS}+ Giấy thứ nhất1 bản chính{heading}+ Giấy thứ hai1 bản chính"
    record = rendered(thanh_phan_ho_so=text)
    assert doubtful(record, Aspect.DOCUMENTS) is unsure
    assert (not record.cases) is unsure
    assert [f.raw for f in record.flagged("cases")] == [text] * unsure


CUT = (
    "- Người yêu cầu nộp hồ sơ tại nơi đăng ký khai tâm Phục vụ hành chính công.\n"
    "- Nộp lệ phí trực tuyến, hoàn tất việc sinh tại Trung\nnộp hồ sơ.\n- Nhận kết quả."
)


def test_trap_6_paragraphs_cut_into_each_other_are_not_said(rendered: Make, exported: Make) -> None:
    for record in (rendered(trinh_tu_thuc_hien=CUT), exported(content={"trình_tự_thực_hiện": CUT})):
        assert record.steps == ()
        assert [(f.reason, f.raw) for f in record.flagged("steps")] == [(FlagReason.AMBIGUOUS_TABLE, CUT)]
        assert doubtful(record, Aspect.STEPS)


# 7. Old records stay published beside new ones


@pytest.mark.parametrize("decision", ["QĐ/0001-BTP", "QĐ/0001-BCA", "Demo/QĐ-BCA", "demo"])
def test_trap_7_placeholder_and_test_decisions_are_marked(rendered: Make, exported: Make, decision: str) -> None:
    for record in (
        rendered(so_quyet_dinh=decision),
        exported(metadata={"số_quyết_định": f"Quyết định số {decision}"}),
    ):
        assert [(f.reason, f.raw) for f in record.flagged("decision")] == [(FlagReason.UNCONFIRMED, decision)]
    assert not rendered(so_quyet_dinh="163/QĐ-BTP").flags
    assert not rendered(so_quyet_dinh="1/QĐ-BTP").flags


def test_trap_7_a_district_of_before_july_2025_is_marked_wherever_it_stands(rendered: Make, exported: Make) -> None:
    record = rendered(
        ten_thu_tuc="Trình báo mất thẻ (thực hiện tại cấp huyện)",
        cap_thuc_hien="Cấp xã, Cấp huyện",
        co_quan_thuc_hien="Công an huyện",
        trinh_tu_thuc_hien="Bước 1: Nộp cho UBND huyện.",
        cach_thuc_thuc_hien="Trực tiếp1 NgàyMiễn phíCông an cấp huyện trả lời.",
    )
    marked = {f.field for f in record.flags if f.reason is FlagReason.EXPIRED_TEXT}
    assert marked == {"name", "levels", "agency", "steps", "channels"}
    assert doubtful(record, Aspect.PLACE)
    assert doubtful(record, Aspect.STEPS)
    assert record.levels == (Level.COMMUNE,)
    word = exported(content={"cơ_quan_thực_hiện": "Ban chỉ huy quân sự cấp huyện"})
    assert doubtful(word, Aspect.PLACE)
    detail = {"code": "1.000001", "name": "Việc", "executionDepartments": [{"name": "Công an quận"}]}
    assert doubtful(record_of(detail, TODAY, TODAY), Aspect.PLACE)


def test_trap_7_a_poor_district_in_a_name_is_no_district_office(rendered: Make) -> None:
    assert not rendered(ten_thu_tuc="Hỗ trợ nhà ở tại các huyện nghèo, đường huyện").flags
    assert not rendered(co_quan_thuc_hien="Ủy ban nhân dân cấp xã, đặc khu").flags


@pytest.mark.parametrize("code", ["58/2014/QH13", "36/2014/TT-BCA", "20/2021/NĐ-CP"])
def test_trap_7_a_law_that_has_ceased_is_marked(rendered: Make, exported: Make, code: str) -> None:
    glued = f"Tên văn bản pháp lýMã văn bảnVăn bản cũ{code}Luật mới41/2024/QH15"
    record = rendered(can_cu_phap_ly=glued)
    assert [(f.reason, f.raw) for f in record.flagged("legal_basis")] == [(FlagReason.OLD_LEGAL_BASIS, code)]
    assert [b.code for b in record.legal_basis] == [code, "41/2024/QH15"]
    row = {"so_ky_hieu": code.split("/")[0], "trich_yeu": f"Văn bản số {code} cũ"}
    assert reasons(exported(tables={"can_cu_phap_ly": [row]}), "legal_basis") == {FlagReason.OLD_LEGAL_BASIS}


def test_trap_8_a_law_of_a_year_to_come_is_not_said(rendered: Make) -> None:
    record = rendered(can_cu_phap_ly="Luật nhập cảnh40/2029/QH14")
    assert reasons(record, "legal_basis") == {FlagReason.IMPLAUSIBLE}
    assert doubtful(record, Aspect.LEGAL_BASIS)
