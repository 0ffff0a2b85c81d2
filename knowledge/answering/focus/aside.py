"""Whether a message within a conversation is for no procedure ("ad có người yêu chưa"): what search says of it.

The intents have their own word (`Turn.outside`); they hear how a message sounds, search knows what it might be about.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.answering.focus.evidence import EVIDENCE
from knowledge.answering.focus.weights import read, write

_FILE = Path(__file__).parent / "aside.json"


def speaks_for_aside(evidence: np.ndarray) -> float:
    """Log-odds, to be added to those of the intents."""
    return float(evidence @ _weights())


def save(weights: np.ndarray, path: Path = _FILE) -> None:
    write(weights, EVIDENCE, path)
    _weights.cache_clear()


@lru_cache(maxsize=1)
def _weights() -> np.ndarray:
    """Fitted by `motcua train --ranker`."""
    return read(EVIDENCE, _FILE)
