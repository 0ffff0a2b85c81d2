"""What is read of the starter: labelled where somebody has read it, otherwise only whether anything is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.labels import ASPECTS
from bot.understanding.told import told


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    (tmp_path / "wordings").mkdir()
    (tmp_path / "conversations").mkdir()
    (tmp_path / "asked.yml").write_text('"documents time": ["tạm trú cần gì, mấy hôm"]\n"": ["nhập khẩu cho con"]\n')
    (tmp_path / "wordings" / "a.yml").write_text(
        'wordings:\n  "1.000001":\n    story: ["hôm qua tôi đánh rơi cái ví ở chợ"]\n'
    )
    (tmp_path / "conversations" / "a.yml").write_text('stay: ["bao lâu thế", "nhập khẩu cho con"]\nswitch: []\n')
    (tmp_path / "out_of_scope.yml").write_text(
        'outside: ["mai có mưa không"]\nin_talk: ["mưa to ghê", {with: "1.000001", text: "ông hiền lắm"}]\n'
    )
    return tmp_path


def test_labels_stories_and_what_nobody_has_labelled(starter: Path) -> None:
    found = {t.text: (t.intent, t.aspects) for t in told(starter)}
    assert found == {
        "tạm trú cần gì, mấy hôm": ("ask_documents", {"documents", "time"}),
        "nhập khẩu cho con": ("ask_procedure", frozenset()),
        "hôm qua tôi đánh rơi cái ví ở chợ": ("ask_procedure", frozenset()),
        "bao lâu thế": ("ask_procedure", None),
        "mai có mưa không": ("out_of_scope", frozenset()),
        "mưa to ghê": ("out_of_scope", frozenset()),
        "ông hiền lắm": ("out_of_scope", frozenset()),
    }


def test_labels_of_the_starter_are_aspects_and_each_text_stands_once() -> None:
    everything = list(told())
    assert len({t.text for t in everything}) == len(everything)
    assert {a for t in everything for a in t.aspects or ()} <= set(ASPECTS)
