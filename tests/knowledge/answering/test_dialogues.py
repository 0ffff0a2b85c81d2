"""Conversations over real records: cases given later, questions that stay, questions that lead on, siblings."""

from __future__ import annotations

import pytest

from knowledge.answering.aspects import Aspect
from knowledge.answering.brain import Brain
from knowledge.answering.outcomes import Outcome
from knowledge.answering.turn import Context
from knowledge.catalogue.models import Completeness, Flag, FlagReason

from .conftest import NOW, Shelf, Talk, ToldSearch, said

TAM_TRU, THUONG_TRU, KHAI_SINH, KET_HON, CAN_CUOC = "1.004194", "1.004222", "1.001193", "1.000894", "1.116410"


@pytest.fixture(autouse=True)
def _finds(told: ToldSearch) -> None:
    told.known = {
        "tạm trú": ((TAM_TRU, 0.97),),
        "thường trú": ((THUONG_TRU, 0.96),),
        "khai sinh": ((KHAI_SINH, 0.95),),
        "kết hôn": ((KET_HON, 0.85),),
        "đăng ký kết hôn": ((KET_HON, 0.95),),
        "độc thân": (("1.004873", 0.8), (KET_HON, 0.05)),
        "sổ hộ khẩu": ((THUONG_TRU, 0.6),),
        "thuê": (("1.012896", 0.6),),
        "thuê nhà ở xã hội": (("1.012896", 0.97),),
        "căn cước": ((CAN_CUOC, 0.9),),
        "bảo hiểm y tế": (("1.001939", 0.45), ("2.001023", 0.35)),
        "photo": (("2.000815", 0.89),),
        "về quê": (("2.001016", 0.6),),
        "hộ nghèo": (("1.011607", 0.95), ("1.011606", 0.002)),
        "hộ nghèo định kỳ": (("1.011606", 0.97), ("1.011607", 0.02)),
        "giấy phép lao động": (("1.014199", 0.9), ("1.014201", 0.05), ("1.014200", 0.04)),
        "tổ quốc ghi công": (("1.010778", 0.75), ("1.010777", 0.2)),
        "thai sản": (("2.000693", 0.95),),
        "khai tử": (("1.000656", 0.95),),
        "lương hưu": (("1.014027", 0.95),),
    }


def code(found: object) -> str:
    return found.procedures[0].code  # type: ignore[attr-defined, no-any-return]


def test_papers_of_a_long_record_begin_with_the_question_which_case(aunt: Talk) -> None:
    first = aunt.say("đăng ký thường trú cần giấy tờ gì", "documents")
    assert first.outcome is Outcome.ANSWERED
    assert code(first) == THUONG_TRU
    assert "Anh/chị thuộc trường hợp nào?" in said(first)
    assert [b.payload for b in first.replies[-1].buttons][:2] == ["trường hợp 1", "trường hợp 2"]
    assert first.replies[-1].buttons[-1].payload == "Xem thêm"

    rented = aunt.say("nhà em đi thuê")  # search would rather leave for social housing
    assert code(rented) == THUONG_TRU
    assert "Hợp đồng hoặc văn bản cho thuê" in said(rented)
    assert "Giấy tờ chứng minh quan hệ" not in said(rented)
    assert aunt.context.case == 2

    fee = aunt.say("phí bao nhiêu", "fee", intent="ask_fee")
    assert "10.000 đồng" in said(fee)
    assert "20.000 đồng" in said(fee)
    assert aunt.context.case == 2, "the case stays in force"

    form = aunt.say("mẫu đơn nào", "form", intent="ask_form")
    assert "CT01" in said(form)
    assert "CT02" not in said(form)

    other = aunt.say("trường hợp 1", intent="choose")
    assert "CT02" in said(other)

    everything = aunt.say("tất cả các trường hợp")
    assert aunt.context.case is None
    assert "Hợp đồng hoặc văn bản cho thuê" in said(everything)
    assert "Công an: giấy giới thiệu" in said(everything)


