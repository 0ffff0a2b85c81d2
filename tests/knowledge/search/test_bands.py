"""Answer, ask back or decline: what the thresholds do, and that they are chosen by what mistakes cost."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.calibration import bands as bands_module
from knowledge.search.calibration.bands import Bands, choose_bands, decision
from knowledge.search.calibration.fit import weights
from knowledge.search.calibration.material import Case, gold
from knowledge.search.ranker import Ranker

BANDS = Bands(answer_at=0.7, answer_margin=0.2, clarify_at=0.3, decline_none=0.6)
ORDER = {"answer": 0, "clarify": 1, "decline": 2}
FIRST, SECOND = "1.000001", "1.000002"
Toy = Callable[..., Case]

shares = st.lists(st.floats(0.01, 1), min_size=1, max_size=8).map(lambda x: np.array(x) / sum(x))


@pytest.mark.parametrize(
    ("odds", "expected"),
    [
        ((0.8, 0.1, 0.1), "answer"),
        ((0.7, 0.2, 0.1), "answer"),
        ((0.6, 0.2, 0.2), "clarify"),
        ((0.2, 0.15, 0.65), "decline"),
        ((0.2, 0.05, 0.55), "decline"),
        ((0.3, 0.1, 0.6), "decline"),
        ((0.9,), "decline"),
        ((0.9, 0.1), "answer"),
    ],
)
def test_decision(odds: tuple[float, ...], expected: str) -> None:
    assert decision(np.array(odds), BANDS) == expected


def test_margin_keeps_two_near_ones_from_being_answered() -> None:
    odds = np.array([0.52, 0.42, 0.06])
    assert decision(odds, Bands(0.5, 0.2, 0.3, 0.6)) == "clarify"
    assert decision(odds, Bands(0.5, 0.05, 0.3, 0.6)) == "answer"


@given(shares, st.floats(0, 1), st.floats(0, 1))
def test_a_stricter_threshold_never_answers_more(odds: np.ndarray, low: float, high: float) -> None:
    low, high = sorted((low, high))
    for name in ("answer_at", "answer_margin", "clarify_at"):
        loose, strict = (Bands(**{**vars(BANDS), name: v}) for v in (low, high))
        assert ORDER[decision(odds, strict)] >= ORDER[decision(odds, loose)]
    patient, quick = (Bands(**{**vars(BANDS), "decline_none": v}) for v in (high, low))
    assert ORDER[decision(odds, quick)] >= ORDER[decision(odds, patient)]


@given(shares)
def test_order_of_the_candidates_does_not_matter(odds: np.ndarray) -> None:
    assert decision(odds, BANDS) == decision(np.append(np.sort(odds[:-1]), odds[-1]), BANDS)


# choosing by cost


@pytest.fixture
def right(toy: Toy) -> list[Case]:
    return [toy(FIRST, odds=(0.5, 0.2, 0.2, 0.1))] * 20


@pytest.fixture
def wrong(toy: Toy) -> list[Case]:
    return [toy(SECOND, odds=(0.5, 0.2, 0.2, 0.1))] * 20


@pytest.fixture
def outside(toy: Toy) -> list[Case]:
    return [toy(odds=(0.3, 0.1, 0.1, 0.5))] * 5


def taken(ranker: Ranker, bands: Bands, of: Case) -> str:
    return decision(ranker.probabilities(of.candidates), bands)


def test_what_is_always_right_is_answered_and_what_is_always_wrong_is_asked(
    echo: Ranker, right: list[Case], wrong: list[Case], outside: list[Case]
) -> None:
    good = choose_bands([(echo, [*right, *outside])])
    assert (taken(echo, good, right[0]), taken(echo, good, outside[0])) == ("answer", "decline")
    assert taken(echo, choose_bands([(echo, [*wrong, *outside])]), wrong[0]) == "clarify"


def test_dearer_mistakes_are_answered_less(
    echo: Ranker, right: list[Case], wrong: list[Case], outside: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed = [*right[:13], *wrong[:7], *outside]
    said = []
    for cost in (1.0, 3.0, 30.0):
        monkeypatch.setattr(bands_module, "COST_WRONG", cost)
        said.append(ORDER[taken(echo, choose_bands([(echo, mixed)]), right[0])])
    assert said == sorted(said)
    assert (said[0], said[-1]) == (ORDER["answer"], ORDER["clarify"])


def test_table_of_costs_agrees_with_the_decision_taken_one_by_one(
    echo: Ranker, toy: Toy, right: list[Case], wrong: list[Case], outside: list[Case]
) -> None:
    cases = [*right[:2], *wrong[:3], *outside, toy(FIRST, SECOND, odds=(0.45, 0.4, 0.1, 0.05))]
    for point in (BANDS, Bands(0.35, 0.0, 0.15, 0.8), Bands(0.45, 0.2, 0.45, 0.45)):
        costs = []
        for one in cases:
            way, target = taken(echo, point, one), gold(one)[:-1]
            ambiguous = len(one.right) > 1
            if way == "answer":
                first = target[int(np.argmax(echo.probabilities(one.candidates)[:-1]))]
                costs.append((1.0 if ambiguous else 0.0) if first else bands_module.COST_WRONG)
            elif way == "clarify":
                costs.append((0.0 if ambiguous else 1.0) if target.any() else 1.75)
            else:
                costs.append(2.0 if one.right else 0.0)
        expected = np.average(costs, weights=weights(cases))
        assert bands_module._table([(echo, cases)]).cost(point) == pytest.approx(expected)
