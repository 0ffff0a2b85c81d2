"""Where a message leads that leaves the procedure in focus."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.answering.focus import elsewhere
from knowledge.answering.focus.elsewhere import TRAITS, either_way
from knowledge.answering.focus.fitting_elsewhere import Led, fit_elsewhere, measure_led, right_first
from knowledge.answering.focus.found import Found
from knowledge.answering.focus.material import Said
from knowledge.catalogue.models import Procedure
from knowledge.search.results import Hit

from ..conftest import Shelf, ToldSearch

KHAI_SINH, TAM_TRU = "1.001193", "1.004194"
TEXT = "chuyện khác"


@pytest.fixture
def left(shelf: Shelf) -> Procedure:
    return shelf.records[KHAI_SINH]


def found(own: float, none: float, field: str = "", **others: float) -> Found:
    ranked = sorted(others.items(), key=lambda row: -row[1])
    return Found(own, tuple(Hit(code, code, "commune", score, field=field) for code, score in ranked), none)


def test_what_fits_both_ways_goes_before_what_fits_one(left: Procedure) -> None:
    both = either_way(TEXT, left, found(0.0, 0.1, stray=0.5, near=0.4), found(0.8, 0.0, near=0.19, stray=0.01))
    assert [h.code for h in both.others] == ["near", "stray"]


def test_the_field_of_what_was_talked_about_counts(left: Procedure) -> None:
    related = found(0.0, 0.1, field=left.field or "", near=0.3)
    both = Found(0.0, (*found(0.0, 0.1, stray=0.4).others, *related.others), 0.1)
    assert either_way(TEXT, left, both, found(0.9, 0.0)).others[0].code == "near"


def test_probabilities_stay_probabilities_however_sure_search_is_of_the_focus(left: Procedure) -> None:
    both = either_way(TEXT, left, found(0.999, 0.001), found(1.0, 0.0))
    assert both.own == 0.0
    assert 0.0 <= both.none <= 1.0
    assert both.others == ()
    some = either_way(TEXT, left, found(0.5, 0.2, a=0.2, b=0.1), found(0.9, 0.05, a=0.05))
    assert some.none + sum(h.score for h in some.others) == pytest.approx(1.0, abs=1e-3)


def test_a_twin_that_differs_by_what_nobody_said_goes_behind(left: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = np.array([{"along": 1.0, "unsaid": -0.5}.get(trait, 0.0) for trait in TRAITS])
    monkeypatch.setattr(elsewhere, "_weights", lambda: weights)
    names = {"abroad": "Nhận cha, mẹ, con có yếu tố nước ngoài", "plain": "Nhận cha, mẹ, con trong nước"}
    along = Found(0.0, tuple(Hit(code, name, "commune", 0.45) for code, name in names.items()), 0.1)
    assert either_way("chỉ nhận cha thôi", left, found(0.0, 1.0), along).others[0].code == "plain"
    said = {h.code: h.score for h in either_way("bố người nước ngoài", left, found(0.0, 1.0), along).others}
    assert said["abroad"] == said["plain"]


def test_fit_finds_the_trait_that_tells() -> None:
    dice = np.random.default_rng(5)
    rows = []
    for number in range(200):
        traits = dice.random((6, len(TRAITS)))
        rows.append(Led(traits, int(np.argmax(traits[:, TRAITS.index("along")])), number % 5))
    weights = dict(zip(TRAITS, fit_elsewhere(rows), strict=True))
    assert max(weights, key=lambda name: weights[name]) == "along"
    assert right_first(rows) > 0.9
    missed = [Led(row.traits, None, row.part) for row in rows]
    assert right_first([*rows, *missed]) < 0.5, "what search does not find is not right"


def test_only_what_leads_elsewhere_is_measured(left: Procedure, told: ToldSearch) -> None:
    messages = [Said("mấy hôm thì xong", left, None), Said("còn ở trọ thì khai sao", left, TAM_TRU)]
    assert len(measure_led(messages, told)) == 1


def test_saved_weights_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: Procedure) -> None:
    monkeypatch.setattr(elsewhere, "_FILE", tmp_path / "elsewhere.json")
    try:
        weights = [5.0 if trait == "along" else 0.0 for trait in TRAITS]
        elsewhere.save(np.array(weights), tmp_path / "elsewhere.json")
        alone, along = found(0.0, 0.0, a=0.9, b=0.1), found(0.0, 0.0, a=0.1, b=0.9)
        assert either_way(TEXT, left, alone, along).others[0].code == "b"
    finally:
        elsewhere._weights.cache_clear()
