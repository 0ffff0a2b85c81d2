"""How a message is phrased: do its words and pairs of words sound like going on, or like coming to something else?

"có phải cả hai cùng đi không" goes on, "thế còn nhập khẩu cho cháu" does not, whatever the procedure in focus is.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy import sparse

from knowledge.search.entries import searchable

_FILE = Path(__file__).parent / "phrasing.json"
_LEAST = 2  # texts that a phrase must stand in
_SOFTNESS = 10.0  # inverse strength of the penalty; from 1 to 10 cross-validation makes little difference


@dataclass(frozen=True)
class Phrasing:
    """`weights`: phrase -> log-odds of leading away, at a message of this phrase alone."""

    bias: float
    weights: Mapping[str, float]

    def log_odds(self, text: str) -> float:
        """Of leading away; `bias` where no phrase is known."""
        known = [w for w in map(self.weights.get, phrases(text)) if w is not None]
        return self.bias + sum(known) / math.sqrt(len(known) or 1)


def phrases(text: str) -> Iterator[str]:
    """Its words and neighbouring pairs, each once."""
    words = searchable(text).split()
    yield from dict.fromkeys([*words, *map(" ".join, pairwise(words))])


def fit(texts: Sequence[str], away: np.ndarray, importance: np.ndarray) -> Phrasing:
    """Learn from texts of which it is known whether they lead away; all arrays `(texts,)`."""
    from sklearn.linear_model import LogisticRegression

    rows = [list(phrases(text)) for text in texts]
    spread = Counter(phrase for text in set(texts) for phrase in phrases(text))
    index = {phrase: i for i, phrase in enumerate(sorted(p for p, n in spread.items() if n >= _LEAST))}
    known = [[index[phrase] for phrase in row if phrase in index] for row in rows]
    bounds = np.concatenate([[0], np.cumsum([len(row) for row in known])])
    values = [1.0 / math.sqrt(len(row)) for row in known for _ in row]
    columns = [column for row in known for column in row]
    matrix = sparse.csr_matrix((values, columns, bounds), shape=(len(rows), len(index)))
    model = LogisticRegression(C=_SOFTNESS, max_iter=3000).fit(matrix, away, sample_weight=importance)
    return Phrasing(float(model.intercept_[0]), dict(zip(index, map(float, model.coef_[0]), strict=True)))


def save(phrasing: Phrasing, path: Path = _FILE) -> None:
    rounded = {phrase: round(weight, 2) for phrase, weight in phrasing.weights.items()}
    table = {"bias": round(phrasing.bias, 4), "weights": rounded}
    path.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    shipped.cache_clear()


@lru_cache(maxsize=1)
def shipped() -> Phrasing:
    """Fitted by `motcua train --ranker`."""
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    return Phrasing(table["bias"], table["weights"])
