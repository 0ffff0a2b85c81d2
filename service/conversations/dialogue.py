"""Rasa over loopback: one message in, exactly one answer out."""

from __future__ import annotations

import json
from typing import Any

import httpcore  # httpx without its upper half, which doubles the cost of a call
from pydantic import ValidationError

from service.api.models import Answer

_READY_TIMEOUT = 2.0  # seconds
_FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)


class DialogueUnavailableError(Exception):
    """Rasa is away, or answers in another form."""


class DialogueTimeoutError(Exception):
    """Rasa did not answer in time."""


class Dialogue:
    """Client of Rasa's channel `motcua`; keeps its connections open."""

    def __init__(self, url: str, timeout: float) -> None:
        self._url, self._timeout = url, timeout
        self._pool = httpcore.AsyncConnectionPool(max_connections=64, max_keepalive_connections=32)

    async def turn(self, session: str, text: str, only_numbers: bool) -> dict[str, Any]:
        """The `custom` payload of the one message that ends the turn (docs/architecture.md).

        Raises:
            DialogueTimeoutError, DialogueUnavailableError: there is none.
        """
        body = {"sender": session, "message": text, "metadata": {"only_numbers": only_numbers}}
        content = json.dumps(body).encode()
        status, answer = await self._call("POST", "/webhooks/motcua/webhook", content, self._timeout)
        if status != 200:
            raise DialogueUnavailableError(f"status {status}")
        return _the_answer(answer)

    async def ready(self) -> bool:
        try:
            status, _ = await self._call("GET", "/webhooks/motcua/", b"", _READY_TIMEOUT)
        except (DialogueUnavailableError, DialogueTimeoutError):
            return False
        return status == 200

    async def close(self) -> None:
        await self._pool.aclose()

    async def _call(self, method: str, path: str, content: bytes, timeout: float) -> tuple[int, bytes]:
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), timeout)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        headers["Host"] = self._url.rpartition("/")[2]
        try:
            answer = await self._pool.request(
                method, self._url + path, headers=headers, content=content, extensions={"timeout": seconds}
            )
        except httpcore.TimeoutException as error:
            raise DialogueTimeoutError from error
        except _FAILURES as error:
            raise DialogueUnavailableError(type(error).__name__) from error
        return answer.status, answer.content


def _the_answer(body: bytes) -> dict[str, Any]:
    """The one `custom` payload among Rasa's messages, checked against the contract.

    Raises:
        DialogueUnavailableError: there is none, there are several, or it has another form.
    """
    try:
        messages = json.loads(body)
    except ValueError as error:
        raise DialogueUnavailableError("no JSON") from error
    if not isinstance(messages, list):
        raise DialogueUnavailableError("no list of messages")
    found = [m["custom"] for m in messages if isinstance(m, dict) and isinstance(m.get("custom"), dict)]
    if len(found) != 1:
        raise DialogueUnavailableError(f"{len(found)} answers in one turn")
    try:
        Answer.model_validate(found[0])
    except ValidationError as error:
        raise DialogueUnavailableError(f"{error.error_count()} fields of the answer are wrong") from error
    return dict(found[0])
