"""Traps 1 to 4 and 8 of ../shared/reference/domain.md 1.5, on fees and times (the others: test_traps_of_sources.py).

Always the same question: is what the source cannot tell for certain kept raw and flagged, and never sayable?
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from knowledge.answering.aspects import Aspect
from knowledge.answering.facts import doubtful, fees
from knowledge.catalogue.models import (
    FlagReason,
    Method,
    Procedure,
    TimeUnit,
)

TODAY = dt.date(2026, 11, 23)
Make = Callable[..., Procedure]
Row = Callable[..., dict[str, Any]]


def reasons(record: Procedure, field: str) -> set[FlagReason]:
    return {f.reason for f in record.flagged(field)}


# 1. "Miễn phí" may be false


@pytest.mark.parametrize(
    "note",
    [
        "Lệ phí cấp thẻ: 135.000 đồng/lần.",
        "Thực hiện theo Thông tư số 60/2023/TT-BTC và Thông tư số 06/2025/TT-BTC",
        "Theo quy định của Luật phí và lệ phí",
        "Mức cụ thể do Hội đồng nhân dân cấp tỉnh quyết định",
        "Miễn lệ phí cho người cao tuổi; trường hợp khác 8.000 đồng",
    ],
)
def test_trap_1_free_in_the_cell_but_a_fee_in_the_note(rendered: Make, note: str) -> None:
    record = rendered(cach_thuc_thuc_hien=f"Trực tiếp5 Ngày làm việcMiễn phí({note})")
    assert reasons(record, "fee") == {FlagReason.FREE_BUT_NOTE}
    assert record.channels[0].fees[0].note == note
    assert [line.doubtful for line in fees(record)] == [True]
    assert record.channels[0].fees[0].set_by_council == ("Hội đồng" in note)


def test_trap_1_note_of_the_row_counts_too_and_a_confirming_note_does_not(rendered: Make, exported: Make) -> None:
    described = rendered(cach_thuc_thuc_hien="Trực tiếp1 NgàyMiễn phíNgười nộp trả lệ phí 20.000 đồng.")
    assert reasons(described, "fee") == {FlagReason.FREE_BUT_NOTE}
    confirmed = rendered(cach_thuc_thuc_hien="Trực tiếp1 NgàyMiễn phí(Không thu phí, miễn lệ phí cho trẻ em)")
    assert not confirmed.flags
    way = {"hinh_thuc": "Trực tiếp", "phi_le_phi": "Phí : 0 Đồng (theo Thông tư 5/2024)"}
    assert reasons(exported(tables={"hinh_thuc_nop": [way]}), "fee") == {FlagReason.FREE_BUT_NOTE}


# 2. Expired text inside a live record


@pytest.mark.parametrize(
    ("until", "over"),
    [
        ("đến hết ngày 31/12/2023", True),
        ("đến hết ngày 31/12/2025", True),
        ("đến  hết ngày 31 tháng 12 năm 2025", True),
        ("đến hết năm 2025", True),
        ("đến hết tháng 6/2026", True),
        ("đến hết ngày 31/12/2026", False),
        ("đến hết năm 2026", False),
        ("đến hết tháng 11 năm 2026", False),
        ("đến hết ngày 31/31/2023", False),
    ],
)
def test_trap_2_expired_text_inside_a_live_record(rendered: Make, until: str, over: bool) -> None:
    note = f"Mức thu 160.000 đồng áp dụng {until}"
    record = rendered(cach_thuc_thuc_hien=f"Trực tuyến8 Ngày làm việc160,000 VNĐ({note})")
    assert (reasons(record, "fee") == {FlagReason.EXPIRED_TEXT}) is over
    assert doubtful(record, Aspect.FEE) is over
    assert record.channels[0].fees[0].note == note


# 3. Units lost


def test_trap_3_time_without_a_unit_is_not_guessed(rendered: Make, exported: Make) -> None:
    page = rendered(cach_thuc_thuc_hien="Trực tuyến1Miễn phíDịch vụ bưu chính3Miễn phíTrực tiếp5Miễn phí")
    assert [f.raw for f in page.flagged("time")] == ["1", "3", "5"]
    assert [c.time.value for c in page.channels] == [None] * 3
    assert doubtful(page, Aspect.TIME)
    for cell in ("5", "10-25", "07"):
        way = {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": cell}
        word = exported(tables={"hinh_thuc_nop": [way]})
        assert reasons(word, "time") == {FlagReason.UNIT_LOST}
        assert (word.channels[0].time.value, word.channels[0].time.note) == (None, "")


def test_trap_3_time_and_fee_run_together_are_not_cut_by_guess(rendered: Make) -> None:
    record = rendered(cach_thuc_thuc_hien="Trực tiếp3110,000 VNĐ")
    assert not any(c.time.value or c.fees for c in record.channels)
    assert doubtful(record, Aspect.FEE)


# 4. Times differ between ways of filing


@pytest.mark.parametrize("days", [(18, 4, 18), (15, 20, 5)])
def test_trap_4_times_that_differ_are_all_kept_and_marked(rendered: Make, days: tuple[int, int, int]) -> None:
    ways = ("Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp")
    table = "".join(f"{way}{n} Ngày làm việcMiễn phí" for way, n in zip(ways, days, strict=True))
    record = rendered(cach_thuc_thuc_hien=table)
    assert reasons(record, "time") == {FlagReason.CHANNELS_DISAGREE}
    assert [(c.method, c.time.value, c.time.unit) for c in record.channels] == [
        (method, n, TimeUnit.WORKING_DAY)
        for method, n in zip((Method.ONLINE, Method.POST, Method.IN_PERSON), days, strict=True)
    ]


def test_trap_4_several_cases_of_one_way_are_compared_with_the_same_cases_of_another(rendered: Make) -> None:
    same = "Trực tuyến3 NgàyMiễn phíTrực tuyến7 NgàyMiễn phíTrực tiếp7 NgàyMiễn phíTrực tiếp3 NgàyMiễn phí"
    assert not rendered(cach_thuc_thuc_hien=same).flags
    other = same.replace("Trực tiếp7", "Trực tiếp9")
    assert reasons(rendered(cach_thuc_thuc_hien=other), "time") == {FlagReason.CHANNELS_DISAGREE}


# 8. Obvious typos


def test_trap_8_a_fee_of_100_dong_is_not_said(rendered: Make) -> None:
    note = "Phí công bố: 100.000 đồng/lần"
    record = rendered(cach_thuc_thuc_hien=f"Trực tuyến3 Ngày100 VNĐ({note})Trực tiếp3 Ngày100,000 VNĐ({note})")
    assert reasons(record, "fee") == {FlagReason.IMPLAUSIBLE}
    assert doubtful(record, Aspect.FEE)
    assert "100" in record.flagged("fee")[0].raw


def test_trap_8_a_time_of_nothing_is_not_said(exported: Make) -> None:
    way = {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": "0 Giờ"}
    assert doubtful(exported(tables={"hinh_thuc_nop": [way]}), Aspect.TIME)
