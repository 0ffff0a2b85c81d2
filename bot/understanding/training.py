"""Train the model: two logistic regressions, calibrated and thresholded on held-out templates."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from bot.understanding.calibration import links, sigmoid, spread, temperature, thresholds
from bot.understanding.composing import composed
from bot.understanding.decision import DEFAULT_FLOOR, Limits
from bot.understanding.examples import Example, cue_words, with_bare_copies
from bot.understanding.labels import ASK, ASPECTS, family
from bot.understanding.model import Model
from bot.understanding.vectorizer import fit

_SHORT = 3  # words
_NEVER = 20.0  # a score that no message turns


@dataclass(frozen=True)
class Settings:
    """Hyperparameters; config.yml says why these."""

    intent_c: float = 6.0
    aspect_c: float = 6.0
    ask_share: int = 3
    folds: int = 3
    cue_least: int = 4
    feature_least: int = 4
    tolerance: float = 0.01
    floors: Mapping[str, float] = field(default_factory=lambda: {DEFAULT_FLOOR: 0.4})
    urgent: Mapping[str, float] = field(default_factory=dict)
    seed: int = 7


def train(examples: Sequence[Example], settings: Settings) -> Model:
    """Deterministic: the same examples and settings give the same model."""
    ordered = sorted(examples, key=lambda e: (e.intent, e.template, e.text))
    everything = with_bare_copies([*ordered, *composed(ordered, settings.seed)])
    readings = [e.reading for e in everything]
    vectorizer = fit(readings, cue_words(everything, settings.cue_least), settings.feature_least)
    rows = vectorizer.matrix(readings)
    families = tuple(sorted({family(e.intent) for e in everything} | {ASK}))
    intents = np.array([families.index(family(e.intent)) for e in everything])
    aspects = np.array([[a in (e.aspects or ()) for a in ASPECTS] for e in everything])
    labelled = np.array([e.aspects is not None for e in everything])
    short = np.array([len(e.text.split()) <= _SHORT for e in everything])
    ask = families.index(ASK)
    folds = np.array([fold_of(e.template, settings) for e in everything])

    held_out = np.zeros((len(everything), len(families) + len(ASPECTS)))
    for number in range(settings.folds):
        inside, outside = folds != number, folds == number
        truth = _Truth(intents[inside], aspects[inside], labelled[inside], short[inside])
        weights, offsets = _fit(rows[inside], truth, len(families), ask, settings)
        held_out[outside] = rows[outside] @ weights + offsets
    scores = held_out[:, len(families) :]
    asked = (intents == ask) & labelled
    linking, link_offsets = links(scores[asked], aspects[asked])
    probabilities = sigmoid(spread(scores[asked]) @ linking + link_offsets)

    weights, offsets = _fit(rows, _Truth(intents, aspects, labelled, short), len(families), ask, settings)
    return Model(
        vectorizer=vectorizer,
        families=families,
        weights=weights.astype(np.float32),
        offsets=offsets.astype(np.float32),
        temperature=temperature(held_out[:, : len(families)], intents),
        links=linking,
        link_offsets=link_offsets,
        thresholds=thresholds(probabilities, aspects[asked]),
        limits=Limits({DEFAULT_FLOOR: 0.4, **settings.floors}, dict(settings.urgent)),
    )


@dataclass(frozen=True)
class _Truth:
    """By example: number of the intent's family, which aspects are asked, whether that is known, is it short."""

    intents: np.ndarray
    aspects: np.ndarray
    labelled: np.ndarray
    short: np.ndarray


def _fit(
    rows: sparse.csr_matrix, truth: _Truth, families: int, ask: int, settings: Settings
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features, families + aspects) and offsets. A label without examples is never predicted."""
    weights = np.zeros((rows.shape[1], families + len(ASPECTS)))
    offsets = np.full(families + len(ASPECTS), -_NEVER)
    # Most sentences are questions about procedures, many nearly the same: a part of them shows what they are.
    # Short ones ("hồ sơ?") have no other like them.
    one_of_many = (truth.intents == ask) & truth.labelled & ~truth.short
    kept = ~one_of_many | (np.arange(len(truth.intents)) % settings.ask_share == 0)
    some, their_intents = rows[kept], truth.intents[kept]
    asking, asked = rows[truth.labelled], truth.aspects[truth.labelled]
    for number in range(families):
        _one(some, their_intents == number, settings.intent_c, "balanced", settings, weights, offsets, number)
    for number in range(len(ASPECTS)):
        _one(asking, asked[:, number], settings.aspect_c, None, settings, weights, offsets, families + number)
    return weights, offsets


def _one(
    rows: sparse.csr_matrix,
    truth: np.ndarray,
    c: float,
    balance: str | None,
    settings: Settings,
    weights: np.ndarray,
    offsets: np.ndarray,
    column: int,
) -> None:
    """One label against the rest, into its column."""
    from sklearn.linear_model import LogisticRegression

    if truth.all():
        offsets[column] = _NEVER
    if not truth.any() or truth.all():
        return
    fitted = LogisticRegression(
        C=c, class_weight=balance, solver="liblinear", tol=settings.tolerance, random_state=settings.seed
    )
    fitted.fit(rows, truth)
    weights[:, column], offsets[column] = fitted.coef_[0], fitted.intercept_[0]


def fold_of(template: str, settings: Settings) -> int:
    """Number of the held-out part that `template` belongs to, the same on every run."""
    digest = hashlib.sha256(f"{settings.seed} {template}".encode("utf-8", "ignore")).digest()
    return int.from_bytes(digest[:4], "big") % settings.folds
