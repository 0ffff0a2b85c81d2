"""Every token is a span of the message; no text raises."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.components.underthesea_tokenizer import UndertheseaTokenizer

BACKENDS = ("underthesea", "whitespace")
HARD = (
    "",
    " ",
    "hoà bình",
    "hòa bình",
    unicodedata.normalize("NFD", "Đăng ký khai sinh ở Ủy ban nhân dân"),
    "uỷ ban nhân dân xã Hoà An",
    "lam giay khai sinh can giay to gi",
    "dky ks cho con cần j z ad 😂😂",
    "👨‍👩‍👧 giấy khai sinh ❤️",
    "\ud800 lone \udfff",
    "\u200b\ufeff\u0000",
    "https://dichvucong.gov.vn/p/home?x=1 abc@gmail.com 1.001193 12/2025",
    "đăngkýkhaisinh",
    "مرحبا 你好 Здравствуйте",
    "a" * 10_000,
    "đăng ký " * 1_250,
)


def tokens(text: str, backend: str) -> list[tuple[str, int, int]]:
    tokenizer = UndertheseaTokenizer({**UndertheseaTokenizer.get_default_config(), "backend": backend})
    return [(t.text, t.start, t.end) for t in tokenizer.tokenize(Message({"text": text}), "text")]


def check(text: str, backend: str) -> None:
    found = tokens(text, backend)
    at = 0
    for word, start, end in found:
        assert at <= start < end <= len(text)
        assert text[start:end] == word
        at = end
    assert not found or text.strip()


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("text", HARD)
def test_hard_texts(text: str, backend: str) -> None:
    check(text, backend)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80), st.sampled_from(BACKENDS))
def test_any_text(text: str, backend: str) -> None:
    check(text, backend)


def test_words_of_two_syllables_are_one_token() -> None:
    assert ("đăng ký", 0, 7) in tokens("đăng ký khai sinh cho con", "underthesea")
    assert ("đăng", 0, 4) in tokens("đăng ký khai sinh cho con", "whitespace")


def test_unknown_backend_is_refused() -> None:
    with pytest.raises(ValueError, match="backend"):
        UndertheseaTokenizer({**UndertheseaTokenizer.get_default_config(), "backend": "jieba"})
