"""An offer stands: what picks one of its choices, what asks about it, and what is about something else."""

from __future__ import annotations

import pytest

from knowledge.answering.outcomes import Outcome
from knowledge.answering.turn import Context

from .conftest import NOW, Talk, ToldSearch

CHU_KY, NHAN_LUONG, THUONG_TRU, TU_VONG = "2.000884", "1.001601", "1.004222", "1.000656"
NAU_RUOU, BAN_RUOU = "2.000633", "2.000620"


def offer(talk: Talk, *codes: str) -> None:
    talk.context = Context(offered=codes, asked="việc đã hỏi", touched_at=NOW)


@pytest.fixture(autouse=True)
def _finds(told: ToldSearch) -> None:
    told.known = {
        "báo": (("1.010386", 0.3), (TU_VONG, 0.02)),
        "Sài Gòn": ((NHAN_LUONG, 0.12),),
        "nấu": ((NAU_RUOU, 0.1), (BAN_RUOU, 0.02)),
        "tạm trú": (("1.004194", 0.97),),
        "gửi xe": ((CHU_KY, 0.01),),
    }


def test_a_question_after_a_single_choice_goes_on_as_after_a_yes(aunt: Talk) -> None:
    offer(aunt, TU_VONG)
    found = aunt.say("phải báo trong bao nhiêu ngày", "time", intent="ask_time")
    assert found.outcome is Outcome.ANSWERED
    assert found.procedures[0].code == TU_VONG


def test_a_case_of_the_single_choice_says_yes_too(aunt: Talk) -> None:
    offer(aunt, THUONG_TRU)
    assert aunt.say("nhà em đi thuê").procedures[0].code == THUONG_TRU


def test_a_single_choice_is_left_for_what_is_plainly_something_else(aunt: Talk) -> None:
    offer(aunt, TU_VONG)
    assert aunt.say("đăng ký tạm trú phí bao nhiêu", "fee", intent="ask_fee").procedures[0].code == "1.004194"


@pytest.mark.parametrize("text", ["ở Sài Gòn làm qua mạng được không", "vậy bao h có", "nhanh hơn ko, mấy ngày"])
def test_a_question_that_names_no_choice_picks_none(aunt: Talk, text: str) -> None:
    offer(aunt, CHU_KY, NHAN_LUONG)
    found = aunt.say(text, "online", intent="ask_online")
    assert found.outcome is Outcome.CLARIFIED
    assert aunt.context.offered == (CHU_KY, NHAN_LUONG)


def test_a_word_that_stands_in_a_name_by_chance_picks_none(aunt: Talk) -> None:
    offer(aunt, CHU_KY, NHAN_LUONG)
    assert aunt.say("cho hỏi xã có chỗ gửi xe không").outcome is Outcome.CLARIFIED


def test_circumstances_pick_the_choice_that_they_suit(aunt: Talk) -> None:
    offer(aunt, BAN_RUOU, NAU_RUOU)
    assert aunt.say("em nấu bán chứ ko phải tạp hóa").procedures[0].code == NAU_RUOU


def test_choices_of_a_known_ambiguity_come_likeliest_first(aunt: Talk, told: ToldSearch) -> None:
    told.known["rượu"] = ((NAU_RUOU, 0.6), (BAN_RUOU, 0.3))
    told.among = (BAN_RUOU, NAU_RUOU)
    found = aunt.say("giấy rượu")
    assert found.outcome is Outcome.CLARIFIED
    assert [p.code for p in found.procedures] == [NAU_RUOU, BAN_RUOU]


def test_what_search_finds_first_is_offered_with_a_known_ambiguity(aunt: Talk, told: ToldSearch) -> None:
    told.known["rượu"] = ((CHU_KY, 0.5), (NAU_RUOU, 0.2))
    told.among = (BAN_RUOU, NAU_RUOU)
    assert [p.code for p in aunt.say("giấy rượu").procedures] == [CHU_KY, NAU_RUOU, BAN_RUOU]


def test_an_ambiguity_of_other_procedures_does_not_unsettle_what_is_sure(aunt: Talk, told: ToldSearch) -> None:
    told.known["rượu"] = ((CHU_KY, 0.9),)
    told.among = (BAN_RUOU, NAU_RUOU)
    assert aunt.say("giấy rượu").procedures[0].code == CHU_KY


