"""The normaliser: one form for every way of writing the same thing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.text import canonical, clean, fold, normalise
from knowledge.text.canonical import abbreviations, words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Uỷ ban, hoà bình, thuỷ lợi", "ủy ban hòa bình thủy lợi"),
        ("quý hoá", "quý hóa"),
        ("quả khoẻ", "quả khỏe"),
        ("đăng kí, quản lí", "đăng ký quản lý"),
        ("Alooooo!!!", "alo"),
        ("cccd", "cccd"),
        ("mã 1.001193.", "mã 1.001193."),
    ],
)
def test_normalise_unifies_spelling(written: str, expected: str) -> None:
    assert normalise(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("vk e mới đẻ, lm giấy tờ cho bé ntn", "vợ em mới đẻ làm giấy tờ cho bé như thế nào"),
        ("đăngkýkhaisinh online dc ko", "đăng ký khai sinh online được không"),
        ("KetHon can j", "ket hon can gì"),
        ("cccd", "căn cước công dân"),
        ("làm 2lần rồi", "làm 2 lần rồi"),
        ("mẫu CT01", "mẫu ct01"),
        ("gplx/cavet", "giấy phép lái xe cà vẹt"),
        ("1.001193", "1.001193"),
        ("facebook", "facebook"),
        ("", ""),
        ("😀🎉", ""),
    ],
)
def test_canonical_writes_out(written: str, expected: str) -> None:
    assert canonical(written) == expected


def test_accents_lost_or_decomposed_fold_alike() -> None:
    text = "Đăng ký thường trú ở phường Thục Phán"
    assert words(text) == words(fold(text)) == words(unicodedata.normalize("NFD", text))


@given(st.text(max_size=200))
def test_normaliser_is_idempotent_and_never_raises(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert normalise(normalise(text)) == normalise(text)
    assert canonical(canonical(text)) == canonical(text)
    assert fold(fold(text)) == fold(text)
    clean(text).encode("utf-8")


@example("oà\u0301")  # a second tone on one letter
@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ̣́ks1.2/", max_size=60))
def test_idempotent_on_vietnamese_letters(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert canonical(canonical(text)) == canonical(text)


def test_no_expansion_holds_an_abbreviation() -> None:
    table = abbreviations()
    assert not [(k, v) for k, v in table.items() for w in v.split() if table.get(w, w) != w]
