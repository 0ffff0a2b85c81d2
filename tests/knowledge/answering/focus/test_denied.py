"""What is denied is not looked for; questions and what alone names a procedure stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.focus.denied import undenied


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("bạn trai em quốc tịch Trung Quốc cơ, không phải người giáp biên", "bạn trai em quốc tịch Trung Quốc cơ"),
        ("bằng bị mất luôn chứ không phải hết hạn", "bằng bị mất luôn"),
        ("không phải mất, chỉ bị rách góc", "chỉ bị rách góc"),
        ("a ko phai ho kinh doanh, lap cong ty co", "a lap cong ty co"),
        ("xe nhập nguyên chiếc từ Thái, hông phải lắp trong nước", "xe nhập nguyên chiếc từ Thái"),
    ],
)
def test_what_is_left(text: str, rest: str) -> None:
    assert undenied(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "có phải xét nghiệm ADN không",
        "làm ở xã, không phải lên tỉnh à",
        "tôi không phải nộp lệ phí trước bạ đúng không",
        "không phải cái đó",
        "vâng, không phải hộ nghèo",
        "",
    ],
)
def test_what_stays_whole(text: str) -> None:
    assert undenied(text) == text


@given(st.text(alphabet="không phải,chứ xe đất a", max_size=60))
def test_words_are_only_left_out(text: str) -> None:
    assert len(undenied(text).split()) <= len(text.split())
