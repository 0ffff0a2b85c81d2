"""An offer stands: does the message pick one of its choices, by number or by saying more?"""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.choosing import Heard, unknown
from knowledge.answering.endings import ask_more, named, offered_again
from knowledge.answering.focus.leaving import leaving
from knowledge.answering.focus.words import asks_requirement, subject_words
from knowledge.answering.ordinals import picked
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Turn
from knowledge.answering.wording import say
from knowledge.catalogue.models import Procedure
from knowledge.search.entries import searchable


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
    if number is not None and (chosen := brain.records.get(choices[number])):  # a number needs no search
        _take(turn, chosen)
        return None
    heard = Heard.of(turn, brain)
    code = heard.choice() if number is None else None
    said = brain.records.get(code) if code else None
    if said is None:
        return _unpicked(turn, brain, heard)
    _take(turn, said)
    return None


def _take(turn: Turn, procedure: Procedure) -> None:
    turn.aspects = turn.aspects or turn.context.aspects
    turn.procedure, turn.score = procedure, 1.0


def _unpicked(turn: Turn, brain: Brain, heard: Heard) -> Answer | None:
    """The offer again, or nothing where the message is about something else."""
    if not heard.goes_on():
        if _names_nothing(turn) or not _leaves(turn, brain, heard):
            return _fewer(turn, brain, heard) or (None if _presume(turn, heard) else offered_again(turn, brain))
        if not heard.narrows():
            return None
    turn.result, turn.hits = heard.along, heard.along.hits
    return None


def _fewer(turn: Turn, brain: Brain, heard: Heard) -> Answer | None:
    """The choices that the message names, where the likeliest is none of them: "có được tiền mai táng ko" said to the
    report of a death and two burial grants."""
    said, likeliest = heard.named(), heard.likeliest()
    if len(said) < 2 or likeliest is None or likeliest in said:
        return None
    return offered_again(turn, brain, said)


def _presume(turn: Turn, heard: Heard) -> bool:
    """Who asks on without choosing is answered for the likeliest choice, with the others beside it."""
    code = heard.likeliest() if turn.aspects else None
    if code is None:
        return False
    shares = dict(zip(turn.context.offered, turn.context.shares, strict=False))
    turn.procedure, turn.score = next(p for p in heard.offers if p.code == code), shares[code]
    turn.instead = tuple(named(p, shares[p.code]) for p in heard.offers if p.code != code)
    return True


def _names_nothing(turn: Turn) -> bool:
    """True for "mấy hôm lấy", "bố hay mẹ đi cùng": about the choices, but it tells none of them apart."""
    if not subject_words(turn.text) or asks_requirement(turn.text):
        return True
    return unknown(turn)


def _leaves(turn: Turn, brain: Brain, heard: Heard) -> bool:
    """True where a question is about something else than the first choice; it is looked for along with that one."""
    best = turn.hits[0].score if turn.hits else 0.0
    if not heard.offers or not turn.aspects or best >= thresholds().means_at:
        return True
    judged = leaving(turn.text, heard.offers[0], turn, brain)
    if judged.away >= thresholds().switch_at:
        judged.look_elsewhere(turn)
    return judged.away >= thresholds().switch_at
