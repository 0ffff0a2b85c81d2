"""What a citizen corrects is what stands behind the correction."""

from __future__ import annotations

import pytest

from knowledge.answering.corrections import corrects, without_correction


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("à nhầm, tôi hỏi tạm trú", "tôi hỏi tạm trú"),
        ("không ý tôi là sang tên xe", "sang tên xe"),
        ("thoi doi y khong xay moi nua, chi sua mai thoi", "chi sua mai thoi"),
        ("hay thôi, tôi không nhận làm con nữa, chỉ nhận giám hộ", "chỉ nhận giám hộ"),
    ],
)
def test_what_is_asked_stands_behind_it(text: str, asked: str) -> None:
    assert corrects(text)
    assert without_correction(text) == asked


@pytest.mark.parametrize(
    "text", ["không còn sổ gốc nữa, chỉ có bản sao thì sao", "không xây nữa thì trả giấy ở đâu", "mất mấy ngày", ""]
)
def test_no_correction(text: str) -> None:
    assert not corrects(text)
    assert without_correction(text) == text
