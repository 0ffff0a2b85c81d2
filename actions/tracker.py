"""Read a turn out of Rasa's tracker, and write what is to be remembered back as slots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from knowledge.answering.aspects import Aspect, in_order
from knowledge.answering.brain import Brain
from knowledge.answering.pipeline import new_turn
from knowledge.answering.turn import Context, Turn

_OUTSIDE, _ASKS = "out_of_scope", "ask_"
_NO_PROCEDURE = frozenset({"ask_capabilities", "ask_dossier_status", "ask_field", "ask_human"})
_LEAST = 1e-4  # a probability that the ranking rounds to nothing


def turn_of(tracker: Tracker, brain: Brain) -> Turn:
    """The latest message as a turn."""
    message: dict[str, Any] = tracker.latest_message or {}
    metadata = metadata_of(tracker.events or ())
    intent, entities = message.get("intent") or {}, message.get("entities") or []
    return new_turn(
        message.get("text") or "",
        brain,
        intent=intent.get("name") or "",
        outside=_outside(message.get("intent_ranking") or ()),
        aspects=in_order(str(e.get("value")) for e in entities if e.get("entity") == "aspect"),
        context=_context(tracker),
        only_numbers=bool(metadata.get("only_numbers")),
    )


def remembered(context: Context) -> list[EventType]:
    """Slot events for everything a later turn may need."""
    return [
        SlotSet("procedure", context.procedure or None),
        SlotSet("earlier", list(context.earlier) or None),
        SlotSet("offered", list(context.offered) or None),
        SlotSet("shares", list(context.shares) or None),
        SlotSet("asked", context.asked or None),
        SlotSet("last_aspects", [a.value for a in context.aspects] or None),
        SlotSet("case", context.case),
        SlotSet("pending_aspects", None if context.pending is None else list(context.pending)),
        SlotSet("touched_at", context.touched_at or None),
    ]


def _context(tracker: Tracker) -> Context:
    slots = tracker.slots
    case, pending = slots.get("case"), slots.get("pending_aspects")
    return Context(
        procedure=slots.get("procedure") or "",
        earlier=tuple(slots.get("earlier") or ()),
        offered=tuple(slots.get("offered") or ()),
        shares=tuple(map(float, slots.get("shares") or ())),
        asked=slots.get("asked") or "",
        aspects=tuple(Aspect(a) for a in slots.get("last_aspects") or ()),
        case=int(case) if case is not None else None,
        pending=None if pending is None else tuple(pending),
        touched_at=float(slots.get("touched_at") or 0.0),
    )


def _outside(ranking: Sequence[dict[str, Any]]) -> float:
    """Log-odds of "out_of_scope" against a question about a procedure; the latter is what all other intents leave."""
    chances = {row["name"]: float(row["confidence"]) for row in ranking}
    asks = 1.0 - sum(chance for name, chance in chances.items() if not name.startswith(_ASKS) or name in _NO_PROCEDURE)
    return math.log((chances.get(_OUTSIDE, 0.0) + _LEAST) / (max(asks, 0.0) + _LEAST))


def metadata_of(events: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the service sent along with the citizen's latest message."""
    for event in reversed(events):
        if event.get("event") == "user":
            return event.get("metadata") or {}
    return {}
