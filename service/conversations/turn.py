"""One message of a citizen, from arrival to stored answer. The steps stand in `take_turn`, in order."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from knowledge.answering.outcomes import Outcome
from knowledge.text import Masked, clean, mask
from service.api.problems import ProblemError
from service.conversations.dialogue import Dialogue, DialogueTimeoutError, DialogueUnavailableError
from service.conversations.metrics import observe_turn
from service.conversations.sessions import anonymous
from service.conversations.turns import TurnStore

_LOCKS_KEPT = 10_000  # sessions whose lock is remembered


@dataclass
class Conversation:
    """What taking a turn needs."""

    dialogue: Dialogue
    turns: TurnStore
    longest: int  # characters

    def __post_init__(self) -> None:
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()

    async def take_turn(self, session: str, text: str, trace: str) -> dict[str, Any]:
        """Validate, mask, store, ask Rasa, store, return the answer (API form).

        Raises:
            ProblemError: 422 for an empty or too long message, 503 where a part of the system is away.
        """
        started = time.perf_counter()
        message = self._validated(text)
        async with self._lock(session):
            await self.turns.received(trace, anonymous(session), message.text, message.kinds)
            payload = await self._answered(session, message, trace, started)
            await self._stored(trace, payload, started)  # on disk before the citizen sees it
        return {k: payload[k] for k in ("outcome", "procedures", "aspects", "replies")} | {"trace_id": trace}

    def _validated(self, text: str) -> Masked:
        """Cleaned and masked, or refused."""
        if len(text) > self.longest:
            raise ProblemError(422, "too_long", limit=self.longest)
        cleaned = clean(text)
        if not cleaned:
            raise ProblemError(422, "empty")
        return mask(cleaned)

    async def _answered(self, session: str, message: Masked, trace: str, started: float) -> dict[str, Any]:
        try:
            return await self.dialogue.turn(session, message.text, message.only_numbers)
        except DialogueTimeoutError as error:
            await self._failed(trace, Outcome.ERROR_TIMEOUT, started)
            raise ProblemError(503, "timeout", Outcome.ERROR_TIMEOUT.value) from error
        except DialogueUnavailableError as error:
            await self._failed(trace, Outcome.ERROR_DIALOGUE_UNAVAILABLE, started)
            raise ProblemError(
                503, "dialogue_unavailable", Outcome.ERROR_DIALOGUE_UNAVAILABLE.value, {"Retry-After": "10"}
            ) from error
        except Exception:
            await self._failed(trace, Outcome.ERROR_INTERNAL, started)
            raise

    async def _failed(self, trace: str, outcome: Outcome, started: float) -> None:
        await self._stored(trace, {"outcome": outcome.value}, started)

    async def _stored(self, trace: str, payload: dict[str, Any], started: float) -> None:
        total = (time.perf_counter() - started) * 1e3
        await self.turns.ended(trace, payload, total)
        observe_turn(payload, total)

    def _lock(self, session: str) -> asyncio.Lock:
        """One turn at a time in a session, so that answers come in the order of the questions."""
        lock = self._locks.setdefault(session, asyncio.Lock())
        self._locks.move_to_end(session)
        while len(self._locks) > _LOCKS_KEPT:
            oldest, held = next(iter(self._locks.items()))
            if held.locked():
                break
            del self._locks[oldest]
        return lock
