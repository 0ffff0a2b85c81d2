"""Forget the procedure and the offer of a conversation that has rested too long."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Context, Turn


def expire_context(turn: Turn, _: Brain) -> None:
    if turn.now - turn.context.touched_at > thresholds().context_minutes * 60:
        turn.context = Context()
