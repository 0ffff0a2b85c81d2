"""Conversations survive a kill, long ones stay short in memory, a failed turn leaves no trace."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.runtime.short_tracker import shortened
from bot.runtime.tracker_copy import copied
from bot.runtime.tracker_store import SqliteTrackerStore

ROOT = Path(__file__).parents[3]
DOMAIN = Domain.load(str(ROOT / "bot" / "domain.yml"))
Run = Callable[[Awaitable[Any]], Any]


def turn(tracker: DialogueStateTracker, number: int) -> None:
    for event in (
        UserUttered(f"message {number}", {"name": "ask_fee", "confidence": 0.9}),
        ActionExecuted("action_answer"),
        SlotSet("procedure", f"1.{number:06d}"),
        SlotSet("offered", ["1.000001", "1.000002"] if number % 2 else None),
        ActionExecuted("action_listen"),
    ):
        tracker.update(event, DOMAIN)


async def talk(store: SqliteTrackerStore, sender: str, numbers: range) -> None:
    for number in numbers:
        tracker = await store.get_or_create_tracker(sender)
        turn(tracker, number)
        await store.save(tracker)


def test_slots_survive_a_new_process(tmp_path: Path, run: Run) -> None:
    path = str(tmp_path / "tracker.db")
    run(talk(SqliteTrackerStore(DOMAIN, db=path), "a", range(3)))
    tracker = run(SqliteTrackerStore(DOMAIN, db=path).retrieve("a"))
    assert tracker.get_slot("procedure") == "1.000002"
    assert tracker.latest_message.text == "message 2"


def test_state_survives_a_kill(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "tracker.db"
    script = textwrap.dedent(
        f"""
        import asyncio, os, signal, sys
        sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
        from test_tracker_store import DOMAIN, SqliteTrackerStore, talk
        asyncio.run(talk(SqliteTrackerStore(DOMAIN, db={str(path)!r}), "a", range(2)))
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()[-800:]
    tracker = run(SqliteTrackerStore(DOMAIN, db=str(path)).retrieve("a"))
    assert tracker.get_slot("procedure") == "1.000001"


def test_long_conversations_are_short_in_memory_and_whole_in_the_file(tmp_path: Path, run: Run) -> None:
    path = str(tmp_path / "tracker.db")
    store = SqliteTrackerStore(DOMAIN, db=path)
    run(talk(store, "a", range(60)))
    held = run(store.retrieve("a"))
    assert len(held.events) < 150
    assert held.get_slot("procedure") == "1.000059"
    again = run(SqliteTrackerStore(DOMAIN, db=path).retrieve("a"))
    assert [e.text for e in again.events if isinstance(e, UserUttered)] == [f"message {i}" for i in range(60)]
    assert again.current_slot_values() == held.current_slot_values()


def test_shortened_tracker_is_in_the_same_state() -> None:
    tracker = DialogueStateTracker.from_events("a", [], DOMAIN.slots)
    for number in range(41):
        turn(tracker, number)
    short = shortened(tracker, DOMAIN)
    assert len(short.events) < len(tracker.events) / 2
    assert short.current_slot_values() == tracker.current_slot_values()
    assert short.latest_action_name == tracker.latest_action_name
    assert short.latest_message == tracker.latest_message
    assert DOMAIN.get_active_state(short) == DOMAIN.get_active_state(tracker)


def test_a_failed_turn_leaves_no_trace(tmp_path: Path, run: Run) -> None:
    store = SqliteTrackerStore(DOMAIN, db=str(tmp_path / "tracker.db"))
    run(talk(store, "a", range(2)))
    turn(run(store.retrieve("a")), 7)  # never saved: the action server died
    assert run(store.retrieve("a")).get_slot("procedure") == "1.000001"


def test_only_the_latest_session_is_read(tmp_path: Path, run: Run) -> None:
    path = str(tmp_path / "tracker.db")
    store = SqliteTrackerStore(DOMAIN, db=path)
    run(talk(store, "a", range(2)))
    tracker = run(store.retrieve("a"))
    tracker.update(SessionStarted(), DOMAIN)
    run(store.save(tracker))
    fresh = SqliteTrackerStore(DOMAIN, db=path)
    assert run(fresh.retrieve("a")).get_slot("procedure") is None
    assert len(run(fresh.retrieve_full_tracker("a")).events) > 5


def test_old_conversations_are_deleted(tmp_path: Path, run: Run) -> None:
    path = str(tmp_path / "tracker.db")
    store = SqliteTrackerStore(DOMAIN, db=path)
    run(talk(store, "old", range(1)))
    store._file.execute("UPDATE events SET at = ?", (time.time() - 40 * 86_400,))
    run(talk(store, "new", range(1)))
    assert set(run(SqliteTrackerStore(DOMAIN, db=path, keep_days=30).keys())) == {"new"}


def test_deleting_a_conversation(tmp_path: Path, run: Run) -> None:
    store = SqliteTrackerStore(DOMAIN, db=str(tmp_path / "tracker.db"))
    run(talk(store, "a", range(1)))
    run(store.delete("a"))
    assert run(store.retrieve("a")) is None


def test_a_copy_is_the_same_and_apart() -> None:
    tracker = DialogueStateTracker.from_events("a", [], DOMAIN.slots)
    turn(tracker, 1)
    twin = copied(tracker)
    state = EventVerbosity.ALL
    assert twin.current_state(state) == tracker.travel_back_in_time(float("inf")).current_state(state)
    before = tracker.current_state(state)
    turn(twin, 2)
    assert tracker.current_state(state) == before
