"""Run folders and their comparison, and the ways in which a question is varied."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.cases import read_dialogues, read_questions
from knowledge.evaluation.compare import compare
from knowledge.evaluation.questions.generate import Row
from knowledge.evaluation.runs import read_figures, read_rows, write_run
from knowledge.evaluation.variants import VARIANTS, vary
from knowledge.text import fold


def _run(home: Path, name: str, *rows: tuple[str, str, str]) -> Path:
    """Rows of (id, outcome, codes), all expecting "a"."""
    made = [Row(i, "plain", "câu hỏi", ("a",), "answer", None, o, tuple(c.split()), 0.9, ("fee",)) for i, o, c in rows]
    return write_run(home, name, made, {"n": len(made)}, {"variants": ["plain"]})


def test_a_run_is_read_back(tmp_path: Path) -> None:
    folder = _run(tmp_path, "x", ("q1", "clarified", "a b"))
    (found,) = read_rows(folder)
    assert (found["question"], found["codes"], found["aspects"]) == ("câu hỏi", "a b", "fee")
    assert read_figures(folder) == {"n": 1}


def test_two_runs_question_by_question_worse_first(tmp_path: Path) -> None:
    same = ("q4", "answered", "a")
    old = _run(tmp_path, "old", ("q1", "answered", "a"), ("q2", "answered", "b"), ("q3", "answered", "b"), same)
    new = _run(tmp_path, "new", ("q1", "answered", "b"), ("q2", "clarified", "b a"), ("q3", "answered", "c"), same)
    assert [(c.id, c.better) for c in compare(old, new)] == [("q1", False), ("q2", True), ("q3", None)]


@pytest.mark.parametrize("line", ["{", '{"id": "q1"}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"id": "q0", "question": "?"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 2|q1"):
        read_questions(file)


def test_turns_are_numbered(tmp_path: Path) -> None:
    file = tmp_path / "dialogues.jsonl"
    file.write_text('{"id": "d", "turns": [{"question": "?", "aspects": ["time", "fee"]}, {"question": "!"}]}\n')
    (found,) = read_dialogues(file)
    assert [t.id for t in found.turns] == ["d#1", "d#2"]
    assert found.turns[0].aspects == ("fee", "time")
    assert read_questions(file) == []


@given(st.text(max_size=60), st.sampled_from(sorted(VARIANTS)))
def test_the_same_seed_gives_the_same_text(text: str, name: str) -> None:
    assert vary(text, name, "q7") == vary(text, name, "q7")


@given(st.text(alphabet="aăâeêioôơuưyáàảãạđbcdmnt ", max_size=60))
def test_what_a_variant_keeps(text: str) -> None:
    assert vary(text, "plain", "q") == text
    assert unicodedata.normalize("NFC", vary(text, "nfd", "q")) == text
    assert vary(text, "stripped", "q") == fold(text)
    assert vary(text, "glued", "q").replace(" ", "") == text.replace(" ", "")
    assert abs(len("".join(vary(text, "misspelt", "q").split())) - len("".join(text.split()))) <= 1
