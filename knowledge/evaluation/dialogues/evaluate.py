"""A turn is right when the right procedure was answered, or the bot asked back or named none where it should."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.evaluation.questions.evaluate import clarified, named, right_first
from knowledge.evaluation.questions.generate import Row


def turn_right(row: Row) -> bool:
    if row.behaviour == "clarify":
        return clarified(row)
    return right_first(row) if row.behaviour == "answer" else not named(row)


def turn_exact(row: Row) -> bool:
    """Right, and not asked back where an answer was due, even if the right procedure was offered first."""
    return turn_right(row) and (row.behaviour != "answer" or named(row))


def evaluate(rows: Sequence[Row]) -> dict[str, float | int]:
    """Share of right turns, of exact ones, and of dialogues with every turn right."""
    by_dialogue: dict[str, list[bool]] = {}
    for row in rows:
        by_dialogue.setdefault(row.id.rsplit("#", 1)[0], []).append(turn_right(row))
    turns = [ok for oks in by_dialogue.values() for ok in oks]
    exact = sum(map(turn_exact, rows))
    whole = [all(oks) for oks in by_dialogue.values()]
    return {
        "n_turns": len(turns),
        "turns_right": round(sum(turns) / len(turns), 4) if turns else 0.0,
        "turns_exact": round(exact / len(turns), 4) if turns else 0.0,
        "n_dialogues": len(whole),
        "dialogues_right": round(sum(whole) / len(whole), 4) if whole else 0.0,
    }
