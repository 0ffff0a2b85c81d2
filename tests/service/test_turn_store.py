"""Stored turns, in both databases."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import pytest
import sqlalchemy as sa

from service.conversations.turns import TurnStore, turns


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/turns.db" if request.param == "sqlite" else os.environ["MOTCUA_TEST_DATABASE_URL"]


async def test_turn_is_stored_in_two_steps(url: str) -> None:
    trace = secrets.token_hex(8)
    store = TurnStore(url)
    await store.received(trace, "s", "khai sinh ✓", ("number", "number", "email"))
    assert _row(url, trace).outcome is None
    payload = {
        "outcome": "answered",
        "procedures": [{"code": "1.001193", "score": 0.9}, {"code": "1.004222", "score": 0.1}],
        "aspects": ["fee", "time"],
        "diagnostics": {"index_version": "i", "model_version": "m"},
    }
    await store.ended(trace, payload, 12.345)
    row = _row(url, trace)
    assert (row.outcome, row.procedures, row.aspects) == ("answered", "1.001193 1.004222", "fee time")
    assert (row.score, row.total_ms, row.masked, row.text) == (0.9, 12.35, "number,email", "khai sinh ✓")
    assert await store.ping()
    store.close()


async def test_schema_is_made_once(url: str) -> None:
    for _ in range(2):
        TurnStore(url).close()


def _row(url: str, trace: str) -> sa.Row[tuple[object, ...]]:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(sa.select(turns).where(turns.c.trace_id == trace)).one()
    engine.dispose()
    return found
