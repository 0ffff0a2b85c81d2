"""Steps, conditions, results, numbers of legal documents, dates that have passed, codes and lists of labels."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue.codes import codes_in, split_code
from knowledge.catalogue.labels import audience, levels, present
from knowledge.catalogue.models import FlagReason, LegalBasis, Level, Result, Step
from knowledge.catalogue.parsing.staleness import doubtful_decision, expired, lapsed_basis, of_districts
from knowledge.catalogue.parsing.texts import legal_basis, lines, parse_steps, results

TODAY = dt.date(2026, 11, 23)
PIECES = [
    "Bước 1:", "Bước 2.", "bước", "\n", "- ", "a) ", "Nộp hồ sơ", "nộp hồ sơ", ".", " ", "Không có thông tin", "Không",
    "123/2015/NĐ-CP", "64/2025/TT-BTC", "Thông tư", "Mã: KQ.G15.000031", "Từ khóa", "đến hết 31/12/2023", "năm 2025",
]  # fmt: skip
any_text = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
days = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))


def letters(text: str) -> set[str]:
    return {c for c in text if c.isalnum()}


@given(any_text)
@settings(max_examples=300)
def test_any_text_makes_steps_or_a_flag(text: str) -> None:
    found, flags = parse_steps(text)
    assert not (found and flags)
    if flags:
        assert [(f.field, f.reason, f.raw) for f in flags] == [
            ("steps", FlagReason.AMBIGUOUS_TABLE, present(text))
        ]
    else:
        bodies = re.sub(r"Bước \d{1,2}\s*[:.)]", "", present(text))  # a number alone is no step
        assert letters(bodies) <= letters("".join(s.name + s.text for s in found)) <= letters(present(text))


def test_steps_by_their_numbers_or_by_lines() -> None:
    numbered = "Bước 1: Chuẩn bị.\nBước 2) Nộp: tại xã.  Bước 3. Nhận kết quả"
    assert parse_steps(numbered)[0] == (
        Step(name="Bước 1", text="Chuẩn bị."),
        Step(name="Bước 2", text="Nộp: tại xã."),
        Step(name="Bước 3", text="Nhận kết quả"),
    )
    assert parse_steps("- Nộp  hồ sơ.\n\n + Nhận kết quả\n")[0] == (Step(text="Nộp hồ sơ."), Step(text="Nhận kết quả"))
    assert parse_steps("Không có thông tin.") == ((), ())


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Nộp tại trung tâm\nnộp lệ phí.", True),
        ("Nộp trong 3\nngày làm việc.", True),
        ("Nộp tại trung tâm.\nnộp lệ phí.", False),
        ("Nộp tại trung tâm;\nnộp lệ phí.", False),
        ("Nộp hồ sơ\nNhận kết quả", False),
        ("Hồ sơ\na) giấy thứ nhất\nđ. giấy thứ hai\niii) giấy thứ ba", False),
        ("Nộp hồ sơ\n- nộp lệ phí", False),
    ],
)
def test_a_line_that_goes_on_in_small_letters_may_be_cut(text: str, cut: bool) -> None:
    found, flags = parse_steps(text)
    assert (bool(flags), bool(found)) == (cut, not cut)


@given(any_text)
def test_lines_are_the_same_read_twice(text: str) -> None:
    found = lines(text)
    assert lines("\n".join(found)) == found
    assert all(x == x.strip() and x for x in found)


def test_lines_without_bullets_and_without_nothing() -> None:
    assert lines("- Đủ 18 tuổi\n* Có nơi ở;\n\nKhông.\n- Không có thông tin") == ("Đủ 18 tuổi", "Có nơi ở;")


@given(any_text)
def test_any_text_makes_results(text: str) -> None:
    for result in results(text):
        assert result.name
        assert result.code in text


def test_results_with_codes_and_without_the_noise_of_the_page() -> None:
    text = "Giấy thử Mã: KQ.G15.000031Bản saoMã: KQ.G15.000032Thông báoTừ khóaKhông có thông tinNộp hồ sơ"
    assert results(text) == (
        Result(name="Giấy thử", code="KQ.G15.000031"),
        Result(name="Bản sao", code="KQ.G15.000032"),
        Result(name="Thông báo"),
    )


NUMBERS = [
    "123/2015/NĐ-CP", "64/2025/TT-BTC", "53/2025/TT-BCA", "66.7/2025/NQ-CP", "68/2020/QH14", "29/2026/QĐ-TTg",
    "09/2009/TTLT-BCA-BYT", "35/2023/UBTVQH15", "03/2025/TT-VPCP", "12/2025/TT-BNNMT", "17/2021/TT-BXD",
]  # fmt: skip
TITLES = ["Thông tư về phí", "ngày đầu tháng", "Luật", "Quy định", "Ban hành", " ", "; ", "\n", "Nghị định số "]


@given(st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(TITLES)), max_size=6))
def test_numbers_are_found_whatever_title_is_glued_behind(parts: list[tuple[str, str]]) -> None:
    found = [b.code for b in legal_basis("".join(number + title for number, title in parts))]
    assert found == list(dict.fromkeys(number for number, _ in parts))


@given(any_text)
def test_any_text_names_only_numbers_that_stand_in_it(text: str) -> None:
    found = legal_basis(text)
    assert all(b.code in text for b in found)
    assert legal_basis("; ".join(b.code for b in found)) == found


def test_figures_that_a_title_ends_in_are_no_part_of_a_number() -> None:
    text = "ban hành ngày 1537/2025/TT-BTC; năm 2025.09/2026/TT-BXD; 1210/2016/UBTVQH13; 66.7/2025/NQ-CP"
    found = [b.code for b in legal_basis(text)]
    assert found == ["09/2026/TT-BXD", "1210/2016/UBTVQH13", "66.7/2025/NQ-CP"]


def test_number_of_an_unknown_issuer_is_believed_only_where_it_ends() -> None:
    assert [b.code for b in legal_basis("5/2020/TT-BLAH, 6/2020/TT-BLAHQuy định")] == ["5/2020/TT-BLAH"]


@pytest.mark.parametrize("form", ["{0.day}/{0.month}/{0.year}", "ngày {0.day:02} tháng {0.month:02} năm {0.year}"])
@given(day=days, today=days)
def test_a_date_has_passed_the_day_after(form: str, day: dt.date, today: dt.date) -> None:
    text = f"áp dụng đến hết {form.format(day)}."
    assert bool(list(expired("fee", [text], today))) is (day < today)


@given(year=st.integers(2015, 2035), month=st.integers(1, 12), today=days)
def test_a_month_has_passed_with_its_last_day(year: int, month: int, today: dt.date) -> None:
    over = (year, month) < (today.year, today.month)
    assert bool(list(expired("fee", [f"đến hết tháng {month}/{year}"], today))) is over
    assert bool(list(expired("fee", [f"đến hết năm {year}"], today))) is (year < today.year)


@given(st.lists(any_text, max_size=3))
def test_any_text_may_be_asked_for_its_age(texts: list[str]) -> None:
    for flag in [*expired("fee", texts, TODAY), *of_districts("name", texts, TODAY)]:
        assert flag.reason is FlagReason.EXPIRED_TEXT
    assert doubtful_decision("".join(texts)) in {True, False}


NO_DATES = ["đến hết ngày 31/02/2023", "đến hết 1/1/0000", "trước năm 9999", "đến hết tháng 13/2020"]


@pytest.mark.parametrize("text", NO_DATES)
def test_dates_of_no_calendar_are_passed_over(text: str) -> None:
    assert not list(expired("fee", [text], TODAY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Công an cấp huyện", True),
        ("Ủy ban nhân dân quận", True),
        ("UBND huyện nơi cư trú", True),
        ("Phòng Lao động Thương binh và Xã hội huyện", True),
        ("các huyện nghèo", False),
        ("quân sự cấp xã", False),
        ("Hải quan cửa khẩu", False),
    ],
)
def test_bodies_of_districts(text: str, found: bool) -> None:
    assert bool(list(of_districts("agency", ["", text], TODAY))) is found
    assert not list(of_districts("agency", [text], dt.date(2025, 6, 30)))


@pytest.mark.parametrize(("today", "lapsed"), [("2025-06-30", False), ("2025-07-01", True)])
def test_a_law_lapses_on_its_day(today: str, lapsed: bool) -> None:
    basis = [LegalBasis(code="61/2018/NĐ-CP"), LegalBasis(code="118/2025/NĐ-CP")]
    assert [f.raw for f in lapsed_basis(basis, dt.date.fromisoformat(today))] == ["61/2018/NĐ-CP"] * lapsed


@given(any_text)
def test_any_text_has_labels(text: str) -> None:
    assert present(present(text)) == present(text)
    assert set(levels(text)) <= set(Level)
    assert all(part.strip() for part in audience(text))


def test_labels() -> None:
    assert levels("Cấp Bộ, Cấp xã,cấp xã, Cấp trời") == (Level.MINISTRY, Level.COMMUNE)
    whole = "Tổ chức (không bao gồm doanh nghiệp, HTX), Hợp tác xã, Không có thông tin"
    assert audience(whole) == ("Tổ chức (không bao gồm doanh nghiệp, HTX)", "Hợp tác xã")


some_codes = st.builds("{}.{:06}".format, st.integers(1, 9), st.integers(0, 999_999))


@given(some_codes, st.sampled_from(["", "H14", "000.00.00.H50", "G15.03"]))
def test_codes_with_and_without_an_organisation(code: str, organisation: str) -> None:
    text = f"{code}.{organisation}" if organisation else code
    assert split_code(f" {text} ") == (code, organisation)
    assert codes_in(f"mã {text}, lại {code}") == [code]


@given(st.text())
def test_any_text_is_a_code_or_refused(text: str) -> None:
    try:
        code, _ = split_code(text)
    except ValueError as error:
        said = str(error)
    else:
        assert text.strip().startswith(code)
        return
    assert repr(text) in said
