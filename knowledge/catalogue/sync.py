"""Synchronise with the portal's JSON API: list with a cursor, fetch details, apply all or nothing.

Cursor and fetched details are kept in the database, so that a kill costs one request. Records are applied only
when the whole listing has been fetched: what the listing no longer names is withdrawn.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import sqlalchemy as sa
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from knowledge.catalogue.importers.portal_api import STREAM, record_of
from knowledge.catalogue.report import ImportBatch, ImportRefusedError, ImportReport
from knowledge.catalogue.repository import Catalogue
from knowledge.catalogue.storage import tables as t

LIST = "/submitting/formality/list-all-public-formality-by-citizen"
DETAIL = "/configuring/formality/get-formality-by-citizen"
_RETRIED = {408, 425, 429, 500, 502, 503, 504}


class SyncError(Exception):
    """The portal could not be read; what was fetched is kept and the next sync goes on from there."""


@dataclass(frozen=True)
class SyncSettings:
    """`rate`: requests a second at the most, so that a public service is not burdened."""

    base_url: str = "https://dichvucong.gov.vn/api/v1"
    page: int = 100
    rate: float = 2.0
    attempts: int = 5
    timeout: float = 30.0
    longest_wait: float = 60.0


Progress = Callable[[str, int, int], None]


def sync(
    catalogue: Catalogue,
    settings: SyncSettings = SyncSettings(),
    *,
    today: dt.date | None = None,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> ImportReport:
    """Bring the catalogue to the portal's state.

    Raises:
        SyncError: the portal does not answer, or answers in another form; run again to go on.
        ImportRefusedError: a record cannot be read; nothing was changed.
    """
    day = today or dt.datetime.now(tz=dt.UTC).date()
    store = _Staging(catalogue.engine)
    with httpx.Client(base_url=settings.base_url, timeout=settings.timeout) as http:
        portal = _Portal(http, settings, sleep)
        _list(portal, store, settings.page)
        pending = store.pending()
        total = store.count()
        for number, item in enumerate(pending, total - len(pending) + 1):
            store.keep(item, portal.post(DETAIL, {"id": item}))
            if progress is not None:
                progress("detail", number, total)
    records = tuple(record_of(detail, day, day) for detail in store.details())
    if not records:
        raise SyncError("the portal listed nothing; nothing was changed")
    report = catalogue.apply(ImportBatch(records, complete=frozenset({STREAM})))
    store.clear()
    return report


def _list(portal: _Portal, store: _Staging, page: int) -> None:
    """Walk the cursor until it is empty or repeats."""
    cursor, done = store.cursor()
    seen = {cursor}
    while not done:
        data = portal.post(
            LIST, {"limit": page, "lastId": cursor, "q": "", "categoryId": "", "departmentCode": ""}
        )
        rows = next(
            (
                data[k]
                for k in ("items", "formalities", "list", "content", "data")
                if isinstance(data.get(k), list)
            ),
            None,
        )
        if rows is None:
            raise SyncError("the list answer has no list field")
        ids = [str(r["id"]) for r in rows if isinstance(r, dict) and r.get("id")]
        if len(ids) != len(rows):
            raise SyncError("a list item has no field id")
        following = str(data.get("lastId") or "")
        done = not following or following in seen or not ids
        seen.add(following)
        cursor = following
        store.listed(ids, cursor, done)


class _Portal:
    """POST with rate limit, retries and a checked envelope."""

    def __init__(self, http: httpx.Client, settings: SyncSettings, sleep: Callable[[float], None]) -> None:
        self._http, self._settings, self._sleep = http, settings, sleep
        self._next = 0.0

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """`data` of the envelope `{code: "OK", data, message}`."""
        retrying = Retrying(
            stop=stop_after_attempt(self._settings.attempts),
            wait=self._wait,
            retry=retry_if_exception(_passing),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, path, body)
        except httpx.HTTPStatusError as error:
            raise SyncError(f"{path}: the portal answered {error.response.status_code}") from error
        except (httpx.HTTPError, _BrokenAnswerError) as error:
            raise SyncError(f"{path}: {error or type(error).__name__}") from error

    def _once(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        now = time.monotonic()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + 1 / self._settings.rate
        answer = self._http.post(path.lstrip("/"), json=body)
        answer.raise_for_status()
        try:
            envelope = answer.json()
        except json.JSONDecodeError as error:
            raise _BrokenAnswerError("the answer is not JSON") from error
        if not isinstance(envelope, dict) or not isinstance(envelope.get("data"), dict):
            raise _BrokenAnswerError("the answer has no object `data`")
        if envelope.get("code") != "OK":
            raise SyncError(f"{path}: the portal says {envelope.get('code')}: {envelope.get('message')}")
        return dict(envelope["data"])

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        longest = self._settings.longest_wait
        if isinstance(error, httpx.HTTPStatusError):
            said = error.response.headers.get("Retry-After", "")
            if said.isdigit():
                return min(float(said), longest)
        return float(min(2.0 ** (state.attempt_number - 1), longest))


class _BrokenAnswerError(Exception):
    """An answer cut off or without its envelope: worth another try."""


def _passing(error: BaseException) -> bool:
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in _RETRIED
    return isinstance(error, (httpx.TransportError, _BrokenAnswerError))


class _Staging:
    """Cursor and details between requests, in the catalogue's database."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine.execution_options(writes=True)

    def cursor(self) -> tuple[str, bool]:
        with self._engine.begin() as connection:
            row = connection.execute(
                sa.select(t.sync_state).where(t.sync_state.c.stream == STREAM)
            ).one_or_none()
        return ("", False) if row is None else (row.cursor, row.listed)

    def listed(self, ids: list[str], cursor: str, done: bool) -> None:
        with self._engine.begin() as connection:
            known = set(
                connection.execute(
                    sa.select(t.sync_items.c.item_id).where(t.sync_items.c.stream == STREAM)
                ).scalars()
            )
            rows = [
                {"stream": STREAM, "item_id": i, "position": len(known) + n, "detail": None}
                for n, i in enumerate(dict.fromkeys(x for x in ids if x not in known))
            ]
            if rows:
                connection.execute(t.sync_items.insert(), rows)
            connection.execute(t.sync_state.delete().where(t.sync_state.c.stream == STREAM))
            now = dt.datetime.now(tz=dt.UTC)
            connection.execute(
                t.sync_state.insert().values(stream=STREAM, cursor=cursor, listed=done, updated_at=now)
            )

    def count(self) -> int:
        with self._engine.begin() as connection:
            query = (
                sa.select(sa.func.count()).select_from(t.sync_items).where(t.sync_items.c.stream == STREAM)
            )
            return int(connection.execute(query).scalar_one())

    def pending(self) -> list[str]:
        items = t.sync_items
        query = sa.select(items.c.item_id).where(items.c.stream == STREAM, items.c.detail.is_(None))
        with self._engine.begin() as connection:
            return list(connection.execute(query.order_by(items.c.position)).scalars())

    def keep(self, item: str, detail: dict[str, Any]) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                t.sync_items.update()
                .where(t.sync_items.c.stream == STREAM, t.sync_items.c.item_id == item)
                .values(detail=json.dumps(detail, ensure_ascii=False))
            )

    def details(self) -> list[dict[str, Any]]:
        items = t.sync_items
        query = sa.select(items.c.detail).where(items.c.stream == STREAM).order_by(items.c.position)
        with self._engine.begin() as connection:
            return [json.loads(d) for d in connection.execute(query).scalars()]

    def clear(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(t.sync_items.delete().where(t.sync_items.c.stream == STREAM))
            connection.execute(t.sync_state.delete().where(t.sync_state.c.stream == STREAM))


__all__ = ["ImportRefusedError", "SyncError", "SyncSettings", "sync"]
