"""A thumb or a row of dots while a procedure is talked about: ask what else is wanted, and forget nothing."""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering.brain import Brain
from knowledge.answering.outcomes import Outcome
from knowledge.answering.turn import Answer, Reply, Turn
from knowledge.answering.wording import say
from knowledge.search.entries import searchable


def nothing_said(turn: Turn, _: Brain) -> Answer | None:
    if searchable(turn.text) or not turn.context.procedure:
        return None
    return Answer(Outcome.CLARIFIED, (Reply(say("anything_else")),), context=replace(turn.context, touched_at=turn.now))
