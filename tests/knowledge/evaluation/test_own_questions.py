"""The hand-written evaluation set: well formed, its codes known, and nothing of it in the bank that trains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.answering.aspects import Aspect
from knowledge.evaluation import cases
from knowledge.evaluation.cases import Dialogue, Question, read_dialogues, read_questions
from knowledge.search.entries import searchable
from knowledge.starter.bank import STARTER, load_bank
from knowledge.starter.follow_ups import load_follow_ups, outside

DATA = Path(cases.__file__).parent / "data"
BEHAVIOUR = {"questions": "answer", "ambiguous": "clarify", "outside": "decline"}
EXAMS = sorted(DATA.glob("exam*.jsonl"))  # by strangers, as is life-questions.jsonl
LEAST = {"questions": 250, "ambiguous": 80, "outside": 200}


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@pytest.fixture(scope="module")
def singles() -> dict[str, list[Question]]:
    return {name: read_questions(DATA / f"{name}.jsonl") for name in BEHAVIOUR}


@pytest.fixture(scope="module")
def dialogues() -> list[Dialogue]:
    return read_dialogues(DATA / "dialogues.jsonl")


@pytest.fixture(scope="module")
def everything(singles: dict[str, list[Question]], dialogues: list[Dialogue]) -> list[Question]:
    return [q for questions in singles.values() for q in questions] + [t for d in dialogues for t in d.turns]


@pytest.fixture(scope="module")
def exam() -> list[Question]:
    turns = [t for file in EXAMS for d in read_dialogues(file) for t in d.turns]
    return [q for file in (*EXAMS, DATA / "life-questions.jsonl") for q in read_questions(file)] + turns


@pytest.fixture(scope="module")
def known_codes() -> set[str]:
    return {p["code"] for path in (STARTER / "catalogue").glob("*.yml") for p in _yaml(path)["procedures"]}


def _trained_texts() -> Iterator[str]:
    bank = load_bank()
    yield from (w.text for w in bank.wordings)
    yield from (n.text for n in bank.hard_negatives)
    yield from (a.text for a in bank.ambiguous)
    yield from outside()
    known = load_follow_ups()
    yield from (row.text for row in (*known.stay_with, *known.switch))


def _repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def test_every_line_is_read(singles: dict[str, list[Question]], dialogues: list[Dialogue]) -> None:
    for name, questions in singles.items():
        assert len(questions) >= LEAST[name]
        assert not read_dialogues(DATA / f"{name}.jsonl")
    assert len(dialogues) >= 60
    assert not read_questions(DATA / "dialogues.jsonl")
    assert all(2 <= len(d.turns) <= 6 for d in dialogues)


def test_ids_are_unique(everything: list[Question], dialogues: list[Dialogue]) -> None:
    assert not _repeated([q.id for q in everything])
    assert not _repeated([d.id for d in dialogues])


def test_no_single_question_is_asked_twice(singles: dict[str, list[Question]]) -> None:
    forms = [searchable(q.text) or q.text for questions in singles.values() for q in questions]
    assert not _repeated(forms)


def test_behaviours_fit_the_file_and_the_codes(singles: dict[str, list[Question]], everything: list[Question]) -> None:
    for name, questions in singles.items():
        assert {q.behaviour for q in questions} == {BEHAVIOUR[name]}
    for q in everything:
        assert q.text.strip(), q.id
        assert q.behaviour in BEHAVIOUR.values(), q.id
        assert len(set(q.codes)) == len(q.codes), q.id
        if q.behaviour == "answer":
            assert q.codes, q.id
        elif q.behaviour == "clarify":
            assert 2 <= len(q.codes) <= 5, q.id
        else:
            assert not q.codes, q.id


def test_codes_are_in_the_starter_catalogue(everything: list[Question], known_codes: set[str]) -> None:
    assert not {(q.id, code) for q in everything for code in q.codes if code not in known_codes}


def test_questions_spread_over_the_catalogue(singles: dict[str, list[Question]]) -> None:
    assert len({q.codes[0] for q in singles["questions"]}) >= 150


def test_aspects_are_known(singles: dict[str, list[Question]], everything: list[Question]) -> None:
    known = {a.value for a in Aspect}
    assert not {(q.id, a) for q in everything for a in q.aspects or () if a not in known}
    assert all(q.aspects is not None for q in singles["questions"])


def test_every_aspect_but_the_overview_is_followed_up(dialogues: list[Dialogue]) -> None:
    asked = {a for d in dialogues for t in d.turns[1:] for a in t.aspects or ()}
    assert asked == {a.value for a in Aspect} - {Aspect.OVERVIEW.value}


def test_the_exams_are_whole(exam: list[Question]) -> None:
    kinds = Counter(file.stem.partition("-")[2] for file in EXAMS)
    assert kinds == dict.fromkeys(("questions", "ambiguous", "dialogues"), 9)
    assert len(exam) >= 3_600
    assert not _repeated([q.id for q in exam])
    assert all(q.text.strip() and bool(q.codes) is (q.behaviour != "decline") for q in exam)


def test_nothing_is_a_text_that_trains(everything: list[Question], exam: list[Question]) -> None:
    # pure signs ("😂") have no searchable form: there is nothing in them to train on; a bare name in the exam's
    # dialogues ("ho khau") can hardly be in no bank
    bare = {q.id for q in exam if len(q.text.split()) <= 4}
    trained = {form for text in _trained_texts() if (form := searchable(text))}
    assert not [(q.id, q.text) for q in (*everything, *exam) if q.id not in bare and searchable(q.text) in trained]
