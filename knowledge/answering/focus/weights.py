"""Fitted weights as JSON, each by the name of what it weighs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def write(weights: np.ndarray, names: Sequence[str], path: Path) -> None:
    """`weights`: `(names,)`."""
    table = dict(zip(names, (round(float(w), 4) for w in weights), strict=True))
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def read(names: Sequence[str], path: Path) -> np.ndarray:
    """`(names,)`, float64.

    Raises:
        KeyError: the file lacks a name; it was fitted on other evidence.
    """
    table = json.loads(path.read_text(encoding="utf-8"))
    return np.array([table[name] for name in names])
