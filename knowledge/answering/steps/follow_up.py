"""A procedure is in focus: does the message stay with it or ask for another one?"""

from __future__ import annotations

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.brain import Brain
from knowledge.answering.chatter import content
from knowledge.answering.corrections import corrects
from knowledge.answering.endings import ask_which, named, offered, outside
from knowledge.answering.focus.leaving import Leaving, leaving
from knowledge.answering.focus.paper_named import asks_after_paper
from knowledge.answering.focus.words import asks_requirement, subject_words
from knowledge.answering.presuming import presume
from knowledge.answering.settings import thresholds
from knowledge.answering.steps.retrieve import topic
from knowledge.answering.turn import Answer, Named, Turn
from knowledge.answering.wording import say
from knowledge.catalogue.models import Procedure

_OUT_OF_SCOPE = "out_of_scope"  # the intent


def keep_or_switch(turn: Turn, brain: Brain) -> Answer | None:
    text = topic(turn)
    current = turn.context.procedure
    if not current:
        return None if content(text) else ask_which(turn)
    procedure = brain.records.get(current)
    if procedure is None:
        return None
    away = 0.0
    if subject_words(text):
        limits, judged = thresholds(), leaving(text, procedure, turn, brain)
        away, sure = judged.away, bool(turn.hits) and turn.hits[0].score >= limits.sure_at
        if judged.aside + turn.outside >= limits.aside_at and not sure:
            return outside(turn)
        if away >= (limits.ask_at if corrects(turn.text) else limits.switch_at):
            turn.leaving = procedure if away < limits.sure_at else None
            judged.look_elsewhere(turn)
            return None
        if away >= (limits.ask_aspect_at if turn.aspects else limits.ask_at):
            choices = _choices(procedure, judged)
            if judged.named or not presume(turn, choices, brain):
                return offered(turn, choices, say("clarify_switch"))
            if turn.procedure != procedure:
                return None
    elif turn.outside >= thresholds().outside_at and turn.intent == _OUT_OF_SCOPE:
        return outside(turn)  # "giá vàng hôm nay bao nhiêu": no word of it could name a procedure
    _stay(turn, text, procedure)
    turn.score = 1.0 - away
    return None


def _stay(turn: Turn, text: str, procedure: Procedure) -> None:
    turn.procedure = procedure
    silent = not any(facts.has(procedure, a) for a in turn.aspects)  # the record says nothing on what is asked
    if silent and (asks_after_paper(text, procedure) or (turn.aspects and asks_requirement(text))):
        turn.aspects = (Aspect.DOCUMENTS,)  # "có phải khám sức khỏe không": the papers tell
    turn.off_record = not turn.aspects and bool(content(text))


def _choices(procedure: Procedure, judged: Leaving) -> list[Named]:
    """The procedure in focus and the likeliest others, the most probable first."""
    limits = thresholds()
    others, away = judged.elsewhere.others, judged.away
    likely = [h for h in others[: limits.offer_most - 1] if h.score >= limits.offer_share * others[0].score]
    choices = [Named(h.code, h.name, h.level, round(away * h.score, 4)) for h in likely]
    return sorted((*choices, named(procedure, 1.0 - away)), key=lambda choice: -choice.score)
