"""Parts that are away, slow or wrong: a civil sentence, a named outcome, a stored turn."""

from __future__ import annotations

import time
from typing import Any

import pytest
import sqlalchemy as sa
from fake_rasa import ANSWER, FakeRasa
from fastapi.testclient import TestClient
from over_http import assert_problem, say

from service.app import create_app
from service.conversations.turns import TurnStore
from service.settings import Settings


def test_rasa_away(client: TestClient, headers: dict[str, str], rasa: FakeRasa, stored: Any) -> None:
    rasa.stop()
    answer = say(client, headers, "khai sinh")
    assert_problem(answer, 503, "dialogue_unavailable")
    assert answer.json()["outcome"] == "error_dialogue_unavailable"
    assert answer.json()["replies"][0]["text"] == answer.json()["detail"]
    assert answer.headers["Retry-After"]
    assert [r["outcome"] for r in stored()] == ["error_dialogue_unavailable"]
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["parts"]["dialogue"]) == (503, "away")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("raw", b"not json"),
        ("raw", b"{}"),
        ("raw", b"null"),
        ("status", 500),
        ("answers", []),
        ("answers", [{"text": "plain"}]),
        ("answers", [{"custom": ANSWER}, {"custom": ANSWER}]),
        ("answers", [{"custom": {"replies": []}}]),
        ("answers", [{"custom": {"outcome": "answered"}}]),
        (
            "answers",
            [{"custom": {"outcome": "no such outcome", "procedures": [], "aspects": [], "replies": []}}],
        ),
    ],
)
def test_rasa_answers_in_another_form(
    client: TestClient, headers: dict[str, str], rasa: FakeRasa, stored: Any, field: str, value: Any
) -> None:
    setattr(rasa, field, value)
    assert_problem(say(client, headers, "khai sinh"), 503, "dialogue_unavailable")
    assert stored()[0]["outcome"] == "error_dialogue_unavailable"


def test_rasa_too_slow(client: TestClient, headers: dict[str, str], rasa: FakeRasa, stored: Any) -> None:
    rasa.delay = 2.0
    started = time.monotonic()
    answer = say(client, headers, "khai sinh")
    assert time.monotonic() - started < 1.8
    assert_problem(answer, 503, "timeout")
    assert (answer.json()["outcome"], stored()[0]["outcome"]) == ("error_timeout", "error_timeout")


def test_next_message_is_answered_after_a_failure(
    client: TestClient, headers: dict[str, str], rasa: FakeRasa
) -> None:
    rasa.status = 500
    assert say(client, headers, "khai sinh").status_code == 503
    rasa.status = 200
    assert say(client, headers, "khai sinh").status_code == 200


def test_turns_cannot_be_stored(
    client: TestClient, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Any, **__: Any) -> None:
        raise sa.exc.OperationalError("INSERT secret text", {}, Exception("database or disk is full"))

    monkeypatch.setattr(TurnStore, "received", full)
    answer = say(client, headers, "khai sinh")
    assert_problem(answer, 503, "catalogue_unavailable")
    assert answer.json()["outcome"] == "error_catalogue_unavailable"
    assert "secret" not in answer.text


def test_unexpected_error_shows_nothing(
    client: TestClient, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch, stored: Any
) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError("inner detail")

    monkeypatch.setattr("service.conversations.dialogue.Dialogue.turn", broken)
    answer = say(client, headers, "khai sinh")
    assert_problem(answer, 500, "internal")
    assert "inner" not in answer.text
    assert answer.json()["outcome"] == "error_internal"
    assert stored()[0]["outcome"] == "error_internal"


def test_catalogue_away(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise sa.exc.OperationalError("SELECT", {}, Exception("no connection"))

    monkeypatch.setattr("knowledge.catalogue.repository.Catalogue.get", away)
    monkeypatch.setattr("knowledge.catalogue.repository.Catalogue.revision", away)
    assert_problem(client.get("/api/v1/procedures/1.004222"), 503, "catalogue_unavailable")
    assert client.get("/readyz").json()["parts"]["catalogue"] == "away"


def test_expired_session(settings: Settings, rasa: FakeRasa) -> None:
    short = settings.model_copy(update={"session_hours": 1 / 3600})
    with TestClient(create_app(short, "k", lambda *_: _NoSearch())) as client:
        headers = {"Authorization": f"Bearer {client.post('/api/v1/sessions').json()['token']}"}
        time.sleep(2.1)  # ages count in whole seconds
        assert_problem(say(client, headers, "a"), 401, "expired")
    assert rasa.messages == []


def test_rate_limits(settings: Settings) -> None:
    strict = settings.model_copy(update={"limit_messages": 2, "limit_sessions": 2})
    with TestClient(create_app(strict, "k", lambda *_: _NoSearch())) as client:
        headers = {"Authorization": f"Bearer {client.post('/api/v1/sessions').json()['token']}"}
        assert [say(client, headers, "a").status_code for _ in range(2)] == [200, 200]
        answer = say(client, headers, "a")
        assert_problem(answer, 429, "too_many")
        assert answer.headers["Retry-After"]
        client.post("/api/v1/sessions")
        assert_problem(client.post("/api/v1/sessions"), 429, "too_many")


def test_turn_left_open_by_a_killed_process_is_closed(settings: Settings, stored: Any) -> None:
    with TestClient(create_app(settings, "k", lambda *_: _NoSearch())):
        pass
    engine = sa.create_engine(settings.turns_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO turns (trace_id, session, channel, received_at, text, masked) "
            "VALUES ('t', 's', 'web', '2026-01-01 00:00:00.000000', 'a', '')"
        )
    with TestClient(create_app(settings, "k", lambda *_: _NoSearch())):
        pass
    assert stored()[0]["outcome"] == "error_internal"


class _NoSearch:
    size = 1

    def search(self, *_: Any) -> Any:
        raise AssertionError
