"""The three bands - answer, ask back, decline - chosen by what a mistake costs the citizen."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.search.calibration.fit import weights
from knowledge.search.calibration.material import Case, gold
from knowledge.search.ranker import Ranker

# A wrong answer sends somebody on a trip for nothing; a question back costs a moment, more so when in vain.
COST_WRONG = 4.0
COST_ASKED = 1.0
COST_ASKED_IN_VAIN = 1.75
COST_DECLINED = 2.0
OFFERED = 5


@dataclass(frozen=True)
class Bands:
    """Thresholds on calibrated probabilities (meanings in answering/settings.yml)."""

    answer_at: float
    answer_margin: float
    clarify_at: float
    decline_none: float


Judged = Sequence[tuple[Ranker, Sequence[Case]]]


def decision(odds: np.ndarray, bands: Bands) -> str:
    """answer, clarify or decline for one vector of probabilities (last = none of them)."""
    ranked = np.sort(odds[:-1])[::-1]
    if len(ranked) == 0 or odds[-1] >= bands.decline_none:
        return "decline"
    margin = ranked[0] - (ranked[1] if len(ranked) > 1 else 0.0)
    if ranked[0] >= bands.answer_at and margin >= bands.answer_margin:
        return "answer"
    return "clarify" if ranked[:OFFERED].sum() >= bands.clarify_at else "decline"


@dataclass(frozen=True)
class _Table:
    """What the decision depends on, one entry a case."""

    best: np.ndarray
    margin: np.ndarray
    together: np.ndarray  # of the choices that would be offered
    none: np.ndarray
    right_first: np.ndarray
    right_offered: np.ndarray
    ambiguous: np.ndarray
    outside: np.ndarray
    weight: np.ndarray

    def cost(self, bands: Bands) -> float:
        """Mean cost; nothing for a right answer, or for declining what nothing answers."""
        declined = self.none >= bands.decline_none
        answered = ~declined & (self.best >= bands.answer_at) & (self.margin >= bands.answer_margin)
        asked = ~declined & ~answered & (self.together >= bands.clarify_at)
        when_answered = np.where(self.right_first, np.where(self.ambiguous, COST_ASKED, 0.0), COST_WRONG)
        when_asked = np.where(self.right_offered, np.where(self.ambiguous, 0.0, COST_ASKED), COST_ASKED_IN_VAIN)
        otherwise = np.where(self.outside, 0.0, COST_DECLINED)
        costs = np.where(answered, when_answered, np.where(asked, when_asked, otherwise))
        return float(np.average(costs, weights=self.weight))


def choose_bands(judged: Judged) -> Bands:
    """The grid point with the least mean cost over cases the rankers were not fitted on."""
    table = _table(judged)
    grid = itertools.product(
        np.arange(0.35, 0.86, 0.05), (0.0, 0.1, 0.2, 0.3), (0.15, 0.25, 0.35, 0.45), (0.4, 0.5, 0.6, 0.7, 0.8)
    )
    options = [Bands(*(round(float(v), 2) for v in point)) for point in grid]
    return min(options, key=table.cost)


def _table(judged: Judged) -> _Table:
    rows = []
    for ranker, cases in judged:
        for case in cases:
            odds, target = ranker.probabilities(case.candidates), gold(case)[:-1]
            order = np.argsort(-odds[:-1])
            top = odds[order[:OFFERED]]
            best, second = (float(top[0]) if len(top) else 0.0), (float(top[1]) if len(top) > 1 else 0.0)
            first = bool(len(order) and target[order[0]])
            within = bool(target[order[:OFFERED]].any())
            rows.append((best, best - second, top.sum(), odds[-1], first, within, len(case.right) > 1, not case.right))
    columns = [np.array(c) for c in zip(*rows, strict=True)]
    weight = np.concatenate([weights(cases) for _, cases in judged])
    return _Table(*[*columns, weight])
