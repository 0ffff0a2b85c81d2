"""What search says of asides: the fitted weights point the way that the names of the evidence promise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.answering.focus.aside import save, speaks_for_aside
from knowledge.answering.focus.evidence import EVIDENCE


def _only(**values: float) -> np.ndarray:
    return np.array([1.0 if name == "bias" else values.get(name, 0.0) for name in EVIDENCE])


@pytest.mark.parametrize("name", ["own", "own_along", "in_own_name", "related", "case", "leads"])
def test_what_ties_a_message_to_procedures_speaks_against_an_aside(name: str) -> None:
    assert speaks_for_aside(_only(**{name: 1.0})) < speaks_for_aside(_only())


def test_what_search_knows_nothing_of_speaks_for_one() -> None:
    assert speaks_for_aside(_only(none=1.0)) > speaks_for_aside(_only())


def test_weights_are_stored_by_name(tmp_path: Path) -> None:
    path = tmp_path / "aside.json"
    save(np.arange(len(EVIDENCE), dtype=np.float64), path)
    assert f'"{EVIDENCE[1]}": 1.0' in path.read_text()
