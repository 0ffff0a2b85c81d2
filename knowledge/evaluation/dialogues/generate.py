"""Play every dialogue in one conversation; each turn gives one row."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.evaluation.asking import Ask, Progress
from knowledge.evaluation.cases import Dialogue
from knowledge.evaluation.questions.generate import Row, row_of
from knowledge.evaluation.variants import vary


def generate(
    dialogues: Sequence[Dialogue], variant: str, ask: Ask, progress: Progress | None = None
) -> list[Row]:
    rows = []
    for number, dialogue in enumerate(dialogues, 1):
        texts = [vary(t.text, variant, t.id) for t in dialogue.turns]
        for turn, text, answer in zip(dialogue.turns, texts, ask(texts), strict=True):
            rows.append(row_of(turn, variant, text, answer))
        if progress is not None:
            progress(number, len(dialogues))
    return rows
