"""Lists of names: a ward's codes are never believed, a known name is the known record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.catalogue.importers import name_lists
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.importers.name_lists import WardList
from knowledge.catalogue.models import Completeness, FlagReason, Level

TODAY = dt.date(2026, 11, 23)
Write = Callable[..., Path]
KNOWN = {
    "1.004884": "Thủ tục đăng ký lại khai sinh",
    "1.004873": "Thủ tục cấp giấy xác nhận tình trạng hôn nhân",
    "2.001406": "Chứng thực giao dịch liên quan đến tài sản là động sản",
}


@pytest.fixture
def read(write: Write) -> Callable[..., Parsed]:
    def parse(*rows: tuple[str | None, str], known: dict[str, str] = KNOWN) -> Parsed:
        listed: list[dict[str, Any]] = [{"code": code, "name": name, "field": "Hộ tịch (Bộ)"} for code, name in rows]
        return WardList().parse(write(*listed, name="ward-2025-12.jsonl"), TODAY, TODAY, Known(dict(known)))

    return parse


def test_codes_shifted_by_a_line_reach_no_record(read: Callable[..., Parsed]) -> None:
    parsed = read(
        ("1.004873", "Thủ tục đăng ký lại khai sinh"),
        ("1.004884", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân"),
        ("2.001406", "Thủ tục cấp thẻ thử nghiệm"),
    )
    (record,) = parsed.procedures
    assert record.code.startswith("9.")
    assert (record.name, record.field, record.levels) == ("Thủ tục cấp thẻ thử nghiệm", "Hộ tịch", (Level.COMMUNE,))
    assert record.completeness is Completeness.NAME_ONLY
    assert [(f.field, f.reason, f.raw) for f in record.flags] == [("code", FlagReason.CODE_MISMATCH, "2.001406")]


@pytest.mark.parametrize(
    "name",
    [
        "Đăng ký lại khai sinh",
        "THỦ TỤC ĐĂNG KÝ LẠI KHAI SINH (CẤP XÃ)",
        "Thủ tục đăng ký lại khai sinh tại cấp xã.",
        "thủ tục  đăng ký lại khai sinh",
        "Chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản",
    ],
)
def test_other_spellings_of_a_known_name(read: Callable[..., Parsed], name: str) -> None:
    assert read((None, name)).procedures == ()


OTHERS = ["Đăng ký khai sinh", "Đăng ký lại khai sinh lưu động", "Đăng ký lại khai tử (cấp xã)"]


@pytest.mark.parametrize("name", OTHERS)
def test_another_procedure_is_not_taken_for_a_known_one(read: Callable[..., Parsed], name: str) -> None:
    assert [p.name for p in read((None, name)).procedures] == [name]


some_names = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda name: "".join(name.split()).strip("."))


@given(st.lists(st.tuples(st.none() | st.sampled_from(sorted(KNOWN)), some_names), max_size=5))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_national_code_comes_out_of_a_ward_list(
    read: Callable[..., Parsed], rows: list[tuple[str | None, str]]
) -> None:
    found = read(*rows)
    assert all(p.code.startswith("9.") and p.flags for p in found.procedures)
    assert len({p.code for p in found.procedures}) == len(found.procedures)


def test_stand_in_is_the_same_in_every_list_and_for_every_spelling(read: Callable[..., Parsed]) -> None:
    names = ("Cấp thẻ thử nghiệm", "THỦ TỤC CẤP THẺ THỬ NGHIỆM (CẤP XÃ)", "Cấp thẻ khác")
    first, second = read((None, names[0]), (None, names[1])), read((None, names[2]), (None, names[1]))
    assert [p.code for p in first.procedures] == [second.procedures[1].code]


def test_two_names_never_share_a_stand_in(read: Callable[..., Parsed], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_lists.zlib, "crc32", lambda _: 999_999)
    found = read((None, "Việc một"), (None, "Việc hai"), (None, "Việc một (cấp xã)"))
    assert [(p.code, p.name) for p in found.procedures] == [("9.999999", "Việc một"), ("9.000000", "Việc hai")]
