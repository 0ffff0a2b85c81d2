"""The citizen comes back to what was talked about before: what the message says of it, and which procedure is taken."""

from __future__ import annotations

import pytest

from knowledge.answering.returning import earlier_than, returning
from knowledge.answering.turn import Context

from .conftest import NOW, Talk, ToldSearch

KHAI_SINH, TAM_TRU, UY_QUYEN = "1.001193", "1.004194", "2.000884"


@pytest.mark.parametrize(
    ("text", "rest", "first"),
    [
        ("quay lại chuyện tạm trú hồi nãy, nộp qua mạng được không", "tam tru nop qua mang duoc khong", False),
        ("quay lai cai dang ky luc dau, co mat tien ko a", "dang ky co mat tien ko a", True),
        ("cái khai sinh ban nãy phí bao nhiêu", "cai khai sinh phi bao nhieu", False),
    ],
)
def test_what_it_says(text: str, rest: str, first: bool) -> None:
    back = returning(text)
    assert back is not None
    assert (back.rest, back.first) == (rest, first)


@pytest.mark.parametrize("text", ["mấy hôm thì quay lại lấy kết quả", "đăng ký tạm trú", "đăng ký ban đầu", ""])
def test_it_does_not_come_back(text: str) -> None:
    assert returning(text) is None


def test_what_was_talked_about_is_remembered_once_latest_first() -> None:
    assert earlier_than("c", "b", ("a", "c")) == ("b", "a")
    assert earlier_than("", "b", ("a",)) == ("b", "a")
    assert earlier_than("b", "b", ()) == ()
    assert earlier_than("x", "f", ("e", "d", "c", "b", "a")) == ("f", "e", "d", "c", "b")


@pytest.fixture
def three_subjects(aunt: Talk, told: ToldSearch) -> Talk:
    told.known = {"khai sinh": ((KHAI_SINH, 0.95),), "tạm trú": ((TAM_TRU, 0.95),)}
    aunt.context = Context(procedure=UY_QUYEN, earlier=(TAM_TRU, KHAI_SINH), touched_at=NOW)
    return aunt


def test_it_comes_back_to_what_it_names(three_subjects: Talk) -> None:
    found = three_subjects.say("quay lại chuyện tạm trú hồi nãy, nộp ở đâu", "place", intent="ask_place")
    assert found.procedures[0].code == TAM_TRU


def test_without_a_name_it_comes_back_to_the_latest_or_the_first(three_subjects: Talk) -> None:
    assert three_subjects.say("cái lúc nãy phí bao nhiêu", "fee", intent="ask_fee").procedures[0].code == TAM_TRU
    assert three_subjects.context.earlier == (UY_QUYEN, KHAI_SINH)
    assert three_subjects.say("cái đầu tiên phí bao nhiêu", "fee", intent="ask_fee").procedures[0].code == KHAI_SINH


@pytest.mark.parametrize("text", ["rồi, quay lại tạm trú, mấy hôm có giấy", "thế quay lại cái tạm trú nhé"])
def test_an_opening_comes_back_to_what_it_names(three_subjects: Talk, text: str) -> None:
    assert three_subjects.say(text, "time", intent="ask_time").procedures[0].code == TAM_TRU


@pytest.mark.parametrize("text", ["quay lại lấy giấy sau mấy hôm", "tuần sau quay lại lấy được không"])
def test_coming_back_to_the_office_is_no_return(three_subjects: Talk, text: str) -> None:
    assert three_subjects.say(text, "time", intent="ask_time").procedures[0].code == UY_QUYEN


def test_telling_of_what_was_before_is_no_return(three_subjects: Talk) -> None:
    three_subjects.say("hồi nãy em gọi điện mà máy bận suốt")
    assert three_subjects.context.procedure == UY_QUYEN


def test_at_the_start_there_is_nothing_to_come_back_to(aunt: Talk, told: ToldSearch) -> None:
    told.known = {"khai sinh": ((KHAI_SINH, 0.95),)}
    assert aunt.say("làm khai sinh hồi nãy").procedures[0].code == KHAI_SINH
