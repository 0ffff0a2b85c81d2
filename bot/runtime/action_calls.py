"""Call the action server with what it needs, over one kept connection.

Stock `RemoteAction` sends every event of the conversation (a message carries its ranking of all intents, so
turn 50 sends a quarter of a megabyte) and opens a new connection for each call."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

from bot.components.fast_action_validation import validate_action_result

_sessions: dict[asyncio.AbstractEventLoop, aiohttp.ClientSession] = {}


def install() -> None:
    RemoteAction._validate_action_result = validate_action_result
    RemoteAction._action_call_format = _action_call_format
    EndpointConfig.session = _kept_session


def _action_call_format(self: RemoteAction, tracker: DialogueStateTracker, _domain: Domain) -> dict[str, Any]:
    """Slots, latest message, and the events since it. Our actions never read the domain or older events."""
    state = tracker.current_state(EventVerbosity.NONE)
    state["events"] = [e.as_dict() for e in _since_latest_message(tracker)]
    return {
        "next_action": self.name(),
        "sender_id": tracker.sender_id,
        "tracker": state,
        "version": rasa.__version__,
    }


def _since_latest_message(tracker: DialogueStateTracker) -> list[Any]:
    events: list[Any] = []
    for event in reversed(tracker.events):
        events.append(event)
        if isinstance(event, UserUttered):
            break
    return events[::-1]


class _KeptSession:
    """`async with` on a session that stays open (stock code closes its session after each request)."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_error: Any) -> None:
        return None


def _kept_session(self: EndpointConfig) -> _KeptSession:
    """One session per event loop; loops that ended are forgotten."""
    loop = asyncio.get_running_loop()
    for ended in [other for other in _sessions if other.is_closed()]:
        del _sessions[ended]
    if loop not in _sessions or _sessions[loop].closed:
        auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
        _sessions[loop] = aiohttp.ClientSession(
            headers=self.headers,
            auth=auth,
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
            cookie_jar=aiohttp.DummyCookieJar(),  # nothing is filtered for every call
        )
    return _KeptSession(_sessions[loop])
