"""Say what the record carries on what was asked."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.endings import answered
from knowledge.answering.turn import Answer, Turn


def say_answer(turn: Turn, brain: Brain) -> Answer:
    return answered(turn, brain)
