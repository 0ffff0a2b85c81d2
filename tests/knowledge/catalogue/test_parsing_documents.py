"""The flattened tables of papers: rows come out as they went in, or the table is kept raw."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue.models import Document, DocumentKind, FlagReason
from knowledge.catalogue.parsing.documents import HEAD, parse_documents

NAMES = ["Tờ khai", "Giấy ủy quyền (có chứng thực)", "Bản vẽ thửa đất;", "Ảnh 4x6 nền trắng"]
FORMS = ["", "Mau-to-khai.docx", "CT01.pdf"]
PIECES = [
    HEAD, "--", "Tờ khai", ":", "1 bản chính", "0 bản chính, 2 bản sao", "01 bản chính", " ", "(", ")", "\n", "+ ",
    "năm 2025", "mau.docx", "* Giấy tờ phải xuất trình:", "Không có thông tin", "một trong các", "bản sao",
]  # fmt: skip
rows = st.tuples(st.sampled_from(NAMES), st.sampled_from(FORMS), st.integers(0, 9), st.integers(0, 9))
Row = tuple[str, str, int, int]


def table(title: str, found: list[Row]) -> str:
    cells = (f"{n}{f}{o} bản chính" + (f", {c} bản sao" if c else "") for n, f, o, c in found)
    return f"{title}{HEAD}{''.join(cells)}"


@given(st.lists(st.lists(rows, min_size=1, max_size=4), min_size=1, max_size=3))
def test_rows_come_out_as_they_went_in(found: list[list[Row]]) -> None:
    text = "".join(table(f"* Trường hợp {'abc'[i]}:", own) for i, own in enumerate(found))
    cases, flags = parse_documents(text)
    assert not flags
    assert [c.name for c in cases] == [f"Trường hợp {'abc'[i]}" for i in range(len(found))]
    for case, own in zip(cases, found, strict=True):
        assert case.documents == tuple(
            Document(
                name=name,
                form=form,
                originals=originals,
                copies=copies,
                kind=DocumentKind.SUBMIT if originals or copies else DocumentKind.NOTE,
            )
            for name, form, originals, copies in own
        )


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
@settings(max_examples=400)
def test_any_text_is_read_or_flagged(text: str) -> None:
    cases, flags = parse_documents(text)
    assert not (cases and flags)
    if flags:
        assert [(f.field, f.reason, f.raw) for f in flags] == [("cases", FlagReason.AMBIGUOUS_TABLE, text.strip())]
    elif not cases and text.count(HEAD) < 2:  # between two heads stands the title of the next case
        body = text.strip()
        rest = "" if body.startswith("Không có thông tin") else body.split(HEAD, 1)[-1].replace(HEAD, "")
        assert not rest.strip(" -+*\n")
    for document in (d for c in cases for d in c.documents):
        assert document.name in text
        assert document.form.replace(", ", "") in text.replace(", ", "")
        assert (document.kind is DocumentKind.NOTE) is (document.originals == 0 and document.copies == 0)


def test_papers_that_are_only_shown() -> None:
    text = table("* Giấy tờ phải nộp:", [("Tờ khai", "", 1, 0)])
    text += table("* Giấy tờ phải xuất trình:", [("Thẻ căn cước", "", 1, 0), ("Lưu ý", "", 0, 0)])
    cases, _ = parse_documents(text)
    assert [d.kind for c in cases for d in c.documents] == ["submit", "show", "note"]


@pytest.mark.parametrize(
    "rows",
    [
        "Tờ khai mẫu số 011 bản chính",  # form 01 and one copy, or form 0 and eleven
        "Tờ khai1 bản chínhGiấy khác không có số lượng",
        "1 bản chính",
        "+ 1 bản chính",
        "Hồ sơ gồm:1 bản chínhTờ khai1 bản chính",
        "Tờ khai mẫu số 11 bản chínhGiấy khác1 bản chính",  # a row whose quantity cannot be seen
    ],
)
def test_what_cannot_be_cut_for_certain_is_kept_raw(rows: str) -> None:
    text = f"--{HEAD}{rows}"
    cases, (flag,) = parse_documents(text)
    assert (cases, flag.raw) == ((), text)


def test_numbers_inside_names() -> None:
    names = ["Xác nhận trước năm 2025", "Mẫu 02/1", "Hai (02 bản chính) tờ ảnh", "nộp 01 bản chính giấy ra viện"]
    cases, flags = parse_documents(f"--{HEAD}{''.join(f'{n}1 bản chính' for n in names)}")
    assert not flags
    assert [(d.name, d.originals) for d in cases[0].documents] == [(n, 1) for n in names]


@pytest.mark.parametrize(
    ("cell", "name", "form"),
    [
        ("Tờ khai theo mẫuMau so 1.docx", "Tờ khai theo mẫu", "Mau so 1.docx"),
        ("Tờ khai;mau.doc", "Tờ khai;", "mau.doc"),
        ("Tờ khai theo mẫuCT01.docx", "Tờ khai theo mẫu", "CT01.docx"),
        ("Tờ khai theo mẫuMauToKhai.docx", "Tờ khai theo mẫu", "MauToKhai.docx"),
        ("Tờ khai (mẫu HH2).75-Mẫu HH2.doc", "Tờ khai (mẫu HH2).", "75-Mẫu HH2.doc"),
        ("Đề án đóng cửa mỏMau 08_39.2025.TT_02.7.2025.docx", "Đề án đóng cửa mỏ", "Mau 08_39.2025.TT_02.7.2025.docx"),
        ("Giấy theo Nghị định 23/2026/NĐ-CPMau17.docx", "Giấy theo Nghị định 23/2026/NĐ-CP", "Mau17.docx"),
        ("Giấy theo Thông tư 9/2026/TT-BNNMT22 sửa.docx", "Giấy theo Thông tư 9/2026/TT-BNNMT22 sửa.docx", ""),
        ("Tờ khai theo mẫuMau 1.docxMau 2.docPL.pdf", "Tờ khai theo mẫu", "Mau 1.docx, Mau 2.doc, PL.pdf"),
        ("tờ khai mau.doc", "tờ khai mau.doc", ""),
        ("Tờ khai Mẫu A", "Tờ khai Mẫu A", ""),
    ],
)
def test_file_name_is_cut_off_where_its_beginning_shows(cell: str, name: str, form: str) -> None:
    cases, _ = parse_documents(f"--{HEAD}{cell}1 bản chính")
    assert (cases[0].documents[0].name, cases[0].documents[0].form) == (name, form)
