"""One `motcua serve` a home folder: two would train into and write the same files."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.settings import Settings


class HomeTakenError(Exception):
    """Another process serves from this home folder."""


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Hold the lock; the file says who holds it. The kernel gives it back however the process ends.

    Raises:
        HomeTakenError: somebody else holds it.
    """
    path = _path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HomeTakenError(str(settings.home)) from error
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "port": settings.port, "rasa_port": settings.rasa_port}))
        file.flush()
        yield


def is_held(settings: Settings) -> bool:
    """Does a process serve, or prepare to serve, from this home?"""
    path = _path(settings)
    if not path.exists():
        return False
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _path(settings: Settings) -> Path:
    return settings.home / "run" / "serve.json"
