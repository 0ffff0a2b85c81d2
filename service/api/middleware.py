"""Trace ids, body size, security headers and the last resort for errors, as plain ASGI.

BaseHTTPMiddleware would cost three times as much on every request.
"""

from __future__ import annotations

import json
import logging
import secrets

from fastapi import HTTPException
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import problem_body

log = logging.getLogger("motcua.api")
LARGEST_BODY = 64 * 1024
_CSP = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": _CSP,
}


class TooLargeError(HTTPException):
    """More than LARGEST_BODY bytes arrived. FastAPI turns any other kind of exception into a 400."""

    def __init__(self) -> None:
        super().__init__(413)


class Guard:
    """Gives requests a trace id, refuses large bodies, adds headers to answers, and answers what fails."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        trace = secrets.token_hex(8)
        scope.setdefault("state", {})["trace_id"] = trace
        begun = False

        async def tagged(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers["X-Trace-Id"] = trace
                if not scope["path"].startswith(("/docs", "/redoc")):  # their pages load scripts of their own
                    for name, value in _HEADERS.items():
                        headers[name] = value
            await send(message)

        limited = receive if scope["path"].startswith("/internal/") else _limited(receive)
        try:
            await self._app(scope, limited, tagged)
        except Exception as error:
            log.error("trace %s: %s", trace, type(error).__name__, exc_info=error)
            if begun:  # too late for another answer: the connection is cut
                raise
            await _internal(trace, tagged)


def _limited(receive: Receive) -> Receive:
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > LARGEST_BODY:
            raise TooLargeError
        return message

    return counted


async def _internal(trace: str, send: Send) -> None:
    body = problem_body(500, "internal", trace, "error_internal")
    payload = json.dumps(body, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(payload)).encode()),
    ]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": payload})
