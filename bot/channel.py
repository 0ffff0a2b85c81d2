"""The one way in: POST /webhooks/motcua/webhook {sender, message, metadata} -> the messages of the answer.

Unlike stock REST it never hides a failure behind an empty list (the service has words for a failure), and it
does not stream. Text is text: see `bot.runtime.plain_text` for messages that begin with "/"."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

_LONGEST = 10_000  # characters; the service cuts earlier, this guards against callers that do not
_log = logging.getLogger(__name__)


class MotCuaInput(InputChannel):
    """Rasa input channel `motcua`."""

    @classmethod
    def name(cls) -> str:
        return "motcua"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("motcua", "motcua")

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            """200 with the name of the model once messages can be answered, 503 before."""
            agent = getattr(request.app.ctx, "agent", None)
            ready = agent is not None and agent.is_ready()
            model = agent.processor.model_filename if ready else None
            return json({"status": "ok" if ready else "starting", "model": model}, status=200 if ready else 503)

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            refused = _refusal(request.json)
            if refused:
                return json({"error": refused}, status=400)
            body = request.json
            answer = CollectingOutputChannel()
            message = UserMessage(
                body["message"],
                answer,
                body["sender"],
                input_channel=self.name(),
                metadata=body.get("metadata"),
            )
            try:
                await on_new_message(message)
            except Exception:
                _log.exception("A message could not be answered")  # without its text: it may be personal
                return json({"error": "internal"}, status=500)
            return json(answer.messages)

        return routes


def _refusal(body: Any) -> str:
    """Why the request is not one, or ""."""
    if not isinstance(body, dict):
        return "a JSON object is expected"
    if not isinstance(body.get("sender"), str) or not body["sender"]:
        return "sender must be a non-empty string"
    if not isinstance(body.get("message"), str):
        return "message must be a string"
    if len(body["message"]) > _LONGEST:
        return f"message must have at most {_LONGEST} characters"
    if not isinstance(body.get("metadata"), (dict, type(None))):
        return "metadata must be an object"
    return ""
