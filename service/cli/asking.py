"""A conversation over the API, with the running service or with one started for the occasion."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from knowledge.evaluation.asking import Ask
from service.cli.console import say
from service.settings import ROOT, Settings

_START_WITHIN = 400.0  # seconds; a first start trains


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
    return {"procedures": [], "aspects": [], "replies": []} | data | {"outcome": data.get("outcome") or data["title"]}


@contextmanager
def _service(settings: Settings) -> Iterator[str]:
    if _ready(settings):
        yield settings.url
        return
    say("ask_starting", port=settings.port)
    command = [sys.executable, "-m", "service.cli", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
    try:
        until = time.monotonic() + _START_WITHIN
        while not _ready(settings):
            if process.poll() is not None or time.monotonic() > until:
                raise AskError("the service could not be started; run `make run` to see why")
            time.sleep(0.5)
        yield settings.url
    finally:
        process.terminate()
        process.wait(30)


def _ready(settings: Settings) -> bool:
    try:
        return httpx.get(f"{settings.url}/readyz", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
