"""The flattened table of ways, times and fees: what was put in comes out, and nothing is made up."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue.labels import METHODS, UNITS
from knowledge.catalogue.models import Channel, Currency, Duration, Fee, FlagReason, Method, TimeUnit
from knowledge.catalogue.parsing.channels import HEAD, doubts, of_council, parse_channels, speaks_of_fee

UNIT_WORDS = ["Ngày làm việc", "Ngày", "Giờ làm việc", "Giờ", "Tháng", "Năm"]
NOTES = ["", "mỗi bản", "Người nộp (hoặc người thay) trả", "theo nghị quyết"]
PIECES = [
    *METHODS, *UNIT_WORDS, "Tuần", "Miễn phí", "Không có thông tin", "(", ")", " ", "1", "07", "2,5", "110,000 VNĐ",
    "20.000 Đồng", "3 USD", "5 XYZ", "ghi chú", ",", ".", "\n", HEAD,
]  # fmt: skip
fee_cells = st.one_of(
    st.just("Miễn phí"),
    st.integers(1000, 9_999_999).map(lambda n: f"{n:,} VNĐ"),
    st.integers(1, 999).map("{} USD".format),
)
rows = st.tuples(
    st.sampled_from(sorted(METHODS)), st.integers(1, 99), st.sampled_from(UNIT_WORDS), fee_cells, st.sampled_from(NOTES)
)


def table(*found: tuple[str, int, str, str, str]) -> str:
    return HEAD + "".join(f"{w}{n} {u}{f}" + (f"({note})" if note else "") for w, n, u, f, note in found)


@given(st.lists(rows, min_size=1, max_size=5))
def test_rows_come_out_as_they_went_in(found: list[tuple[str, int, str, str, str]]) -> None:
    channels, flags = parse_channels(table(*found))
    assert not flags
    assert [(c.method, c.time) for c in channels] == [
        (METHODS[w], Duration(value=Decimal(n), unit=UNITS[u.lower()])) for w, n, u, _, _ in found
    ]
    for channel, (_, _, _, cell, note) in zip(channels, found, strict=True):
        (fee,) = channel.fees
        assert fee.amount == Decimal(0 if cell == "Miễn phí" else re.sub(r"\D", "", cell))
        assert fee.currency is (Currency.USD if "USD" in cell else Currency.VND)
        assert fee.note == note


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
@settings(max_examples=400)
def test_any_text_is_read_or_flagged(text: str) -> None:
    channels, flags = parse_channels(text)
    body = text.removeprefix(HEAD).strip()
    assert channels or flags or body in {"", "Không có thông tin"}
    digits = re.sub(r"\D", "", text)
    for channel in channels:
        if channel.time.value is not None:
            assert str(channel.time.value).replace(".", ",") in text.replace("07", "7")
        else:
            assert channel.time.unit is None
        for fee in channel.fees:
            assert fee.amount is None or fee.amount == 0 or str(fee.amount) in digits
    bare = re.search(r"(?:Trực tiếp|Trực tuyến)\d+Miễn phí", text)
    assert not (bare and channels) or any(f.reason is FlagReason.UNIT_LOST for f in flags)
    assert parse_channels(text) == (channels, flags)


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("8,000 VNĐ", 8000, "VND"),
        ("8000 Đồng", 8000, "VND"),
        ("1,250,000 Việt Nam Đồng", 1_250_000, "VND"),
        ("25 USD", 25, "USD"),
        ("8.000 VNĐ", None, ""),
        ("8,00 VNĐ", None, ""),
        ("12,34,567 VNĐ", None, ""),
        ("30 EUR", None, ""),
    ],
)
def test_amounts(cell: str, amount: int | None, currency: str) -> None:
    (channel,), flags = parse_channels(f"Trực tiếp3 Ngày{cell}")
    assert [(f.amount, f.currency) for f in channel.fees] == ([(amount, currency)] if amount else [])
    assert [(f.field, f.raw) for f in flags] == ([] if amount else [("fee", cell)])


@pytest.mark.parametrize(
    ("note", "per", "kept"),
    [("/bản", "bản", ""), ("/lần; nộp sau", "lần", "/lần; nộp sau"), ("mỗi trang", "", "mỗi trang")],
)
def test_what_an_amount_is_for(note: str, per: str, kept: str) -> None:
    (channel,), _ = parse_channels(f"Trực tiếp3 Ngày8,000 VNĐ({note})")
    assert (channel.fees[0].per, channel.fees[0].note) == (per, kept)


@pytest.mark.parametrize(
    ("cell", "value", "unit", "note"),
    [
        ("3 Ngày làm việc", 3, TimeUnit.WORKING_DAY, ""),
        ("0,5 Giờ", Decimal("0.5"), TimeUnit.HOUR, ""),
        ("2 Tháng", 2, TimeUnit.MONTH, ""),
        ("2 Tuần", None, None, "2 Tuần"),
        ("Không có thông tin", None, None, ""),
    ],
)
def test_times(cell: str, value: Any, unit: TimeUnit | None, note: str) -> None:
    (channel,), flags = parse_channels(f"Trực tiếp{cell}Miễn phí")
    assert channel.time == Duration(value=value, unit=unit, note=note)
    assert not flags


def test_description_and_several_fees_of_one_row() -> None:
    text = "Trực tiếp3 Ngày10,000 VNĐ(trong nước)3 USD(ngoài nước)Nộp giờ hành chính.Trực tuyến2 NgàyMiễn phí"
    (first, second), flags = parse_channels(text)
    assert [(f.amount, f.note) for f in first.fees] == [(10_000, "trong nước"), (3, "ngoài nước")]
    assert first.note == "Nộp giờ hành chính."
    assert (second.method, flags) == (Method.ONLINE, ())


def test_words_of_a_description_begin_no_row() -> None:
    (channel,), _ = parse_channels("Trực tiếp3 NgàyMiễn phíNộp Trực tuyến thì nhanh hơn, Trực tiếp 2 ngày.")
    assert channel.note == "Nộp Trực tuyến thì nhanh hơn, Trực tiếp 2 ngày."


def test_parenthesis_that_is_never_closed_is_left_to_the_description() -> None:
    (channel,), _ = parse_channels("Trực tiếp3 NgàyMiễn phí(mức 5.000 đồng")
    assert (channel.fees[0].note, channel.note) == ("", "(mức 5.000 đồng")


@pytest.mark.parametrize("text", ["Nộp hồ sơ ở đâu cũng được", "1 NgàyTrực tiếp3 NgàyMiễn phí", "Trực tiếp"])
def test_other_tables_are_kept_raw(text: str) -> None:
    channels, (flag,) = parse_channels(text)
    assert (channels, flag.field, flag.reason, flag.raw) == ((), "channels", FlagReason.AMBIGUOUS_TABLE, text)


@pytest.mark.parametrize(
    ("note", "speaks"),
    [
        ("", False),
        ("Không quy định", False),
        ("miễn lệ phí", False),
        ("Không thu phí.", False),
        ("Không thu phí. Bản sao 8.000 đồng", True),
        ("0,5% giá trị", True),
        ("theo Nghị quyết của tỉnh", True),
        ("Lệ phí do tỉnh quy định", True),
        ("nộp trong giờ làm việc", False),
    ],
)
def test_notes_that_speak_of_a_fee(note: str, speaks: bool) -> None:
    assert speaks_of_fee(note) is speaks


@given(st.text())
def test_any_note_is_judged(note: str) -> None:
    assert speaks_of_fee(note) in {True, False}
    assert of_council(f"{note} HĐND tỉnh")
    assert not of_council(note) or "h" in note.lower()


@given(st.integers(0, 5000))
def test_small_amounts_are_implausible(amount: int) -> None:
    dong = Channel(method=Method.ONLINE, fees=(Fee(amount=amount),))
    dollars = Channel(method=Method.ONLINE, fees=(Fee(amount=amount, currency=Currency.USD),))
    assert bool(list(doubts((dong,)))) is (0 < amount < 1000)
    assert not list(doubts((dollars,)))
