"""Convolutions trained alike from different seeds, and the mean of what they say: steadier than any one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.understanding.convolution import Convolution
from bot.understanding.reading_ids import Ids


@dataclass(frozen=True)
class Ensemble:
    nets: tuple[Convolution, ...]

    def scores(self, numbers: Ids) -> np.ndarray:
        """`(targets,)`, of the first message in `numbers`: log-odds, or logits where only one target holds."""
        found: np.ndarray = np.mean([net.scores(numbers) for net in self.nets], axis=0)
        return found

    def save(self, path: Path) -> None:
        """Arrays named `<number of the net>/<name>`."""
        named = {f"{i}/{name}": array for i, net in enumerate(self.nets) for name, array in net.arrays.items()}
        np.savez(path, **named)

    @classmethod
    def load(cls, path: Path) -> Ensemble:
        with np.load(path, allow_pickle=False) as stored:
            nets: dict[str, dict[str, np.ndarray]] = {}
            for key in stored.files:
                number, name = key.split("/")
                nets.setdefault(number, {})[name] = stored[key]
        return cls(tuple(map(Convolution, nets.values())))
