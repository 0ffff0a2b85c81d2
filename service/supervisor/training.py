"""Rasa's model, trained by its own interpreter when its content hash changed."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

from service.settings import ROOT, Settings
from service.supervisor import leash

RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
_OURS = {"MOTCUA_SECRET", "MOTCUA_DATABASE_URL", "MOTCUA_ACTION_KEY", "PYTHONHOME"}


class RasaMissingError(Exception):
    """No .venv-rasa; `make setup` makes it."""


class RasaTrainingError(Exception):
    """Training failed; the log file says why."""

    def __init__(self, log: Path) -> None:
        super().__init__(str(log))
        self.log = log


class RasaTraining:
    """One run of `bot.train`, which can be stopped from another thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Train if need be; minutes at most, a second where nothing changed.

        Raises:
            RasaTrainingError: training failed.
        """
        log = self._settings.home / "logs" / "rasa-train.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        command = [str(RASA_PYTHON), "-m", "bot.train", "--out", str(rasa_models(self._settings))]
        with log.open("wb") as output:
            self._process = leash.start(command, output, rasa_environment())
            if self._stopped.is_set():
                leash.end(self._process)
            code = self._process.wait()
        if code and not self._stopped.is_set():
            raise RasaTrainingError(log)

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        self._stopped.set()
        if self._process is not None:
            leash.end(self._process)


def train_rasa(settings: Settings) -> None:
    """Train in the calling thread.

    Raises:
        RasaMissingError: the environment is not there.
        RasaTrainingError: training failed.
    """
    require_rasa()
    training = RasaTraining(settings)
    try:
        training.run()
    except BaseException:
        training.stop()
        raise


def require_rasa() -> None:
    """Raises: RasaMissingError."""
    if not RASA_PYTHON.exists():
        raise RasaMissingError


def rasa_models(settings: Settings) -> Path:
    return settings.home / "rasa" / "models"


def rasa_environment() -> dict[str, str]:
    """Environment of Rasa's processes: no GPU, no telemetry, nothing of ours that is secret."""
    keep = {k: v for k, v in os.environ.items() if k not in _OURS}
    return keep | {
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "RASA_TELEMETRY_ENABLED": "false",
    }
