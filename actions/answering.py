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
from knowledge.answering.more import more
from knowledge.answering.pipeline import answer


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
