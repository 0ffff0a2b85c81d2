"""Take the best, offer choices, or decline: by calibrated probability, at thresholds set by cost."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.ages import Person, fits, person_in
from knowledge.answering.brain import Brain
from knowledge.answering.endings import declined, offered
from knowledge.answering.presuming import presume
from knowledge.answering.settings import thresholds
from knowledge.answering.siblings import differ_by_mark, kind
from knowledge.answering.turn import Answer, Named, Turn
from knowledge.answering.wording import say
from knowledge.catalogue.families import family_key
from knowledge.catalogue.models import Procedure
from knowledge.search.meta import nearest_level
from knowledge.search.results import Hit

_SIBLINGS_AMONG = 6  # best hits among which a sibling is looked for


def decide(turn: Turn, brain: Brain) -> Answer | None:
    limits = thresholds()
    if not turn.aspects and not turn.context.procedure:
        turn.aspects = turn.context.aspects  # "phí bao nhiêu?" - "thủ tục nào?" - "khai sinh"
    if turn.result is None or not turn.hits or turn.result.none >= limits.decline_none:
        return declined(turn)
    known = _known_choices(turn, brain)
    if len(known) > 1:
        if known[0].score >= limits.sure_at and presume(turn, known, brain):
            return None
        return offered(turn, known, say("clarify"))
    hits, out = _of_fitting_person(turn)
    best = hits[0]
    margin = turn.result.margin if best is turn.hits[0] else best.score
    if best.score / (1.0 - out) >= limits.answer_at and margin >= limits.answer_margin:
        procedure = brain.records.get(best.code)
        siblings = _siblings(turn.text, procedure, hits, brain) if procedure else []
        if siblings:
            return offered(turn, [_named(best), *siblings][: limits.offer_most], say("clarify"))
        if procedure is not None:
            turn.procedure, turn.score = procedure, best.score
            return None
    choices = _choices(hits)
    if sum(h.score for h in choices) >= limits.clarify_at and len(choices) + bool(turn.leaving) > 1:
        named = [*map(_named, choices[: limits.offer_most - bool(turn.leaving)]), *_left(turn)]
        if presume(turn, named, brain):
            return None
        return offered(turn, named, say("clarify_switch" if turn.leaving else "clarify"))
    if len(choices) == 1 and best.score >= limits.clarify_at:
        if presume(turn, [_named(best), *_left(turn)], brain):
            return None
        return offered(turn, [_named(best)], say("clarify_one"))
    return declined(turn)


def _left(turn: Turn) -> list[Named]:
    """The procedure that was in focus, where the message may be about it after all."""
    left = turn.leaving
    return [Named(left.code, left.title, nearest_level(left), 0.0)] if left else []


def _of_fitting_person(turn: Turn) -> tuple[tuple[Hit, ...], float]:
    """Hits without those whose name is for somebody else than the message says, and the probability so taken out."""
    person = person_in(turn.text)
    wrong = {h.code for h in turn.hits if fits(h.name, person) is False} if person != Person() else set()
    kept = tuple(h for h in turn.hits if h.code not in wrong)
    return (kept, sum(h.score for h in turn.hits if h.code in wrong)) if kept and wrong else (turn.hits, 0.0)


def _siblings(text: str, best: Procedure, hits: Sequence[Hit], brain: Brain) -> list[Named]:
    """Others that differ from the best by a mark alone, where the message carries no mark that tells which is meant."""
    asked, own, found = kind(text), kind(best.name), list[Named]()
    for hit in hits[1:_SIBLINGS_AMONG]:
        shown = kind(hit.name).subject
        if 2 * len(own.subject & shown) < min(len(own.subject), len(shown)):
            continue  # not worth a look into the record
        procedure = brain.records.get(hit.code)
        other = kind(procedure.name) if procedure else own
        apart = differ_by_mark(own, other)
        likely = hit.score >= thresholds().sibling_share * hits[0].score
        if apart and apart.isdisjoint(asked.marks) and (likely or apart <= own.unsaid | other.unsaid):
            found.append(_named(hit))
    return found


def _named(hit: Hit) -> Named:
    return Named(hit.code, hit.name, hit.level, hit.score)


def _known_choices(turn: Turn, brain: Brain) -> list[Named]:
    """Choices of an ambiguity that the bank names, one a family, as far as the catalogue has them.

    What search finds first is always among them; where it is sure of something else, the ambiguity is another one.
    """
    if turn.result is None or not turn.result.among:
        return []
    best = turn.hits[0]
    among = turn.result.among
    if set(among).isdisjoint((best.code, *best.others)):
        if best.score >= thresholds().answer_at:
            return []
        among = (best.code, *among)
    scores = {code: h.score for h in turn.hits for code in (h.code, *h.others)}
    found: dict[str, Named] = {}
    for code in among:
        procedure = brain.records.get(code)
        if procedure is not None:
            named = Named(code, procedure.title, nearest_level(procedure), round(scores.get(code, 0.0), 4))
            found.setdefault(family_key(procedure), named)
    likeliest_first = sorted(found.values(), key=lambda named: -named.score)
    return likeliest_first[: thresholds().offer_most]


def _choices(hits: Sequence[Hit]) -> list[Hit]:
    limits = thresholds()
    return [h for h in hits[: limits.offer_most] if h.score >= limits.offer_share * hits[0].score]
