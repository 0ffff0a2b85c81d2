"""The probability that a message leads away from the procedure in focus: logistic, fitted by `motcua train`."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.answering.focus.evidence import EVIDENCE

_FILE = Path(__file__).parent / "gate.json"


def leads_away(evidence: np.ndarray) -> float:
    """Between 0 (stays) and 1 (asks for another procedure)."""
    return 1.0 / (1.0 + math.exp(-float(evidence @ _weights())))


def save(weights: np.ndarray, path: Path = _FILE) -> None:
    table = dict(zip(EVIDENCE, (round(float(w), 4) for w in weights), strict=True))
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    _weights.cache_clear()


@lru_cache(maxsize=1)
def _weights() -> np.ndarray:
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    return np.array([table[name] for name in EVIDENCE])
