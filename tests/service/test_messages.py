"""POST /api/v1/messages: the contract of a turn, and every kind of bad input."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fake_rasa import ANSWER, FakeRasa
from fastapi.testclient import TestClient
from over_http import URL, assert_problem, say


def test_answer_has_the_fields_of_the_contract(client: TestClient, headers: dict[str, str]) -> None:
    answer = say(client, headers, "lệ phí đăng ký thường trú")
    body = answer.json()
    assert answer.status_code == 200
    assert set(body) == {"outcome", "procedures", "aspects", "replies", "trace_id"}
    assert (body["outcome"], body["procedures"], body["aspects"]) == (
        "answered",
        ANSWER["procedures"],
        ["fee"],
    )
    assert body["trace_id"] == answer.headers["X-Trace-Id"]


def test_turn_is_stored_masked_with_scores_and_versions(
    client: TestClient, headers: dict[str, str], rasa: FakeRasa, stored: Any
) -> None:
    trace = say(client, headers, "tôi số 079123456789 hỏi lệ phí tạm trú").json()["trace_id"]
    (row,) = stored()
    assert row["trace_id"] == trace
    assert "079123456789" not in row["text"]
    assert (row["outcome"], row["procedures"], row["aspects"]) == ("answered", "1.004222", "fee")
    assert (row["index_version"], row["model_version"], row["score"]) == ("i1", "m1", 0.93)
    assert row["total_ms"] > 0
    assert "079123456789" not in rasa.messages[0]["message"]
    assert rasa.messages[0]["metadata"] == {"only_numbers": False}
    assert row["session"] != rasa.messages[0]["sender"]


def test_message_of_numbers_only_says_so_to_the_dialogue(
    client: TestClient, headers: dict[str, str], rasa: FakeRasa
) -> None:
    say(client, headers, "079123456789")
    assert rasa.messages[0]["metadata"] == {"only_numbers": True}


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u200d\ufeff", "\x00\x07\x1b"])
def test_message_without_text_is_refused(
    client: TestClient, headers: dict[str, str], text: str, stored: Any
) -> None:
    assert_problem(say(client, headers, text), 422, "empty")
    assert stored() == []


def test_long_message_is_refused_with_the_limit(client: TestClient, headers: dict[str, str]) -> None:
    answer = say(client, headers, "á" * 10_000)
    assert_problem(answer, 422, "too_long")
    assert "2000" in answer.json()["detail"]
    assert say(client, headers, "á" * 2000).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "😀👨‍👩‍👧🇻🇳",
        "<script>alert(1)</script><b>khai sinh</b>",
        "'; DROP TABLE turns; --",
        "{{7*7}} ${x} {text} %s {% raw %}",
        "/restart",
        '/ask_fee{"aspect": "fee"}',
        "a\u0000b\u200bc\u202ed",
        "ký tự  lạ \U000e0041",
        "../../etc/passwd",
    ],
)
def test_odd_text_is_a_message_like_any_other(
    client: TestClient, headers: dict[str, str], rasa: FakeRasa, stored: Any, text: str
) -> None:
    assert say(client, headers, text).status_code == 200
    sent = rasa.messages[0]["message"]
    assert sent == stored()[0]["text"]
    assert not set(sent) & set("\x00\u200b\u202e\U000e0041")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b'{"text": null}',
        b'{"text": 5}',
        b'{"text": ["a"]}',
        b'{"txt": "a"}',
        b"\xff\xfe",
        b'{"text": "\xc3\x28"}',
        b'{"text": NaN}',
        b"[" * 5000,
    ],
)
def test_unreadable_body_is_refused(
    client: TestClient, headers: dict[str, str], body: bytes, rasa: FakeRasa
) -> None:
    answer = client.post(URL, content=body, headers=headers | {"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert_problem(answer, answer.status_code, "invalid_body")
    assert rasa.messages == []


def test_lone_surrogates_are_dropped(client: TestClient, headers: dict[str, str], rasa: FakeRasa) -> None:
    json_header = headers | {"Content-Type": "application/json"}
    assert_problem(client.post(URL, content=b'{"text": "\\ud800"}', headers=json_header), 422, "empty")
    assert client.post(URL, content=b'{"text": "khai \\udfff sinh"}', headers=json_header).status_code == 200
    assert rasa.messages[0]["message"] == "khai sinh"


def test_other_media_type_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post(
        URL, content=b"text=xin+chao", headers=headers | {"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert_problem(answer, 422, "invalid_body")


def test_large_body_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert_problem(
        client.post(URL, content=b'{"text": "' + b"a" * 70_000 + b'"}', headers=headers), 413, "too_large"
    )


@pytest.mark.parametrize(
    "value", ["", "Bearer", "Bearer ", "Bearer abc", "Basic abc", "Bearer a.b.c", "Bearer \xe9"]
)
def test_wrong_token_is_refused(client: TestClient, value: str, rasa: FakeRasa) -> None:
    answer = client.post(URL, json={"text": "a"}, headers={"Authorization": value.encode("latin-1")})
    assert_problem(answer, 401, "unauthorised")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert rasa.messages == []


def test_missing_token_is_refused(client: TestClient) -> None:
    assert_problem(client.post(URL, json={"text": "a"}), 401, "unauthorised")


def test_messages_of_one_session_go_one_by_one(
    client: TestClient, headers: dict[str, str], rasa: FakeRasa
) -> None:
    rasa.delay = 0.1
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda n: say(client, headers, f"câu hỏi {n}").status_code, range(5)))
    assert answers == [200] * 5
    assert rasa.most_at_once == 1


def test_sessions_do_not_wait_for_each_other(client: TestClient, rasa: FakeRasa) -> None:
    rasa.delay = 0.2
    tokens = [client.post("/api/v1/sessions").json()["token"] for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda t: say(client, {"Authorization": f"Bearer {t}"}, "a"), tokens))
    assert rasa.most_at_once > 1
    assert len({m["sender"] for m in rasa.messages}) == 4
