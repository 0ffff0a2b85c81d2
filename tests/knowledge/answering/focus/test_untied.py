"""What only ties a message to what was said before is left out of what is looked for."""

from __future__ import annotations

import pytest

from knowledge.answering.focus.untied import untied


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("sửa xong rồi thì cái căn cước phải đổi lại thế nào", "cái căn cước phải đổi lại thế nào"),
        ("nhap khau xong roi the bhyt tinh sao", "the bhyt tinh sao"),
        ("nộp xong thì mấy hôm có kết quả", "nộp xong thì mấy hôm có kết quả"),
        ("còn tạm trú thì sao", "tạm trú"),
        ("the con thuong tru thi sao a", "thuong tru"),
        ("à mà còn bằng lái", "bằng lái"),
        ("còn giấy phép xây thì xin ở đâu", "giấy phép xây thì xin ở đâu"),
        ("con tam tru thi sao", "con tam tru thi sao"),
        ("còn con tôi thì sao", "còn con tôi thì sao"),
        ("xong rồi làm hộ chiếu", "xong rồi làm hộ chiếu"),
        ("bao giờ xong", "bao giờ xong"),
        ("", ""),
    ],
)
def test_what_is_asked_behind_it(text: str, asked: str) -> None:
    assert untied(text) == asked
