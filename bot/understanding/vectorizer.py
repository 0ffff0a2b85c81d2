"""Features of a message as a row of numbers: tf-idf, each block of features at its own length."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from bot.understanding.features import Reading, features

# How much each block of features counts (chosen by cross-validation, docs/intents-comparison.md).
BLOCK_WEIGHTS = {"w": 0.6, "a": 0.7, "f": 1.0, "m": 1.0, "q": 0.8, "c": 0.6, "x": 1.5, "n": 0.2}


@dataclass(frozen=True)
class Vectorizer:
    """`index`: feature -> row of the weight matrix; `idf`: one value per feature."""

    index: dict[str, int]
    idf: np.ndarray
    cues: frozenset[str]

    def row(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        """(feature numbers, their values) of one message; unknown features are passed over."""
        index = self.index
        counts = Counter(features(reading, self.cues))
        known = [(index[name], name[0]) for name in counts if name in index]
        if not known:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        ids = np.fromiter((i for i, _ in known), np.int32, len(known))
        values = self.idf[ids]
        squares: dict[str, float] = {}
        for (_, block), value in zip(known, values.tolist(), strict=True):
            squares[block] = squares.get(block, 0.0) + value * value
        scale = {b: BLOCK_WEIGHTS[b] / math.sqrt(s) for b, s in squares.items()}
        factors = np.fromiter((scale[b] for _, b in known), np.float32, len(known))
        return ids, (values * factors).astype(np.float32)

    def matrix(self, readings: Sequence[Reading]) -> sparse.csr_matrix:
        """Rows of many messages."""
        rows = [self.row(r) for r in readings]
        ends = np.cumsum([0, *(len(ids) for ids, _ in rows)])
        ids = np.concatenate([ids for ids, _ in rows]) if rows else np.zeros(0, np.int32)
        values = np.concatenate([v for _, v in rows]) if rows else np.zeros(0, np.float32)
        return sparse.csr_matrix((values, ids, ends), shape=(len(rows), len(self.index)))


def fit(readings: Iterable[Reading], cues: frozenset[str], least: int) -> Vectorizer:
    """Learn the vocabulary: features seen in at least `least` messages."""
    seen: Counter[str] = Counter()
    total = 0
    for reading in readings:
        seen.update(set(features(reading, cues)))
        total += 1
    names = sorted(name for name, n in seen.items() if n >= least)
    idf = np.array([math.log((1 + total) / (1 + seen[n])) + 1 for n in names], np.float32)
    return Vectorizer({n: i for i, n in enumerate(names)}, idf, cues)
