"""Our check of an action's answer accepts and rejects exactly what stock Rasa does."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
import rasa
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction

from bot import runtime
from bot.components.fast_action_validation import validate_action_result

SLOT = {"event": "slot", "name": "case", "value": None, "timestamp": None}
GOOD: tuple[Any, ...] = (
    {"events": [], "responses": []},
    {"events": [SLOT, {**SLOT, "value": [1, {"a": 2}]}], "responses": [{"custom": {"outcome": "answered"}}]},
    {"events": [{"event": "action", "name": "action_listen"}], "responses": []},
    {},
)
BAD: tuple[Any, ...] = (
    [],
    None,
    "text",
    {"events": {}, "responses": []},
    {"events": [{"event": "slot", "name": "case"}], "responses": []},
    {"events": [{"event": "slot", "value": 1}], "responses": []},
    {"events": [{**SLOT, "name": 3}], "responses": []},
    {"events": [{**SLOT, "timestamp": "now"}], "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": ["slot"], "responses": []},
    {"events": [], "responses": ["text"]},
)


def stock(result: Any) -> str | None:
    """Path of the error that stock Rasa finds, or None."""
    try:
        validate(result, RemoteAction.action_response_format_spec())
    except ValidationError as error:
        return str(list(error.absolute_path))
    return None


def ours(result: Any) -> str | None:
    try:
        assert validate_action_result(RemoteAction("action_answer", None), result) is True
    except ValidationError as error:
        assert "custom-actions" in error.message  # noqa: PT017 - the path is what is compared
        return str(list(error.absolute_path))
    return None


@pytest.mark.parametrize("result", GOOD)
def test_accepts(result: Any) -> None:
    assert stock(result) is None
    assert ours(result) is None


@pytest.mark.parametrize("result", BAD)
def test_rejects(result: Any) -> None:
    assert stock(result) is not None
    assert ours(result) == stock(result)


_events = st.one_of(
    st.fixed_dictionaries(
        {"event": st.sampled_from(["slot", "action", "bot", "x", 1])},
        optional={
            "name": st.one_of(st.text(max_size=3), st.integers()),
            "value": st.one_of(st.none(), st.integers(), st.lists(st.text(max_size=2), max_size=2)),
            "timestamp": st.one_of(st.none(), st.floats(allow_nan=False), st.text(max_size=2), st.booleans()),
            "extra": st.integers(),
        },
    ),
    st.text(max_size=2),
)
_results = st.fixed_dictionaries(
    {},
    optional={
        "events": st.one_of(st.lists(_events, max_size=3), st.none()),
        "responses": st.one_of(st.lists(st.one_of(st.fixed_dictionaries({}), st.integers()), max_size=2), st.none()),
    },
)


@settings(max_examples=200, deadline=None)
@given(_results)
def test_same_verdict_as_stock(result: Any) -> None:
    assert (ours(result) is None) == (stock(result) is None)


def test_is_installed_with_the_components() -> None:
    importlib.import_module("bot.components.aspect_intent_classifier")
    assert RemoteAction._validate_action_result is validate_action_result


def test_refuses_an_unknown_version_of_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "_installed", False)
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(RuntimeError, match=r"3\.7\.0"):
        runtime.install()


def test_this_is_the_known_version() -> None:
    assert rasa.__version__ == runtime.KNOWN_RASA
