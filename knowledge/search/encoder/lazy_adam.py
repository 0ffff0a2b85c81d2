"""Adam that touches only the rows a batch has used.

torch's Adam walks the whole table at every step, and its SparseAdam sorts duplicate gradients; both take three
times as long here (a batch uses a quarter of the buckets).
"""

from __future__ import annotations

import math

import torch

_BETA1, _BETA2, _EPSILON = 0.9, 0.99, 1e-8
_WARM_UP = 0.15  # share of the steps in which the learning rate rises


class LazyAdam:
    """Adam moments by row of `table`, which is updated in place."""

    def __init__(self, table: torch.Tensor) -> None:
        self._table = table
        self._mean = torch.zeros_like(table)
        self._square = torch.zeros_like(table)
        self._steps = torch.zeros(len(table), 1)

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Update `rows` (unique) by `gradient`, shape `(rows, dimensions)`."""
        steps = self._steps[rows] + 1
        mean = _BETA1 * self._mean[rows] + (1 - _BETA1) * gradient
        square = _BETA2 * self._square[rows] + (1 - _BETA2) * gradient.square()
        unbiased = mean / (1 - _BETA1**steps)
        spread = (square / (1 - _BETA2**steps)).sqrt() + _EPSILON
        self._table[rows] -= rate * unbiased / spread
        self._mean[rows], self._square[rows], self._steps[rows] = mean, square, steps


def one_cycle(step: int, steps: int, peak: float) -> float:
    """Learning rate: rises to `peak`, then falls to zero along a cosine."""
    place = step / max(1, steps)
    if place < _WARM_UP:
        return peak * (0.1 + 0.9 * place / _WARM_UP)
    return peak * 0.5 * (1 + math.cos(math.pi * (place - _WARM_UP) / (1 - _WARM_UP)))
