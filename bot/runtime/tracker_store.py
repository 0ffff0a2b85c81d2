"""Conversations in one SQLite file: an append per turn, the recent ones in memory, nothing lost by a kill.

Rasa's SQLTrackerStore goes through an ORM and reads a whole conversation back on every message. There is one
Rasa process, and its lock lets one message of a conversation in at a time, so a tracker in memory cannot be
stale."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.runtime.short_tracker import shortened

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    sender TEXT NOT NULL,
    number INTEGER NOT NULL,      -- of the event in its conversation, from 0
    session_start INTEGER NOT NULL,
    at REAL NOT NULL,             -- epoch seconds
    data TEXT NOT NULL,           -- the event as Rasa serialises it
    PRIMARY KEY (sender, number)
) WITHOUT ROWID
"""


class SqliteTrackerStore(TrackerStore):
    """Store of all conversations.

    db: path of the file. remembered: conversations kept in memory. keep_days: conversations without a
    message for longer are deleted when the store opens.
    """

    def __init__(
        self,
        domain: Domain | None,
        host: EndpointConfig | str | None = None,  # noqa: ARG002 - TrackerStore.create passes it
        event_broker: EventBroker | None = None,
        db: str = "tracker.db",
        remembered: int = 512,
        keep_days: float = 30,
        **kwargs: Any,
    ) -> None:
        if db != ":memory:":
            Path(db).parent.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(db, isolation_level=None, timeout=5.0, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=NORMAL")  # a killed process loses nothing; a power cut the last turns
        self._file.execute(_SCHEMA)
        self._delete_older_than(time.time() - float(keep_days) * 86_400)
        self._limit = int(remembered)
        # sender -> (tracker, how many of its events are stored, number of the next event in the file)
        self._recent: OrderedDict[str, tuple[DialogueStateTracker, int, int]] = OrderedDict()
        self._loaded: dict[str, tuple[int, int]] = {}
        super().__init__(domain or Domain.empty(), event_broker, **kwargs)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The latest session. Until it is saved it is not remembered: a failed turn leaves no trace."""
        held = self._recent.pop(sender_id, None)
        if held is not None:
            tracker, stored, following = held
            self._loaded[sender_id] = (stored, following)
            return tracker
        first = self._file.execute(
            "SELECT coalesce(max(number), 0) FROM events WHERE sender = ? AND session_start", (sender_id,)
        ).fetchone()[0]
        return self._read(sender_id, first)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        return self._read(conversation_id, 0, remember=False)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that are not stored yet, in one transaction."""
        await self.stream_events(tracker)
        sender = tracker.sender_id
        stored, following = self._loaded.pop(sender, None) or (0, self._next_number(sender))
        fresh = list(tracker.events)[stored:]
        rows = [
            (sender, following + i, isinstance(e, SessionStarted), e.timestamp, json.dumps(e.as_dict()))
            for i, e in enumerate(fresh)
        ]
        self._remember(tracker, stored, following)  # a full disk must not cut the conversation: written next time
        self._append(rows)
        kept = shortened(tracker, self.domain)
        self._remember(kept, len(kept.events), following + len(fresh))

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation (a citizen asked for it, or it is too old)."""
        self._recent.pop(sender_id, None)
        self._file.execute("DELETE FROM events WHERE sender = ?", (sender_id,))

    def _append(self, rows: list[tuple[Any, ...]]) -> None:
        self._file.execute("BEGIN IMMEDIATE")
        try:
            self._file.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows)
            self._file.execute("COMMIT")
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            raise

    def _remember(self, tracker: DialogueStateTracker, stored: int, following: int) -> None:
        self._recent[tracker.sender_id] = (tracker, stored, following)
        while len(self._recent) > self._limit:
            self._recent.popitem(last=False)

    def _delete_older_than(self, moment: float) -> None:
        self._file.execute(
            "DELETE FROM events WHERE sender IN (SELECT sender FROM events GROUP BY sender HAVING max(at) < ?)",
            (moment,),
        )

    async def keys(self) -> Iterable[str]:
        return [s for (s,) in self._file.execute("SELECT DISTINCT sender FROM events")]

    def _read(self, sender: str, first: int, remember: bool = True) -> DialogueStateTracker | None:
        rows = self._file.execute(
            "SELECT data FROM events WHERE sender = ? AND number >= ? ORDER BY number", (sender, first)
        ).fetchall()
        if remember:
            self._loaded[sender] = (len(rows), first + len(rows))
        if not rows:
            return None
        return DialogueStateTracker.from_dict(sender, [json.loads(d) for (d,) in rows], self.domain.slots)

    def _next_number(self, sender: str) -> int:
        """Where a tracker that was never retrieved goes: behind everything stored."""
        (number,) = self._file.execute(
            "SELECT coalesce(max(number) + 1, 0) FROM events WHERE sender = ?", (sender,)
        ).fetchone()
        return int(number)
