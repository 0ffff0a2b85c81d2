"""What tests of the API share: a message sent, and what every refusal must look like."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

ACTION_KEY = "key-of-the-test"
URL = "/api/v1/messages"


def say(client: TestClient, headers: dict[str, str], text: str) -> Any:
    return client.post(URL, json={"text": text}, headers=headers)


def assert_problem(answer: Any, status: int, kind: str) -> None:
    """RFC 9457, a civil sentence, a trace id, nothing of an exception."""
    body = answer.json()
    assert answer.status_code == status, body
    assert answer.headers["content-type"] == "application/problem+json"
    assert (body["title"], body["status"]) == (kind, status)
    assert body["trace_id"] == answer.headers["X-Trace-Id"]
    assert body["detail"]
    assert "Traceback" not in answer.text
    assert "Error" not in body["detail"]
