"""A whole turn over the API beside stock Rasa, in one run: latency, memory, start. Writes docs/bench-turn.md.

The stock peer answers with the same model and the same actions, through Rasa's own command line: REST channel,
SQLTrackerStore, stock action calls. Conversations alternate between the two: both meet the same machine.
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
    with product(home, arguments.port) as (_, start):
        first_start = start
    with product(home, arguments.port) as (serve, start), stock(home, arguments.port) as peer:
        second_start = start
        ours, theirs = ask_ours(arguments.port), ask_stock(arguments.port + 2)
        alternate(ours, theirs, 5)  # warm up
        mine, stocks = alternate(ours, theirs, arguments.conversations)
        memory = pss(serve), pss(peer)
    rows = [
        Row("turn over the API, p50", f"{middle(mine):.1f} ms", f"{middle(stocks):.1f} ms"),
        Row("turn over the API, p95", f"{high(mine):.1f} ms", f"{high(stocks):.1f} ms"),
        Row("start to ready, nothing changed", f"{second_start:.1f} s", ""),
        Row("memory of service and supervisor (PSS)", f"{memory[0][0]:.0f} MiB", ""),
        Row("memory of the Rasa process (PSS)", f"{memory[0][1]:.0f} MiB", f"{memory[1][0]:.0f} MiB"),
    ]
    if first:
        rows.insert(2, Row("first start: load, train, index", f"{first_start:.0f} s", ""))
    head = ("", "Hỏi Một Cửa", "stock Rasa 3.6, same model and actions")
    note = f"{len(mine)} turns each, in turns."
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


def alternate(
    ours: Callable[[], list[float]], theirs: Callable[[], list[float]], times: int
) -> tuple[list[float], list[float]]:
    mine: list[float] = []
    stocks: list[float] = []
    for _ in range(times):
        mine += ours()
        stocks += theirs()
    return mine, stocks


def pss(process: subprocess.Popen[bytes]) -> list[float]:
    """MiB of the process, then of its children: shared pages count by share."""
    found = psutil.Process(process.pid)
    return [p.memory_full_info().pss / 2**20 for p in (found, *found.children(recursive=True))]


def middle(values: list[float]) -> float:
    return statistics.median(values)


def high(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main()
