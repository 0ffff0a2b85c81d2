"""A conversation over the API, with the running service or with one started for the occasion."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from knowledge.evaluation.asking import Ask
from service.cli.console import say
from service.settings import Settings
from service.supervisor import leash
from service.supervisor.home_lock import is_held

_START_WITHIN = 900.0  # seconds; a first start trains


class AskError(Exception):
    """The service does not answer."""


@contextmanager
def conversation_client(settings: Settings) -> Iterator[Ask]:
    """Yield a function that plays one conversation: its turns in, an API answer for each out.

    Raises:
        AskError: no service runs and none could be started.
    """
    with _service(settings) as url, httpx.Client(base_url=url, timeout=60, trust_env=False) as http:

        def ask(turns: Sequence[str]) -> list[dict[str, Any]]:
            token = _post(http, "/api/v1/sessions", {}, {})["token"]
            headers = {"Authorization": f"Bearer {token}"}
            return [_post(http, "/api/v1/messages", {"text": t}, headers) for t in turns]

        yield ask


def _post(http: httpx.Client, path: str, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    """An answer, or the problem of a refused message in the same form; waits where the limit says so."""
    for _ in range(5):
        try:
            answer = http.post(path, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise AskError(str(error)) from error
        if answer.status_code != 429:
            break
        time.sleep(float(answer.headers.get("Retry-After", "1")))
    data: dict[str, Any] = answer.json()
    if answer.status_code < 400:
        return data
    spoken = [{"text": data.get("detail", ""), "buttons": [], "sources": []}]
    return (
        {"procedures": [], "aspects": [], "replies": spoken}
        | data
        | {"outcome": data.get("outcome") or data.get("title")}
    )


@contextmanager
def _service(settings: Settings) -> Iterator[str]:
    if _ready(settings):
        yield settings.local_url
        return
    say("ask_starting", to=sys.stderr, port=settings.port)
    log = settings.home / "logs" / "ask-serve.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = leash.start([sys.executable, "-m", "service.cli", "serve"], output, dict(os.environ))
    try:
        until = time.monotonic() + _START_WITHIN
        while not _ready(settings):
            # one that is still starting in another window will do as well
            ended = process.poll() is not None and not is_held(settings)
            if ended or time.monotonic() > until:
                raise AskError(_last_line(log))
            time.sleep(0.3)
        yield settings.local_url
    finally:
        leash.end(process, 30)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else str(log)


def _ready(settings: Settings) -> bool:
    try:
        return httpx.get(f"{settings.local_url}/readyz", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
