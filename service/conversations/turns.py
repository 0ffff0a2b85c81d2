"""Stored turns, text masked. A turn is written when it arrives and completed when it ends."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from knowledge.answering.outcomes import Outcome
from knowledge.catalogue.storage.engine import make_engine, upgrade

_ABANDONED_AFTER = 300.0  # seconds; far above any turn, because another service may share the database
MIGRATIONS = Path(__file__).parents[1] / "migrations"
metadata = sa.MetaData()
turns = sa.Table(
    "turns",
    metadata,
    sa.Column("trace_id", sa.String(32), primary_key=True),
    sa.Column("session", sa.String(32)),
    sa.Column("channel", sa.String(16)),
    sa.Column("received_at", sa.DateTime(timezone=True)),
    sa.Column("text", sa.Text),
    sa.Column("masked", sa.String(40)),
    sa.Column("outcome", sa.String(40)),
    sa.Column("procedures", sa.Text),
    sa.Column("aspects", sa.Text),
    sa.Column("score", sa.Float),
    sa.Column("diagnostics", sa.Text),
    sa.Column("total_ms", sa.Float),
    sa.Column("index_version", sa.String(64)),
    sa.Column("model_version", sa.String(64)),
)


# built once: values given at execution find the compiled statement
_ARRIVED = turns.insert()
_ENDED = turns.update().where(turns.c.trace_id == sa.bindparam("of_trace"))


class TurnStore:
    """One writer thread with one connection: the event loop never waits for the disk, and order holds."""

    def __init__(self, url: str) -> None:
        """Raises:
        SQLAlchemyError: the database cannot be reached.
        """
        self._engine = make_engine(url)
        upgrade(self._engine, MIGRATIONS, "alembic_version_service")
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="turns")

    async def received(
        self, trace: str, session: str, text: str, masked: tuple[str, ...], channel: str = "web"
    ) -> None:
        """Store a turn that has no outcome yet."""
        row = {
            "trace_id": trace,
            "session": session,
            "channel": channel,
            "received_at": dt.datetime.now(tz=dt.UTC),
            "text": text,
            "masked": ",".join(dict.fromkeys(masked)),
        }
        await self._write(_ARRIVED, row)

    async def ended(self, trace: str, payload: dict[str, Any], total_ms: float) -> None:
        """Complete a turn; returns when it is on disk."""
        diagnostics = payload.get("diagnostics") or {}
        procedures = payload.get("procedures") or []
        values = {
            "outcome": payload["outcome"],
            "procedures": " ".join(p["code"] for p in procedures),
            "aspects": " ".join(payload.get("aspects") or []),
            "score": procedures[0]["score"] if procedures else None,
            "diagnostics": json.dumps(diagnostics, ensure_ascii=False),
            "total_ms": round(total_ms, 2),
            "index_version": diagnostics.get("index_version"),
            "model_version": diagnostics.get("model_version"),
        }
        await self._write(_ENDED, values | {"of_trace": trace})

    async def close_abandoned(self) -> int:
        """Give turns that a killed process left open their outcome; returns how many there were."""
        long_ago = dt.datetime.now(tz=dt.UTC) - dt.timedelta(seconds=_ABANDONED_AFTER)
        left = turns.c.outcome.is_(None) & (turns.c.received_at < long_ago)
        change = turns.update().where(left).values(outcome=Outcome.ERROR_INTERNAL.value)
        return int(await self._run(lambda c: c.execute(change).rowcount, writes=True))

    async def ping(self) -> bool:
        try:
            await self._run(lambda c: c.execute(sa.select(sa.literal(1))).scalar_one())
        except sa.exc.SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        self._writer.shutdown(wait=True)
        self._engine.dispose()

    async def _write(self, statement: sa.sql.Executable, values: dict[str, Any]) -> None:
        await self._run(lambda c: c.execute(statement, values), writes=True)

    async def _run(self, action: Callable[[sa.Connection], Any], writes: bool = False) -> Any:
        def work() -> Any:
            with self._engine.execution_options(writes=writes).begin() as connection:
                return action(connection)

        return await asyncio.get_running_loop().run_in_executor(self._writer, work)
