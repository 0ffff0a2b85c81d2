"""From scores to probabilities that mean what they say, and thresholds that make 0.5 the line.

All of it is fitted on scores of messages the model had not seen (cross-validation by template).
"""

from __future__ import annotations

import numpy as np

_GRID = np.linspace(0.2, 0.8, 25)
_EPSILON = 1e-6
_MOST_ROUNDS = 300


def sigmoid(scores: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))


def softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def spread(scores: np.ndarray) -> np.ndarray:
    """Scores beside what of them is above 0, `(..., 2 * labels)`: a label that speaks is another thing than one that
    is silent."""
    return np.concatenate([scores, np.maximum(scores, 0.0)], axis=-1)


def links(scores: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights `(2 * labels, labels)` and offsets `(labels,)` that turn held-out scores of all labels into log-odds of
    each: "làm trên mạng được không" asks whether it goes online, and the "được không" in it nothing else."""
    from sklearn.linear_model import LogisticRegression

    seen, labels = spread(scores), truth.shape[1]
    weights, offsets = np.zeros((2 * labels, labels)), np.zeros(labels)
    for label in range(labels):
        if truth[:, label].min() == truth[:, label].max():
            weights[label, label] = 1.0
            continue
        fitted = LogisticRegression(max_iter=_MOST_ROUNDS).fit(seen, truth[:, label])
        weights[:, label], offsets[label] = fitted.coef_[0], fitted.intercept_[0]
    return weights, offsets


def temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """Divisor of held-out softmax scores that makes the true classes likeliest."""
    candidates = np.geomspace(0.25, 2.0, 31)
    rows = np.arange(len(truth))
    losses = [-np.log(softmax(scores / t)[rows, truth] + _EPSILON).mean() for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def thresholds(probabilities: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """One threshold per label that maximises the share of messages whose whole set of labels is right.

    Coordinate ascent; among equals the one nearest to 0.5 wins, so that little data moves little.
    """
    chosen = np.full(probabilities.shape[1], 0.5)
    right = (probabilities >= chosen) == truth
    for _ in range(3):
        for label in range(probabilities.shape[1]):
            others = np.delete(right, label, axis=1).all(axis=1)
            shares = [float((others & ((probabilities[:, label] >= t) == truth[:, label])).mean()) for t in _GRID]
            best = max(range(len(_GRID)), key=lambda i: (round(shares[i], 4), -abs(_GRID[i] - 0.5)))
            chosen[label] = _GRID[best]
            right[:, label] = (probabilities[:, label] >= chosen[label]) == truth[:, label]
    return chosen


def centred(probabilities: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Probabilities bent so that the threshold becomes 0.5; 0 and 1 stay."""
    return np.clip(probabilities, _EPSILON, 1.0) ** (np.log(0.5) / np.log(at))
