"""`python -m bot.measure_turn --model M`: how long Rasa takes for a turn.

Starts `bot.run` beside an action server that does nothing, sends messages one after the other, and prints
percentiles, memory and time to start.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PORT = 5715
MESSAGES = (
    "đăng ký khai sinh cho con cần giấy tờ gì",
    "thế phí bao nhiêu",
    "lam lai cccd mat bao lau vay ad",
    "cảm ơn",
)
_SLOTS = ("procedure", "offered", "asked", "last_aspects", "case", "touched_at")
_ANSWER = {
    "events": [{"event": "slot", "name": n, "value": "1.001193", "timestamp": None} for n in _SLOTS],
    "responses": [
        {"custom": {"outcome": "answered", "procedures": [], "aspects": [], "replies": [{"text": "x" * 400}]}}
    ],
}


class _Trivial(BaseHTTPRequestHandler):
    """Answers every action call with the same answer."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps(_ANSWER).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + body)

    def log_message(self, *_: Any) -> None:
        return None


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/webhooks/motcua/", timeout=1).read()
            return
        except (urllib.error.URLError, OSError):  # noqa: PERF203 - not listening yet
            time.sleep(0.05)
    raise SystemExit("the dialogue process ended")


def measure(model: Path, turns: int, conversations: int, python: str = sys.executable) -> dict[str, float]:
    """Percentiles in ms over `turns` messages, spread over `conversations`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Trivial)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/webhook"
    with tempfile.TemporaryDirectory() as folder:
        command = [python, "-m", "bot.run", "--port", str(PORT), "--action-url", url, "--model", str(model)]
        started = time.perf_counter()
        process = subprocess.Popen([*command, "--tracker", f"{folder}/tracker.db"])
        try:
            _wait(PORT, process)
            ready = time.perf_counter() - started
            times = _times(turns, conversations)
            pages = int(Path(f"/proc/{process.pid}/status").read_text().split("VmRSS:")[1].split()[0])
        finally:
            process.terminate()
            process.wait(20)
            server.shutdown()
    cuts = statistics.quantiles(times, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "start_s": ready, "rss_mb": pages / 1024}


def _times(turns: int, conversations: int) -> list[float]:
    connection = HTTPConnection("127.0.0.1", PORT)
    times = []
    for turn in range(turns + 20):
        body = {
            "sender": f"measure-{turn % conversations}",
            "message": MESSAGES[turn % len(MESSAGES)],
            "metadata": {},
        }
        begin = time.perf_counter()
        connection.request("POST", "/webhooks/motcua/webhook", json.dumps(body), {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        if turn >= 20:  # the first ones warm caches
            times.append((time.perf_counter() - begin) * 1e3)
        if len(answer) != 1:
            raise SystemExit(f"one message was expected: {answer}")
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("var/rasa/models"))
    parser.add_argument("--turns", type=int, default=400)
    parser.add_argument("--conversations", type=int, default=40)
    arguments = parser.parse_args()
    figures = measure(arguments.model, arguments.turns, arguments.conversations)
    sys.stdout.write(json.dumps({k: round(v, 2) for k, v in figures.items()}) + "\n")


if __name__ == "__main__":
    main()
