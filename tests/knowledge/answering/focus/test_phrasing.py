"""Phrases tell going on from coming to something else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.focus import phrasing
from knowledge.answering.focus.phrasing import Phrasing, fit, phrases, save, shipped


def test_phrases_are_words_and_pairs_each_once() -> None:
    assert list(phrases("Đi  đi ĐI")) == ["di", "di di"]


def test_fit_learns_what_speaks_for_leaving() -> None:
    texts = ["mấy ngày thì xong", "mấy ngày có", "còn hộ khẩu thì sao", "còn căn cước"] * 5
    learned = fit(texts, np.array([0.0, 0.0, 1.0, 1.0] * 5), np.ones(20))
    assert learned.log_odds("còn bằng lái") > 0 > learned.log_odds("mấy ngày lấy")
    assert "mat" not in learned.weights, "phrases of one text alone are not believed"


def test_a_message_without_a_known_phrase_gets_the_bias() -> None:
    assert Phrasing(-0.5, {"con": 2.0}).log_odds("xyz") == -0.5


def test_saved_and_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "_FILE", tmp_path / "phrasing.json")
    try:
        save(Phrasing(0.25, {"con ho khau": 1.234}), tmp_path / "phrasing.json")
        assert shipped() == Phrasing(0.25, {"con ho khau": 1.23})
    finally:
        shipped.cache_clear()


@given(st.text())
def test_any_text_has_finite_log_odds(text: str) -> None:
    assert np.isfinite(shipped().log_odds(text))
