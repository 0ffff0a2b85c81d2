"""What the trained model makes of messages. The sentences stand in sentences.yml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.understanding.examples import Example
from bot.understanding.training import Settings, train
from knowledge.text import fold

SENTENCES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8"))
ASKED = [(k.removeprefix("aspects "), t) for k, ts in SENTENCES.items() if k.startswith("aspects ") for t in ts]
MEANT = [(k.removeprefix("intent "), t) for k, ts in SENTENCES.items() if k.startswith("intent ") for t in ts]
Parse = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(("wanted", "text"), ASKED)
def test_aspects(aspects_of: Callable[[str], set[str]], wanted: str, text: str, bare: bool) -> None:
    assert aspects_of(fold(text) if bare else text) == set(wanted.split()) - {"none"}


@pytest.mark.parametrize(("wanted", "text"), MEANT)
def test_intents(intent_of: Callable[[str], str], wanted: str, text: str) -> None:
    assert intent_of(text) == wanted


@pytest.mark.parametrize("text", SENTENCES["not crisis"])
def test_nobody_is_in_danger(intent_of: Callable[[str], str], text: str) -> None:
    assert intent_of(text) != "crisis"
    assert intent_of(fold(text)) != "crisis"


def test_ranking_holds_every_intent(parse: Parse) -> None:
    found = parse("đăng ký khai sinh cần giấy tờ gì")
    confidences = [i["confidence"] for i in found["intent_ranking"]]
    assert len(found["intent_ranking"]) == 29
    assert confidences == sorted(confidences, reverse=True)
    assert found["intent_ranking"][0] == found["intent"]


def test_entities_are_as_the_architecture_says(parse: Parse) -> None:
    text = "khai sinh cần giấy tờ gì, mất bao lâu"
    for entity in parse(text)["entities"]:
        assert entity["entity"] == "aspect"
        assert (entity["start"], entity["end"]) == (0, len(text))
        assert 0.5 <= entity["confidence_entity"] <= 1.0
        assert entity["extractor"] == "AspectIntentClassifier"


def test_intent_is_that_of_the_first_aspect(parse: Parse) -> None:
    found = parse("sang tên xe máy hết bao nhiêu tiền, mấy ngày có")
    assert {e["value"] for e in found["entities"]} == {"fee", "time"}
    assert found["intent"]["name"] in {"ask_fee", "ask_time"}


@pytest.mark.parametrize("text", ["", " ", "???", "\ud800", "😂" * 50, "x" * 10_000, "đăng ký " * 1_200])
def test_any_text_is_answered(parse: Parse, text: str) -> None:
    assert parse(text)["intent"]["name"]


def test_training_is_deterministic() -> None:
    examples = [
        Example(f"{verb} {what} {end}", intent, frozenset(aspects), f"{verb} {end}")
        for verb in ("làm", "xin", "đổi", "cấp")
        for what in ("sổ đỏ", "khai sinh")
        for end, intent, aspects in (
            ("bao nhiêu tiền", "ask_fee", ["fee"]),
            ("bao lâu", "ask_time", ["time"]),
            ("cảm ơn", "thanks", []),
        )
    ]
    one, two = (train(order, Settings(feature_least=1)) for order in (examples, examples[::-1]))
    assert one.weights.tobytes() == two.weights.tobytes()
    for ours, theirs in ((one.aspects, two.aspects), (one.intents, two.intents)):
        assert ours.nets[0].arrays["out"].tobytes() == theirs.nets[0].arrays["out"].tobytes()
    assert one.understand("làm hộ chiếu bao nhiêu tiền") == two.understand("làm hộ chiếu bao nhiêu tiền")
