"""A procedure with cases is in focus and the message is no more than the pick of a case: "trường hợp 3", "tất cả"."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.case_words import numbered_case, wants_all
from knowledge.answering.cases import outline
from knowledge.answering.turn import Turn


def case_of_focus(turn: Turn, brain: Brain) -> None:
    context = turn.context
    if not context.procedure or context.offered:
        return
    every = wants_all(turn.text)
    if not every and not any(c.isdigit() for c in turn.text) and len(turn.text) > _LONGEST:
        return
    procedure = brain.records.get(context.procedure)
    plan = outline(procedure) if procedure else None
    if plan is None or not plan.offered:
        return
    case = None if every else numbered_case(turn.text, plan)
    if every or case is not None:
        turn.procedure, turn.score = procedure, 1.0
        turn.aspects = ()  # a pick asks nothing of its own


_LONGEST = 40  # characters; an ordinal without digits is short
