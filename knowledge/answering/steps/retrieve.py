"""Search the catalogue for what the message asks, corrections ("à không, ý tôi là ...") cut off."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.corrections import without_correction
from knowledge.answering.focus.words import subject_words
from knowledge.answering.turn import Turn

_LOOKED_AT = 40  # enough that every choice of an offer is among the hits


def retrieve(turn: Turn, brain: Brain) -> None:
    text = without_correction(turn.text)
    if turn.context.procedure and not subject_words(text):
        return  # "phí bao nhiêu": about the procedure in focus, there is nothing to look for
    turn.result = brain.search.search(text, limit=_LOOKED_AT)
    turn.hits = turn.result.hits