def test_more_gives_every_case(aunt: Talk) -> None:
    aunt.say("đăng ký thường trú cần giấy tờ gì", "documents")
    rest = aunt.rest()
    assert "Hợp đồng hoặc văn bản cho thuê" in rest
    assert "Công an: giấy giới thiệu" in rest
    assert "Căn cứ pháp lý" in rest
    assert aunt.say("xem thêm", intent="more").outcome is Outcome.SMALL_TALK


def test_a_case_in_the_first_message(aunt: Talk) -> None:
    found = aunt.say("đăng ký thường trú vào nhà thuê cần giấy tờ gì", "documents")
    assert code(found) == THUONG_TRU
    assert "trường hợp: Vào chỗ ở thuê, mượn, ở nhờ" in said(found)


def test_a_case_narrows_what_was_last_asked(aunt: Talk) -> None:
    assert "5.000 đồng" in said(aunt.say("lệ phí đăng ký tạm trú", "fee"))
    found = aunt.say("theo danh sách")
    assert [a.value for a in found.aspects] == ["fee"]
    assert "5.000 đồng" in said(found)
    assert "7.000 đồng" not in said(found)
    aunt.say("mất bao lâu", "time", intent="ask_time")
    papers = aunt.say("cá nhân, hộ gia đình")  # the time is the same in all cases: the papers then
    assert [a.value for a in papers.aspects] == ["documents"]


def test_a_case_by_ordinal_and_by_number(aunt: Talk) -> None:
    aunt.say("chế độ thai sản cần giấy tờ gì", "documents")
    assert "giấy khai sinh" in said(aunt.say("cái thứ hai", intent="choose"))
    assert "Giấy chứng nhận nuôi con nuôi" in said(aunt.say("3", intent="choose"))
    added = said(aunt.say("trường hợp 5", intent="choose"))
    assert "thỏa thuận mang thai hộ" in added
    assert "ngoài giấy tờ của trường hợp chính" in added


def test_another_procedure_forgets_the_case(aunt: Talk) -> None:
    aunt.say("đăng ký thường trú vào nhà thuê cần giấy tờ gì", "documents")
    found = aunt.say("còn đăng ký tạm trú thì sao")
    assert code(found) == TAM_TRU
    assert aunt.context.case is None


def test_a_real_need_leads_away_even_if_it_holds_words_of_a_case(aunt: Talk) -> None:
    aunt.say("đăng ký thường trú cần giấy tờ gì", "documents")
    assert code(aunt.say("thuê nhà ở xã hội")) == "1.012896"


def test_the_case_expires_with_the_rest(aunt: Talk) -> None:
    aunt.context = Context(procedure=THUONG_TRU, aspects=(Aspect.DOCUMENTS,), case=2, touched_at=NOW - 7200)
    assert aunt.say("trường hợp 1", intent="choose").outcome is not Outcome.ANSWERED
    assert aunt.context.case is None


def test_a_case_that_the_record_no_longer_has_is_forgotten(aunt: Talk) -> None:
    aunt.context = Context(procedure=THUONG_TRU, case=40, touched_at=NOW)
    found = aunt.say("giấy tờ gì", "documents", intent="ask_documents")
    assert "thuộc trường hợp nào" in said(found)
    assert aunt.context.case is None


@pytest.mark.parametrize(
    "text",
    [
        "cần bố hay mẹ đi cùng con",
        "can bo hay me di cung con",
        "con tôi chưa có bố",
        "mẹ đi một mình được không",
        "ông bà đi làm thay được không",
        "bố mẹ chưa kết hôn có làm được không",
        "có cần mang theo sổ hộ khẩu không",
        "có cần giấy độc thân không",
        "cần bản gốc hay photo",
        "có phải về quê không",
        "ai đi làm cũng được à",
        "cháu 2 tháng tuổi rồi",
        "chủ nhật có làm không",
    ],
)
def test_questions_about_people_and_papers_stay(aunt: Talk, text: str) -> None:
    aunt.say("làm khai sinh cho con")
    found = aunt.say(text)
    assert code(found) == KHAI_SINH, text
    assert found.outcome is Outcome.ANSWERED


def test_what_is_no_aspect_is_not_passed_off_as_answered(aunt: Talk) -> None:
    aunt.say("làm khai sinh cho con")
    assert "không có câu trả lời riêng" in said(aunt.say("cần bố hay mẹ đi cùng con"))
    assert "không có câu trả lời riêng" not in said(aunt.say("cần giấy tờ gì", "documents"))


