"""Reads a message a few words at a time and keeps, of each pattern it knows, how well it was met anywhere.

A linear model over the whole message drowns a question in a long story; here the story adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.understanding.reading_ids import Ids

WIDTHS = (1, 2, 3, 4, 5)  # words


@dataclass(frozen=True)
class Convolution:
    """Arrays by name: `folded`, `accented`, `letters` (buckets, size); `filter<width>` (width, size, filters) and
    `bias<width>` (filters,) for each width; `out` (filters of all widths, targets), `out_bias` (targets,)."""

    arrays: Mapping[str, np.ndarray]

    def scores(self, numbers: Ids) -> np.ndarray:
        """As in `Ensemble`."""
        seen = self._embedded(numbers)
        met = [self._met(seen, width) for width in WIDTHS]
        return np.concatenate(met) @ self.arrays["out"] + self.arrays["out_bias"]

    def _embedded(self, numbers: Ids) -> np.ndarray:
        """`(places, size)`"""
        folded, accented, letters = (x[0] for x in numbers)
        known = letters > 0
        grams = self.arrays["letters"][letters] * known[..., None]
        mean = grams.sum(axis=1) / np.maximum(known.sum(axis=1), 1)[:, None]
        words = self.arrays["folded"][folded] * (folded > 0)[:, None]
        return words + self.arrays["accented"][accented] * (accented > 0)[:, None] + mean

    def _met(self, seen: np.ndarray, width: int) -> np.ndarray:
        """The best that each filter of this width found, `(filters,)`."""
        windows = np.lib.stride_tricks.sliding_window_view(seen, (width, seen.shape[1]))[:, 0]
        flat = windows.reshape(len(windows), -1)
        weights = self.arrays[f"filter{width}"].reshape(flat.shape[1], -1)
        best: np.ndarray = (flat @ weights + self.arrays[f"bias{width}"]).max(axis=0)
        return np.maximum(best, 0.0)
