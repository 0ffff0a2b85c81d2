"""One message of a conversation at a time, in order, without a second of waiting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rasa.core.lock_store import LockError

from bot.runtime.lock_store import QueueLockStore

Run = Callable[[Awaitable[Any]], Any]


async def _work(store: QueueLockStore, sender: str, name: str, seen: list[str]) -> None:
    async with store.lock(sender):
        seen.append(f"{name} in")
        await asyncio.sleep(0.01)
        seen.append(f"{name} out")


def test_messages_of_one_conversation_wait_for_each_other(run: Run) -> None:
    async def both() -> list[str]:
        store, seen = QueueLockStore(), list[str]()
        await asyncio.gather(*(_work(store, "a", n, seen) for n in "123"))
        assert not store._locks
        return seen

    started = time.perf_counter()
    assert run(both()) == [f"{n} {w}" for n in "123" for w in ("in", "out")]
    assert time.perf_counter() - started < 0.5


def test_conversations_do_not_wait_for_each_other(run: Run) -> None:
    async def both() -> list[str]:
        store, seen = QueueLockStore(), list[str]()
        await asyncio.gather(_work(store, "a", "1", seen), _work(store, "b", "2", seen))
        return seen

    assert run(both())[:2] == ["1 in", "2 in"]


def test_a_busy_conversation_is_given_up(run: Run) -> None:
    async def late() -> None:
        store = QueueLockStore()
        async with store.lock("a"), store.lock("a", lock_lifetime=0.01):
            pass

    with pytest.raises(LockError):
        run(late())
