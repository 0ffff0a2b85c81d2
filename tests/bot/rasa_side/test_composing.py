"""Questions behind, before and within stories, and two questions at once."""

from __future__ import annotations

from bot.understanding.composing import composed
from bot.understanding.examples import Example

STORY = Example("nhà em ở sát biên giới", "ask_procedure", frozenset(), "nhà em ở sát biên giới", ("nhà", "em"))
FEE = Example("hết bao nhiêu tiền", "ask_fee", frozenset({"fee"}), "hết bao nhiêu tiền", ("hết",), tail=True)
TIME = Example("mấy hôm xong", "ask_time", frozenset({"time"}), "mấy hôm xong", ("mấy", "hôm"), tail=True)


def test_a_question_stands_behind_a_story() -> None:
    message, *_ = composed([STORY, FEE], seed=1)
    assert message.text.startswith(STORY.text)
    assert message.text.endswith(FEE.text)
    assert (message.intent, message.aspects, message.template) == ("ask_fee", {"fee"}, FEE.template)
    assert message.words == STORY.words + FEE.words
    assert not message.tail


def test_a_question_stands_before_a_story_and_within_one() -> None:
    _, first, within = composed([STORY, FEE], seed=1)
    assert first.text.startswith(FEE.text)
    assert first.text.endswith(STORY.text)
    assert within.text.startswith(STORY.text)
    assert within.text.endswith(STORY.text)
    assert FEE.text in within.text
    assert first.words == FEE.words + STORY.words
    assert {(m.intent, frozenset(m.aspects or ())) for m in (first, within)} == {("ask_fee", frozenset({"fee"}))}
    assert len({FEE.template, first.template, within.template}) == 3


def test_two_questions_are_asked_at_once() -> None:
    drawn = [m for seed in range(9) for m in composed([STORY, FEE, TIME], seed)]
    both = [m for m in drawn if m.aspects == {"fee", "time"}]
    assert both
    assert all(FEE.text in m.text and TIME.text in m.text for m in both)


def test_the_same_seed_composes_the_same() -> None:
    assert composed([STORY, FEE, TIME], seed=5) == composed([STORY, FEE, TIME], seed=5)


def test_nothing_is_composed_without_stories_or_tails() -> None:
    asking = Example("hồ sơ gồm gì", "ask_procedure", None, "hồ sơ gồm gì")
    assert composed([asking, FEE], seed=1) == []
    assert composed([STORY, asking], seed=1) == []
