"""What the dumps do to official data besides domain.md 1.5 (domain.md 1.1 and 1.2, docs/adr/0004), one test a trap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from knowledge.answering.aspects import Aspect
from knowledge.answering.facts import doubtful
from knowledge.catalogue.models import (
    FlagReason,
    LegalBasis,
    Procedure,
)

TODAY = dt.date(2026, 11, 23)
Make = Callable[..., Procedure]
Row = Callable[..., dict[str, Any]]


def reasons(record: Procedure, field: str) -> set[FlagReason]:
    return {f.reason for f in record.flagged(field)}


def test_trap_title_glued_to_the_number_before_it(rendered: Make) -> None:
    text = (
        "Tên văn bản pháp lýMã văn bảnThông tư về phí64/2025/TT-BTCThông tư của Bộ53/2025/TT-BCAngày 1/7"
        "Nghị định123/2015/NĐ-CPNghị định118/2025/NĐ-CLiên tịch01/2008/TTLT-BCT-BNN&PTNT-BYTQuyết định29/2026/QĐ-TTg"
    )
    assert [b.code for b in rendered(can_cu_phap_ly=text).legal_basis] == [
        "64/2025/TT-BTC",
        "53/2025/TT-BCA",
        "123/2015/NĐ-CP",
        "01/2008/TTLT-BCT-BNN&PTNT-BYT",
        "29/2026/QĐ-TTg",
    ]


@pytest.mark.parametrize(
    ("column", "title", "code"),
    [
        ("12", "Quyết định số 12/2021/QĐ-TTg ban hành Quy chế", "12/2021/QĐ-TTg"),
        ("144/2008/TTLT-BQP-BTC", "Hướng dẫn Quyết định số 142/2008/QĐ-TTg", "144/2008/TTLT-BQP-BTC"),
        ("69/2007/TTLT/BQP-BTC", "Nghị định số 159/2006/NĐ-CP", "69/2007/TTLT/BQP-BTC"),
        ("48", "Sửa đổi Nghị định số 63/2010/NĐ-CP", "48"),
        ("34/2023", "Nghị định 34/2023/NĐ-CP sửa đổi 112/2014/NĐ-CP", "34/2023/NĐ-CP"),
        ("Nghị định số 99/2025/NĐ-CP", "Nghị định số 99/2025/NĐ-CP", "99/2025/NĐ-CP"),
        ("", "Nghị định số 99/2025/NĐ-CP", "99/2025/NĐ-CP"),
    ],
)
def test_trap_number_of_a_document_that_the_title_only_mentions(
    exported: Make, column: str, title: str, code: str
) -> None:
    record = exported(tables={"can_cu_phap_ly": [{"so_ky_hieu": column, "trich_yeu": title}]})
    assert record.legal_basis == (LegalBasis(code=code, name=title),)


def test_trap_columns_of_the_export_are_shifted_by_one(exported: Make) -> None:
    record = exported()
    (document,) = record.cases[0].documents
    assert (document.form, document.originals, document.copies) == ("mau.doc", 1, 0)
    for name, quantity in (("Giấy", "1 bản"), ("", "Bản chính: 1\nBản sao: 0")):
        row = {"ten_giay_to": name, "ghi_chu": quantity}
        assert doubtful(exported(tables={"thanh_phan_ho_so": [row]}), Aspect.DOCUMENTS)


def test_trap_several_fees_in_one_cell_are_all_read_or_none(exported: Make) -> None:
    cell = "Phí : 2.000.000 Đồng (mỏ đá)\nPhí : 3.500.000 Đồng (mỏ than)\nFile đính kèm: 64-btc.pdf"
    record = exported(tables={"hinh_thuc_nop": [{"hinh_thuc": "Trực tiếp", "phi_le_phi": cell}]})
    assert [(f.amount, f.note) for f in record.channels[0].fees] == [(2_000_000, "mỏ đá"), (3_500_000, "mỏ than")]
    unsure = cell.replace("3.500.000 Đồng", "Mức thu bằng 50% Đồng")
    record = exported(tables={"hinh_thuc_nop": [{"hinh_thuc": "Trực tiếp", "phi_le_phi": unsure}]})
    assert record.channels[0].fees == ()
    assert [f.raw for f in record.flagged("fee")] == [unsure]


def test_trap_code_of_a_province_is_joined_on_the_national_one(rendered: Make) -> None:
    record = rendered(ma_thu_tuc="1.001570.000.00.00.H50")
    assert (record.code, record.organisation) == ("1.001570", "000.00.00.H50")


def test_trap_name_broken_into_lines(rendered: Make, exported: Make) -> None:
    broken = "Cấp thẻ thuộc thẩm\nquyền  của Sở"
    for record in (rendered(ten_thu_tuc=broken), exported(metadata={"tên_thủ_tục": broken})):
        assert record.name == "Cấp thẻ thuộc thẩm quyền của Sở"


def test_trap_words_for_nothing_are_nothing(rendered: Make) -> None:
    none = "Không có thông tin"
    record = rendered(
        cach_thuc_thuc_hien=none, thanh_phan_ho_so=none, trinh_tu_thuc_hien=none, can_cu_phap_ly=none,
        co_quan_thuc_hien=none, so_quyet_dinh=none, ket_qua_xu_ly=f"{none}Từ khóa{none}",
        yeu_cau_dieu_kien=f"- {none}.",
    )  # fmt: skip
    empty = (record.channels, record.cases, record.steps, record.legal_basis, record.results, record.conditions)
    assert empty == ((),) * 6
    assert (record.decision, record.agency.executing, record.flags) == ("", "", ())
