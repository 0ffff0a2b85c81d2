"""Rasa over loopback: one message in, exactly one answer out."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from service.api.models import Answer
from service.conversations.loopback import Loopback, LoopbackError

_READY_TIMEOUT = 2.0  # seconds


class DialogueUnavailableError(Exception):
    """Rasa is away, or answers in another form."""


class DialogueTimeoutError(Exception):
    """Rasa did not answer in time."""


class Dialogue:
    """Client of Rasa's channel `motcua`; keeps its connections open."""

    def __init__(self, port: int, timeout: float) -> None:
        self._http, self._timeout = Loopback(port), timeout

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
        await self._http.close()

    async def _call(self, method: str, path: str, content: bytes, timeout: float) -> tuple[int, bytes]:
        try:
            return await self._http.call(method, path, content, timeout)
        except TimeoutError as error:
            raise DialogueTimeoutError from error
        except LoopbackError as error:
            raise DialogueUnavailableError(str(error)) from error


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
