"""A procedure is in focus: does the message stay with it or ask for another one?"""

from __future__ import annotations

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.brain import Brain
from knowledge.answering.case_words import named_case
from knowledge.answering.chatter import content
from knowledge.answering.corrections import corrects, without_correction
from knowledge.answering.endings import ask_which
from knowledge.answering.follow_up_words import acts, asks_requirement, states_condition, subject_words
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Turn
from knowledge.catalogue.models import Procedure
from knowledge.search.results import Hit


def keep_or_switch(turn: Turn, brain: Brain) -> Answer | None:
    text = without_correction(turn.text)
    current = turn.context.procedure
    if not current:
        return None if content(text) else ask_which(turn)
    procedure = brain.records.get(current)
    empty = not subject_words(text)
    if procedure is None or (corrects(turn.text) and not empty):
        return None
    if not empty and _switches(turn, text, procedure):
        return None
    turn.procedure = procedure
    if turn.aspects and asks_requirement(text) and not any(facts.has(procedure, a) for a in turn.aspects):
        turn.aspects = (Aspect.DOCUMENTS,)  # "có phải khám sức khỏe không": the papers tell
    turn.off_record = not turn.aspects and bool(content(text))
    turn.score = next((h.score for h in turn.hits if h.code == current), 0.0)
    return None


def _switches(turn: Turn, text: str, current: Procedure) -> bool:
    """Another procedure must be probable by itself and clearly more so than the one in focus."""
    limits = thresholds()
    own = sum(h.score for h in turn.hits if current.code in (h.code, *h.others))
    others = [h for h in turn.hits if current.code not in (h.code, *h.others)]
    if not others:
        return False
    best, near = others[0].score, sum(h.score for h in others[: limits.offer_most])
    none = turn.result.none if turn.result else 0.0
    stay = limits.stay_weight * own + none
    if _speaks_of_focus(text, current) or not _names(text, others):
        # circumstances, papers and cases of what is being talked about: only near certainty leads away
        return best >= limits.sure_at and not asks_requirement(text)
    if acts(text) and near >= limits.answer_at and near > stay:
        return True
    if not turn.aspects and turn.intent == "ask_procedure":
        # names a need and asks nothing of it: a new subject, if search is sure that there is one
        return best >= limits.answer_at or (none < limits.new_subject_none and near > stay)
    return best >= limits.switch_at and best > stay


def _speaks_of_focus(text: str, current: Procedure) -> bool:
    return asks_requirement(text) or states_condition(text) or named_case(text, current) is not None


def _names(text: str, others: list[Hit]) -> bool:
    """True when a subject word of the message stands in the name of a likely other procedure."""
    said = set(subject_words(text))
    return any(not said.isdisjoint(subject_words(h.name)) for h in others[: thresholds().offer_most])
