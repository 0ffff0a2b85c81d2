"""The probability that a message leads away from the procedure in focus: logistic, fitted by `motcua train`."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.answering.focus.evidence import EVIDENCE
from knowledge.answering.focus.weights import read, write

_FILE = Path(__file__).parent / "gate.json"


def leads_away(evidence: np.ndarray) -> float:
    """Between 0 (stays) and 1 (asks for another procedure)."""
    return 1.0 / (1.0 + math.exp(-float(evidence @ _weights())))


def save(weights: np.ndarray, path: Path = _FILE) -> None:
    write(weights, EVIDENCE, path)
    _weights.cache_clear()


@lru_cache(maxsize=1)
def _weights() -> np.ndarray:
    return read(EVIDENCE, _FILE)
