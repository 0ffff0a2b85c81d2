"""The convolution finds a question wherever it stands, and reads in numpy what TensorFlow trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.understanding.ensemble import Ensemble
from bot.understanding.examples import Example
from bot.understanding.features import read
from bot.understanding.fit_ensemble import fitting
from bot.understanding.labels import ASPECTS
from bot.understanding.reading_ids import MARGIN, ids

ASKED = {
    "hết bao nhiêu tiền": {"fee"},
    "mấy hôm thì xong": {"time"},
    "nộp ở chỗ nào": {"place"},
    "nộp ở chỗ nào, mấy hôm thì xong": {"place", "time"},
    "nộp ở chỗ nào, hết bao nhiêu tiền": {"place", "fee"},
    "làm giúp em": set(),
}
NEEDS = ("khai sinh cho cháu", "đổi bằng lái", "sang tên sổ đỏ", "tách khẩu", "xin giấy độc thân")


@pytest.fixture(scope="module")
def trained() -> Ensemble:
    examples = [
        Example(f"{need} {end}", "ask_procedure", frozenset(aspects), f"{need} {end}")
        for need in NEEDS
        for end, aspects in ASKED.items()
    ]
    with fitting(examples * 2, seed=7, nets=2, epochs=60) as ensemble:
        return ensemble()


@pytest.mark.parametrize(("end", "aspects"), ASKED.items())
def test_a_question_is_found_behind_any_need(trained: Ensemble, end: str, aspects: set[str]) -> None:
    scores = trained.scores(read(f"đăng ký tạm trú {end}"))
    assert {a for a, s in zip(ASPECTS, scores, strict=True) if s >= 0} == aspects


def test_two_questions_and_no_accents(trained: Ensemble) -> None:
    scores = trained.scores(read("tach khau nop o cho nao, may hom thi xong"))
    assert {"place", "time"} <= {a for a, s in zip(ASPECTS, scores, strict=True) if s >= 0}


def test_every_filter_sees_nothing_once() -> None:
    folded, accented, letters = ids([read("khai sinh"), read("")])
    for array in (folded, accented, letters):
        assert not array[:, :MARGIN].any()
        assert not array[:, -MARGIN:].any()


@pytest.mark.parametrize("text", ["", " ", "\ud800", "😂" * 50, "x" * 5000])
def test_any_text_has_scores(trained: Ensemble, text: str) -> None:
    assert np.isfinite(trained.scores(read(text))).all()


def test_stored_and_read_again_it_says_the_same(trained: Ensemble, tmp_path: Path) -> None:
    trained.save(tmp_path / "aspects.npz")
    again = Ensemble.load(tmp_path / "aspects.npz")
    reading = read("đăng ký tạm trú nộp ở chỗ nào")
    assert len(again.nets) == 2
    assert again.scores(reading).tobytes() == trained.scores(reading).tobytes()


def test_each_net_is_another_one(trained: Ensemble) -> None:
    one, two = (net.arrays["out"] for net in trained.nets)
    assert not np.array_equal(one, two)
