"""Rows of different lengths in two arrays, so that whole sets of candidates are measured without a Python loop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Picked:
    """Some rows laid end to end: `where` are positions in the flat array, row i begins at `offsets[i]`."""

    where: Integers
    offsets: Integers
    lengths: Integers

    def sums(self, flat: Floats) -> Floats:
        """Sum of each picked row of `flat` (given at `where`, not whole); 0 for an empty row."""
        return self._reduced(np.add, flat)

    def maxima(self, flat: Floats) -> Floats:
        """Largest value of each picked row, at least 0; 0 for an empty row."""
        return np.maximum(self._reduced(np.maximum, flat), 0.0)

    def _reduced(self, operation: np.ufunc, flat: Floats) -> Floats:
        padded = np.append(flat, np.float32(0.0))  # an empty last row begins behind the end
        values = operation.reduceat(padded, self.offsets) if len(self.offsets) else padded[:0]
        values[self.lengths == 0] = 0.0
        return values.astype(np.float32, copy=False)


def pick(starts: Integers, ends: Integers) -> Picked:
    """Lay the ranges `starts[i]:ends[i]` end to end."""
    lengths = ends - starts
    offsets = np.cumsum(lengths) - lengths
    where = np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(starts - offsets, lengths)
    return Picked(where, offsets, lengths)


@dataclass(frozen=True)
class Ragged:
    """Row i is `values[bounds[i]:bounds[i + 1]]`."""

    values: Integers
    bounds: Integers

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> Ragged:
        kept = [np.asarray(row, dtype=np.int64) for row in rows]
        bounds = np.concatenate([[0], np.cumsum([len(r) for r in kept])]).astype(np.int64)
        return cls(np.concatenate(kept) if kept else np.empty(0, np.int64), bounds)

    def pick(self, rows: Integers) -> Picked:
        return pick(self.bounds[rows], self.bounds[rows + 1])
