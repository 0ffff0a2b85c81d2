"""Papers that a question on conditions names are said with the conditions."""

from __future__ import annotations

import pytest

from .conftest import Talk, ToldSearch, said

KHAI_SINH, NHAN_CHA = "1.001193", "1.001022"


@pytest.fixture(autouse=True)
def _finds(told: ToldSearch) -> None:
    told.known = {"khai sinh": ((KHAI_SINH, 0.97),), "nhận cha": ((NHAN_CHA, 0.97),)}


def asked(aunt: Talk, first: str, question: str, aspect: str = "conditions") -> str:
    aunt.say(first)
    return said(aunt.say(question, aspect, intent=f"ask_{aspect}"))


def test_a_paper_that_is_named_is_said(aunt: Talk) -> None:
    found = asked(aunt, "nhận cha cho con", "có cần adn ko")
    assert "Trong giấy tờ cần có của thủ tục này:" in found
    assert "như kết quả giám định ADN" in found


def test_words_in_one_piece_come_before_words_anywhere(aunt: Talk) -> None:
    found = asked(aunt, "khai sinh cho con", "ko có giấy chứng sinh dc ko")
    assert "- Giấy chứng sinh; không có thì văn bản của người làm chứng" in found
    assert found.count("\n- ") == 2  # the condition and the paper


@pytest.mark.parametrize("question", ["có cần giấy khám bệnh ko", "được không", "khai sinh muộn có được không"])
def test_where_no_paper_is_meant_none_is_said(aunt: Talk, question: str) -> None:
    assert "Trong giấy tờ" not in asked(aunt, "khai sinh cho con", question)


def test_a_question_on_papers_lists_all_of_them_anyway(aunt: Talk) -> None:
    assert "Trong giấy tờ" not in asked(aunt, "nhận cha cho con", "có cần adn ko", "documents")