def test_a_case_picks_nothing_against_what_search_takes_for_many_times_likelier(
    aunt: Talk, told: ToldSearch
) -> None:
    offer(aunt, THUONG_TRU, CHU_KY)
    told.known["đi thuê"] = ((CHU_KY, 0.3), (THUONG_TRU, 0.01))
    assert aunt.say("nhà em đi thuê").procedures[0].code == CHU_KY
    offer(aunt, THUONG_TRU, CHU_KY)
    told.known["đi thuê"] = ((CHU_KY, 0.2), (THUONG_TRU, 0.18))
    assert aunt.say("nhà em đi thuê").procedures[0].code == THUONG_TRU


def test_what_opens_another_subject_picks_nothing(aunt: Talk, told: ToldSearch) -> None:
    offer(aunt, THUONG_TRU, CHU_KY)
    told.known["xe máy"] = ((TU_VONG, 0.5), (CHU_KY, 0.3))
    found = aunt.say("vậy còn xe máy của bố thì sao")
    assert found.procedures[0].code == TU_VONG


def test_a_requirement_may_be_asked_of_any_choice(aunt: Talk, told: ToldSearch) -> None:
    offer(aunt, THUONG_TRU, CHU_KY)
    told.known["đi thuê"] = ((THUONG_TRU, 0.3), (CHU_KY, 0.01))
    found = aunt.say("có cần nhà đi thuê không", "conditions", intent="ask_conditions")
    assert found.outcome is Outcome.CLARIFIED
    assert aunt.context.offered == (THUONG_TRU, CHU_KY)


def test_a_circumstance_offers_again_what_it_means_behind_the_question(aunt: Talk, told: ToldSearch) -> None:
    offer(aunt, THUONG_TRU, CHU_KY, NHAN_LUONG)
    told.known["nhà mái lá"] = ((TU_VONG, 0.3), (NAU_RUOU, 0.2))
    told.known["việc đã hỏi nhà mái lá"] = ((CHU_KY, 0.4), (NHAN_LUONG, 0.3))
    found = aunt.say("nhà mái lá")
    assert [p.code for p in found.procedures] == [CHU_KY, NHAN_LUONG]


def test_a_question_that_means_no_procedure_picks_none_by_a_chance_word(aunt: Talk) -> None:
    offer(aunt, CHU_KY, NHAN_LUONG)
    assert aunt.say("chữ ký thì bao giờ có", "time", intent="ask_time").outcome is Outcome.CLARIFIED
    assert aunt.say("chữ ký ấy").procedures[0].code == CHU_KY


def test_a_mark_that_tells_sisters_apart_is_heard_within_an_offer(aunt: Talk, told: ToldSearch) -> None:
    here, abroad = "1.000894", "2.000806"  # marriages
    told.known["quốc tịch Canada"] = ((abroad, 0.93), (here, 0.03))
    told.known["việc đã hỏi chồng quốc tịch Canada"] = ((here, 0.77), (abroad, 0.22))
    offer(aunt, here, CHU_KY)
    assert aunt.say("chồng quốc tịch Canada").procedures[0].code == abroad


def test_choices_that_the_message_names_are_offered_alone(aunt: Talk, told: ToldSearch) -> None:
    pension, insurance = "1.014028", "2.000821"
    told.known["khai tử"] = ((TU_VONG, 0.73), (pension, 0.1), (insurance, 0.08))
    told.among = (TU_VONG, pension, insurance)
    assert len(aunt.say("khai tử cần gì", "documents", intent="ask_documents").procedures) == 3
    told.among = ()
    found = aunt.say("có được tiền mai táng ko", "conditions", intent="ask_conditions")
    assert [p.code for p in found.procedures] == [pension, insurance]
    assert found.outcome is Outcome.CLARIFIED


def test_what_was_asked_is_kept_where_fewer_are_offered(aunt: Talk, told: ToldSearch) -> None:
    pension, insurance = "1.014028", "2.000821"
    told.known["khai tử"] = ((TU_VONG, 0.73), (pension, 0.1), (insurance, 0.08))
    told.among = (TU_VONG, pension, insurance)
    aunt.say("khai tử cần gì", "documents", intent="ask_documents")
    told.among = ()
    assert len(aunt.say("tiền mai táng").procedures) == 2
    assert [a.value for a in aunt.context.aspects] == ["documents"]


def test_what_names_no_choice_is_answered_for_the_likeliest(aunt: Talk, told: ToldSearch) -> None:
    told.known["khai tử"] = ((TU_VONG, 0.73), ("1.014028", 0.1), ("2.000821", 0.08))
    told.among = (TU_VONG, "1.014028", "2.000821")
    aunt.say("khai tử cần gì", "documents", intent="ask_documents")
    found = aunt.say("phí bao nhiêu", "fee", intent="ask_fee")
    assert (found.outcome, found.procedures[0].code) == (Outcome.ANSWERED, TU_VONG)
