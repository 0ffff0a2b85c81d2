"""An offer stands: does the message pick one of its choices, by number or by saying more?"""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.endings import ask_more, offered
from knowledge.answering.follow_up_words import subject_words
from knowledge.answering.ordinals import picked
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Named, Turn
from knowledge.answering.wording import say
from knowledge.search.entries import searchable
from knowledge.search.meta import nearest_level
from knowledge.search.results import Hit


def pick_from_offer(turn: Turn, brain: Brain) -> Answer | None:
    choices = turn.context.offered
    if not choices:
        return None
    if searchable(turn.text) == searchable(say("choice_other")) or turn.intent == "deny":
        return ask_more(turn)
    number = picked(turn.text, len(choices))
    if number is None and turn.intent == "affirm" and len(choices) == 1:
        number = 0
    code = choices[number] if number is not None else _by_words(turn, brain)
    procedure = brain.records.get(code) if code else None
    if procedure is None:
        return _offered_again(turn, brain) if not subject_words(turn.text) else None
    turn.aspects = turn.aspects or turn.context.aspects
    turn.procedure, turn.score = procedure, 1.0
    return None


def _offered_again(turn: Turn, brain: Brain) -> Answer | None:
    """The message names nothing new ("bố hay mẹ đi cùng con"): the choice is still open."""
    procedures = [p for p in map(brain.records.get, turn.context.offered) if p is not None]
    if not procedures:
        return None
    turn.aspects = turn.aspects or turn.context.aspects
    choices = [Named(p.code, p.title, nearest_level(p), 0.0) for p in procedures]
    return offered(turn, choices, say("clarify_again"))


def _by_words(turn: Turn, brain: Brain) -> str | None:
    """The choice that the earlier question and this message together single out, unless it asks for another."""
    limits, choices = thresholds(), set(turn.context.offered)
    if turn.hits and turn.hits[0].score >= limits.answer_at and not _belongs(turn.hits[0], choices):
        return None
    alone = _shares(turn.hits, choices)
    if not alone:
        return None
    both = _shares(brain.search.search(f"{turn.context.asked} {turn.text}", limit=40).hits, choices)
    shares = {c: alone.get(c, 0.0) + 0.5 * both.get(c, 0.0) for c in choices}
    total = sum(shares.values())
    best = max(shares, key=lambda c: shares[c])
    return best if total > 0 and shares[best] / total >= limits.pick_at else None


def _shares(hits: tuple[Hit, ...], choices: set[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for hit in hits:
        code = _belongs(hit, choices)
        if code:
            found[code] = max(found.get(code, 0.0), hit.score)
    return found


def _belongs(hit: Hit, choices: set[str]) -> str | None:
    """The offered code that the hit, or a member of its family, is."""
    return next((code for code in (hit.code, *hit.others) if code in choices), None)
