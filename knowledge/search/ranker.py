"""Our own reranker: one small network over the features gives each candidate a calibrated probability.

A softmax over the candidates and "none of them": trained listwise on held-out wordings (calibration/), so that
the numbers are probabilities and the bands can be set by cost. How sharp it is depends on the query: where several
procedures fit alike, no candidate gets all of the probability.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from knowledge.search.candidates import FEATURES, QUERY_FEATURES, Candidates
from knowledge.search.ragged import Floats

SHARPNESS = 2.0  # logarithm by which a query may sharpen or flatten the probabilities
RANKER_FILE = Path(__file__).parent / "parameters" / "ranker.json"


class Ranker:
    """Weights: `hidden (F, H)`, `hidden_bias (H,)`, `out (H,)`, `direct (F,)`, `none (Q,)`, `sharpness (Q,)`."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._w = weights

    @classmethod
    def load(cls, path: Path = RANKER_FILE) -> Ranker:
        """Raises:
        ValueError: the file was trained for other features.
        """
        data = json.loads(path.read_text())
        if tuple(data["features"]) != FEATURES or tuple(data["query_features"]) != QUERY_FEATURES:
            raise ValueError(f"{path.name} was trained for other features; run `motcua train --ranker`")
        weights = {k: np.asarray(v, dtype=np.float32) for k, v in data["weights"].items()}
        return cls(weights)

    def save(self, path: Path = RANKER_FILE) -> None:
        rows = {k: np.round(v.astype(float), 5).tolist() for k, v in self._w.items()}
        data = {"features": FEATURES, "query_features": QUERY_FEATURES, "weights": rows}
        path.write_text(json.dumps(data, indent=1) + "\n")

    def probabilities(self, candidates: Candidates) -> Floats:
        """Shape `(candidates + 1,)`, sums to 1; the last one is "none of them"."""
        w, x = self._w, candidates.features
        logits = x @ w["direct"] + np.tanh(x @ w["hidden"] + w["hidden_bias"]) @ w["out"]
        logits = np.append(logits, candidates.query @ w["none"])
        logits *= np.exp(np.clip(candidates.query @ w["sharpness"], -SHARPNESS, SHARPNESS))
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum(), dtype=np.float32)
