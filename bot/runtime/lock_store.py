"""One message of a conversation at a time, in order of arrival, without polling.

Stock InMemoryLockStore makes a second message sleep for a whole second before it looks again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError


class QueueLockStore(InMemoryLockStore):
    """asyncio locks serve their waiters first come, first served."""

    def __init__(self, *_endpoint: Any, **_kwargs: Any) -> None:
        super().__init__()
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 0,  # noqa: ARG002 - nothing is polled
    ) -> AsyncGenerator[TicketLock, None]:
        """Wait for the conversation at most `lock_lifetime` seconds, then `LockError`."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._users[conversation_id] = self._users.get(conversation_id, 0) + 1
        try:
            try:
                await asyncio.wait_for(lock.acquire(), lock_lifetime)
            except asyncio.TimeoutError as error:
                raise LockError(f"Conversation {conversation_id!r} stayed busy for {lock_lifetime} s.") from error
            try:
                yield TicketLock(conversation_id)
            finally:
                lock.release()
        finally:
            self._users[conversation_id] -= 1
            if not self._users[conversation_id]:  # nobody waits: forget the conversation
                del self._users[conversation_id], self._locks[conversation_id]
