"""Check the answer of an action with a validator that is built once.

`RemoteAction._validate_action_result` builds and checks its JSON schema again on every response, which was 62
% of a turn. Same schema, same errors, same hint; only the building is not repeated, and what is plainly right
is not compared with all twenty kinds of event."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema import ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL

_HINT = (
    ". Failed to validate Action server response from API, make sure your response from the Action "
    f"endpoint is valid. For more information about the format visit {DOCS_BASE_URL}/custom-actions"
)


def _plain(result: Any) -> bool:
    """Whether the result has the shape our actions send, slots and messages, which the schema accepts."""
    return (
        type(result) is dict
        and type(result.get("events")) is list
        and type(result.get("responses")) is list
        and all(type(r) is dict for r in result["responses"])
        and all(_slot_set(e) for e in result["events"])
    )


def _slot_set(event: Any) -> bool:
    return (
        type(event) is dict
        and event.keys() <= {"event", "name", "value", "timestamp"}
        and event.get("event") == "slot"
        and type(event.get("name")) is str
        and "value" in event
        and type(event.get("timestamp")) in (int, float, type(None))
    )


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def validate_action_result(_self: RemoteAction, result: Any) -> bool:
    """True, or the `ValidationError` that stock Rasa raises."""
    if _plain(result):
        return True
    error: ValidationError | None = best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += _HINT
    raise error
