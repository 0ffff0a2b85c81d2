""" "Xem thêm": what the last answer left out."""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering.brain import Brain
from knowledge.answering.compose import rest
from knowledge.answering.endings import ask_which, offered_again
from knowledge.answering.outcomes import Outcome
from knowledge.answering.steps.expire import expire_context
from knowledge.answering.turn import Answer, Named, Reply, Turn
from knowledge.answering.wording import say
from knowledge.search.meta import nearest_level


def more(turn: Turn, brain: Brain) -> Answer:
    """The remaining parts of the procedure in focus; where there is none, the open offer again, or which one."""
    expire_context(turn, brain)
    procedure = brain.records.get(turn.context.procedure) if turn.context.procedure else None
    if procedure is None:
        return offered_again(turn, brain) or ask_which(turn)
    named = (Named(procedure.code, procedure.title, nearest_level(procedure), 1.0),)
    context = turn.context
    said = rest(procedure, context.pending, context.aspects, turn.today, context.case)
    if not said.replies:
        return Answer(Outcome.SMALL_TALK, (Reply(say("more_nothing")),), named, context=context)
    return Answer(Outcome.ANSWERED, said.replies, named, context=replace(context, pending=said.left))
