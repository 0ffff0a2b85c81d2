"""A whole turn over the API beside stock Rasa, in one run: latency, memory, start. Writes docs/bench-turn.md.

The stock peer answers with the same model and the same actions, through Rasa's own command line: REST channel,
SQLTrackerStore, stock action calls. Conversations alternate: both meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))
from scripts.bench_report import Row, write_report
from service.supervisor import leash

ROOT = Path(__file__).parents[1]
KEY = "bench-only"
CONVERSATION = (
    "đăng ký khai sinh cho con cần giấy tờ gì",
    "lệ phí bao nhiêu",
    "lam lai cccd mat bao lau vay ad",
    "xem thêm",
    "nộp ở đâu",
    "cảm ơn",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=60, help="of six messages, with each of the two")
    parser.add_argument(
        "--home", type=Path, default=ROOT / "var" / "bench", help="kept: its models serve the next run"
    )
    parser.add_argument("--port", type=int, default=8700, help="this and the two after it are used")
    arguments = parser.parse_args()
    home: Path = arguments.home.resolve()
    first = not (home / "rasa" / "models" / "CURRENT").exists()
    with product(home, arguments.port) as (serve, first_start):
        memory = pss(serve)  # alone, because pages shared with a second Rasa would count half
    with stock(home, arguments.port) as peer:
        stock_memory = pss(peer)
        with product(home, arguments.port) as (serve, second_start):
            ours = Side(ask_ours(arguments.port), processes(serve))
            theirs = Side(ask_stock(arguments.port + 2), [*processes(peer), psutil.Process(serve.pid)])
            for number in range(-5, arguments.conversations):  # the first five warm up
                for side in (ours, theirs):
                    side.converse(counted=number >= 0)
    rows = [
        Row("turn over the API, p50", f"{ours.p50:.1f} ms", f"{theirs.p50:.1f} ms"),
        Row("turn over the API, p95", f"{ours.p95:.1f} ms", f"{theirs.p95:.1f} ms"),
        Row("processor time of a turn, all processes", f"{ours.cpu:.1f} ms", f"{theirs.cpu:.1f} ms"),
        Row("start to ready, nothing changed", f"{second_start:.1f} s", ""),
        Row("memory of service and supervisor after the start (PSS)", f"{memory[0]:.0f} MiB", ""),
        Row(
            "memory of the Rasa process after the start (PSS)",
            f"{memory[1]:.0f} MiB",
            f"{stock_memory[0]:.0f} MiB",
        ),
    ]
    if first:
        rows.insert(2, Row("first start: load, train, index", f"{first_start:.0f} s", ""))
    head = ("", "Hỏi Một Cửa", "stock Rasa 3.6, same model and actions")
    note = f"{len(ours.times)} turns each, alternating; waiting times depend on other load, processor time hardly."
    sys.stdout.write(write_report("turn", "Turn benchmark", head, rows, note))


@contextmanager
def product(home: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """`motcua serve`, and how long it took until everything answered."""
    values = {"MOTCUA_HOME": str(home), "MOTCUA_PORT": str(port), "MOTCUA_ACTION_KEY": KEY}
    command = [sys.executable, "-m", "service.cli", "serve"]
    started = time.perf_counter()
    with running(command, dict(os.environ) | values, home / "bench-serve.log") as process:
        wait(process, f"http://127.0.0.1:{port}/readyz")
        yield process, time.perf_counter() - started


@contextmanager
def stock(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`rasa run` with Rasa's own parts, calling the product's actions."""
    models = home / "rasa" / "models"
    with tempfile.TemporaryDirectory() as folder:
        endpoints, credentials = Path(folder) / "endpoints.yml", Path(folder) / "credentials.yml"
        action_url = f"http://127.0.0.1:{port}/internal/actions/webhook?key={KEY}"
        endpoints.write_text(
            f'action_endpoint: {{url: "{action_url}"}}\n'
            f'tracker_store: {{type: SQL, dialect: sqlite, db: "{folder}/tracker.db"}}\n'
        )
        credentials.write_text("rest:\n")
        command = [
            str(ROOT / ".venv-rasa" / "bin" / "python"), "-m", "rasa", "run",
            "--model", str(models / (models / "CURRENT").read_text().strip()),
            "--endpoints", str(endpoints), "--credentials", str(credentials),
            "--interface", "127.0.0.1", "--port", str(port + 2),
        ]  # fmt: skip
        values = {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "CUDA_VISIBLE_DEVICES": "-1"}
        with running(command, dict(os.environ) | values, home / "bench-stock.log") as process:
            wait(process, f"http://127.0.0.1:{port + 2}/webhooks/rest/")
            yield process


@contextmanager
def running(command: list[str], env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = leash.start(command, output, env)
    try:
        yield process
    finally:
        leash.end(process, 20)


def wait(process: subprocess.Popen[bytes], url: str) -> None:
    while process.poll() is None:
        try:
            if httpx.get(url, timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise SystemExit(f"{url} did not come up; see the bench-*.log files in the home")


def ask_ours(port: int) -> Callable[[], list[float]]:
    http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False)

    def conversation() -> list[float]:
        token = http.post("/api/v1/sessions").json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        return [timed(http, "/api/v1/messages", {"text": t}, headers, "replies") for t in CONVERSATION]

    return conversation


def ask_stock(port: int) -> Callable[[], list[float]]:
    http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False)

    def conversation() -> list[float]:
        sender = os.urandom(8).hex()
        return [
            timed(http, "/webhooks/rest/webhook", {"sender": sender, "message": t}, {}, "custom")
            for t in CONVERSATION
        ]

    return conversation


def timed(
    http: httpx.Client, path: str, body: dict[str, str], headers: dict[str, str], must_have: str
) -> float:
    started = time.perf_counter()
    answer = http.post(path, json=body, headers=headers)
    took = (time.perf_counter() - started) * 1e3
    if answer.status_code != 200 or must_have not in answer.text:
        raise SystemExit(f"{path} answered {answer.status_code}: {answer.text[:200]}")
    return took


class Side:
    """One of the two: its waiting times and the processor time that its processes spent."""

    def __init__(self, conversation: Callable[[], list[float]], found: list[psutil.Process]) -> None:
        self._conversation, self._processes = conversation, found
        self.times: list[float] = []
        self._cpu = 0.0

    def converse(self, counted: bool) -> None:
        before = self._spent()
        times = self._conversation()
        if counted:
            self._cpu += self._spent() - before
            self.times += times

    def _spent(self) -> float:
        return sum(sum(p.cpu_times()[:2]) for p in self._processes)

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1]

    @property
    def cpu(self) -> float:
        """Milliseconds a turn."""
        return self._cpu * 1e3 / len(self.times)


def processes(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    found = psutil.Process(process.pid)
    return [found, *found.children(recursive=True)]


def pss(process: subprocess.Popen[bytes]) -> list[float]:
    """MiB of the process, then of its children: shared pages count by share."""
    return [p.memory_full_info().pss / 2**20 for p in processes(process)]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main()
