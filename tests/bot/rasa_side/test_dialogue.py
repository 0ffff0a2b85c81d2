"""A message starts exactly one action, whatever the conversation was before."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered

ROOT = Path(__file__).parents[3]
RULES = [
    (rule["steps"][0]["intent"], rule["steps"][1]["action"], rule.get("condition"))
    for path in sorted((ROOT / "bot" / "rules").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
]
Run = Callable[[Awaitable[Any]], Any]


async def actions_after(agent: Any, intent: str, before: list[Any], during: list[Any]) -> list[str]:
    """Names of the actions that follow a message of `intent`; `during`: events the action hands back."""
    sender = uuid.uuid4().hex
    processor = agent.processor
    tracker = await processor.fetch_tracker_and_update_session(sender)
    tracker.update_with_events([*before, ActionExecuted("action_listen")], processor.domain)
    tracker.update(UserUttered("text", {"name": intent, "confidence": 0.9}), processor.domain)
    names = []
    for _ in range(4):
        action, prediction = processor.predict_next_with_tracker_if_should(tracker)
        names.append(action.name())
        processor._log_action_on_tracker(tracker, action, during, prediction)
        if names[-1] == "action_listen":
            break
    return names


@pytest.mark.parametrize(("intent", "action", "condition"), RULES)
@pytest.mark.parametrize("during", [None, ["1.000001", "1.000002"]])
def test_rules(agent: Any, run: Run, intent: str, action: str, condition: Any, during: Any) -> None:
    offer = bool(condition) and condition[0]["slot_was_set"][0] != {"offered": None}
    before = [SlotSet("offered", ["1.001193"])] if offer else []
    found = run(actions_after(agent, intent, before, [SlotSet("offered", during), SlotSet("procedure", "1.001193")]))
    assert found == [action, "action_listen"]


@pytest.mark.parametrize("intent", ["restart", "back", "session_start", "nlu_fallback", None])
def test_no_intent_name_is_reserved(agent: Any, run: Run, intent: str | None) -> None:
    expected = "action_restart_topic" if intent == "restart" else "action_default_fallback"
    assert run(actions_after(agent, intent, [], [])) == [expected, "action_listen"]


def test_a_long_conversation_still_gets_one_action_a_turn(agent: Any, run: Run) -> None:
    async def talk() -> list[Any]:
        sender = uuid.uuid4().hex
        for number in range(30):
            text = ("xin chào", "khai sinh cần gì", "không", "cái thứ hai", "xem thêm")[number % 5]
            await agent.handle_message(UserMessage(text, CollectingOutputChannel(), sender))
        return list((await agent.tracker_store.retrieve(sender)).events)

    events = run(talk())
    messages = [i for i, e in enumerate(events) if isinstance(e, UserUttered)]
    assert len(messages) == 30
    for begin, end in zip(messages, [*messages[1:], len(events)], strict=True):
        names = [e.action_name for e in events[begin:end] if isinstance(e, ActionExecuted)]
        assert len(names) == 2
        assert names[1] == "action_listen"
