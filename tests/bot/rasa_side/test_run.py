"""The whole process: `python -m bot.run` beside a small action server."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

ROOT = Path(__file__).parents[3]


class Recorder(BaseHTTPRequestHandler):
    """Answers with the slots it was called with, and sets one more."""

    protocol_version = "HTTP/1.1"
    calls: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.calls.append(call)
        text = call["tracker"]["latest_message"]["text"]
        custom = {"outcome": "answered", "slots": call["tracker"]["slots"], "action": call["next_action"]}
        events = [{"event": "slot", "name": "procedure", "value": text, "timestamp": None}]
        body = json.dumps({"events": events, "responses": [{"custom": custom}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return None


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def post(port: int, body: Any) -> tuple[int, Any]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/webhooks/motcua/webhook",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


Start = Callable[[], tuple[subprocess.Popen[bytes], int, float]]


@pytest.fixture(scope="module")
def start(model_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start the process (again) on the same tracker file: (process, port, seconds until ready)."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tracker = tmp_path_factory.mktemp("tracker") / "tracker.db"
    processes: list[subprocess.Popen[bytes]] = []

    def begin() -> tuple[subprocess.Popen[bytes], int, float]:
        port, url = free_port(), f"http://127.0.0.1:{server.server_address[1]}/webhook"
        command = [sys.executable, "-W", "ignore", "-m", "bot.run", "--port", str(port), "--action-url", url]
        started = time.perf_counter()
        process = subprocess.Popen([*command, "--model", str(model_path), "--tracker", str(tracker)], cwd=ROOT)
        processes.append(process)
        while process.poll() is None and time.perf_counter() - started < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/webhooks/motcua/", timeout=2).read()
                return process, port, time.perf_counter() - started
            except OSError:  # noqa: PERF203 - not listening yet
                time.sleep(0.1)
        raise AssertionError("bot.run did not start")

    yield begin
    for process in processes:
        if process.poll() is None:
            process.terminate()
            process.wait(20)
    server.shutdown()


def test_a_conversation_that_survives_a_kill(start: Start) -> None:
    process, port, seconds = start()
    assert seconds < 30  # measured: 5 s alone on 2 cores

    status, answer = post(port, {"sender": "a", "message": "đăng ký khai sinh cần giấy tờ gì", "metadata": {"x": 1}})
    assert status == 200
    assert len(answer) == 1
    assert answer[0]["custom"]["action"] == "action_answer"
    call = Recorder.calls[-1]
    assert call["tracker"]["latest_message"]["intent"]["name"] == "ask_documents"
    assert [e["value"] for e in call["tracker"]["latest_message"]["entities"]] == ["documents"]
    assert call["tracker"]["events"][0]["metadata"]["x"] == 1
    assert "domain" not in call

    listening = subprocess.run(["ss", "-Hltn", f"sport = :{port}"], capture_output=True, text=True, check=False)
    if listening.returncode == 0 and listening.stdout:
        assert f"127.0.0.1:{port}" in listening.stdout
        assert f"0.0.0.0:{port}" not in listening.stdout

    process.send_signal(signal.SIGKILL)
    process.wait(10)
    _, port, _ = start()
    _, answer = post(port, {"sender": "a", "message": "thế phí bao nhiêu"})
    assert answer[0]["custom"]["slots"]["procedure"] == "đăng ký khai sinh cần giấy tờ gì"

    for text in ("/feedback_negative", '/greet{"aspect": "fee"}', "/crisis"):
        _, answer = post(port, {"sender": "b", "message": text})
        assert len(answer) == 1
        assert answer[0]["custom"]["action"] not in {"action_crisis", "action_small_talk"}
        assert Recorder.calls[-1]["tracker"]["latest_message"]["text"] == text

    for body in ([], {}, {"sender": "", "message": "x"}, {"sender": "a"}, {"sender": "a", "message": 3}):
        assert post(port, body)[0] == 400
    assert post(port, {"sender": "a", "message": "x" * 10_001})[0] == 400
    assert post(port, {"sender": "a", "message": "x", "metadata": "y"})[0] == 400
    assert post(port, {"sender": "a", "message": ""})[0] == 200


@pytest.mark.parametrize("path", ["/model/parse", "/conversations/a/tracker", "/webhooks/rest/webhook", "/status"])
def test_nothing_else_is_served(start: Start, path: str) -> None:
    port = _ports.setdefault("one", None) or _remember(start()[1])
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5)
    assert error.value.code == 404


_ports: dict[str, Any] = {}


def _remember(port: int) -> int:
    _ports["one"] = port
    return port
