"""Processes that die, are killed, stop and start again. These run last: they end the product."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

_LONGEST_START = 60.0  # seconds; twice the promise, because other work may share the machine
pytestmark = [pytest.mark.rasa, pytest.mark.slow]


def gone(pid: int, seconds: float = 15.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_killed_rasa_is_said_and_started_again(product: Any) -> None:
    first = product.rasa()
    os.kill(first, signal.SIGKILL)
    assert gone(first)
    (answer,) = product.talk("khai sinh")
    assert answer["outcome"] == "error_dialogue_unavailable"
    assert answer["replies"][0]["text"]
    until = time.monotonic() + 120
    while not product.ready():
        assert time.monotonic() < until
        time.sleep(0.2)
    assert product.rasa() not in {0, first}
    assert product.talk("khai sinh cho con cần gì")[0]["outcome"] == "answered"


def test_second_serve_of_the_same_home_is_refused(product: Any) -> None:
    done = product.motcua("serve")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_sigterm_ends_every_process_and_the_next_start_is_fast(product: Any) -> None:
    rasa = product.rasa()
    product.process.send_signal(signal.SIGTERM)
    product.process.wait(30)
    assert gone(rasa)
    seconds = product.start()
    assert seconds <= _LONGEST_START, f"second start took {seconds:.0f} s"


def test_killed_supervisor_leaves_no_orphan(product: Any) -> None:
    rasa = product.rasa()
    assert rasa
    product.process.kill()
    product.process.wait(10)
    assert gone(rasa)
    assert product.start() <= _LONGEST_START, "and its lock is free"


def test_conversation_goes_on_after_a_restart(product: Any) -> None:
    token = product.http.post("/api/v1/sessions").json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    text = "khai sinh cho con cần giấy tờ gì"
    before = product.http.post("/api/v1/messages", json={"text": text}, headers=headers).json()
    product.process.kill()
    product.process.wait(10)
    product.start()
    after = product.http.post("/api/v1/messages", json={"text": "lệ phí bao nhiêu"}, headers=headers).json()
    assert after["procedures"][0]["code"] == before["procedures"][0]["code"]
