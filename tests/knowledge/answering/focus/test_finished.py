"""What is said to be done with is left out of what is looked for."""

from __future__ import annotations

import pytest

from knowledge.answering.focus.finished import without_finished


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("sửa xong rồi thì cái căn cước phải đổi lại thế nào", "cái căn cước phải đổi lại thế nào"),
        ("nhap khau xong roi the bhyt tinh sao", "the bhyt tinh sao"),
        ("nộp xong thì mấy hôm có kết quả", "nộp xong thì mấy hôm có kết quả"),
        ("xong rồi làm hộ chiếu", "xong rồi làm hộ chiếu"),
        ("bao giờ xong", "bao giờ xong"),
        ("", ""),
    ],
)
def test_what_is_asked_behind_it(text: str, asked: str) -> None:
    assert without_finished(text) == asked
