"""What is said to an offer is heard alone and behind the question that led to the offer."""

from __future__ import annotations

import pytest

from knowledge.answering.choosing import Heard
from knowledge.answering.outcomes import Outcome
from knowledge.answering.pipeline import new_turn
from knowledge.answering.turn import Context

from .conftest import NOW, Talk, ToldSearch

KHAI_SINH_LAI, TRICH_LUC, KHAI_TU_LAI, TAM_TRU = "1.004884", "2.000635", "1.005461", "1.004194"
GIAM_HO, CON_NUOI, CHAM_SOC = "1.004837", "2.001263", "2.001944"
DOI_BANG, CAP_LAI_BANG = "3.000347", "3.000348"
DOI_TEN, CAP_LAI, CHAM_DUT = "2.000720", "2.000575", "1.001266"


def offer(talk: Talk, asked: str, *codes: str) -> None:
    talk.context = Context(offered=codes, asked=asked, touched_at=NOW)


@pytest.fixture(autouse=True)
def _finds(told: ToldSearch) -> None:
    told.known = {
        "sổ cháy mất": ((KHAI_TU_LAI, 0.92), (KHAI_SINH_LAI, 0.03)),
        "làm lại khai sinh sổ cháy mất": ((KHAI_SINH_LAI, 0.77), (KHAI_TU_LAI, 0.13)),
        "đăng ký tạm trú": ((TAM_TRU, 0.95),),
        "làm lại khai sinh đăng ký tạm trú": ((KHAI_SINH_LAI, 0.5), (TAM_TRU, 0.4)),
        "làm lại khai sinh còn sổ cháy mất": ((KHAI_SINH_LAI, 0.77), (KHAI_TU_LAI, 0.13)),
        "còn sổ cháy mất": ((KHAI_TU_LAI, 0.92),),
        "đổi tên quán": ((DOI_TEN, 0.2), (CAP_LAI, 0.1)),
        "chỉnh giấy phép đổi tên quán": ((DOI_TEN, 0.61), (CAP_LAI, 0.1)),
        "chỉ làm giám hộ": ((GIAM_HO, 0.73), (CHAM_SOC, 0.09)),
        "nhận cháu về nuôi chỉ làm giám hộ": ((CHAM_SOC, 0.29), (GIAM_HO, 0.17)),
        "làm lại bằng lái rơi ở đèo": ((CAP_LAI_BANG, 0.93), (DOI_BANG, 0.01)),
        "làm lại bằng lái trời đẹp": ((DOI_BANG, 0.6), (CAP_LAI_BANG, 0.3)),
        "làm lại bằng lái mưa quá": ((CAP_LAI_BANG, 0.2),),
    }


def test_what_alone_means_something_else_goes_on_with_the_question(aunt: Talk) -> None:
    offer(aunt, "làm lại khai sinh", TRICH_LUC, KHAI_SINH_LAI)
    assert aunt.say("sổ cháy mất").procedures[0].code == KHAI_SINH_LAI


def test_a_question_that_alone_is_sure_of_something_else_is_one_of_its_own(aunt: Talk) -> None:
    offer(aunt, "làm lại khai sinh", TRICH_LUC, KHAI_SINH_LAI)
    assert aunt.say("sổ cháy mất", "fee", intent="ask_fee").procedures[0].code == KHAI_TU_LAI


def test_another_subject_is_not_taken_for_a_pick(aunt: Talk) -> None:
    offer(aunt, "làm lại khai sinh", TRICH_LUC, KHAI_SINH_LAI)
    assert aunt.say("đăng ký tạm trú").procedures[0].code == TAM_TRU


def test_an_opening_to_something_else_is_believed(aunt: Talk) -> None:
    offer(aunt, "làm lại khai sinh", TRICH_LUC, KHAI_SINH_LAI)
    assert aunt.say("còn sổ cháy mất").procedures[0].code == KHAI_TU_LAI


def test_what_was_not_offered_is_found_behind_the_question(aunt: Talk) -> None:
    offer(aunt, "chỉnh giấy phép", CAP_LAI, CHAM_DUT)
    found = aunt.say("đổi tên quán")
    assert found.outcome is Outcome.CLARIFIED
    assert found.procedures[0].code == DOI_TEN


def test_what_by_itself_means_something_not_offered_picks_nothing(aunt: Talk) -> None:
    offer(aunt, "nhận cháu về nuôi", CON_NUOI, CHAM_SOC)
    found = aunt.say("chỉ làm giám hộ")
    assert found.outcome is Outcome.CLARIFIED
    assert found.procedures[0].code == GIAM_HO


@pytest.mark.parametrize(
    ("text", "sharper"), [("rơi ở đèo", True), ("trời đẹp", False), ("mưa quá", False), ("😂", False)]
)
def test_a_message_sharpens_an_offer_where_it_makes_one_choice_much_likelier(
    aunt: Talk, text: str, sharper: bool
) -> None:
    context = Context(offered=(DOI_BANG, CAP_LAI_BANG), shares=(0.24, 0.1), asked="làm lại bằng lái", touched_at=NOW)
    turn = new_turn(text, aunt.brain, intent="out_of_scope", aspects=(), context=context)
    assert Heard.of(turn, aunt.brain).sharpens() is sharper
