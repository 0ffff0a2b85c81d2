"""The gate learns from messages whose truth is known, and judges those it has not seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.answering.focus import gate
from knowledge.answering.focus.evidence import EVIDENCE, PHRASED
from knowledge.answering.focus.fitting import Rows, cross_fitted, fit, measure, rephrased
from knowledge.answering.focus.material import aside, said
from knowledge.answering.settings import thresholds
from knowledge.catalogue.models import Procedure, Wording
from knowledge.starter.bank import load_bank
from knowledge.starter.follow_ups import Aside, FollowUps, Stay, Switch, load_follow_ups

from ..conftest import Shelf, ToldSearch

KHAI_SINH, TAM_TRU = "1.001193", "1.004194"


def rows(count: int = 400) -> Rows:
    dice = np.random.default_rng(3)
    found = dice.random((count, len(EVIDENCE)))
    found[:, 0] = 1.0
    away = (found[:, EVIDENCE.index("near")] > 0.7).astype(np.float64)
    return Rows(found, away, tuple(f"câu {number}" for number in range(count)))


def test_fit_finds_what_matters() -> None:
    weights = dict(zip(EVIDENCE, fit(rows()), strict=True))
    assert max(weights, key=lambda name: abs(weights[name])) == "near"
    assert weights["near"] > 0


def test_a_text_is_never_judged_by_weights_that_saw_it() -> None:
    material = rows()
    parts = np.arange(len(material.texts)) % 2
    turned = np.where(parts == 0, material.away, 1.0 - material.away)
    said = Rows(material.evidence, turned, tuple(_text_of_part(int(part)) for part in parts))
    judged = cross_fitted(said)
    right = (judged > 0.5) == (said.away > 0.5)
    assert right.mean() < 0.2, "each half was learned from the other, which says the opposite"


def _text_of_part(part: int) -> str:
    texts = (f"câu {number}" for number in range(100))
    return next(text for text in texts if Rows(np.empty(0), np.empty(0), (text,)).parts[0] == part)


def test_saved_weights_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_FILE", tmp_path / "gate.json")
    try:
        gate.save(np.full(len(EVIDENCE), 2.0), tmp_path / "gate.json")
        assert gate.leads_away(np.ones(len(EVIDENCE))) > 0.99
    finally:
        gate._weights.cache_clear()


def test_shipped_weights_tell_a_need_from_a_question_about_the_focus() -> None:
    stays = {"bias": 1.0, "none": 0.9, "own_along": 1.0, "words": 0.1}
    leaves = {"bias": 1.0, "best": 0.85, "near": 0.95, "acts": 1.0, "opens_new": 1.0, "words": 0.5, "own_along": 0.5}
    leaves |= {"leads": 0.9, "phrased": 1.0}
    chances = [gate.leads_away(np.array([row.get(name, 0.0) for name in EVIDENCE])) for row in (stays, leaves)]
    assert chances[0] < thresholds().ask_at
    assert chances[1] > thresholds().switch_at


def test_material_holds_stays_switches_and_the_records_own_words(shelf: Shelf, told: ToldSearch) -> None:
    follow_ups = FollowUps(
        ("mấy hôm thì xong",),
        (Stay(KHAI_SINH, "mẹ ở cữ thì ai đi"),),
        (Switch(KHAI_SINH, TAM_TRU, "còn ở trọ thì khai sao"),),
    )
    wordings = [Wording(code=KHAI_SINH, text="khai sinh cho bé")]
    messages = list(said(follow_ups, list(shelf.records.values()), wordings))
    assert messages == list(said(follow_ups, list(shelf.records.values()), wordings)), "the same from the same seed"
    assert [m.target for m in messages if m.text == "còn ở trọ thì khai sao"] == [TAM_TRU]
    assert sum(m.text == "mấy hôm thì xong" for m in messages) == 6
    assert [m.target for m in messages if m.text == "mẹ ở cữ thì ai đi"] == [None]
    assert any(m.text.startswith(("có cần", "phải có", "không có")) for m in messages)
    found = measure(messages[:30], told)
    assert len(found.away) == len(found.evidence) <= 30
    assert found.away.sum() == 1


def test_an_aside_is_said_while_its_own_procedure_is_talked_about(shelf: Shelf) -> None:
    rows = [Aside(TAM_TRU, "bà chủ trọ khó tính"), Aside(None, "mưa to ghê"), Aside("9.999999", "ông hiền lắm")]
    found = list(aside(rows, list(shelf.records.values())))
    assert [m.focus.code for m in found if m.text == "bà chủ trọ khó tính"] == [TAM_TRU]
    assert [sum(m.text == row.text for m in found) for row in rows[1:]] == [2, 2], "nothing known is near: any will do"
    assert {m.target for m in found} == {None}


def test_each_text_gets_a_phrasing_that_has_not_seen_it() -> None:
    going_on = tuple(f"mấy ngày {n}" for n in range(60))
    coming_to = tuple(f"còn cái {n}" for n in range(60))
    once = ("hẳn ra ngoài",) * 3  # one text, three times: no phrasing fitted without it knows its words
    away = np.array([0.0] * 60 + [1.0] * 63)
    found = np.zeros((123, len(EVIDENCE)))
    judged = rephrased(Rows(found, away, going_on + coming_to + once)).evidence[:, PHRASED]
    assert judged[:60].max() < judged[60:120].min()
    assert judged[60:120].min() > judged[120:].max()


def test_shipped_follow_ups_are_many_and_known(every_record: list[Procedure]) -> None:
    follow_ups = load_follow_ups()
    assert len(follow_ups.stay) >= 400
    assert len(follow_ups.stay_with) >= 700
    assert len(follow_ups.switch) >= 1000
    codes = {c for row in follow_ups.switch for c in (row.source, row.target)}
    known = {p.code for p in every_record} | {w.code for w in load_bank().wordings}
    assert codes | {row.focus for row in follow_ups.stay_with} <= known
