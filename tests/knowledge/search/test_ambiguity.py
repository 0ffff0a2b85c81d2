"""Known ambiguities: how near they are, and when they are asked about whatever the scores say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from knowledge.search.ambiguity import LEAST, KnownAmbiguities
from knowledge.search.calibration.material import Case
from knowledge.search.candidates import FEATURES, Candidates
from knowledge.starter.bank import Ambiguous

COLUMN, MEAN = FEATURES.index("ambiguous"), FEATURES.index("dense_mean")
TEXTS = [Ambiguous("mất giấy tờ", ("1.000001", "1.000002")), Ambiguous("làm lại giấy", ("1.000003", "9.000009"))]


class Axes:
    """An encoder that gives each text an axis of its own, in the order in which it meets them."""

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.eye(len(texts), 3, dtype=np.float32)


@pytest.fixture
def known() -> KnownAmbiguities:
    return KnownAmbiguities(TEXTS, Axes())  # type: ignore[arg-type]


@pytest.fixture
def found(toy: Callable[..., Case]) -> Candidates:
    """Three candidates; the best text of any is .5 near, the best three of one .4."""
    made = toy("1.000001").candidates
    features = np.zeros_like(made.features)
    features[0, 0], features[0, MEAN] = 0.5, 0.4
    return replace(made, features=features)


def test_tells_how_near_each_candidates_ambiguities_are(known: KnownAmbiguities, found: Candidates) -> None:
    weighed, _ = known.weigh(found, np.array([0.8, 0.6, 0.0], np.float32))
    assert weighed.features[:, COLUMN].tolist() == pytest.approx([0.8, 0.8, 0.6])
    assert weighed.query[-3:].tolist() == pytest.approx([0.8, 0.3, 0.7 - 0.4])
    assert found.features[:, COLUMN].tolist() == [0.0, 0.0, 0.0], "what was measured before stays as it was"


@pytest.mark.parametrize(
    ("near", "among"),
    [(0.8, TEXTS[0].among), (0.45, ()), (LEAST - 0.01, ())],
    ids=["nearer than any wording", "a wording is nearer", "near nothing"],
)
def test_is_asked_about_where_nothing_else_is_nearer(
    known: KnownAmbiguities, found: Candidates, near: float, among: tuple[str, ...]
) -> None:
    assert known.weigh(found, np.array([near, 0.0, 0.6], np.float32))[1] == among


def test_without_ambiguities_or_candidates_nothing_changes(known: KnownAmbiguities, found: Candidates) -> None:
    vector = np.array([1.0, 0.0, 0.0], np.float32)
    assert KnownAmbiguities([], Axes()).weigh(found, vector) == (found, ())  # type: ignore[arg-type]
    nothing = replace(found, metas=(), features=found.features[:0])
    assert known.weigh(nothing, vector) == (nothing, ())
