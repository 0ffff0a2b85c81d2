"""Ports, the lock of a home, leashed children, restarts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service.settings import ROOT, Settings
from service.supervisor import home_lock, leash, rasa_process
from service.supervisor.ports import PortTakenError, require_free
from service.supervisor.training import rasa_environment


def alive(pid: int) -> bool:
    """Running, not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def gone(pid: int, seconds: float = 5.0) -> bool:
    until = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(pid)


def test_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError) as raised:
            require_free("127.0.0.1", port)
    assert raised.value.port == port
    require_free("127.0.0.1", port)


def test_one_supervisor_a_home(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, _env_file=None)
    assert not home_lock.is_held(settings)
    with home_lock.held(settings):
        assert home_lock.is_held(settings)
        with pytest.raises(home_lock.HomeTakenError), home_lock.held(settings):
            pass
    with home_lock.held(settings):
        pass


def test_child_ends_with_a_killed_parent() -> None:
    code = (
        "import os, subprocess, time\n"
        "from service.supervisor import leash\n"
        "child = leash.start(['sleep', '60'], subprocess.DEVNULL, dict(os.environ))\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert alive(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert gone(child)


def test_end_takes_the_whole_group_and_forces_the_stubborn() -> None:
    script = "trap '' TERM; sleep 60 & echo $!; wait; wait"
    process = leash.start(
        ["sh", "-c", 'exec sh -c "$0" > /tmp/motcua-test-$$; :', script], subprocess.DEVNULL, dict(os.environ)
    )
    said = Path(f"/tmp/motcua-test-{process.pid}")
    while not (said.exists() and said.read_text().strip()):
        time.sleep(0.02)
    grandchild = int(said.read_text())
    said.unlink()
    leash.end(process, 0.3)
    assert process.poll() is not None
    assert gone(grandchild)


def test_rasa_is_started_again_with_growing_pauses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[float] = []

    def spawn(_: object) -> subprocess.Popen[bytes]:
        starts.append(time.monotonic())
        return leash.start(["false"], subprocess.DEVNULL, dict(os.environ))

    monkeypatch.setattr(rasa_process.RasaProcess, "_spawn", spawn)
    monkeypatch.setattr(rasa_process, "_PAUSES", (0.05, 0.3, 9.0))
    rasa = rasa_process.RasaProcess(Settings(home=tmp_path, _env_file=None), "")
    rasa.start()
    time.sleep(1.0)
    rasa.stop()
    assert len(starts) == 3
    assert starts[2] - starts[1] > starts[1] - starts[0]


def test_stop_does_not_wait_for_a_pause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        rasa_process.RasaProcess,
        "_spawn",
        lambda _: leash.start(["sleep", "60"], subprocess.DEVNULL, dict(os.environ)),
    )
    rasa = rasa_process.RasaProcess(Settings(home=tmp_path, _env_file=None), "")
    rasa.start()
    time.sleep(0.1)
    started = time.monotonic()
    rasa.stop()
    assert time.monotonic() - started < 2


def test_rasa_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOTCUA_SECRET", "MOTCUA_DATABASE_URL", "MOTCUA_ACTION_KEY"):
        monkeypatch.setenv(name, "x")
    assert not {"MOTCUA_SECRET", "MOTCUA_DATABASE_URL", "MOTCUA_ACTION_KEY"} & set(rasa_environment())
