"""A message as the convolution reads it: numbers of its words, with and without accents, and of their letters."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from bot.understanding.features import Reading

FOLDED, ACCENTED, LETTERS = 6000, 4000, 6000  # hash buckets; 0 is "nothing here"
OPEN, CLOSE = FOLDED + 1, FOLDED + 2  # before the first word, behind the last one
TRIGRAMS = 8  # of a word, at most
_LONGEST_WORD = 20
MARGIN = 5  # empty places at both ends: as wide as the widest filter, so that each filter sees "nothing" once

Ids = tuple[np.ndarray, np.ndarray, np.ndarray]  # (messages, places), the same, (messages, places, TRIGRAMS)


def ids(readings: Sequence[Reading]) -> Ids:
    """int32 arrays of all messages, padded to the longest."""
    words = [list(zip(r.folded.split(), r.accented.split(), strict=True)) for r in readings]
    places = max(map(len, words), default=0) + 2 + 2 * MARGIN
    folded = np.zeros((len(words), places), np.int32)
    accented = np.zeros_like(folded)
    letters = np.zeros((len(words), places, TRIGRAMS), np.int32)
    for row, message in enumerate(words):
        folded[row, MARGIN], folded[row, MARGIN + 1 + len(message)] = OPEN, CLOSE
        for place, (bare, written) in enumerate(message, start=MARGIN + 1):
            folded[row, place] = _bucket(bare, FOLDED)
            accented[row, place] = _bucket(written, ACCENTED) if written != bare else 0
            grams = _trigrams(bare)
            letters[row, place, : len(grams)] = grams
    return folded, accented, letters


@lru_cache(maxsize=50_000)
def _bucket(text: str, buckets: int) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % buckets + 1


@lru_cache(maxsize=50_000)
def _trigrams(word: str) -> tuple[int, ...]:
    padded = f"<{word[:_LONGEST_WORD]}>"
    return tuple(_bucket(padded[i : i + 3], LETTERS) for i in range(len(padded) - 2))[:TRIGRAMS]
