"""Personal numbers are masked, everything that the question needs stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import mask


@pytest.mark.parametrize(
    "text",
    [
        "cccd của em 004199001234 ạ",
        "CMND 085123456",
        "số bhxh 0412345678",
        "gọi 0912 345 678 nhé",
        "gọi 0912.345.678 nhé",
        "sđt +84 912 345 678",
        "stk 19034567890123 techcombank",
        "email nguyen.van-a@gmail.com",
        "hộ chiếu B1234567",
        "thẻ DN4010123456789",
    ],
)
def test_masks(text: str) -> None:
    masked = mask(text)
    assert masked.kinds
    assert not any(len(run) > 6 for run in __import__("re").findall(r"\d+", masked.text))


@pytest.mark.parametrize(
    "text",
    [
        "mã 1.001193",
        "phí 1.500.000 đồng",
        "tốn 10000000 đồng không",
        "sinh ngày 12/05/1990",
        "nghị định 123/2015/NĐ-CP",
        "Luật 91/2025/QH15",
        "từ 2016 đến 2025",
        "quyết định 1523/QĐ-BCA-C06",
    ],
)
def test_keeps(text: str) -> None:
    assert mask(text).text == text


def test_only_numbers() -> None:
    assert mask("004199001234").only_numbers
    assert mask(" 0912345678 , 004199001234").only_numbers
    assert not mask("cccd 004199001234").only_numbers
    assert not mask("").only_numbers


@given(st.text(max_size=120))
def test_idempotent_and_never_raises(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text
