"""Train the model: two logistic regressions, calibrated and thresholded on held-out templates."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from bot.understanding.calibration import platt, sigmoid, temperature, thresholds
from bot.understanding.examples import Example, cue_words, with_bare_copies
from bot.understanding.labels import ASK, ASPECTS, family
from bot.understanding.model import Model
from bot.understanding.vectorizer import fit


@dataclass(frozen=True)
class Settings:
    """Hyperparameters; config.yml says why these."""

    intent_c: float = 6.0
    aspect_c: float = 6.0
    folds: int = 3
    cue_least: int = 4
    least: float = 0.35
    seed: int = 7


def train(examples: Sequence[Example], settings: Settings) -> Model:
    """Deterministic: the same examples and settings give the same model."""
    everything = with_bare_copies(sorted(examples, key=lambda e: (e.intent, e.template, e.text)))
    vectorizer = fit((e.reading for e in everything), cue_words(everything, settings.cue_least))
    rows = vectorizer.matrix([e.reading for e in everything])
    families = tuple(sorted({family(e.intent) for e in everything} | {ASK}))
    intents = np.array([families.index(family(e.intent)) for e in everything])
    aspects = np.array([[a in e.aspects for a in ASPECTS] for e in everything])
    folds = np.array([_fold_of(e.template, settings) for e in everything])

    held_out = np.zeros((len(everything), len(families) + len(ASPECTS)))
    for number in range(settings.folds):
        inside, outside = folds != number, folds == number
        weights, offsets = _fit(rows[inside], intents[inside], aspects[inside], len(families), settings)
        held_out[outside] = rows[outside] @ weights + offsets
    scores = held_out[:, len(families) :]
    lines = np.array([platt(scores[:, i], aspects[:, i]) for i in range(len(ASPECTS))])
    probabilities = sigmoid(scores * lines[:, 0] + lines[:, 1])
    asked = intents == families.index(ASK)

    weights, offsets = _fit(rows, intents, aspects, len(families), settings)
    return Model(
        vectorizer=vectorizer,
        families=families,
        weights=weights.astype(np.float32),
        offsets=offsets.astype(np.float32),
        temperature=temperature(held_out[:, : len(families)], intents),
        platt=lines,
        thresholds=thresholds(probabilities[asked], aspects[asked]),
        least=settings.least,
    )


def _fit(
    rows: sparse.csr_matrix, intents: np.ndarray, aspects: np.ndarray, families: int, settings: Settings
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features, families + aspects) and offsets. A label without examples is never predicted."""
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((rows.shape[1], families + len(ASPECTS)))
    offsets = np.full(families + len(ASPECTS), -20.0)
    by_intent = LogisticRegression(
        C=settings.intent_c, class_weight="balanced", max_iter=150, tol=1e-3, random_state=settings.seed
    )
    by_intent.fit(rows, intents)
    if len(by_intent.classes_) < 2:  # pragma: no cover - a bot with one intent
        raise ValueError("at least two intents are needed")
    if len(by_intent.classes_) == 2:
        weights[:, by_intent.classes_[1]] = by_intent.coef_[0]
        offsets[by_intent.classes_] = 0.0, by_intent.intercept_[0]
    else:
        weights[:, by_intent.classes_] = by_intent.coef_.T
        offsets[by_intent.classes_] = by_intent.intercept_
    for number in range(len(ASPECTS)):
        if aspects[:, number].any():
            one = LogisticRegression(C=settings.aspect_c, solver="liblinear", random_state=settings.seed)
            one.fit(rows, aspects[:, number])
            weights[:, families + number] = one.coef_[0]
            offsets[families + number] = one.intercept_[0]
    return weights, offsets


def _fold_of(template: str, settings: Settings) -> int:
    digest = hashlib.sha256(f"{settings.seed} {template}".encode("utf-8", "ignore")).digest()
    return int.from_bytes(digest[:4], "big") % settings.folds
