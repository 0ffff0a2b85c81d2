"""Fit the gate and the phrasing by logistic regression on messages of which it is known whether they stay."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.answering.brain import Search
from knowledge.answering.focus import phrasing
from knowledge.answering.focus.along import along_with
from knowledge.answering.focus.elsewhere import either_way
from knowledge.answering.focus.evidence import EVIDENCE, PHRASED, evidence
from knowledge.answering.focus.found import seen_from
from knowledge.answering.focus.material import Said
from knowledge.answering.focus.phrasing import Phrasing
from knowledge.answering.focus.untied import untied
from knowledge.answering.focus.words import subject_words

_SWITCHES = 0.25  # of messages within a conversation, our estimate
_PARTS = 5
_LIMIT = 40  # hits looked at


@dataclass(frozen=True)
class Rows:
    """Evidence `(messages, len(EVIDENCE))`, truth `(messages,)` and the texts."""

    evidence: np.ndarray
    away: np.ndarray
    texts: tuple[str, ...]

    @property
    def parts(self) -> np.ndarray:
        """A text is in one part only, however often it is said."""
        return np.array([zlib.crc32(text.encode()) % _PARTS for text in self.texts])

    def some(self, chosen: np.ndarray) -> Rows:
        texts = tuple(text for text, wanted in zip(self.texts, chosen, strict=True) if wanted)
        return Rows(self.evidence[chosen], self.away[chosen], texts)


def measure(messages: Sequence[Said], search: Search) -> Rows:
    """Of those messages that have a word to judge by."""
    found, truth, texts = [], [], []
    for message in messages:
        if not subject_words(message.text):
            continue
        asked = untied(message.text)
        alone = seen_from(message.focus, search.search(asked, limit=_LIMIT))
        along = seen_from(message.focus, search.search(along_with(message.focus, asked), limit=_LIMIT))
        elsewhere = either_way(message.text, message.focus, alone, along)
        found.append(evidence(message.text, message.focus, alone, along, elsewhere))
        truth.append(message.target is not None)
        texts.append(message.text)
    return Rows(np.array(found).reshape(-1, len(EVIDENCE)), np.array(truth, dtype=np.float64), tuple(texts))


def rephrased(rows: Rows) -> Rows:
    """Each message with the log-odds of a phrasing that was fitted without its text."""
    parts, found = rows.parts, rows.evidence.copy()
    for number in range(_PARTS):
        learned = fit_phrasing(rows.some(parts != number))
        found[parts == number, PHRASED] = [learned.log_odds(t) for t in rows.some(parts == number).texts]
    return replace(rows, evidence=found)


def cross_fitted(rows: Rows) -> np.ndarray:
    """Probability of leading away, each by weights fitted without that text."""
    parts, away = rows.parts, np.zeros(len(rows.away))
    for number in range(_PARTS):
        weights = fit(rows.some(parts != number))
        away[parts == number] = 1.0 / (1.0 + np.exp(-(rows.evidence[parts == number] @ weights)))
    return away


def fit_phrasing(rows: Rows) -> Phrasing:
    return phrasing.fit(rows.texts, rows.away, _importance(rows.away))


def fit(rows: Rows) -> np.ndarray:
    """Weights `(len(EVIDENCE),)`; the first, of the bias, is not held small."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(max_iter=3000)
    model.fit(rows.evidence[:, 1:], rows.away, sample_weight=_importance(rows.away))
    return np.asarray([*model.intercept_, *model.coef_[0]])


def fit_aside(rows: Rows, asides: Rows) -> np.ndarray:
    """Weights `(len(EVIDENCE),)` that tell `asides` from the messages of `rows`."""
    from sklearn.linear_model import LogisticRegression

    found = np.concatenate([rows.evidence, asides.evidence])
    truth = np.repeat([0, 1], [len(rows.evidence), len(asides.evidence)])
    model = LogisticRegression(max_iter=3000).fit(found[:, 1:], truth)
    return np.asarray([*model.intercept_, *model.coef_[0]])


def _importance(away: np.ndarray) -> np.ndarray:
    share = away.mean()
    return np.asarray(np.where(away > 0, _SWITCHES / share, (1.0 - _SWITCHES) / (1.0 - share)))
