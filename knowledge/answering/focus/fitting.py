"""Fit the gate by logistic regression on messages of which it is known whether they stay."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.answering.brain import Search
from knowledge.answering.focus.evidence import EVIDENCE, evidence, seen_from
from knowledge.answering.focus.material import Said
from knowledge.answering.focus.words import subject_words

_DECAY = 1.0  # of the weights, but not of the bias
_SWITCHES = 0.25  # of messages within a conversation, our estimate
_STEPS = 50
_PARTS = 5
_LIMIT = 40  # hits looked at


@dataclass(frozen=True)
class Rows:
    """Evidence `(messages, len(EVIDENCE))`, truth `(messages,)`, and a number for each text."""

    evidence: np.ndarray
    away: np.ndarray
    text: np.ndarray


def measure(messages: Sequence[Said], search: Search) -> Rows:
    """Of those messages that have a word to judge by."""
    found, truth, texts = [], [], []
    for message in messages:
        if not subject_words(message.text):
            continue
        alone = seen_from(message.focus, search.search(message.text, limit=_LIMIT))
        along = seen_from(message.focus, search.search(f"{message.focus.title} {message.text}", limit=_LIMIT))
        found.append(evidence(message.text, message.focus, alone, along))
        truth.append(message.target is not None)
        texts.append(zlib.crc32(message.text.encode()))
    return Rows(
        np.array(found).reshape(-1, len(EVIDENCE)), np.array(truth, dtype=np.float64), np.array(texts)
    )


def cross_fitted(rows: Rows) -> np.ndarray:
    """Probability of leading away, each by weights fitted without that text."""
    part, away = rows.text % _PARTS, np.zeros(len(rows.away))
    for number in range(_PARTS):
        weights = fit(rows.evidence[part != number], rows.away[part != number])
        away[part == number] = 1.0 / (1.0 + np.exp(-(rows.evidence[part == number] @ weights)))
    return away


def fit(found: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Weights `(len(EVIDENCE),)` by Newton's method."""
    share = truth.mean()
    importance = np.where(truth > 0, _SWITCHES / share, (1.0 - _SWITCHES) / (1.0 - share))
    penalty = np.full(len(EVIDENCE), _DECAY)
    penalty[0] = 0.0
    weights = np.zeros(len(EVIDENCE))
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-(found @ weights)))
        slope = found.T @ (importance * (chance - truth)) + penalty * weights
        curve = (found * (importance * chance * (1.0 - chance) + 1e-9)[:, None]).T @ found + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights
