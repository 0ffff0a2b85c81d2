"""Tokens are exact spans of the message, whatever it holds."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.text.tokens import tokenize, whitespace


def check(message: str) -> None:
    at = 0
    for token in tokenize(message):
        assert token.text
        assert message[token.start : token.end] == token.text
        assert token.start >= at
        at = token.end


@pytest.mark.parametrize(
    "message",
    [
        "",
        "   ",
        "đăng ký khai sinh cho con",
        unicodedata.normalize("NFD", "đăng ký thường trú ở hoà bình"),
        "Uỷ ban nhân dân",
        "lm giay to cho be ntn a",
        "xem https://dichvucong.gov.vn/a?b=c#d, 1.001193!",
        "😀 vợ em 👶 mới đẻ",
        "\ud800 lone \udfff",
        "a\u200bb \u0000 c",
        "x" * 10_000,
        "giấy " * 2_500,
    ],
)
def test_spans(message: str) -> None:
    check(message)


def test_joins_words() -> None:
    assert "giấy tờ" in [t.text for t in tokenize("cần giấy tờ gì")]
    assert [t.text for t in whitespace("cần giấy tờ")] == ["cần", "giấy", "tờ"]


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text(message: str) -> None:
    check(message)
