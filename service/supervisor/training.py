"""Rasa's model, trained by its own interpreter when its content hash changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from service.settings import ROOT, Settings

RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"


class RasaMissingError(Exception):
    """No .venv-rasa; `make setup` makes it."""


class RasaTrainingError(Exception):
    """Training failed; the log file says why."""

    def __init__(self, log: Path) -> None:
        super().__init__(str(log))
        self.log = log


def rasa_models(settings: Settings) -> Path:
    return settings.home / "rasa" / "models"


def train_rasa(settings: Settings) -> None:
    """Train if need be; about half a minute, else a second.

    Raises:
        RasaMissingError: the environment is not there.
        RasaTrainingError: training failed.
    """
    if not RASA_PYTHON.exists():
        raise RasaMissingError
    log = settings.home / "logs" / "rasa-train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [str(RASA_PYTHON), "-m", "bot.train", "--out", str(rasa_models(settings))]
    with log.open("wb") as output:
        done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=rasa_environment(), check=False)
    if done.returncode:
        raise RasaTrainingError(log)


def rasa_environment() -> dict[str, str]:
    """Environment of Rasa's processes: no GPU, no telemetry, nothing of ours that is secret."""
    keep = {k: v for k, v in os.environ.items() if k not in {"MOTCUA_SECRET", "MOTCUA_DATABASE_URL", "PYTHONHOME"}}
    return keep | {"CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3", "RASA_TELEMETRY_ENABLED": "false"}
