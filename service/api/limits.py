"""Rate limits: a moving window of one minute in memory, because one process answers.

Not the library `limits`: its memory storages look through every key, on a timer thread, at every call.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from service.api.problems import ProblemError

_WINDOW = 60.0  # seconds
_SWEEP_AT = 10_000  # keys; then those without a recent call are forgotten


class Limits:
    """Messages a session, new sessions an address; per minute. `clock` returns seconds."""

    def __init__(self, messages: int, sessions: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._messages, self._sessions, self._clock = messages, sessions, clock
        self._calls: dict[tuple[str, str], deque[float]] = {}

    def message(self, session: str) -> None:
        """Raises: ProblemError (429)."""
        self._hit(self._messages, ("message", session))

    def session(self, address: str) -> None:
        """Raises: ProblemError (429)."""
        self._hit(self._sessions, ("session", address))

    def _hit(self, limit: int, key: tuple[str, str]) -> None:
        now = self._clock()
        if len(self._calls) >= _SWEEP_AT:
            self._calls = {k: c for k, c in self._calls.items() if c[-1] > now - _WINDOW}
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - _WINDOW:
            calls.popleft()
        if len(calls) >= limit:
            wait = int(calls[0] + _WINDOW - now) + 1
            raise ProblemError(429, "too_many", headers={"Retry-After": str(wait)})
        calls.append(now)
