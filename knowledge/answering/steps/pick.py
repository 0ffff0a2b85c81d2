"""An offer stands: does the message pick one of its choices, by number or by saying more?"""

from __future__ import annotations

from collections import Counter

from knowledge.answering.brain import Brain
from knowledge.answering.case_words import named_case
from knowledge.answering.chatter import content
from knowledge.answering.endings import ask_more, offered_again
from knowledge.answering.focus.leaving import leaving
from knowledge.answering.focus.words import asks_requirement, subject_words
from knowledge.answering.ordinals import picked
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Turn
from knowledge.answering.wording import say
from knowledge.catalogue.models import Procedure
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
    elif number is None and len(choices) == 1 and turn.aspects and _names_nothing(turn):
        number = 0  # "Có phải việc này không?" - "mất mấy ngày": goes on as if it had said yes
    code = choices[number] if number is not None else _said(turn, brain)
    procedure = brain.records.get(code) if code else None
    if procedure is None:
        return offered_again(turn, brain) if _names_nothing(turn) or not _leaves(turn, brain) else None
    turn.aspects = turn.aspects or turn.context.aspects
    turn.procedure, turn.score = procedure, 1.0
    return None


def _names_nothing(turn: Turn) -> bool:
    """True for "mấy hôm lấy", "bố hay mẹ đi cùng": about the choices, but it tells none of them apart."""
    if not subject_words(turn.text) or asks_requirement(turn.text):
        return True
    return _unknown(turn)


def _leaves(turn: Turn, brain: Brain) -> bool:
    """True where a question is about something else than the first choice; it is looked for along with that one."""
    best = turn.hits[0].score if turn.hits else 0.0
    offers = _offers(turn, brain)
    if not offers or not turn.aspects or best >= thresholds().answer_at:
        return True
    judged = leaving(turn.text, offers[0], turn, brain)
    if judged.away >= thresholds().switch_at:
        judged.look_elsewhere(turn)
    return judged.away >= thresholds().switch_at


def _unknown(turn: Turn) -> bool:
    """True when the message alone most likely means no procedure."""
    return turn.result is None or turn.result.none >= thresholds().decline_none


def _said(turn: Turn, brain: Brain) -> str | None:
    """The choice that the words of the message mean, unless they ask for something that was not offered."""
    best = turn.hits[0] if turn.hits else None
    if best and best.score >= thresholds().answer_at and not _belongs(best, set(turn.context.offered)):
        return None
    return _by_name(turn, brain) or _by_words(turn, brain) or _by_case(turn, brain)


def _by_name(turn: Turn, brain: Brain) -> str | None:
    """The only choice whose name holds the words of the message that tell the choices apart ("mức 2 ấy").

    Most words of the message must be in that name: one of four is there by chance ("xã có chỗ gửi xe không").
    """
    said = set(content(turn.text))
    names = {p.code: set(searchable(f"{p.name} {p.title}").split()) for p in _offers(turn, brain)}
    in_how_many = Counter(word for words in names.values() for word in words)
    telling = {word for word in said if 0 < in_how_many[word] < len(names)}
    fitting = [code for code, words in names.items() if telling <= words]
    if not telling or len(fitting) != 1:
        return None
    return fitting[0] if 2 * len(said & names[fitting[0]]) > len(said) else None


def _by_case(turn: Turn, brain: Brain) -> str | None:
    """The only choice of which the message names a case ("nhà em đi thuê"), where it clearly means nothing else."""
    if turn.hits and turn.hits[0].score >= thresholds().clarify_at:
        return None
    fitting = [p.code for p in _offers(turn, brain) if named_case(turn.text, p) is not None]
    return fitting[0] if len(fitting) == 1 else None


def _offers(turn: Turn, brain: Brain) -> list[Procedure]:
    return [p for p in map(brain.records.get, turn.context.offered) if p is not None]


def _by_words(turn: Turn, brain: Brain) -> str | None:
    """The choice that the earlier question and this message together single out."""
    limits, choices = thresholds(), set(turn.context.offered)
    alone = _shares(turn.hits, choices)
    asks_only = _unknown(turn) and turn.aspects
    if sum(alone.values()) < limits.pick_least or not subject_words(turn.text) or asks_only:
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
