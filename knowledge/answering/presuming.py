"""Answer for what is likeliest, with the others beside it, instead of asking back.

A question back halts a conversation. The reply says that it presumes and has the others as buttons (endings.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.brain import Brain
from knowledge.answering.endings import named
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Named, Turn


def presume(turn: Turn, choices: Sequence[Named], brain: Brain) -> bool:
    """True, with `turn.procedure` and `turn.instead` set, where something is talked about already and the first of
    `choices` is probable enough."""
    focus, best = turn.context.procedure, choices[0]
    procedure = brain.records.get(best.code) if focus else None
    limits = thresholds()
    if procedure is None or best.score < (limits.presume_stay_at if best.code == focus else limits.presume_at):
        return False
    turn.procedure, turn.score = procedure, best.score
    turn.instead = tuple(choices[1:]) or tuple(named(p) for p in (brain.records.get(focus),) if p and p != procedure)
    return True
