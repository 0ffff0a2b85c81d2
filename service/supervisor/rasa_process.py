"""The Rasa process: started, watched, restarted with growing pauses, ended with its group."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import threading
import time

from service.settings import ROOT, Settings
from service.supervisor.training import RASA_PYTHON, rasa_environment, rasa_models

log = logging.getLogger("motcua.supervisor")
_PR_SET_PDEATHSIG = 1
_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)  # seconds before the n-th restart
_STEADY = 120.0  # seconds of life after which the pauses begin anew
_LIBC = ctypes.CDLL(None, use_errno=True)


class RasaProcess:
    """Owns one Rasa process. Its thread lives as long as the process may, because Linux ends the child with the
    thread that started it (PR_SET_PDEATHSIG): even `kill -9` of the supervisor leaves no orphan."""

    def __init__(self, settings: Settings, action_url: str) -> None:
        self._settings, self._action_url = settings, action_url
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="rasa", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the process: asked first, forced after ten seconds."""
        self._stopping.set()
        process = self._process
        if process is not None and process.poll() is None:
            _signal(process, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
        self._thread.join(15)

    def _watch(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            started = time.monotonic()
            self._process = self._spawn()
            code = self._process.wait()
            if self._stopping.is_set():
                return
            failures = 0 if time.monotonic() - started > _STEADY else failures + 1
            pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
            log.error("rasa ended with %s; starting it again in %.0f s (log: logs/rasa.log)", code, pause)
            self._stopping.wait(pause)

    def _spawn(self) -> subprocess.Popen[bytes]:
        home = self._settings.home
        (home / "logs").mkdir(parents=True, exist_ok=True)
        (home / "rasa").mkdir(parents=True, exist_ok=True)
        command = [
            str(RASA_PYTHON), "-m", "bot.run",
            "--port", str(self._settings.rasa_port),
            "--action-url", self._action_url,
            "--model", str(rasa_models(self._settings)),
            "--tracker", str(home / "rasa" / "tracker.db"),
        ]  # fmt: skip
        output = (home / "logs" / "rasa.log").open("ab")
        parent = os.getpid()

        def leash() -> None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:  # the parent died before the leash was on
                os._exit(1)

        return subprocess.Popen(  # noqa: PLW1509 - prctl only, no lock is taken
            command,
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=rasa_environment(),
            start_new_session=True,
            preexec_fn=leash,
        )


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass
