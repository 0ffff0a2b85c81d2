"""A procedure is in focus: does the message stay with it or ask for another one?"""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.brain import Brain
from knowledge.answering.case_words import named_case
from knowledge.answering.chatter import content
from knowledge.answering.corrections import corrects, without_correction
from knowledge.answering.endings import ask_which, offered
from knowledge.answering.focus.elsewhere import either_way
from knowledge.answering.focus.evidence import EVIDENCE, Found, evidence, seen_from
from knowledge.answering.focus.gate import leads_away
from knowledge.answering.focus.words import acts, asks_requirement, opens_new, states_condition, subject_words
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Named, Turn
from knowledge.answering.wording import say
from knowledge.catalogue.models import Procedure
from knowledge.search.meta import nearest_level
from knowledge.search.results import SearchResult

_NOTHING = SearchResult((), 1.0, "", "")


def keep_or_switch(turn: Turn, brain: Brain) -> Answer | None:
    text = without_correction(turn.text)
    current = turn.context.procedure
    if not current:
        return None if content(text) else ask_which(turn)
    procedure = brain.records.get(current)
    if procedure is None:
        return None
    away = 0.0
    if subject_words(text):
        if corrects(turn.text):
            return None
        alone = turn.result or _NOTHING
        along = brain.search.search(f"{procedure.title} {text}", limit=40)
        found = seen_from(procedure, alone), seen_from(procedure, along)
        away = _away(text, procedure, *found)
        if away >= thresholds().switch_at:
            turn.leaving = procedure if away < thresholds().sure_at else None
            _look_elsewhere(turn, procedure, *found)
            return None
        if away >= (thresholds().ask_aspect_at if turn.aspects else thresholds().ask_at):
            return _ask(turn, procedure, away, *found)
    _stay(turn, text, procedure)
    turn.score = 1.0 - away
    return None


def _away(text: str, procedure: Procedure, alone: Found, along: Found) -> float:
    """Probability that the message leads away; near certainty of another procedure decides by itself, and what
    names others that search finds likely is at least asked about."""
    sure = alone.best >= thresholds().sure_at
    if _speaks_of(procedure, text) and not sure:
        return 0.0
    found = evidence(text, procedure, alone, along)
    away = leads_away(found)
    if sure:
        return max(away, thresholds().switch_at)
    names_others = found[EVIDENCE.index("named")] >= thresholds().named_at
    return max(away, thresholds().ask_aspect_at) if names_others else away


def _speaks_of(procedure: Procedure, text: str) -> bool:
    """True for a paper, a circumstance or a case of the procedure: "bố mẹ chưa kết hôn có làm được không".

    "còn nhập khẩu vào nhà chủ trọ thì sao" comes to something else, whatever case its words would fit.
    """
    if opens_new(text) and acts(text):
        return False
    return asks_requirement(text) or states_condition(text) or named_case(text, procedure) is not None


def _stay(turn: Turn, text: str, procedure: Procedure) -> None:
    turn.procedure = procedure
    if turn.aspects and asks_requirement(text) and not any(facts.has(procedure, a) for a in turn.aspects):
        turn.aspects = (Aspect.DOCUMENTS,)  # "có phải khám sức khỏe không": the papers tell
    turn.off_record = not turn.aspects and bool(content(text))


def _look_elsewhere(turn: Turn, left: Procedure, alone: Found, along: Found) -> None:
    if turn.result is None:
        return
    elsewhere = either_way(left, alone, along)
    among = turn.result.among if alone.best >= along.best else ()
    turn.hits = elsewhere.others
    turn.result = replace(turn.result, hits=turn.hits, none=elsewhere.none, among=among)


def _ask(turn: Turn, procedure: Procedure, away: float, alone: Found, along: Found) -> Answer:
    """The procedure in focus and the likeliest others, the more probable side first."""
    limits = thresholds()
    others = either_way(procedure, alone, along).others
    likely = [h for h in others[: limits.offer_most - 1] if h.score >= limits.offer_share * others[0].score]
    choices = [Named(h.code, h.name, h.level, h.score) for h in likely]
    kept = [Named(procedure.code, procedure.title, nearest_level(procedure), round(1.0 - away, 4))]
    return offered(turn, choices + kept if away > 0.5 else kept + choices, say("clarify_switch"))
