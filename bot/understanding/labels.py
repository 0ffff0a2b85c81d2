"""The closed lists of docs/architecture.md, and how an aspect and an intent belong together."""

from __future__ import annotations

ASPECTS: tuple[str, ...] = (
    "overview",
    "documents",
    "form",
    "fee",
    "time",
    "place",
    "online",
    "steps",
    "conditions",
    "result",
    "legal_basis",
)

UNLABELLED = "unlabelled"  # in the metadata of an example: its aspects are not known
TAIL = "tail"  # in the metadata of a group: the asking part of a message, to be put behind stories (composing.py)
OUT_OF_SCOPE = "out_of_scope"
NO_ASPECT_INTENT = "ask_procedure"  # names a need; what is asked about it stays open
INTENT_OF_ASPECT: dict[str, str] = {a: NO_ASPECT_INTENT if a == "overview" else f"ask_{a}" for a in ASPECTS}
# One class for the intent model: which of them it is, the aspects say.
ASK_FAMILY = frozenset(INTENT_OF_ASPECT.values())
ASK = "ask"


def family(intent: str) -> str:
    """The class the intent model learns for `intent`."""
    return ASK if intent in ASK_FAMILY else intent
