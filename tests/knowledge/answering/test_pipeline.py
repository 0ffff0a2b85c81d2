"""A conversation through the steps, without Rasa."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from knowledge.answering.aspects import in_order
from knowledge.answering.brain import Brain
from knowledge.answering.outcomes import Outcome
from knowledge.answering.pipeline import answer, new_turn
from knowledge.answering.turn import Answer, Context


@dataclass
class Talk:
    """Plays turns, carrying the context."""

    brain: Brain
    context: Context = field(default_factory=Context)

    def say(self, text: str, *aspects: str, intent: str = "ask_procedure", numbers: bool = False) -> Answer:
        turn = new_turn(
            text,
            self.brain,
            intent=intent,
            aspects=in_order(aspects),
            context=self.context,
            only_numbers=numbers,
        )
        found = answer(turn, self.brain)
        self.context = found.context
        return found


@pytest.fixture
def talk(brain: Brain) -> Talk:
    return Talk(brain)


def text(found: Answer) -> str:
    return "\n".join(r.text for r in found.replies)


def test_answers_what_was_asked_and_nothing_else(talk: Talk) -> None:
    found = talk.say("nhập hộ khẩu cho con mất bao nhiêu tiền", "fee")
    assert found.outcome is Outcome.ANSWERED
    assert found.procedures[0].code == "1.004222"
    assert "10.000 đồng/lần" in text(found)
    assert "20.000 đồng/lần" in text(found)
    assert "ngày làm việc" not in text(found)
    assert found.replies[-1].sources[0].url.startswith("https://dichvucong.gov.vn/")


def test_every_paper_of_every_case_is_listed(talk: Talk) -> None:
    said = text(talk.say("đăng ký thường trú cần giấy tờ gì", "documents"))
    for paper in (
        "Tờ khai thay đổi thông tin cư trú",
        "Giấy tờ chứng minh chỗ ở hợp pháp",
        "Hợp đồng thuê nhà",
    ):
        assert paper in said
    assert "Lưu ý: Không phải nộp lại" in said


def test_follow_up_stays_and_switch_changes(talk: Talk) -> None:
    talk.say("đăng ký thường trú cần giấy tờ gì", "documents")
    assert talk.say("thế phí bao nhiêu?", "fee", intent="ask_fee").procedures[0].code == "1.004222"
    assert talk.say("còn khai tử cho bố thì sao").procedures[0].code == "1.000656"


def test_correction_changes_the_procedure(talk: Talk) -> None:
    talk.say("làm giấy khai sinh cho con")
    assert talk.say("à không, ý tôi là đăng ký tạm trú").procedures[0].code == "1.004194"


def test_code_is_exact_and_unknown_code_is_said(talk: Talk) -> None:
    assert talk.say("1.004194").procedures[0].code == "1.004194"
    assert talk.say("mã 1.999999").outcome is Outcome.UNANSWERABLE_NO_MATCH


def test_aspect_without_procedure_asks_which_and_remembers(talk: Talk) -> None:
    assert talk.say("mất bao lâu vậy ạ", "time", intent="ask_time").outcome is Outcome.CLARIFIED
    found = talk.say("đăng ký tạm trú")
    assert [a.value for a in found.aspects] == ["time"]
    assert "3 ngày làm việc" in text(found)


def test_picks_from_offer_by_number_and_keeps_the_aspect(talk: Talk) -> None:
    talk.context = Context(
        offered=("1.004194", "1.002755", "1.004222"),
        asked="tạm trú",
        aspects=in_order(["fee"]),
        touched_at=talk.brain.clock(),
    )
    found = talk.say("cái thứ nhất", intent="choose")
    assert found.procedures[0].code == "1.004194"
    assert "7.000 đồng" in text(found)


def test_picks_from_offer_by_words(talk: Talk) -> None:
    talk.context = Context(offered=("1.004194", "1.002755"), asked="tạm trú", touched_at=talk.brain.clock())
    assert talk.say("cái gia hạn ấy").procedures[0].code == "1.002755"


def test_other_asks_for_more(talk: Talk) -> None:
    talk.context = Context(offered=("1.004194", "1.002755"), asked="tạm trú", touched_at=talk.brain.clock())
    assert talk.say("Khác").outcome is Outcome.CLARIFIED
    assert talk.context.offered == ()


def test_context_expires(talk: Talk) -> None:
    talk.context = Context(procedure="1.004222", touched_at=talk.brain.clock() - 7200)
    assert talk.say("phí bao nhiêu", "fee", intent="ask_fee").outcome is Outcome.CLARIFIED


def test_flagged_fee_is_never_said(talk: Talk) -> None:
    found = talk.say("2.000815 phí bao nhiêu", "fee")
    assert found.outcome is Outcome.UNANSWERABLE_NO_FIELD
    assert "cần kiểm tra" in text(found)


def test_missing_field_is_said(talk: Talk) -> None:
    assert talk.say("1.002755", "fee").outcome is Outcome.UNANSWERABLE_NO_FIELD


def test_validity_warnings(talk: Talk) -> None:
    assert "hết hiệu lực từ 30/06/2026" in text(talk.say("1.000656"))
    assert "hiệu lực đến 15/01/2027" in text(talk.say("1.001193"))


def test_council_fee_is_not_free(talk: Talk) -> None:
    said = text(talk.say("1.001193", "fee"))
    assert "Hội đồng nhân dân tỉnh" in said
    assert "không mất phí" not in said


def test_family_names_the_other_level(talk: Talk) -> None:
    found = talk.say("1.010001")
    assert "1.010002" in text(found)


def test_bare_numbers_are_refused(talk: Talk) -> None:
    assert talk.say("[số đã che]", numbers=True).outcome is Outcome.REFUSED_PERSONAL_DATA
