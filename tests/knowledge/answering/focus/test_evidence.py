"""What speaks for staying with a procedure: each piece of evidence by itself."""

from __future__ import annotations

import pytest

from knowledge.answering.focus.elsewhere import either_way
from knowledge.answering.focus.evidence import EVIDENCE, evidence
from knowledge.answering.focus.found import Found, seen_from
from knowledge.answering.focus.words import opens_new, subject_words, tells_event
from knowledge.catalogue.models import Procedure
from knowledge.search.results import Hit, SearchResult

from ..conftest import Shelf

KHAI_SINH, KET_HON, TAM_TRU = "1.001193", "1.000894", "1.004194"


@pytest.fixture
def birth(shelf: Shelf) -> Procedure:
    return shelf.records[KHAI_SINH]


def hit(code: str, score: float, field: str = "", others: tuple[str, ...] = ()) -> Hit:
    return Hit(code, f"thủ tục {code}", "commune", score, others=others, field=field)


def seen(procedure: Procedure, text: str, *hits: Hit, none: float = 0.1) -> dict[str, float]:
    alone = seen_from(procedure, SearchResult(hits, none, "", ""))
    along = Found(1.0, (), 0.0)
    elsewhere = either_way(text, procedure, alone, along)
    return dict(zip(EVIDENCE, evidence(text, procedure, alone, along, elsewhere).tolist(), strict=True))


def test_hits_are_parted_into_own_and_others(birth: Procedure) -> None:
    result = SearchResult((hit(KET_HON, 0.5), hit("9.1", 0.3, others=(KHAI_SINH,)), hit(TAM_TRU, 0.1)), 0.1, "", "")
    found = seen_from(birth, result)
    assert found.own == 0.3
    assert [h.code for h in found.others] == [KET_HON, TAM_TRU]
    assert found.best == 0.5


def test_others_of_the_same_field_are_related(birth: Procedure) -> None:
    row = seen(birth, "đám cưới", hit(KET_HON, 0.4, birth.field), hit(TAM_TRU, 0.3, "Cư trú"))
    assert row["near"] == pytest.approx(0.7)
    assert row["related"] == pytest.approx(0.4)


def test_every_piece_but_the_log_odds_lies_between_nothing_and_one(birth: Procedure) -> None:
    hits = tuple(hit(f"1.00000{i}", 0.9, birth.field) for i in range(6))
    row = seen(birth, "còn " + "giấy này với sổ kia thì sao " * 9, *hits, none=1.0)
    assert all(0.0 <= value <= 1.0 for name, value in row.items() if name != "phrased")


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("đăng ký tạm trú", "acts"),
        ("còn tạm trú thì sao", "opens_new"),
        ("có cần giấy độc thân không", "requirement"),
        ("bố mẹ chưa kết hôn có làm được không", "condition"),
        ("phí bao nhiêu", "nothing_new"),
    ],
)
def test_words_speak(birth: Procedure, text: str, piece: str) -> None:
    assert seen(birth, text)[piece] == 1.0
    assert seen(birth, "nhà sập")[piece] == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("còn tạm trú thì sao", True),
        ("con em 5 tuổi", False),
        ("con em 5 tuoi", False),
        ("the con tam tru thi sao", True),
        ("thẻ cũ bị rách", False),
        ("the cu bi rach", False),
    ],
)
def test_accents_tell_an_opening_from_a_word(text: str, expected: bool) -> None:
    assert opens_new(text) is expected


def test_people_and_numbers_are_no_subject() -> None:
    assert subject_words("bố hay mẹ đi cùng cháu 5 tuổi") == ()
    assert subject_words("bố bán trâu") == ("trau",)


@pytest.mark.parametrize("text", ["lỡ mất thì báo ở đâu", "lo mat thi bao o dau", "hỏng rồi", "sửa xong thì đổi gì"])
def test_an_event_is_told(text: str) -> None:
    assert tells_event(text, {"ho", "chieu"})


@pytest.mark.parametrize("text", ["mất mấy ngày", "có mất tiền không", "mất bao lâu", "nộp ở đâu", "cần ảnh không"])
def test_what_it_costs_or_takes_is_no_event(text: str) -> None:
    assert not tells_event(text, {"ho", "chieu"})


def test_the_event_that_the_procedure_is_for_leads_nowhere() -> None:
    assert not tells_event("mất thì cần gì", {"bao", "mat", "ho", "chieu"})
