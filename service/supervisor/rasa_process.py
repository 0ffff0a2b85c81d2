"""The Rasa process: started, watched, restarted with growing pauses, ended with its group."""

from __future__ import annotations

import logging
import subprocess
import threading
import time

from service.settings import Settings
from service.supervisor import leash
from service.supervisor.training import RASA_PYTHON, rasa_environment, rasa_models

log = logging.getLogger("motcua.supervisor")
_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)  # seconds before the n-th restart in a row
_LOG_BYTES = 5_000_000  # a larger log is put aside at the next start, one old one is kept
_STEADY = 120.0  # seconds of life after which the pauses begin anew


class RasaProcess:
    """Owns one Rasa process. Its thread starts every child and lives on, as `leash.start` asks."""

    def __init__(self, settings: Settings, action_url: str) -> None:
        self._settings, self._action_url = settings, action_url
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="rasa", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the process; returns when it is gone."""
        self._stopping.set()
        if self._process is not None:
            leash.end(self._process)
        if self._thread.is_alive():  # it may never have been started
            self._thread.join(20)

    def _watch(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            started = time.monotonic()
            self._process = self._spawn()
            if self._stopping.is_set():  # `stop` came between the test above and the start
                leash.end(self._process)
            code = self._process.wait()
            if self._stopping.is_set():
                return
            pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
            failures = 0 if time.monotonic() - started > _STEADY else failures + 1
            log.error("rasa ended with %s; starting it again in %.0f s (log: logs/rasa.log)", code, pause)
            self._stopping.wait(pause)

    def _spawn(self) -> subprocess.Popen[bytes]:
        home = self._settings.home
        (home / "logs").mkdir(parents=True, exist_ok=True)
        (home / "rasa").mkdir(parents=True, exist_ok=True)
        command = [
            str(RASA_PYTHON), "-m", "bot.run",
            "--port", str(self._settings.rasa_port),
            "--model", str(rasa_models(self._settings)),
            "--tracker", str(home / "rasa" / "tracker.db"),
        ]  # fmt: skip
        environment = rasa_environment() | {"MOTCUA_ACTION_URL": self._action_url}  # its key is not for `ps`
        log_file = home / "logs" / "rasa.log"
        if log_file.exists() and log_file.stat().st_size > _LOG_BYTES:
            log_file.replace(log_file.with_suffix(".log.1"))
        with log_file.open("ab") as output:
            return leash.start(command, output, environment)
