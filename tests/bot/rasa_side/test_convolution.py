"""The convolution finds a question wherever it stands, and reads in numpy what TensorFlow trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.understanding.ensemble import Ensemble
from bot.understanding.examples import Example
from bot.understanding.features import read
from bot.understanding.fit_ensemble import Lesson, fitting
from bot.understanding.labels import ASPECTS
from bot.understanding.reading_ids import MARGIN, ids
from bot.understanding.targets import ASPECT_TARGETS, intent_targets

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
    return _fitted(Lesson(examples * 2, ASPECT_TARGETS, nets=2, epochs=60, seed=7))


def _fitted(lesson: Lesson) -> Ensemble:
    with fitting(lesson) as ensembles:
        return ensembles()[0]


def _scores(ensemble: Ensemble, text: str) -> np.ndarray:
    return ensemble.scores(ids([read(text)]))


@pytest.mark.parametrize(("end", "aspects"), ASKED.items())
def test_a_question_is_found_behind_any_need(trained: Ensemble, end: str, aspects: set[str]) -> None:
    scores = _scores(trained, f"đăng ký tạm trú {end}")
    assert {a for a, s in zip(ASPECTS, scores, strict=True) if s >= 0} == aspects


def test_two_questions_and_no_accents(trained: Ensemble) -> None:
    scores = _scores(trained, "tach khau nop o cho nao, may hom thi xong")
    assert {"place", "time"} <= {a for a, s in zip(ASPECTS, scores, strict=True) if s >= 0}


def test_every_filter_sees_nothing_once() -> None:
    folded, accented, letters = ids([read("khai sinh"), read("")])
    for array in (folded, accented, letters):
        assert not array[:, :MARGIN].any()
        assert not array[:, -MARGIN:].any()


@pytest.mark.parametrize("text", ["", " ", "\ud800", "😂" * 50, "x" * 5000])
def test_any_text_has_scores(trained: Ensemble, text: str) -> None:
    assert np.isfinite(_scores(trained, text)).all()


def test_stored_and_read_again_it_says_the_same(trained: Ensemble, tmp_path: Path) -> None:
    trained.save(tmp_path / "aspects.npz")
    again = Ensemble.load(tmp_path / "aspects.npz")
    text = "đăng ký tạm trú nộp ở chỗ nào"
    assert len(again.nets) == 2
    assert _scores(again, text).tobytes() == _scores(trained, text).tobytes()


def test_each_net_is_another_one(trained: Ensemble) -> None:
    one, two = (net.arrays["out"] for net in trained.nets)
    assert not np.array_equal(one, two)


def test_of_intents_one_is_learned() -> None:
    said = {"thanks": ("cảm ơn nhé", "cam on ad nhieu"), "ask_fee": ("hết bao nhiêu tiền", "lệ phí thế nào")}
    examples = [Example(t, intent, None, t) for intent, texts in said.items() for t in texts] * 8
    targets = intent_targets(examples)
    assert targets.names == ("ask", "thanks")
    assert targets.of(examples[:1]).tolist() == [[0.0, 1.0]]
    intents = _fitted(Lesson(examples, targets, nets=1, epochs=60, seed=7))
    assert int(np.argmax(_scores(intents, "cảm ơn ad nhé"))) == 1
    assert int(np.argmax(_scores(intents, "lệ phí hết bao nhiêu"))) == 0
