"""Lexical side: BM25 (bm25s) over words and pairs of neighbouring words of the entries."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import bm25s
import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


def terms(text: str) -> list[str]:
    """Words and neighbouring pairs of a searchable text: "khai sinh" gives khai, sinh, khai_sinh."""
    words = text.split()
    return words + [f"{a}_{b}" for a, b in pairwise(words)]


class Lexical(Protocol):
    """What a segment needs of its lexical side."""

    def scores(self, text: str) -> Scores:
        """Score of every entry for a searchable query, shape `(entries,)`."""

    def ceiling(self, text: str) -> float:
        """What an entry could reach that holds every known term of the query."""


class LexicalIndex:
    """BM25 over entry texts; unknown terms count as absent."""

    def __init__(self, model: bm25s.BM25) -> None:
        self._model = model
        self._vocabulary: dict[str, int] = model.vocab_dict
        data, indptr = model.scores["data"], model.scores["indptr"]
        used = indptr[:-1] < indptr[1:]
        self._best = np.zeros(len(indptr) - 1, dtype=np.float32)
        if used.any():
            self._best[used] = np.maximum.reduceat(data, indptr[:-1][used])
        self._typical = float(np.median(self._best[used])) if used.any() else 1.0

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        model = bm25s.BM25(method="lucene", k1=1.2, b=0.5)
        model.index([terms(t) or [""] for t in texts], show_progress=False)
        return cls(model)

    def scores(self, text: str) -> Scores:
        ids = [self._vocabulary[t] for t in dict.fromkeys(terms(text)) if t in self._vocabulary]
        if not ids:
            return np.zeros(self._model.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._model.get_scores_from_ids(ids), dtype=np.float32)

    def ceiling(self, text: str) -> float:
        return float(sum(self.best(t) for t in dict.fromkeys(terms(text)) if t in self._vocabulary))

    def best(self, term: str) -> float:
        """Highest score that `term` gives any entry; a typical one for a term that no entry has."""
        number = self._vocabulary.get(term)
        return self._typical if number is None else float(self._best[number])

    def save(self, folder: Path) -> None:
        self._model.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        return cls(bm25s.BM25.load(str(folder), mmap=False))


class LexicalOverlay:
    """The few entries that changed since the large index was built, scored on that index's scale.

    A BM25 of their own would give every term of a tiny collection the same weight.
    """

    def __init__(self, texts: Sequence[str], main: LexicalIndex) -> None:
        self._terms = [frozenset(terms(t)) for t in texts]
        self._main = main

    def scores(self, text: str) -> Scores:
        asked = {t: self._main.best(t) for t in terms(text)}
        return np.array(
            [sum(v for t, v in asked.items() if t in own) for own in self._terms], dtype=np.float32
        )

    def ceiling(self, text: str) -> float:
        return self._main.ceiling(text)
