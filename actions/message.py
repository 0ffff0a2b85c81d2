"""The one `custom` message in which an action hands its answer back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.tracker import remembered
from knowledge.answering.outcomes import Outcome
from knowledge.answering.turn import Answer, Context, Reply, Source
from knowledge.answering.wording import links, say


def payload(answer: Answer) -> dict[str, Any]:
    """JSON form of an answer (docs/architecture.md, "What an action hands back")."""
    return {
        "outcome": answer.outcome.value,
        "procedures": [asdict(p) for p in answer.procedures],
        "aspects": [a.value for a in answer.aspects],
        "replies": [asdict(r) for r in answer.replies],
        "diagnostics": answer.diagnostics,
    }


def send(dispatcher: CollectingDispatcher, answer: Answer) -> list[EventType]:
    """Hand the answer to the channel and return the slot events that keep its context."""
    dispatcher.utter_message(json_message=payload(answer))
    return remembered(answer.context)


def spoken(key: str, outcome: Outcome, context: Context, link: str = "") -> Answer:
    """An answer that is one reviewed sentence of wording/dialogue.yml."""
    sources = (Source(**links()[link]),) if link else ()
    return Answer(outcome, (Reply(say(key), sources=sources),), context=context)
