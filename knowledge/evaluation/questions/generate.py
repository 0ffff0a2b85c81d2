"""Ask every question in a conversation of its own and keep what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.evaluation.asking import Ask, Progress
from knowledge.evaluation.cases import Question
from knowledge.evaluation.variants import vary


@dataclass(frozen=True)
class Row:
    """One question and the answer to it. `codes`: the answered one, or the choices in order."""

    id: str
    variant: str
    question: str
    expected: tuple[str, ...]
    behaviour: str
    expected_aspects: tuple[str, ...] | None
    outcome: str
    codes: tuple[str, ...]
    score: float
    aspects: tuple[str, ...]


def generate(
    questions: Sequence[Question], variant: str, ask: Ask, progress: Progress | None = None
) -> list[Row]:
    rows = []
    for number, question in enumerate(questions, 1):
        text = vary(question.text, variant, question.id)
        rows.append(row_of(question, variant, text, ask([text])[0]))
        if progress is not None:
            progress(number, len(questions))
    return rows


def row_of(question: Question, variant: str, text: str, answer: dict) -> Row:  # type: ignore[type-arg]
    """One row from an API answer."""
    procedures = answer.get("procedures") or []
    return Row(
        id=question.id,
        variant=variant,
        question=text,
        expected=question.codes,
        behaviour=question.behaviour,
        expected_aspects=question.aspects,
        outcome=answer["outcome"],
        codes=tuple(p["code"] for p in procedures),
        score=float(procedures[0]["score"]) if procedures else 0.0,
        aspects=tuple(sorted(answer.get("aspects") or ())),
    )
