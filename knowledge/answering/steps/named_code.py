"""The citizen (or a button) names a code: exactly that procedure, with what was asked before the offer."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.endings import declined_code
from knowledge.answering.turn import Answer, Turn
from knowledge.catalogue.codes import codes_in


def named_code(turn: Turn, brain: Brain) -> Answer | None:
    codes = codes_in(turn.text)
    if not codes:
        return None
    procedure = brain.records.get(codes[0])
    if procedure is None:
        return declined_code(turn, codes[0])
    if not turn.aspects and procedure.code in turn.context.offered:
        turn.aspects = turn.context.aspects
    turn.procedure, turn.score = procedure, 1.0
    return None
