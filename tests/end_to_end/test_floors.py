"""The figures of our own questions, end to end, stay above the floors of knowledge/evaluation/floors.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
EVALUATION = ROOT / "knowledge" / "evaluation"
SHARED = ROOT.parent / "shared" / "data"
FLOORS = yaml.safe_load((EVALUATION / "floors.yml").read_text(encoding="utf-8"))

pytestmark = [pytest.mark.rasa, pytest.mark.slow]


def _held(product: Any, *files: Path) -> None:
    done = product.motcua("evaluate", *map(str, files), "--floors", "--variants", "plain,stripped")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    for run, wanted in FLOORS.items():
        if run.split(":")[0] in {f.stem for f in files}:
            assert all(f"{run}:{figure}:" in done.stdout for figure in wanted), "a floor without a figure holds nothing"


def test_own_questions(product: Any) -> None:
    _held(product, *sorted((EVALUATION / "data").glob("*.jsonl")))


@pytest.mark.shared
def test_development_questions(product: Any) -> None:
    files = [SHARED / "questions-dev.jsonl"]
    if not files[0].is_file():
        pytest.skip("../shared/data is not here")
    _held(product, *files)
