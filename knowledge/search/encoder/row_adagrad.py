"""Adagrad with one number a row, touching only the rows that a batch has used.

torch's Adam walks the whole table at every step and its SparseAdam sorts duplicate gradients; an Adam of the used
rows alone still spends most of a step on its moments. One accumulator a row costs a twentieth and learns as well.
"""

from __future__ import annotations

import math

import torch

_EPSILON = 1e-8
_WARM_UP = 0.1  # share of the steps in which the learning rate rises


class RowAdagrad:
    """Accumulates the mean squared gradient of each row of `table`, which is updated in place."""

    def __init__(self, table: torch.Tensor) -> None:
        self._table = table
        self._square = torch.zeros(len(table))

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Update `rows` (unique) by `gradient`, shape `(rows, dimensions)`."""
        self._square.index_add_(0, rows, gradient.square().mean(dim=1))
        scale = -rate / (self._square.index_select(0, rows).sqrt() + _EPSILON)
        self._table.index_add_(0, rows, gradient * scale[:, None])


def one_cycle(step: int, steps: int, peak: float) -> float:
    """Learning rate: rises to `peak`, then falls to zero along a cosine."""
    place = step / max(1, steps)
    if place < _WARM_UP:
        return peak * (0.1 + 0.9 * place / _WARM_UP)
    return peak * 0.5 * (1 + math.cos(math.pi * (place - _WARM_UP) / (1 - _WARM_UP)))
