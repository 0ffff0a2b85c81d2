"""Turns that need no record: greetings, limits, hand-over, crisis. Each is one reviewed sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.message import send, spoken
from actions.tracker import turn_of
from knowledge.answering.brain import Brain
from knowledge.answering.outcomes import Outcome
from knowledge.answering.turn import Context


class SpokenAction(Action):  # type: ignore[misc]  # rasa_sdk is not followed
    """Says the sentence `key` and ends the turn with `outcome`; the procedure in focus is kept."""

    def __init__(self, name: str, brain: Brain, key: str, outcome: Outcome, link: str = "") -> None:
        self._name, self._brain, self._key, self._outcome, self._link = name, brain, key, outcome, link

    def name(self) -> str:
        return self._name

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> list[EventType]:
        turn = turn_of(tracker, self._brain)
        key = self._key.format(intent=turn.intent)
        context = replace(turn.context, touched_at=turn.now)
        return send(dispatcher, spoken(key, self._outcome, context, self._link))


class RestartTopicAction(Action):  # type: ignore[misc]  # rasa_sdk is not followed
    """Forget the procedure and the offer."""

    def __init__(self, brain: Brain) -> None:
        self._brain = brain

    def name(self) -> str:
        return "action_restart_topic"

    def run(
        self, dispatcher: CollectingDispatcher, _tracker: Tracker, _domain: dict[str, Any]
    ) -> list[EventType]:
        return send(dispatcher, spoken("restart", Outcome.SMALL_TALK, Context()))


class CrisisAction(Action):  # type: ignore[misc]  # rasa_sdk is not followed
    """Emergency numbers; the script stops: nothing of the conversation is carried on."""

    def name(self) -> str:
        return "action_crisis"

    def run(
        self, dispatcher: CollectingDispatcher, _tracker: Tracker, _domain: dict[str, Any]
    ) -> list[EventType]:
        return [*send(dispatcher, spoken("crisis", Outcome.CRISIS, Context())), SlotSet("crisis", True)]


class HandOverAction(Action):  # type: ignore[misc]  # rasa_sdk is not followed
    """The citizen wants a person; the wish is recorded for staff."""

    def __init__(self, brain: Brain) -> None:
        self._brain = brain

    def name(self) -> str:
        return "action_hand_over"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> list[EventType]:
        context = replace(turn_of(tracker, self._brain).context, touched_at=self._brain.clock())
        events = send(dispatcher, spoken("hand_over", Outcome.HANDED_OVER, context))
        return [*events, SlotSet("handover", True)]