def test_whether_a_paper_is_needed_is_told_by_the_papers(aunt: Talk) -> None:
    aunt.say("làm khai sinh cho con")
    found = aunt.say("mang theo giấy chứng sinh chứ")
    assert found.aspects == (Aspect.DOCUMENTS,)
    assert "chứng sinh" in said(found)
    assert aunt.say("xã có giữ trẻ hộ không").aspects == ()


@pytest.mark.parametrize(
    ("text", "aspects", "expected"),
    [
        ("a luôn, đăng ký thường trú cho bé thì sao", (), THUONG_TRU),
        ("a luon, dang ky thuong tru cho be thi sao", (), THUONG_TRU),
        ("em muốn đăng ký kết hôn nữa", (), KET_HON),
        ("thế khai tử cho ông thì cần gì", ("documents",), "1.000656"),
        ("còn giấy độc thân", (), "1.004873"),
        ("đăng ký tạm trú mất bao lâu", ("time",), TAM_TRU),
    ],
)
def test_real_switches_switch(aunt: Talk, text: str, aspects: tuple[str, ...], expected: str) -> None:
    aunt.say("làm khai sinh cho con")
    assert code(aunt.say(text, *aspects)) == expected


def test_a_need_that_fits_several_others_asks_back(aunt: Talk) -> None:
    aunt.say("làm khai sinh cho con")
    found = aunt.say("thế làm thẻ bảo hiểm y tế cho bé cần gì", "documents")
    assert found.outcome is Outcome.CLARIFIED
    assert KHAI_SINH not in aunt.context.offered


def test_what_was_talked_about_settles_an_ambiguity_that_the_bank_knows(aunt: Talk, told: ToldSearch) -> None:
    told.known["đăng ký tạm trú"] = ((TAM_TRU, 0.9),)
    told.known["gia hạn"] = (("1.002755", 0.9), ("1.014201", 0.05))
    aunt.say("đăng ký tạm trú")
    focus = aunt.context
    told.among = ("1.013947", "1.013227")
    assert code(aunt.say("giấy sắp hết thì gia hạn ra sao")) == "1.002755"
    aunt.context, told.among = focus, ("1.014201", "1.002755")
    assert aunt.say("giấy sắp hết thì gia hạn ra sao").outcome is Outcome.CLARIFIED


def test_an_open_offer_is_made_again(aunt: Talk) -> None:
    aunt.context = Context(offered=(CAN_CUOC, "1.012566"), asked="làm căn cước", touched_at=NOW)
    found = aunt.say("cần bố hay mẹ đi cùng con")
    assert found.outcome is Outcome.CLARIFIED
    assert aunt.context.offered == (CAN_CUOC, "1.012566")
    assert code(aunt.say("cái đầu tiên", intent="choose")) == CAN_CUOC


def test_what_tells_the_choices_apart_picks_one(aunt: Talk, told: ToldSearch) -> None:
    told.known["định danh"] = (("3.000228", 0.5), ("1.011410", 0.4))
    aunt.say("cài định danh điện tử")
    assert code(aunt.say("mức 2 ấy")) == "3.000228"


def test_what_tells_no_choice_apart_picks_none(aunt: Talk, told: ToldSearch) -> None:
    told.known |= {"bảo hiểm": (("1.001939", 0.45), ("2.001023", 0.35)), "hôm lấy": (("2.001023", 0.01),)}
    aunt.say("làm bảo hiểm cho bé")
    again = aunt.say("mấy hôm lấy", "time", intent="ask_time")
    assert again.outcome is Outcome.CLARIFIED
    assert [p.code for p in again.procedures] == ["1.001939", "2.001023"]
    assert again.context.aspects == (Aspect.TIME,)


def test_siblings_that_differ_by_what_people_leave_out_are_asked_about(aunt: Talk) -> None:
    found = aunt.say("nhà mình nghèo muốn được công nhận hộ nghèo")
    assert found.outcome is Outcome.CLARIFIED
    assert aunt.context.offered == ("1.011607", "1.011606")
    assert code(aunt.say("là công nhận hộ nghèo định kỳ hằng năm ấy")) == "1.011606"


