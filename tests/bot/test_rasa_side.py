"""Runs tests/bot/rasa_side under .venv-rasa and reports what failed there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
_TRAINED_WITHIN = 1500.0  # seconds


@pytest.mark.rasa
@pytest.mark.slow
def test_rasa_side() -> None:
    if not PYTHON.exists():
        pytest.skip(".venv-rasa is missing: make install creates it")
    has_pytest = subprocess.run([PYTHON, "-c", "import pytest, hypothesis"], capture_output=True, check=False)
    if has_pytest.returncode:
        pytest.skip(".venv-rasa has no pytest and hypothesis")
    # a limit of its own: the first run after a change trains, ten minutes of two quiet cores
    subprocess.run([PYTHON, "-m", "bot.train"], cwd=ROOT, capture_output=True, check=True, timeout=_TRAINED_WITHIN)
    command = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        "tests/bot/rasa_side/pytest.ini",
        "tests/bot/rasa_side",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
