"""The citizen comes back to a procedure that was talked about before the one in focus."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.brain import Brain
from knowledge.answering.focus.words import subject_words
from knowledge.answering.returning import returning
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Context, Turn
from knowledge.search.results import Hit

_LIMIT = 40  # hits looked at
_SURELY = 3  # by what "quay lại cái xe" makes one of the earlier ones likelier


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
        named = _named(hits, context, thresholds().pick_least / (_SURELY if back.surely else 1))
        talked_about = (*context.earlier, context.procedure)
        another = bool(hits) and hits[0].score >= thresholds().sure_at and not hits[0].one_of(talked_about)
        if another or not (named or turn.aspects):
            return
        code = named or code
    procedure = brain.records.get(code) if code else None
    if procedure is not None:
        turn.procedure, turn.score = procedure, 1.0


def _named(hits: Sequence[Hit], context: Context, least: float) -> str | None:
    """The likeliest of the earlier ones, or the focus where that is far likelier: asides may have been between."""
    scores = {c: h.score for h in reversed(hits) if h.score >= least and (c := h.one_of(context.earlier))}
    best = max(scores, key=lambda c: scores[c], default=None)
    own = max((h.score for h in hits if h.one_of((context.procedure,))), default=0.0)
    return context.procedure if own > max(least, _SURELY * scores.get(best or "", 0.0)) else best
