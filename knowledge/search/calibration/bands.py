"""The three bands - answer, ask back, decline - chosen by what a mistake costs the citizen."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.search.calibration.material import Case, gold
from knowledge.search.ranker import Ranker

# A wrong answer sends somebody on a trip for nothing; a question back costs a moment, more so when in vain.
COST_WRONG = 6.0
COST_ASKED = 1.0
COST_ASKED_IN_VAIN = 2.5
COST_DECLINED = 3.0
OFFERED = 5

_SETTINGS = Path(__file__).parents[2] / "answering" / "settings.yml"


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


def cost(case: Case, odds: np.ndarray, bands: Bands) -> float:
    """What the decision costs; nothing for a right answer, or for declining what nothing answers."""
    target, order = gold(case)[:-1], np.argsort(-odds[:-1])
    chosen = decision(odds, bands)
    ambiguous = len(case.right) > 1
    if chosen == "answer":
        return (COST_ASKED if ambiguous else 0.0) if len(order) and target[order[0]] else COST_WRONG
    if chosen == "clarify":
        offered = bool(target[order[:OFFERED]].any())
        return (0.0 if ambiguous else COST_ASKED) if offered else COST_ASKED_IN_VAIN
    return COST_DECLINED if case.right else 0.0


def choose_bands(judged: Judged) -> Bands:
    """The grid point with the least mean cost over cases the rankers were not fitted on."""
    rows = [(case, ranker.probabilities(case.candidates)) for ranker, cases in judged for case in cases]
    grid = itertools.product(
        np.arange(0.35, 0.86, 0.05), (0.0, 0.1, 0.2, 0.3), (0.15, 0.25, 0.35, 0.45), (0.4, 0.5, 0.6, 0.7, 0.8)
    )
    options = [Bands(*(round(float(v), 2) for v in point)) for point in grid]
    return min(options, key=lambda b: sum(cost(case, odds, b) for case, odds in rows))


def write_bands(bands: Bands, path: Path = _SETTINGS) -> None:
    """Put the thresholds into settings.yml, comments kept."""
    text = path.read_text(encoding="utf-8")
    for name in ("answer_at", "answer_margin", "clarify_at", "decline_none"):
        text = re.sub(rf"^({name}: )[\d.]+", rf"\g<1>{getattr(bands, name)}", text, flags=re.M)
    path.write_text(text, encoding="utf-8")
