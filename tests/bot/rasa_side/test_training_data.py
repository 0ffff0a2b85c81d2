"""The training data is as large and as labelled as we say it is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.components.aspect_intent_classifier import example
from bot.components.slot_filling_importer import SlotFillingImporter
from bot.understanding.examples import Example
from bot.understanding.labels import ASPECTS, INTENT_OF_ASPECT
from bot.understanding.told import asks_nothing

ROOT = Path(__file__).parents[3]
DOMAIN = yaml.safe_load((ROOT / "bot" / "domain.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    data = SlotFillingImporter(str(ROOT / "config.yml"), None, [str(ROOT / "bot" / "nlu")]).get_nlu_data()
    return [example(m) for m in data.intent_examples]


def test_every_intent_has_sixty_sentences(examples: list[Example]) -> None:
    counts = Counter(intent for _, intent in {(e.text, e.intent) for e in examples})
    assert {i for i in DOMAIN["intents"] if counts[i] < 60} == set()
    assert set(counts) == set(DOMAIN["intents"])


def test_intents_with_more(examples: list[Example]) -> None:
    counts = Counter(intent for _, intent in {(e.text, e.intent) for e in examples})
    assert counts["out_of_scope"] >= 200
    assert counts["crisis"] >= 120


def test_every_aspect_has_a_hundred_and_twenty_sentences(examples: list[Example]) -> None:
    counts = Counter(a for e in examples for a in e.aspects or ())
    assert {a for a in ASPECTS if counts[a] < 120} == set()
    assert set(counts) == set(ASPECTS)


def test_a_hundred_and_fifty_sentences_ask_several_things(examples: list[Example]) -> None:
    assert len({e.template for e in examples if len(e.aspects or ()) > 1}) >= 150


def test_intent_and_aspects_agree(examples: list[Example]) -> None:
    for e in examples:
        if e.aspects:
            assert e.intent in {INTENT_OF_ASPECT[a] for a in e.aspects}, e.text
        else:
            assert e.intent not in set(INTENT_OF_ASPECT.values()) - {"ask_procedure"}, e.text


def test_citizens_wordings_teach_intents_alone(examples: list[Example]) -> None:
    unlabelled = [e for e in examples if e.aspects is None]
    assert len(unlabelled) >= 1000
    assert {e.intent for e in unlabelled} == {"ask_procedure"}


def test_a_sentence_has_one_label(examples: list[Example]) -> None:
    labels: dict[str, set[tuple[str, frozenset[str] | None]]] = {}
    for e in examples:
        if e.text == e.template:
            labels.setdefault(e.text, set()).add((e.intent, e.aspects))
    assert {t: found for t, found in labels.items() if len(found) > 1} == {}


def test_every_slot_is_filled(examples: list[Example]) -> None:
    assert [e.text for e in examples if re.search(r"\{[a-z_]+\}", e.text)] == []


def test_intents_are_the_closed_list_of_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.split("### Intents (closed list)")[1].split("###")[0]
    assert set(re.findall(r"`([a-z_]+)`", section)) == set(DOMAIN["intents"])


def test_rules_use_every_intent_and_only_known_actions() -> None:
    rules = [r for p in (ROOT / "bot" / "rules").glob("*.yml") for r in yaml.safe_load(p.read_text())["rules"]]
    assert {s["intent"] for r in rules for s in r["steps"] if "intent" in s} == set(DOMAIN["intents"])
    named = {s["action"] for r in rules for s in r["steps"] if "action" in s}
    assert named <= set(DOMAIN["actions"])
    assert all(sum("action" in s for s in r["steps"]) == 1 for r in rules), "one action a turn"


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("xin tờ chứng nhận hộ nghèo", True),
        ("xin to ho ngheo", True),
        ("hộ nghèo được gì", False),
        ("mẫu đơn", False),
        ("mở tiệm nhờ chị gái đứng tên", True),
        ("mở tiệm xin giấy ở mô", False),
        ("mo tiem xin giay o mo", False),
        ("con em thay mặt được chứ", False),
    ],
)
def test_what_asks_nothing_teaches_that_no_aspect_is_asked(text: str, nothing: bool) -> None:
    assert asks_nothing(text) is nothing