def test_a_mark_in_the_message_decides_between_siblings(aunt: Talk) -> None:
    assert code(aunt.say("công nhận hộ nghèo phát sinh trong năm")) == "1.011607"


def test_likely_siblings_with_marks_of_their_own_are_asked_about(aunt: Talk) -> None:
    assert aunt.say("làm bằng tổ quốc ghi công").outcome is Outcome.CLARIFIED


def test_the_plain_form_is_meant_where_no_mark_is_given(aunt: Talk) -> None:
    found = aunt.say("xin giấy phép lao động")
    assert found.outcome is Outcome.ANSWERED
    assert code(found) == "1.014199"


def test_a_mark_of_one_sibling_is_enough(aunt: Talk) -> None:
    assert code(aunt.say("bằng tổ quốc ghi công bị mất, xin cấp lại")) == "1.010778"


def test_a_field_is_offered_only_where_its_name_is_said(aunt: Talk) -> None:
    assert "1.013133" in [p.code for p in aunt.say("thủ tục quân sự", intent="ask_field").procedures]
    aunt.context = Context()
    aunt.say("làm khai sinh cho con")
    assert code(aunt.say("phai nop cho can bo nao", "place", intent="ask_place")) == KHAI_SINH


def test_a_thumb_keeps_the_conversation(aunt: Talk) -> None:
    aunt.say("làm khai sinh cho con")
    assert aunt.say("👍").outcome is Outcome.CLARIFIED
    assert code(aunt.say("phí bao nhiêu", "fee", intent="ask_fee")) == KHAI_SINH


def test_a_name_that_may_be_anothers_is_not_said(shelf: Shelf) -> None:
    doubt = Flag(field="name", reason=FlagReason.CODE_MISMATCH, raw="tên của thủ tục khác")
    values = {"code": "3.000224", "name": "3.000224", "completeness": Completeness.NAME_ONLY, "flags": (doubt,)}
    record = shelf.records[KHAI_SINH].model_copy(update=values)
    other = Shelf({**shelf.records, record.code: record})
    found = Talk(Brain(other, ToldSearch(other), lambda: NOW)).say("3.000224")
    assert found.outcome is Outcome.UNANSWERABLE_NO_RECORD
    assert said(found).startswith("Có thủ tục mã 3.000224, nhưng")


def test_how_long_a_paper_is_valid_comes_with_the_times(aunt: Talk) -> None:
    """"có giá trị mấy tháng" asks for a time; the days it takes alone would be taken for the answer."""
    aunt.say("xin giấy độc thân")
    found = said(aunt.say("có giá trị mấy tháng", "time", intent="ask_time"))
    assert "Giấy có giá trị 6 tháng từ ngày cấp" in found
    assert "có hiệu lực từ 1/3/2027" not in found


@pytest.mark.parametrize("aspect", ["result", "fee"])
def test_what_is_paid_a_month_comes_with_what_one_gets(aunt: Talk, aspect: str) -> None:
    """"bao nhiêu một tháng" said of a grant sounds like a question for its fee."""
    found = said(aunt.say("bà 81 tuổi không lương hưu được bao nhiêu một tháng", aspect, intent=f"ask_{aspect}"))
    assert "540.000 đồng" in found


def test_an_overview_names_what_little_a_record_has(aunt: Talk, told: ToldSearch) -> None:
    told.known["học phí"] = (("1.010497", 0.97),)
    found = said(aunt.say("xin miễn học phí"))
    assert "Mục đọc được chắc chắn trong hồ sơ: Các bước thực hiện, Căn cứ pháp lý (nhắn tên mục để xem)." in found
    assert "\n\n" not in found


def test_whether_one_has_to_is_answered_by_the_note_on_it(aunt: Talk, told: ToldSearch) -> None:
    told.known["giếng khoan"] = (("1.001662", 0.95),)
    found = aunt.say("giếng khoan nhà dùng có phải xin phép không", "conditions", intent="ask_conditions")
    assert "không thuộc diện kê khai này" in said(found)
