"""Whether a message within a conversation is for no procedure ("ad có người yêu chưa"): what search says of it.

The intents have their own word (`Turn.outside`); they hear how a message sounds, search knows what it might be about.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.answering.focus.evidence import EVIDENCE

_FILE = Path(__file__).parent / "aside.json"


def speaks_for_aside(evidence: np.ndarray) -> float:
    """Log-odds, to be added to those of the intents."""
    return float(evidence @ _weights())


def save(weights: np.ndarray, path: Path = _FILE) -> None:
    table = dict(zip(EVIDENCE, (round(float(w), 4) for w in weights), strict=True))
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    _weights.cache_clear()


@lru_cache(maxsize=1)
def _weights() -> np.ndarray:
    """Fitted by `motcua train --ranker`."""
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    return np.array([table[name] for name in EVIDENCE])
