"""Search the catalogue for what the message asks: `topic` is what it says of it."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.corrections import without_correction
from knowledge.answering.focus.untied import untied
from knowledge.answering.focus.words import subject_words
from knowledge.answering.pointing import named_before
from knowledge.answering.turn import Turn

_LOOKED_AT = 40  # enough that every choice of an offer is among the hits


def retrieve(turn: Turn, brain: Brain) -> None:
    text = topic(turn)
    if turn.context.procedure and not subject_words(text):
        return  # "phí bao nhiêu": about the procedure in focus, there is nothing to look for
    asked = untied(text) if turn.context.procedure else text
    turn.result = brain.search.search(asked, limit=_LOOKED_AT)
    turn.hits = turn.result.hits


def topic(turn: Turn) -> str:
    """The message without a correction ("à không, ý tôi là ...") and, where nothing was talked about yet, without
    what points back at nothing ("thủ tục này mất bao lâu")."""
    text = without_correction(turn.text)
    before = None if turn.context.procedure or turn.context.offered else named_before(text)
    return text if before is None else before
