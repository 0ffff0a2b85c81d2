"""What the figures of the evaluation count: each rule with a row that keeps it and one that breaks it."""

from __future__ import annotations

import pytest

from knowledge.evaluation.dialogues.evaluate import evaluate as of_dialogues
from knowledge.evaluation.questions.evaluate import evaluate as of_questions
from knowledge.evaluation.questions.generate import Row


def row(behaviour: str, outcome: str, codes: str = "", expected: str = "a", name: str = "d#1", asked: str = "") -> Row:
    aspects = tuple(asked.split())
    return Row(name, "plain", "?", tuple(expected.split()), behaviour, aspects, outcome, tuple(codes.split()), 0.5, ())


@pytest.mark.parametrize(
    ("one", "right", "exact"),
    [
        (row("answer", "answered", "a"), 1, 1),
        (row("answer", "unanswerable_no_field", "a"), 1, 1),
        (row("answer", "clarified", "a b"), 1, 0),  # the right one offered first: right, but asked back in vain
        (row("answer", "clarified", "b a"), 0, 0),
        (row("answer", "answered", "b"), 0, 0),
        (row("answer", "out_of_scope"), 0, 0),
        (row("clarify", "clarified", "b a"), 1, 1),
        (row("clarify", "clarified", "b c"), 0, 0),
        (row("clarify", "answered", "a"), 0, 0),
        (row("decline", "out_of_scope", expected=""), 1, 1),
        (row("decline", "clarified", "a", expected=""), 1, 1),
        (row("decline", "answered", "a", expected=""), 0, 0),
    ],
)
def test_a_turn(one: Row, right: int, exact: int) -> None:
    found = of_dialogues([one])
    assert (found["turns_right"], found["turns_exact"]) == (right, exact)


def test_a_dialogue_is_right_when_each_turn_is() -> None:
    good, bad = row("answer", "answered", "a", name="x#1"), row("answer", "answered", "b", name="y#1")
    found = of_dialogues([good, bad, row("answer", "answered", "a", name="y#2")])
    assert (found["n_turns"], found["n_dialogues"], found["dialogues_right"]) == (3, 2, 0.5)
    assert found["turns_right"] == pytest.approx(2 / 3, abs=1e-4)


def test_questions() -> None:
    rows = [
        row("answer", "answered", "a"),
        row("answer", "clarified", "b a", asked="fee"),
        row("answer", "answered", "b"),
        row("answer", "unanswerable_no_match"),
        row("clarify", "clarified", "a b"),
        row("decline", "answered", "a", expected=""),
    ]
    found = of_questions(rows)
    assert found["right_first"] == 0.25
    assert found["right_or_offered"] == 0.5
    assert found["wrong_answer"] == 0.25
    assert found["declined"] == 0.25
    assert found["clarified"] == 1.0
    assert found["aspects_right"] == 0.75
    assert found["answered_though_outside"] == 1.0


def test_nothing_gives_zeros_and_no_error() -> None:
    assert set(of_questions([]).values()) == {0}
    assert of_dialogues([])["turns_exact"] == 0.0
