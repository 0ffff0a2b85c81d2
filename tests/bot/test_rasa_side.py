"""Runs tests/bot/rasa_side under .venv-rasa and reports what failed there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
_ENDS_WITHIN = 3600.0  # seconds; the first run after a change trains, ten minutes of two quiet cores


@pytest.mark.rasa
@pytest.mark.slow
def test_rasa_side() -> None:
    if not PYTHON.exists():
        pytest.skip(".venv-rasa is missing: make install creates it")
    has_pytest = subprocess.run([PYTHON, "-c", "import pytest, hypothesis"], capture_output=True, check=False)
    if has_pytest.returncode:
        pytest.skip(".venv-rasa has no pytest and hypothesis")
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
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=_ENDS_WITHIN)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
