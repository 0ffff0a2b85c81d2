"""Questions about procedures, picks from an offer, and "xem thêm"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.message import send, spoken
from actions.tracker import turn_of
from knowledge.answering.brain import Brain
from knowledge.answering.focus.words import subject_words
from knowledge.answering.more import more
from knowledge.answering.outcomes import Outcome
from knowledge.answering.pipeline import answer
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Turn
from knowledge.search.results import Hit


class AnswerAction(Action):  # type: ignore[misc]  # rasa_sdk is not followed
    """Runs the answering pipeline; serves every intent that may ask for a procedure or pick from an offer."""

    def __init__(self, brain: Brain, name: str = "action_answer") -> None:
        self._brain, self._name = brain, name

    def name(self) -> str:
        return self._name

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> list[EventType]:
        turn = turn_of(tracker, self._brain)
        return send(dispatcher, answer(turn, self._brain))


class ScopeAction(Action):  # type: ignore[misc]  # rasa_sdk is not followed
    """Says that the message is not for us, unless search may know what answers it or it is about the focus."""

    def __init__(self, brain: Brain) -> None:
        self._brain = brain

    def name(self) -> str:
        return "action_decline_scope"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> list[EventType]:
        turn = turn_of(tracker, self._brain)
        hits = self._brain.search.search(turn.text).hits
        sure = bool(hits) and hits[0].score >= thresholds().sure_at
        if sure or _about_focus(turn, hits) or _opens_doubtfully(turn):
            return send(dispatcher, answer(turn, self._brain))
        context = replace(turn.context, touched_at=turn.now)
        return send(dispatcher, spoken("out_of_scope", Outcome.OUT_OF_SCOPE, context))


class MoreAction(Action):  # type: ignore[misc]  # rasa_sdk is not followed
    """The parts of the record that have not been said yet."""

    def __init__(self, brain: Brain) -> None:
        self._brain = brain

    def name(self) -> str:
        return "action_more"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> list[EventType]:
        turn = turn_of(tracker, self._brain)
        result = more(turn, self._brain)
        return send(dispatcher, replace(result, context=replace(result.context, touched_at=turn.now)))


def _opens_doubtfully(turn: Turn) -> bool:
    """True for a first message that may yet be for us: search judges it. Within a conversation it would be answered for
    what is talked about, whatever it says."""
    talking = turn.context.procedure or turn.context.offered
    return not talking and turn.confidence < thresholds().outside_at


def _about_focus(turn: Turn, hits: Sequence[Hit]) -> bool:
    """True for "mấy hôm được": nothing in it is about anything but what is being talked about."""
    focus = turn.context.procedure
    if not focus:
        return bool(turn.context.offered) and not subject_words(turn.text)
    own = sum(h.score for h in hits if focus in (h.code, *h.others))
    return not subject_words(turn.text) or own >= thresholds().ask_at
