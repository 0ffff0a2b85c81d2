"""An offer stands: does the message pick one of its choices, by number or by saying more?"""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.endings import answered, ask_more
from knowledge.answering.ordinals import picked
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Turn
from knowledge.answering.wording import say
from knowledge.search.entries import searchable


def pick_from_offer(turn: Turn, brain: Brain) -> Answer | None:
    offered = turn.context.offered
    if not offered:
        return None
    if searchable(turn.text) == searchable(say("choice_other")) or turn.intent == "deny":
        return ask_more(turn)
    number = picked(turn.text, len(offered))
    if number is None and turn.intent == "affirm" and len(offered) == 1:
        number = 0
    code = offered[number] if number is not None else _by_words(turn, brain)
    procedure = brain.records.get(code) if code else None
    if procedure is None:
        return None
    turn.aspects = turn.aspects or turn.context.aspects
    turn.procedure, turn.score = procedure, 1.0
    return answered(turn, brain)


def _by_words(turn: Turn, brain: Brain) -> str | None:
    """The choice that the earlier question and this message together single out, unless it asks for another."""
    limits, offered = thresholds(), set(turn.context.offered)
    if (
        turn.hits
        and turn.hits[0].score >= limits.answer_at
        and not _belongs(turn.hits[0].code, offered, brain)
    ):
        return None
    alone = _shares(turn.hits, offered, brain)
    both = _shares(brain.search.search(f"{turn.context.asked} {turn.text}", limit=40).hits, offered, brain)
    shares = {c: alone.get(c, 0.0) + 0.5 * both.get(c, 0.0) for c in offered}
    total = sum(shares.values())
    best = max(shares, key=lambda c: shares[c])
    if alone and total > 0 and shares[best] / total >= limits.pick_at:
        return best
    return None


def _shares(hits: tuple, offered: set[str], brain: Brain) -> dict[str, float]:  # type: ignore[type-arg]
    found: dict[str, float] = {}
    for hit in hits:
        code = _belongs(hit.code, offered, brain)
        if code:
            found[code] = max(found.get(code, 0.0), hit.score)
    return found


def _belongs(code: str, offered: set[str], brain: Brain) -> str | None:
    """The offered code that `code` is, or is a family member of."""
    if code in offered:
        return code
    return next((m.code for m in brain.records.family(code) if m.code in offered), None)
