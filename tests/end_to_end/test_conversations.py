"""Citizens' conversations through the real Rasa, the real search and the starter catalogue."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.rasa, pytest.mark.slow]


def test_question_then_follow_up_keeps_the_procedure(product: Any) -> None:
    first, second = product.talk("làm giấy khai sinh cho con cần những giấy tờ gì", "lệ phí bao nhiêu")
    assert first["outcome"] == "answered", first
    assert first["procedures"][0]["code"] == "1.001193"
    assert "documents" in first["aspects"]
    assert first["replies"][0]["sources"], "a source is always linked"
    assert second["procedures"][0]["code"] == "1.001193"
    assert second["aspects"] == ["fee"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("xin chào", "small_talk"),
        ("079123456789", "refused_personal_data"),
        ("tôi muốn tự tử", "crisis"),
        ("tôi muốn gặp cán bộ", "handed_over"),
    ],
)
def test_outcomes_that_need_no_record(product: Any, text: str, outcome: str) -> None:
    (answer,) = product.talk(text)
    assert answer["outcome"] == outcome, answer
    assert answer["replies"][0]["text"]


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        '/ask_fee{"aspect": "fee"}',
        "😀😀😀",
        "<script>alert(1)</script>",
        "'; DROP TABLE procedures; --",
        "{{ 7 * 7 }}",
        "a" * 2000,
        "\u200b \U0001f1fb\U0001f1f3",
    ],
)
def test_odd_messages_end_in_a_civil_outcome(product: Any, text: str) -> None:
    (answer,) = product.talk(text)
    assert not answer["outcome"].startswith("error"), answer
    assert "49" not in answer["replies"][0]["text"]


def test_personal_number_reaches_no_file(product: Any) -> None:
    number = "079204001234"
    product.talk(f"cccd {number} của tôi hết hạn thì đổi ở đâu")
    for name in ("turns.db", "turns.db-wal", "rasa/tracker.db", "rasa/tracker.db-wal", "logs/rasa.log"):
        path = product.home / name
        assert not path.exists() or number.encode() not in path.read_bytes(), name


def test_every_turn_is_stored_with_its_outcome(product: Any) -> None:
    trace = product.talk("đăng ký tạm trú ở đâu")[0]["trace_id"]
    with sqlite3.connect(product.home / "turns.db") as connection:
        found = connection.execute(
            "SELECT outcome, index_version FROM turns WHERE trace_id = ?", (trace,)
        ).fetchone()
        assert connection.execute("SELECT count(*) FROM turns WHERE outcome IS NULL").fetchone() == (0,)
    assert found is not None
    assert all(found)


def test_import_is_answered_from_without_a_restart(product: Any) -> None:
    done = product.motcua("import", str(Path(__file__).parent / "pigeons.yml"))
    assert done.returncode == 0, done.stdout + done.stderr
    (answer,) = product.talk("giấy phép nuôi chim bồ câu trên sân thượng lệ phí bao nhiêu")
    assert answer["procedures"][0]["code"] == "2.999001", answer
    assert "77.000" in answer["replies"][0]["text"]


def test_ask_uses_the_running_service(product: Any) -> None:
    done = product.motcua("ask", "khai sinh cho con cần gì")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert done.stderr == ""
