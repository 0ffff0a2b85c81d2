"""What is likelier than all else is answered, the others beside it, where asking back would halt the conversation."""

from __future__ import annotations

import pytest

from knowledge.answering.outcomes import Outcome
from knowledge.answering.turn import Context
from knowledge.answering.wording import say

from .conftest import NOW, Talk, ToldSearch, said

KET_HON, NUOC_NGOAI, BIEN_GIOI, KHAI_SINH = "1.000894", "2.000806", "1.000094", "1.001193"


@pytest.fixture
def offered(aunt: Talk) -> Talk:
    aunt.context = Context(
        offered=(NUOC_NGOAI, BIEN_GIOI), shares=(0.6, 0.3), asked="cưới người nước ngoài", touched_at=NOW
    )
    return aunt


def test_who_asks_on_without_choosing_is_answered_for_the_likeliest(offered: Talk) -> None:
    found = offered.say("vậy nộp ở đâu", "place", intent="ask_place")
    assert found.outcome is Outcome.ANSWERED
    assert found.procedures[0].code == NUOC_NGOAI
    assert said(found).startswith(say("presumed"))


def test_the_other_choices_stay_one_press_away(offered: Talk) -> None:
    found = offered.say("vậy nộp ở đâu", "place", intent="ask_place")
    assert BIEN_GIOI in [b.payload for b in found.replies[-1].buttons]
    assert offered.say(BIEN_GIOI).procedures[0].code == BIEN_GIOI


def test_nothing_is_presumed_of_a_later_turn(offered: Talk) -> None:
    offered.say("vậy nộp ở đâu", "place", intent="ask_place")
    found = offered.say("mấy ngày xong", "time", intent="ask_time")
    assert found.procedures[0].code == NUOC_NGOAI
    assert say("presumed") not in said(found)


@pytest.mark.parametrize("shares", [(0.45, 0.4), (), (0.0, 0.0)])
def test_choices_alike_are_offered_again(aunt: Talk, shares: tuple[float, ...]) -> None:
    aunt.context = Context(offered=(NUOC_NGOAI, BIEN_GIOI), shares=shares, asked="cưới", touched_at=NOW)
    assert aunt.say("vậy nộp ở đâu", "place", intent="ask_place").outcome is Outcome.CLARIFIED
    assert aunt.context.shares == (shares or (0.0, 0.0))


def test_what_asks_nothing_presumes_nothing(offered: Talk) -> None:
    assert offered.say("bố đi cùng con").outcome is Outcome.CLARIFIED


def test_within_a_conversation_the_probable_is_answered(aunt: Talk, told: ToldSearch) -> None:
    told.known = {"kết hôn": ((KET_HON, 0.9),), "quốc tịch Mỹ": ((NUOC_NGOAI, 0.7), (KHAI_SINH, 0.1))}
    assert aunt.say("quốc tịch Mỹ").outcome is Outcome.CLARIFIED
    aunt.context = Context()
    aunt.say("đăng ký kết hôn")
    found = aunt.say("còn anh kia quốc tịch Mỹ")
    assert (found.outcome, found.procedures[0].code) == (Outcome.ANSWERED, NUOC_NGOAI)
    assert said(found).startswith(say("presumed"))
    assert found.replies[-1].buttons[-1].payload == KET_HON


def test_a_known_ambiguity_is_asked_about_unless_search_is_sure(aunt: Talk, told: ToldSearch) -> None:
    told.known = {"kết hôn": ((KET_HON, 0.9),), "khai sinh": ((KHAI_SINH, 0.5), (BIEN_GIOI, 0.1))}
    aunt.say("đăng ký kết hôn")
    focus, told.among = aunt.context, (KHAI_SINH, BIEN_GIOI)
    assert aunt.say("còn làm khai sinh thì sao").outcome is Outcome.CLARIFIED
    aunt.context, told.known["khai sinh"] = focus, ((KHAI_SINH, 0.97), (BIEN_GIOI, 0.01))
    assert aunt.say("còn làm khai sinh thì sao").outcome is Outcome.ANSWERED
