"""The action endpoint as Rasa calls it: a tracker in, one custom message and slots out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi import FastAPI
from fastapi.testclient import TestClient

from actions.server import actions, create_action_endpoint
from knowledge.answering.brain import Brain
from knowledge.answering.outcomes import Outcome
from knowledge.catalogue.importing import import_files
from knowledge.catalogue.repository import Catalogue
from knowledge.search.results import Hit, SearchResult

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "knowledge" / "sample"


LESS_SURE = {"x": 0.5, "vào hộ nhà chồng": 0.6}


class FixedSearch:
    """Finds đăng ký thường trú, whatever is asked but wages; is less sure of it where it was told so."""

    def search(self, text: str, limit: int = 10) -> SearchResult:  # noqa: ARG002
        if "lương" in text:
            return SearchResult((), 0.99, "i", "m")
        hit = Hit("1.004222", "Đăng ký thường trú", "commune", LESS_SURE.get(text, 0.95))
        return SearchResult((hit,), 0.01, "i", "m")


@pytest.fixture
def brain(tmp_path: Path) -> Brain:
    catalogue = Catalogue(f"sqlite:///{tmp_path}/c.db")
    catalogue.upgrade()
    import_files(catalogue, [SAMPLE / "catalogue.yml"])
    return Brain(catalogue, FixedSearch(), lambda: 1_795_000_000.0)


@pytest.fixture
def client(brain: Brain) -> Iterator[TestClient]:
    app = FastAPI()
    app.add_route("/webhook", create_action_endpoint(brain), ["POST"])
    with TestClient(app) as found:
        yield found


def call(
    client: TestClient,
    action: str,
    text: str = "",
    intent: str = "",
    aspects: tuple[str, ...] = (),
    outside: float | None = None,
    only_numbers: bool = False,
    **slots: Any,
) -> Any:
    tracker = {
        "sender_id": "s",
        "slots": slots,
        "latest_message": {
            "text": text,
            "intent": {"name": intent, "confidence": outside or 1.0},
            "intent_ranking": [{"name": "out_of_scope", "confidence": outside}] if outside else [],
            "entities": [{"entity": "aspect", "value": a} for a in aspects],
        },
        "events": [{"event": "user", "metadata": {"only_numbers": only_numbers}}],
        "paused": False,
        "latest_action_name": None,
        "active_loop": {},
    }
    answer = client.post("/webhook", json={"next_action": action, "sender_id": "s", "tracker": tracker})
    assert answer.status_code == 200
    return answer.json()


def test_answer_is_one_custom_message_and_slots(client: TestClient) -> None:
    result = call(client, "action_answer", "đăng ký thường trú phí bao nhiêu", "ask_fee", ("fee",))
    (message,) = result["responses"]
    assert message["custom"]["outcome"] == "answered"
    assert message["custom"]["procedures"][0]["code"] == "1.004222"
    assert message["custom"]["aspects"] == ["fee"]
    slots = {e["name"]: e["value"] for e in result["events"]}
    assert slots["procedure"] == "1.004222"
    assert slots["last_aspects"] == ["fee"]


def test_context_comes_back_out_of_the_slots(client: TestClient) -> None:
    result = call(
        client,
        "action_more",
        "xem thêm",
        "more",
        procedure="1.004222",
        last_aspects=["fee"],
        touched_at=1_795_000_000.0,
    )
    text = result["responses"][0]["custom"]["replies"][0]["text"]
    assert "7 ngày làm việc" in text
    assert "10.000 đồng" not in text


def test_case_and_what_is_left_go_out_and_come_back(client: TestClient) -> None:
    first = call(client, "action_answer", "đăng ký thường trú cần gì", "ask_documents", ("documents",))
    slots = {e["name"]: e["value"] for e in first["events"]}
    chosen = call(client, "action_pick_offer", "trường hợp 2", "choose", **slots)
    said = chosen["responses"][0]["custom"]["replies"][0]["text"]
    assert "Hợp đồng thuê nhà" in said
    assert "Giấy tờ chứng minh chỗ ở" not in said
    slots = {e["name"]: e["value"] for e in chosen["events"]}
    assert slots["case"] == 1
    presses = 0
    while slots["pending_aspects"]:
        rest = call(client, "action_more", "xem thêm", "more", **slots)
        slots = {e["name"]: e["value"] for e in rest["events"]}
        presses += 1
    assert presses
    done = call(client, "action_more", "xem thêm", "more", **slots)
    assert done["responses"][0]["custom"]["outcome"] == "small_talk"


def test_search_may_overrule_that_a_message_is_not_for_us(client: TestClient) -> None:
    result = call(client, "action_decline_scope", "ngày nào nhập khẩu được", "out_of_scope", ("time",))
    message = result["responses"][0]["custom"]
    assert (message["outcome"], message["procedures"][0]["code"]) == ("answered", "1.004222")


@pytest.mark.parametrize(
    ("text", "offered", "outside", "outcome"),
    [
        ("vào hộ nhà chồng", ["1.004222", "1.004194"], 0.9, "answered"),
        ("vào hộ nhà chồng", ["1.004194"], 0.9, "out_of_scope"),
        ("x", ["1.004222", "1.004194"], 0.9, "out_of_scope"),
        ("x", ["1.004222", "1.004194"], 0.6, "answered"),  # the intent is in doubt: search decides
    ],
)
def test_a_choice_that_is_meant_is_taken_though_the_intent_says_not_for_us(
    client: TestClient, text: str, offered: list[str], outside: float, outcome: str
) -> None:
    slots = {"offered": offered, "asked": "đăng ký chỗ ở", "touched_at": 1_795_000_000.0}
    result = call(client, "action_decline_scope", text, "out_of_scope", outside=outside, **slots)
    assert result["responses"][0]["custom"]["outcome"] == outcome


@pytest.mark.parametrize("action", ["action_small_talk", "action_decline_scope", "action_more", "action_answer"])
def test_nothing_but_numbers_is_refused_whatever_the_intents_made_of_it(client: TestClient, action: str) -> None:
    result = call(client, action, "[số đã che]", "feedback_positive", only_numbers=True)
    assert result["responses"][0]["custom"]["outcome"] == "refused_personal_data"


@pytest.mark.parametrize(
    ("action", "outside", "slots", "outcome"),
    [
        ("action_decline_scope", 0.9, {}, "out_of_scope"),
        ("action_decline_scope", 0.6, {}, "unanswerable_no_match"),  # search judges what opens a conversation
        ("action_decline_scope", 0.6, {"procedure": "1.004222"}, "out_of_scope"),
        ("action_answer", 0.6, {"procedure": "1.004222"}, "out_of_scope"),  # search knows nothing of it either
        ("action_answer", 0.01, {"procedure": "1.004222"}, "answered"),
        ("action_decline_scope", 0.6, {"offered": ["1.004222"]}, "out_of_scope"),
    ],
)
def test_what_is_for_no_procedure(
    client: TestClient, action: str, outside: float, slots: dict[str, Any], outcome: str
) -> None:
    said = (action, "lương công nhân may bao nhiêu", "ask_fee", ("fee",))
    result = call(client, *said, outside=outside, touched_at=1_795_000_000.0, **slots)
    assert result["responses"][0]["custom"]["outcome"] == outcome


@pytest.mark.parametrize(
    ("action", "intent", "outcome"),
    [
        ("action_small_talk", "greet", Outcome.SMALL_TALK),
        ("action_small_talk", "bot_challenge", Outcome.SMALL_TALK),
        ("action_small_talk", "feedback_negative", Outcome.SMALL_TALK),
        ("action_decline_scope", "out_of_scope", Outcome.OUT_OF_SCOPE),
        ("action_abuse", "abuse", Outcome.OUT_OF_SCOPE),
        ("action_crisis", "crisis", Outcome.CRISIS),
        ("action_hand_over", "ask_human", Outcome.HANDED_OVER),
        ("action_dossier_status", "ask_dossier_status", Outcome.HANDED_OVER),
        ("action_restart_topic", "restart", Outcome.SMALL_TALK),
    ],
)
def test_every_other_action_ends_in_its_outcome(
    client: TestClient, action: str, intent: str, outcome: Outcome
) -> None:
    result = call(client, action, "x", intent, outside=0.95)
    assert result["responses"][0]["custom"]["outcome"] == outcome.value
    assert result["responses"][0]["custom"]["replies"][0]["text"]


def test_crisis_names_the_numbers_and_forgets_the_script(client: TestClient) -> None:
    result = call(client, "action_crisis", "x", "crisis", procedure="1.004222", touched_at=1_795_000_000.0)
    text = result["responses"][0]["custom"]["replies"][0]["text"]
    assert all(number in text for number in ("113", "114", "115", "111"))
    assert {e["name"]: e["value"] for e in result["events"]}["procedure"] is None


def test_bot_says_that_it_is_a_machine(client: TestClient) -> None:
    text = call(client, "action_small_talk", "x", "bot_challenge")["responses"][0]["custom"]["replies"][0][
        "text"
    ]
    assert "máy trả lời tự động, không phải người" in text


def test_actions_and_domain_agree(brain: Brain) -> None:
    domain = yaml.safe_load((ROOT / "bot" / "domain.yml").read_text(encoding="utf-8"))
    assert {a.name() for a in actions(brain)} == set(domain["actions"])
