"""Cases over the whole starter catalogue: what is listed is what the record says, in every case."""

from __future__ import annotations

from collections import Counter

import pytest

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.case_offer import asks_case, case_buttons
from knowledge.answering.case_words import named_case, numbered_case
from knowledge.answering.cases import Role, outline, shared
from knowledge.answering.compose import replies, rest
from knowledge.answering.settings import thresholds
from knowledge.answering.wording import say, words
from knowledge.catalogue.models import Case, DocumentKind, Procedure, SourceKind

from .conftest import TODAY

DOCUMENTS = (Aspect.DOCUMENTS,)


def papers_in(text: str) -> Counter[str]:
    """Papers as a citizen reads them: the lines with a dash."""
    return Counter(line[2:] for line in text.splitlines() if line.startswith("- "))


def names(cases: list[Case]) -> Counter[str]:
    return Counter(d.name for c in cases for d in c.documents if d.kind is not DocumentKind.NOTE)


def matches(lines: Counter[str], expected: Counter[str]) -> bool:
    """Every line is one expected paper (name first, then form and number) and none is left over."""
    rest_of = Counter(expected)
    for line, times in lines.items():
        owners = [n for n in rest_of if line.startswith(n) and rest_of[n] >= times]
        if not owners:
            return False
        rest_of[max(owners, key=len)] -= times
    return not +rest_of


def told(procedure: Procedure, case: int | None = None, whole: bool = False) -> str:
    """What the answer says of papers, with the part that waits for "xem thêm" where it says that one does."""
    found = replies(procedure, DOCUMENTS, TODAY, (), case, whole)
    texts = [r.text for r in found.replies]
    left = tuple(part for part in found.left if "@" in part and "note" not in part)
    assert bool(left) == (say("papers_cut") in texts[-1])
    while left:
        found = rest(procedure, left, DOCUMENTS, TODAY, case)
        texts, left = [*texts, *(r.text for r in found.replies)], found.left
    return "\n".join(texts)


def test_each_case_lists_exactly_its_papers(starter: dict[str, Procedure]) -> None:
    checked = 0
    for p in starter.values():
        plan = outline(p)
        if not facts.has(p, Aspect.DOCUMENTS):
            continue
        for case in plan.offered:
            common = [p.cases[i] for i, role in enumerate(plan.roles) if role in (Role.COMMON, Role.PART)]
            expected = names([*common, p.cases[case]])
            assert matches(papers_in(told(p, case)), expected), (p.code, p.cases[case].name)
            checked += 1
    assert checked > 200


def test_without_a_case_all_papers_are_said_or_come_with_more(starter: dict[str, Procedure]) -> None:
    for p in starter.values():
        if not facts.has(p, Aspect.DOCUMENTS):
            continue
        first = replies(p, DOCUMENTS, TODAY)
        whole = told(p, whole=True)
        assert matches(papers_in(whole), names(list(p.cases))), p.code
        if asks_case(p, None):
            assert first.left[0] == "all_papers", p.code
            common = Counter(d.name for d in shared(p) if d.kind is not DocumentKind.NOTE)
            assert matches(papers_in(told(p)), common), p.code
        else:
            assert papers_in(told(p)) == papers_in(whole), p.code


def test_a_flagged_list_is_never_said_and_other_flags_are_warned_of(starter: dict[str, Procedure]) -> None:
    known = words()["flagged_fields"]
    for p in starter.values():
        text = told(p)
        if facts.doubtful(p, Aspect.DOCUMENTS):
            assert not papers_in(text), p.code
        for flag in p.flags:
            if flag.field in known:
                assert "cần kiểm tra" in text, (p.code, flag.field)


def test_every_reply_fits_a_chat_message_and_more_comes_to_an_end(starter: dict[str, Procedure]) -> None:
    limit = thresholds().reply_characters
    for p in starter.values():
        for aspects in ((), DOCUMENTS, (Aspect.FEE,), (Aspect.STEPS, Aspect.CONDITIONS)):
            found, presses = replies(p, aspects, TODAY), 0
            while True:
                assert all(0 < len(r.text) <= limit for r in found.replies), (p.code, aspects)
                assert len(found.replies) <= 2 or aspects == DOCUMENTS or presses, (p.code, aspects)
                if not found.left:
                    break
                found, presses = rest(p, found.left, aspects, TODAY), presses + 1
                assert presses < 40, p.code


def test_buttons_are_few_and_their_payload_picks_the_case(starter: dict[str, Procedure]) -> None:
    for p in starter.values():
        if not asks_case(p, None):
            continue
        buttons = replies(p, DOCUMENTS, TODAY).replies[-1].buttons
        assert 2 <= len(buttons) <= 8, p.code
        plan = outline(p)
        for place, button in enumerate(case_buttons(p)):
            assert len(button.title) <= 45, button.title
            assert numbered_case(button.payload, plan) == plan.offered[place]


