"""An offer stands: does the message pick one of its choices, by number or by saying more?"""

from __future__ import annotations

from collections import Counter

from knowledge.answering.brain import Brain
from knowledge.answering.chatter import content
from knowledge.answering.endings import ask_more, offered_again
from knowledge.answering.focus.words import asks_requirement, subject_words
from knowledge.answering.ordinals import picked
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Turn
from knowledge.answering.wording import say
from knowledge.search.entries import searchable
from knowledge.search.results import Hit


def pick_from_offer(turn: Turn, brain: Brain) -> Answer | None:
    choices = turn.context.offered
    if not choices:
        return None
    refuses = turn.intent == "deny" and not turn.aspects and not subject_words(turn.text)
    if searchable(turn.text) == searchable(say("choice_other")) or refuses:
        return ask_more(turn)
    number = picked(turn.text, len(choices))
    if number is None and turn.intent == "affirm" and len(choices) == 1:
        number = 0
    code = choices[number] if number is not None else _said(turn, brain)
    procedure = brain.records.get(code) if code else None
    if procedure is None:
        return offered_again(turn, brain) if _names_nothing(turn) else None
    turn.aspects = turn.aspects or turn.context.aspects
    turn.procedure, turn.score = procedure, 1.0
    return None


def _names_nothing(turn: Turn) -> bool:
    """True for "mấy hôm lấy", "bố hay mẹ đi cùng": about the choices, but it tells none of them apart."""
    if not subject_words(turn.text) or asks_requirement(turn.text):
        return True
    unknown = turn.result is None or turn.result.none >= thresholds().decline_none
    return unknown and bool(turn.aspects)


def _said(turn: Turn, brain: Brain) -> str | None:
    """The choice that the words of the message mean, unless they ask for something that was not offered."""
    best = turn.hits[0] if turn.hits else None
    if best and best.score >= thresholds().answer_at and not _belongs(best, set(turn.context.offered)):
        return None
    return _by_name(turn, brain) or _by_words(turn, brain)


def _by_name(turn: Turn, brain: Brain) -> str | None:
    """The only choice whose name holds the words of the message that tell the choices apart ("mức 2 ấy")."""
    said = set(content(turn.text))
    offers = filter(None, map(brain.records.get, turn.context.offered))
    names = {p.code: set(searchable(f"{p.name} {p.title}").split()) for p in offers}
    in_how_many = Counter(word for words in names.values() for word in words)
    telling = {word for word in said if 0 < in_how_many[word] < len(names)}
    fitting = [code for code, words in names.items() if telling <= words]
    return fitting[0] if telling and len(fitting) == 1 else None


def _by_words(turn: Turn, brain: Brain) -> str | None:
    """The choice that the earlier question and this message together single out."""
    limits, choices = thresholds(), set(turn.context.offered)
    alone = _shares(turn.hits, choices)
    if not alone or not subject_words(turn.text):
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
