"""Rate limits (library `limits`, moving window in memory: one process answers)."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from service.api.problems import ProblemError


class Limits:
    """Messages a session, new sessions an address; per minute."""

    def __init__(self, messages: int, sessions: int) -> None:
        # the asyncio storage: the other one starts a timer thread at every call
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._messages, self._sessions = RateLimitItemPerMinute(messages), RateLimitItemPerMinute(sessions)

    async def message(self, session: str) -> None:
        await self._hit(self._messages, "message", session)

    async def session(self, address: str) -> None:
        await self._hit(self._sessions, "session", address)

    async def _hit(self, limit: RateLimitItemPerMinute, *key: str) -> None:
        if not await self._limiter.hit(limit, *key):
            raise ProblemError(429, "too_many", headers={"Retry-After": "60"})