def test_the_name_of_a_case_picks_it(starter: dict[str, Procedure]) -> None:
    """A citizen who copies the name is understood, or asked again; never taken for another case."""
    hits = 0
    for p in starter.values():
        for case in outline(p).offered:
            found = named_case(p.cases[case].name, p)
            assert found in (case, None), (p.code, p.cases[case].name)
            hits += found == case
    assert hits > 180


@pytest.mark.parametrize(
    ("code", "text", "case"),
    [
        ("1.004222", "nhà em đi thuê", "Vào chỗ ở thuê"),
        ("1.004222", "nha em di thue", "Vào chỗ ở thuê"),
        ("1.004222", "ở nhờ nhà người thân", "Vào chỗ ở thuê"),
        ("1.004222", "em mới mua nhà", "Vào nhà, chỗ ở thuộc"),
        ("1.004222", "về ở với bố mẹ chồng", "Về ở với"),
        ("1.004222", "trường hợp 6", "Tại nơi đơn vị"),
        ("1.004222", "cần bố hay mẹ đi cùng con", ""),
        ("1.004222", "nhập hộ khẩu cho con mới sinh", ""),
        ("1.004194", "em ở trọ", "Cá nhân"),
        ("1.004194", "ba mươi công nhân ở ký túc xá", "Theo danh sách"),
        ("1.116410", "em bị mất thẻ", "Cấp lại"),
        ("1.116410", "thẻ hết hạn rồi", "Đổi thẻ"),
        ("1.116410", "bé 5 tuổi", "Làm thẻ cho trẻ"),
        ("1.116410", "con em 15 tuổi", "Làm thẻ lần đầu"),
        ("1.116410", "đến lấy ở đâu", ""),
        ("2.000693", "vợ tôi sinh con", "Lao động nam"),
        ("2.000693", "em mới sinh con", "Sinh con"),
        ("1.001667", "nằm viện 5 ngày", "Điều trị nội trú"),
        ("1.001667", "khám ở nước ngoài", "Khám, chữa bệnh ở nước ngoài"),
        ("1.001613", "tôi bị ung thư", "Thêm khi mắc ung thư"),
        ("1.001613", "mất tiền không", ""),
        ("2.000528", "con sinh ở đài loan", "Trẻ sinh ở nước ngoài"),
        ("3.000333", "làm cho bản thân", "Tự làm"),
        ("1.005136", "tôi không có giấy tờ gì", "Không có giấy tờ"),
        ("1.012785", "mua bằng giấy tay", "Đang giữ"),
        ("1.013831", "bố mẹ tặng cho đất", ""),
    ],
)
def test_cases_in_citizens_words(starter: dict[str, Procedure], code: str, text: str, case: str) -> None:
    found = named_case(text, starter[code])
    assert (starter[code].cases[found].name if found is not None else "").startswith(case)
    assert (found is None) == (not case)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("2.000528", "khai sinh có yếu tố nước ngoài"),
        ("2.001199", "thành lập công ty TNHH hai thành viên"),
        ("2.001199", "hai vợ chồng mở công ty"),
        ("1.004222", "con dâu mới về nhà, muốn cho nó vào khẩu"),
        ("1.014199", "xin giấy phép lao động cho người nước ngoài"),
        ("1.001939", "mua bảo hiểm y tế hộ gia đình"),
    ],
)
def test_a_first_message_that_only_names_the_procedure_names_no_case(
    starter: dict[str, Procedure], code: str, text: str
) -> None:
    assert named_case(text, starter[code], fresh=True) is None


def test_of_records_that_no_person_has_read_only_plain_cases_are_choices(starter: dict[str, Procedure]) -> None:
    """ "Giấy tờ phải nộp" and "Giấy tờ phải xuất trình" belong together; all of both is said."""
    base = starter["1.004222"]
    paper = base.cases[0].documents[:1]
    source = base.source.model_copy(update={"kind": SourceKind.RENDERED})

    def roles(*names: str) -> tuple[Role, ...]:
        cases = tuple(Case(name=n, documents=paper) for n in names)
        return outline(base.model_copy(update={"cases": cases, "source": source})).roles

    assert roles("Các giấy tờ phải nộp (bản chính)", "Giấy tờ phải xuất trình") == (Role.COMMON, Role.COMMON)
    assert roles("a) Đối với cấp mới", "b) Đối với cấp lại") == (Role.CHOICE, Role.CHOICE)
    assert roles("Bao gồm", "Trường hợp ủy quyền thực hiện thủ tục") == (Role.COMMON, Role.EXTRA)
