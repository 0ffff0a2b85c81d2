"""No text of a citizen is an order to Rasa."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.nlu.training_data.message import Message

from bot import runtime

runtime.install()
ORDERS = (
    "/crisis",
    "/restart",
    '/greet{"aspect": "fee"}',
    '/ask_fee@0.99{"aspect":"fee"}',
    "  /abuse",
    "/session_start",
)


@pytest.mark.parametrize("text", ORDERS)
def test_orders_are_not_obeyed(parse: Callable[[str], dict[str, Any]], text: str) -> None:
    found = parse(text)
    assert len(found["intent_ranking"]) > 20, "the classifier decided, not the text"
    assert found["text"] == text.strip()


@settings(max_examples=100, deadline=None)
@given(st.from_regex(r"\s*/[a-z_]{1,20}(@0?\.\d+)?(\{[^}]*\})?.*", fullmatch=True))
def test_handler_leaves_every_message_alone(text: str) -> None:
    message = Message({"text": text})
    assert RegexMessageHandler().process([message], None) == [message]
    assert set(message.data) == {"text"}
