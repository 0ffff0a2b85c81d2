"""Answer, offer choices, or decline: by calibrated probability, at thresholds set by cost."""

from __future__ import annotations

from knowledge.answering.brain import Brain
from knowledge.answering.endings import answered, declined, offered
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Named, Turn
from knowledge.answering.wording import say
from knowledge.catalogue.families import family_key
from knowledge.search.meta import nearest_level
from knowledge.search.results import Hit


def decide(turn: Turn, brain: Brain) -> Answer:
    limits = thresholds()
    if not turn.aspects and not turn.context.procedure:
        turn.aspects = turn.context.aspects  # "phí bao nhiêu?" - "thủ tục nào?" - "khai sinh"
    if turn.result is None or not turn.hits or turn.result.none >= limits.decline_none:
        return declined(turn)
    known = _known_choices(turn, brain)
    if len(known) > 1:
        return offered(turn, known, say("clarify"))
    best = turn.hits[0]
    if best.score >= limits.answer_at and turn.result.margin >= limits.answer_margin:
        turn.procedure, turn.score = brain.records.get(best.code), best.score
        if turn.procedure is not None:
            return answered(turn, brain)
    choices = _choices(turn.hits)
    if sum(h.score for h in choices) >= limits.clarify_at and len(choices) > 1:
        return offered(turn, [Named(h.code, h.name, h.level, h.score) for h in choices], say("clarify"))
    if len(choices) == 1 and best.score >= limits.clarify_at:
        return offered(turn, [Named(best.code, best.name, best.level, best.score)], say("clarify_one"))
    return declined(turn)


def _known_choices(turn: Turn, brain: Brain) -> list[Named]:
    """Choices of an ambiguity that the bank names, one a family, as far as the catalogue has them."""
    if turn.result is None:
        return []
    scores = {code: h.score for h in turn.hits for code in (h.code, *h.others)}
    found: dict[str, Named] = {}
    for code in turn.result.among:
        procedure = brain.records.get(code)
        if procedure is not None:
            named = Named(code, procedure.title, nearest_level(procedure), round(scores.get(code, 0.0), 4))
            found.setdefault(family_key(procedure), named)
    return list(found.values())[: thresholds().offer_most]


def _choices(hits: tuple[Hit, ...]) -> list[Hit]:
    limits = thresholds()
    return [h for h in hits[: limits.offer_most] if h.score >= limits.offer_share * hits[0].score]
