"""Where a message leads that leaves the procedure in focus."""

from __future__ import annotations

import pytest

from knowledge.answering.focus.elsewhere import either_way
from knowledge.answering.focus.evidence import Found
from knowledge.search.results import Hit


def found(own: float, none: float, **others: float) -> Found:
    ranked = sorted(others.items(), key=lambda row: -row[1])
    return Found(own, tuple(Hit(code, code, "commune", score) for code, score in ranked), none)


def test_what_fits_both_ways_goes_before_what_fits_one() -> None:
    both = either_way(found(0.0, 0.1, stray=0.5, near=0.4), found(0.8, 0.0, near=0.19, stray=0.01))
    assert [h.code for h in both.others] == ["near", "stray"]
    assert both.best == pytest.approx(0.5 * 0.4 + 0.5 * 0.19 / 0.2)


def test_probabilities_stay_probabilities_however_sure_search_is_of_the_focus() -> None:
    both = either_way(found(0.999, 0.001), found(1.0, 0.0))
    assert both.own == 0.0
    assert 0.0 <= both.none <= 1.0
    some = either_way(found(0.5, 0.2, a=0.3), found(0.9, 0.05, a=0.05))
    assert some.none + some.best == pytest.approx(1.0)
