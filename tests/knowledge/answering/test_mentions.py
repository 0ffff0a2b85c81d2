"""Papers that a question on conditions names are said with the conditions."""

from __future__ import annotations

import pytest

from .conftest import Talk, ToldSearch, said

KHAI_SINH, NHAN_CHA, THUONG_TRU = "1.001193", "1.001022", "1.004222"


@pytest.fixture(autouse=True)
def _finds(told: ToldSearch) -> None:
    names = {"khai sinh": KHAI_SINH, "nhận cha": NHAN_CHA, "thường trú": THUONG_TRU}
    told.known = {name: ((code, 0.97),) for name, code in names.items()}


def asked(aunt: Talk, first: str, question: str, aspect: str = "conditions") -> str:
    aunt.say(first)
    return said(aunt.say(question, aspect, intent=f"ask_{aspect}"))


def test_a_paper_that_is_named_is_said(aunt: Talk) -> None:
    found = asked(aunt, "nhận cha cho con", "có cần adn ko")
    assert "Danh sách giấy tờ có dòng nhắc đến điều này" in found
    assert "như kết quả giám định ADN" in found


def test_words_in_one_piece_come_before_words_anywhere(aunt: Talk) -> None:
    found = asked(aunt, "khai sinh cho con", "ko có giấy chứng sinh dc ko")
    assert "- Giấy chứng sinh; không có thì văn bản của người làm chứng" in found
    assert found.count("\n- ") == 2  # the condition and the paper


def test_the_case_of_a_paper_is_said_with_it(aunt: Talk) -> None:
    found = asked(aunt, "đăng ký thường trú", "có phải có giấy đăng ký phương tiện không")
    assert "(trường hợp: Vào nhà, chỗ ở thuộc sở hữu của mình)" in found


@pytest.mark.parametrize("question", ["có cần giấy khám bệnh ko", "được không", "khai sinh muộn có được không"])
def test_where_no_paper_is_meant_none_is_said(aunt: Talk, question: str) -> None:
    assert "Danh sách giấy tờ" not in asked(aunt, "khai sinh cho con", question)


def test_a_question_on_papers_lists_all_of_them_anyway(aunt: Talk) -> None:
    assert "Danh sách giấy tờ" not in asked(aunt, "nhận cha cho con", "có cần adn ko", "documents")
