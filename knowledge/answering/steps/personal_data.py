"""Nothing but personal numbers was sent: say that they are neither needed nor kept."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.outcomes import Outcome
from knowledge.answering.turn import Answer, Reply, Turn
from knowledge.answering.wording import say


def refuse_bare_numbers(turn: Turn, _: Brain) -> Answer | None:
    if not turn.only_numbers:
        return None
    return Answer(Outcome.REFUSED_PERSONAL_DATA, (Reply(say("personal_data")),), context=turn.context)
