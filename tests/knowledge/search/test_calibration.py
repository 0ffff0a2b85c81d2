"""Fitting the ranker and judging it: probabilities mean what they say, folds never leak."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue.models import Wording
from knowledge.search.calibration.bands import Bands
from knowledge.search.calibration.fit import AMBIGUOUS_SHARE, BARE_SHARE, OUTSIDE_SHARE, TAUGHT_SHARE, fit, weights
from knowledge.search.calibration.folds import FOLDS, bare, fold_of, split
from knowledge.search.calibration.material import Case, gold
from knowledge.search.calibration.quality import figures
from knowledge.search.candidates import QUERY_FEATURES
from knowledge.search.ranker import Ranker

BANDS = Bands(answer_at=0.7, answer_margin=0.2, clarify_at=0.3, decline_none=0.6)
CODES = ("1.000001", "1.000002", "1.000003")
SURE, TORN = (0.9, 0.05, 0.03, 0.02), (0.45, 0.35, 0.1, 0.1)
Toy = Callable[..., Case]

# reliability


def test_reliability_and_shares_of_a_toy_example(toy: Toy, echo: Ranker) -> None:
    cases = [
        toy(CODES[0], odds=SURE),  # right, answered
        toy(CODES[1], odds=SURE),  # wrong, answered
        toy(CODES[1], odds=TORN),  # wrong first, asked
        toy(CODES[2], odds=TORN, bare=True),
        toy(odds=SURE),  # outside, yet answered
        toy(odds=(0.1, 0.1, 0.1, 0.7)),
        toy(*CODES[:2], odds=TORN),
    ]
    found = figures([(echo, cases)], BANDS)
    assert found["cases"] == 7
    assert (found["known_cases"], found["bare_cases"]) == (3, 1)
    for name in ("known_first", "known_wrong_answer", "known_asked"):
        assert found[name] == pytest.approx(1 / 3, abs=1e-3)
    assert found["known_within_5"] == 1.0
    assert (found["outside_answered"], found["ambiguous_clarified"]) == (0.5, 1.0)
    # bins: 0.9 said and 1 of 2 right; 0.45 said and 0 of 2 right
    assert found["calibration_error"] == pytest.approx((0.4 * 2 + 0.45 * 2) / 4, abs=1e-3)


@given(st.integers(5, 20), st.integers(0, 10))
def test_perfect_calibration_has_no_error(toy: Toy, echo: Ranker, right: int, wrong: int) -> None:
    share = right / (right + wrong)
    odds = (share, *((1 - share) / 3,) * 3)
    cases = [toy(CODES[0], odds=odds)] * right + [toy(CODES[1], odds=odds)] * wrong
    assert figures([(echo, cases)], BANDS)["calibration_error"] == pytest.approx(0.0, abs=2e-3)


def test_right_answer_outside_the_candidates_counts_as_not_found(toy: Toy, echo: Ranker) -> None:
    found = figures([(echo, [toy("1.999999", odds=SURE)])], BANDS)
    assert (found["known_first"], found["known_within_5"], found["known_wrong_answer"]) == (0.0, 0.0, 1.0)


# fitting


def test_fitted_ranker_learns_which_feature_tells_and_when_none_is_meant(toy: Toy) -> None:
    rng = np.random.default_rng(1)
    cases = []
    for n in range(120):
        outside = n % 4 == 0
        case = toy(*(() if outside else (CODES[n % 3],)))
        case.candidates.features[:] = rng.normal(0, 0.1, case.candidates.features.shape)
        if not outside:
            case.candidates.features[n % 3, 2] += 2.0
        case.candidates.query[QUERY_FEATURES.index("bias")] = 1.0
        case.candidates.query[QUERY_FEATURES.index("best_dense")] = case.candidates.features[:, 2].max()
        cases.append(case)
    ranker, again = fit(cases, epochs=80), fit(cases, epochs=80)
    for case in cases:
        odds = ranker.probabilities(case.candidates)
        assert int(np.argmax(odds)) == int(np.argmax(gold(case)))
        assert odds.sum() == pytest.approx(1.0, abs=1e-5)
        assert (odds == again.probabilities(case.candidates)).all()


@given(st.lists(st.integers(1, 30), min_size=5, max_size=5))
def test_weights_give_each_kind_its_share(toy: Toy, counts: list[int]) -> None:
    one = CODES[0]
    some = toy(), toy(one), toy(*CODES[:2]), toy(one, bare=True), toy(one, style="taught")
    kinds = list(zip(some, counts, strict=True))
    groups = [[case] * count for case, count in kinds]
    cases = [case for group in groups for case in group]
    parts = np.split(weights(cases) / len(cases), np.cumsum([len(g) for g in groups[:-1]]))
    others = [AMBIGUOUS_SHARE, BARE_SHARE, TAUGHT_SHARE]
    expected = [OUTSIDE_SHARE, 1 - OUTSIDE_SHARE - sum(others), *others]
    assert [float(p.sum()) for p in parts] == pytest.approx(expected, abs=1e-4)


def test_ranker_is_kept_and_one_of_other_features_is_refused(toy: Toy, echo: Ranker, tmp_path: Path) -> None:
    path = tmp_path / "ranker.json"
    echo.save(path)
    odds = (0.5, 0.2, 0.1, 0.2)
    assert Ranker.load(path).probabilities(toy(odds=odds).candidates) == pytest.approx(odds, abs=1e-5)
    path.write_text(path.read_text().replace("dense_wording", "dense_other"))
    with pytest.raises(ValueError, match="other features"):
        Ranker.load(path)


# folds

codes = st.sampled_from([f"1.{n:06}" for n in range(40)])
some_wordings = st.lists(st.builds(Wording, code=codes, text=st.text("abc", min_size=1)), max_size=30)


@given(some_wordings, st.integers(0, FOLDS - 1))
def test_folds_part_the_wordings(said: list[Wording], fold: int) -> None:
    kept, held = split(said, fold)
    assert sorted(map(str, kept + held)) == sorted(map(str, said))
    assert not set(kept) & set(held)
    seen = [w for w in said if not bare(w.code, fold)]
    assert {w for w in held if not bare(w.code, fold)} == {w for w in seen if fold_of(w) == fold}
    assert not [w for w in kept if bare(w.code, fold)]


@given(some_wordings, codes)
def test_a_new_wording_moves_no_other(said: list[Wording], code: str) -> None:
    more = [*said, Wording(code=code, text="câu mới")]
    for fold in range(FOLDS):
        before, after = split(said, fold)[1], split(more, fold)[1]
        assert [w for w in after if w.text != "câu mới"] == before


def test_folds_are_of_like_size_and_some_procedures_are_bare() -> None:
    said = [Wording(code=f"1.{n:06}", text=f"câu {k}") for n in range(300) for k in range(5)]
    for fold in range(FOLDS):
        assert 0.1 < sum(fold_of(w) == fold for w in said) / len(said) < 0.3
        assert 0.03 < sum(bare(f"1.{n:06}", fold) for n in range(300)) / 300 < 0.25
