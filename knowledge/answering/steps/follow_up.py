"""A procedure is in focus: does the message stay with it or ask for another one?"""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.chatter import content
from knowledge.answering.corrections import corrects, without_correction
from knowledge.answering.endings import answered, ask_which
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Turn


def keep_or_switch(turn: Turn, brain: Brain) -> Answer | None:
    empty = not content(without_correction(turn.text))
    current = turn.context.procedure
    if not current:
        return ask_which(turn) if empty else None
    procedure = brain.records.get(current)
    if procedure is None or (corrects(turn.text) and not empty):
        return None
    if not empty and _switches(turn, current, brain):
        return None
    turn.procedure = procedure
    turn.score = next((h.score for h in turn.hits if h.code == current), 0.0)
    return answered(turn, brain)


def _switches(turn: Turn, current: str, brain: Brain) -> bool:
    """Another procedure must be probable by itself and clearly more so than the one in focus."""
    limits = thresholds()
    family = {m.code for m in brain.records.family(current)} | {current}
    own = sum(h.score for h in turn.hits if h.code in family)
    others = [h.score for h in turn.hits if h.code not in family]
    if not others:
        return False
    none = turn.result.none if turn.result else 0.0
    stay = limits.stay_weight * own + none
    if not turn.aspects and turn.intent == "ask_procedure":
        # names a need and asks nothing of it: a new subject, if search is sure that there is one
        return others[0] >= limits.answer_at or (
            none < limits.new_subject_none and sum(others[: limits.offer_most]) > stay
        )
    return others[0] >= limits.switch_at and others[0] > stay
