"""Train the model: a logistic regression and a convolution for the intents, convolutions for the aspects."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from bot.understanding.calibration import temperature as fit_temperature
from bot.understanding.composing import composed
from bot.understanding.decision import DEFAULT_FLOOR, Limits
from bot.understanding.examples import Example, cue_words, with_bare_copies
from bot.understanding.fit_ensemble import Lesson, fitting
from bot.understanding.labels import ASK, family
from bot.understanding.model import Model
from bot.understanding.targets import ASPECT_TARGETS, intent_targets
from bot.understanding.vectorizer import Vectorizer, fit

_SHORT = 8  # words
_NEVER = 20.0  # a score that no message turns


@dataclass(frozen=True)
class Settings:
    """Hyperparameters; config.yml says why these."""

    intent_c: float = 6.0
    ask_share: int = 3
    folds: int = 3
    cue_least: int = 4
    feature_least: int = 4
    tolerance: float = 0.01
    nets: int = 1
    intent_nets: int = 1
    softness: float = 1.8
    epochs: int = 8
    floors: Mapping[str, float] = field(default_factory=lambda: {DEFAULT_FLOOR: 0.4})
    urgent: Mapping[str, float] = field(default_factory=dict)
    seed: int = 7


@dataclass(frozen=True)
class _Linear:
    """The linear part of the model: fields as in `Model`."""

    vectorizer: Vectorizer
    families: tuple[str, ...]
    weights: np.ndarray
    offsets: np.ndarray
    temperature: float


def train(examples: Sequence[Example], settings: Settings) -> Model:
    """Deterministic: the same examples and settings give the same model."""
    ordered = sorted(examples, key=lambda e: (e.intent, e.template, e.text))
    with fitting(*_lessons(ordered, settings)) as ensembles:
        linear = _linear(ordered, settings)
        intents, aspects = ensembles()
        limits = Limits({DEFAULT_FLOOR: 0.4, **settings.floors}, dict(settings.urgent))
        return Model(**vars(linear), intents=intents, softness=settings.softness, aspects=aspects, limits=limits)


def _lessons(ordered: Sequence[Example], settings: Settings) -> tuple[Lesson, Lesson]:
    """Of the intents, and of the aspects."""
    one_of = intent_targets(ordered)
    return (
        Lesson(ordered, one_of, settings.intent_nets, settings.epochs, settings.seed),
        Lesson(_asking(ordered, settings), ASPECT_TARGETS, settings.nets, settings.epochs, settings.seed),
    )


def _asking(ordered: Sequence[Example], settings: Settings) -> list[Example]:
    """What the aspects are learned from: labelled messages about procedures, composed ones too."""
    everything = (*ordered, *composed(ordered, settings.seed))
    return [e for e in everything if e.aspects is not None and family(e.intent) == ASK]


def _linear(ordered: Sequence[Example], settings: Settings) -> _Linear:
    everything = with_bare_copies(ordered)
    readings = [e.reading for e in everything]
    vectorizer = fit(readings, cue_words(everything, settings.cue_least), settings.feature_least)
    rows = vectorizer.matrix(readings)
    families = intent_targets(ordered).names
    intents = np.array([families.index(family(e.intent)) for e in everything])
    labelled = np.array([e.aspects is not None for e in everything])
    short = np.array([len(e.text.split()) <= _SHORT for e in everything])
    # Most sentences are questions about procedures, many nearly the same: a part of them shows what they are.
    # Short ones ("hồ sơ?", "chủ trọ không cho mượn giấy thì sao") are like little else.
    one_of_many = (intents == families.index(ASK)) & labelled & ~short
    folds = np.array([fold_of(e.template, settings) for e in everything])

    held_out = np.zeros((len(everything), len(families)))
    for number in range(settings.folds):
        inside, outside = folds != number, folds == number
        weights, offsets = _fit(rows[inside], intents[inside], one_of_many[inside], len(families), settings)
        held_out[outside] = rows[outside] @ weights + offsets
    weights, offsets = _fit(rows, intents, one_of_many, len(families), settings)
    temperature = fit_temperature(held_out, intents)
    return _Linear(vectorizer, families, weights.astype(np.float32), offsets.astype(np.float32), temperature)


def _fit(
    rows: sparse.csr_matrix, intents: np.ndarray, one_of_many: np.ndarray, families: int, settings: Settings
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features, families) and offsets. A family without examples is never predicted."""
    weights, offsets = np.zeros((rows.shape[1], families)), np.full(families, -_NEVER)
    kept = ~one_of_many | (np.arange(len(intents)) % settings.ask_share == 0)
    some, theirs = rows[kept], intents[kept]
    for number in range(families):
        _one(some, theirs == number, settings, weights, offsets, number)
    return weights, offsets


def _one(
    rows: sparse.csr_matrix,
    truth: np.ndarray,
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
        C=settings.intent_c,
        class_weight="balanced",
        solver="liblinear",
        tol=settings.tolerance,
        random_state=settings.seed,
    )
    fitted.fit(rows, truth)
    weights[:, column], offsets[column] = fitted.coef_[0], fitted.intercept_[0]


def fold_of(template: str, settings: Settings) -> int:
    """Number of the held-out part that `template` belongs to, the same on every run."""
    digest = hashlib.sha256(f"{settings.seed} {template}".encode("utf-8", "ignore")).digest()
    return int.from_bytes(digest[:4], "big") % settings.folds
