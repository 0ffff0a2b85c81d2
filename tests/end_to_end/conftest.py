"""The whole product as processes of its own, made once for these tests.

Its home `var/e2e` stays: models are found by content hash, so only the first run after a change trains.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.supervisor import leash

ROOT = Path(__file__).parents[2]
_READY_WITHIN = 1500.0  # seconds; the first start trains


@dataclass
class Product:
    """`motcua serve` on ports of its own."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60, trust_env=False)

    def start(self) -> float:
        """Seconds until everything answered."""
        (self.home / "logs").mkdir(parents=True, exist_ok=True)
        started = time.monotonic()
        values = {"MOTCUA_HOME": str(self.home), "MOTCUA_PORT": str(self.port)}
        with (self.home / "logs" / "serve.log").open("wb") as output:
            command = [sys.executable, "-m", "service.cli", "serve"]
            self.process = leash.start(command, output, dict(os.environ) | values)
        while not self.ready():
            said = (self.home / "logs" / "serve.log").read_text(encoding="utf-8")[-2000:]
            assert self.process.poll() is None, said
            assert time.monotonic() - started < _READY_WITHIN, said
            time.sleep(0.1)
        return time.monotonic() - started

    def ready(self) -> bool:
        try:
            return self.http.get("/readyz").status_code == 200
        except httpx.HTTPError:
            return False

    def rasa(self) -> int:
        """Pid of the Rasa process of this home, 0 for none."""
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes().split(b"\0")
            except OSError:
                continue
            if b"bot.run" in words and str(self.home / "rasa" / "models").encode() in words:
                return int(path.parent.name)
        return 0

    def talk(self, *texts: str) -> list[dict[str, Any]]:
        """One conversation."""
        token = self.http.post("/api/v1/sessions").json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        return [self.http.post("/api/v1/messages", json={"text": t}, headers=headers).json() for t in texts]

    def motcua(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = dict(os.environ) | {"MOTCUA_HOME": str(self.home), "MOTCUA_PORT": str(self.port)}
        command = [sys.executable, "-m", "service.cli", *arguments]
        return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=1200)

    def stop(self) -> None:
        if self.process is not None:
            leash.end(self.process, 20)


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    home = ROOT / "var" / "e2e"
    for stale in ("motcua.db", "turns.db", "rasa/tracker.db", "starter.sha256"):
        for path in home.glob(f"{stale}*"):
            path.unlink()
    _lend_model(ROOT / "var" / "rasa" / "models", home / "rasa" / "models")
    found = Product(home, _two_free_ports())
    found.start()
    yield found
    found.stop()


def _lend_model(trained: Path, models: Path) -> None:
    """What `make run` or the Rasa side's tests trained is not trained again: its content hash names a model."""
    pointer = trained / "CURRENT"
    if not pointer.is_file():
        return
    name = pointer.read_text(encoding="utf-8").strip()
    if (trained / name).is_file() and not (models / name).exists():
        models.mkdir(parents=True, exist_ok=True)
        (models / name).hardlink_to(trained / name)


def said(answer: dict[str, Any]) -> str:
    """All that a citizen reads of an answer."""
    return json.dumps(answer.get("replies"), ensure_ascii=False)


def _two_free_ports() -> int:
    for port in range(18_000, 19_000, 2):
        try:
            for p in (port, port + 1):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", p))
        except OSError:
            continue
        return port
    raise RuntimeError("no free ports")
