"""What every answer has; health, metrics, the page, the guarded action endpoint."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from over_http import ACTION_KEY, assert_problem, say

ACTION = {
    "next_action": "action_crisis",
    "sender_id": "x",
    "domain": {},
    "tracker": {"sender_id": "x", "slots": {}, "latest_message": {}, "events": []},
}


@pytest.mark.parametrize(
    "path",
    ["/", "/web/chat.js", "/healthz", "/readyz", "/api/v1/procedures", "/nowhere", "/api/v1/procedures/x"],
)
def test_every_answer_has_trace_and_security_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert len(answer.headers["X-Trace-Id"]) == 16
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200, ready.json()
    assert set(ready.json()["parts"]) == {"catalogue", "turns", "index", "dialogue"}


def test_metrics_count_turns_by_outcome(client: TestClient, headers: dict[str, str]) -> None:
    def count() -> float:
        lines = client.get("/metrics").text.splitlines()
        return sum(
            float(x.split()[-1]) for x in lines if x.startswith('motcua_turns_total{outcome="answered"}')
        )

    before = count()
    say(client, headers, "lệ phí")
    assert count() == before + 1
    assert "motcua_step_seconds_bucket" in client.get("/metrics").text


def test_openapi_has_models_of_every_answer(client: TestClient) -> None:
    api = client.get("/openapi.json").json()
    assert {"/api/v1/sessions", "/api/v1/messages", "/api/v1/procedures", "/api/v1/search"} <= set(
        api["paths"]
    )
    answers = api["paths"]["/api/v1/messages"]["post"]["responses"]
    assert answers["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/TurnOut")
    assert {"401", "413", "422", "429", "503"} <= set(answers)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("DELETE", "/api/v1/messages", 405), ("GET", "/web/../app.py", 404)],
)
def test_unknown_paths_are_problems(client: TestClient, method: str, path: str, status: int) -> None:
    assert_problem(client.request(method, path), status, "not_found")


def test_page_loads_only_its_own_files(client: TestClient) -> None:
    page = client.get("/").text
    assert 'lang="vi"' in page
    assert "http" not in page.replace("http-equiv", "")
    assert "innerHTML" not in client.get("/web/chat.js").text


@pytest.mark.parametrize("query", ["", "?key=", "?key=wrong", "?key=%C3%A9"])
def test_actions_are_closed_without_the_key(client: TestClient, query: str) -> None:
    assert client.post(f"/internal/actions/webhook{query}", json=ACTION).status_code == 404


def test_actions_answer_with_the_key(client: TestClient) -> None:
    body: Any = client.post(f"/internal/actions/webhook?key={ACTION_KEY}", json=ACTION).json()
    assert body["responses"][0]["custom"]["outcome"] == "crisis"
