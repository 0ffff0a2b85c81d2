"""recall@k and mean reciprocal rank of ranked codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.evaluation.cases import Question
from knowledge.evaluation.variants import vary

Rank = Callable[[str], list[str]]  # question -> codes, best first
DEPTHS = (1, 3, 5, 10)


def evaluate(questions: Sequence[Question], rank: Rank, variant: str = "plain") -> dict[str, float | int]:
    """Over questions that name codes; any of a question's codes is right."""
    places: list[int | None] = []
    for question in questions:
        if not question.codes or question.behaviour != "answer":
            continue
        ranked = rank(vary(question.text, variant, question.id))
        places.append(next((i for i, code in enumerate(ranked) if code in question.codes), None))
    count = len(places) or 1
    figures: dict[str, float | int] = {"n": len(places)}
    for depth in DEPTHS:
        figures[f"recall@{depth}"] = round(sum(p is not None and p < depth for p in places) / count, 4)
    figures["mrr"] = round(sum(1 / (p + 1) for p in places if p is not None) / count, 4)
    return figures
