"""Questions about procedures, picks from an offer, and "xem thêm"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.message import send
from actions.tracker import turn_of
from knowledge.answering.brain import Brain
from knowledge.answering.choosing import Heard
from knowledge.answering.endings import outside
from knowledge.answering.focus.words import subject_words
from knowledge.answering.more import more
from knowledge.answering.pipeline import answer
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Turn


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
        found = answer(turn, self._brain) if self._searches(turn) else outside(turn)
        return send(dispatcher, found)

    def _searches(self, turn: Turn) -> bool:
        """True where the answering steps judge it: about a focus they weigh search and intents together, an open offer
        may be picked from ("xe máy ạ, mua lại của bạn") or asked on about, and a first message may yet be for us."""
        limits, context = thresholds(), turn.context
        if context.procedure:
            return True
        found = self._brain.search.search(turn.text)
        best = next(iter(found.hits), None)
        if best and best.score >= (limits.pick_at if best.one_of(context.offered) else limits.sure_at):
            return True
        if not context.offered:
            return turn.outside < limits.outside_at
        if not subject_words(turn.text):
            return True
        doubted = turn.outside < limits.offer_outside_at
        return doubted and (found.none < limits.unknown_at or Heard.of(turn, self._brain).sharpens())


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
