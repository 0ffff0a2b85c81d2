"""Rasa over loopback: one message in, exactly one answer out."""

from __future__ import annotations

from typing import Any

import httpx
from pydantic import ValidationError

from service.api.models import Answer


class DialogueUnavailableError(Exception):
    """Rasa is away, or answers in another form."""


class DialogueTimeoutError(Exception):
    """Rasa did not answer in time."""


class Dialogue:
    """Client of Rasa's channel `motcua`; keeps its connections open."""

    def __init__(self, url: str, timeout: float) -> None:
        limits = httpx.Limits(max_keepalive_connections=32)
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout, limits=limits, trust_env=False)

    async def turn(self, session: str, text: str, only_numbers: bool) -> dict[str, Any]:
        """The `custom` payload of the one message that ends the turn (docs/architecture.md)."""
        body = {"sender": session, "message": text, "metadata": {"only_numbers": only_numbers}}
        try:
            answer = await self._http.post("/webhooks/motcua/webhook", json=body)
            answer.raise_for_status()
            messages = answer.json()
        except httpx.TimeoutException as error:
            raise DialogueTimeoutError from error
        except (httpx.HTTPError, ValueError) as error:
            raise DialogueUnavailableError(str(error)) from error
        return _the_answer(messages)

    async def ready(self) -> bool:
        try:
            answer = await self._http.get("/webhooks/motcua/", timeout=2.0)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200

    async def close(self) -> None:
        await self._http.aclose()


def _the_answer(messages: Any) -> dict[str, Any]:
    """The one `custom` payload among Rasa's messages, checked against the contract.

    Raises:
        DialogueUnavailableError: there is none, there are several, or it has another form.
    """
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
