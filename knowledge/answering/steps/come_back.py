"""The citizen comes back to a procedure that was talked about before the one in focus."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.focus.words import subject_words
from knowledge.answering.returning import returning
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Turn

_LIMIT = 40  # hits looked at
_SURELY = 3  # by what "quay lại cái xe" makes a choice among the earlier ones likelier


def come_back(turn: Turn, brain: Brain) -> None:
    """The earlier procedure that the message names, or else the first or the latest.

    Nothing where the message names another procedure, or tells of something and asks nothing ("hồi nãy em gọi điện").
    """
    context = turn.context
    back = returning(turn.text) if context.earlier else None
    if back is None:
        return
    code: str | None = context.earlier[-1 if back.first else 0] if back.surely else None
    if subject_words(back.rest):
        hits = brain.search.search(back.rest, limit=_LIMIT).hits
        among = (*context.earlier, context.procedure)
        least = thresholds().pick_least / (_SURELY if back.surely else 1)
        named = next((c for h in hits if h.score >= least and (c := h.one_of(among))), None)
        another = bool(hits) and hits[0].score >= thresholds().sure_at and hits[0].one_of(among) is None
        if another or not (named or turn.aspects):
            return
        code = named or code
    procedure = brain.records.get(code) if code else None
    if procedure is not None:
        turn.procedure, turn.score = procedure, 1.0
