"""Labelled questions and dialogues (JSON lines)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Question:
    """`codes`: any of them is right; `behaviour`: answer, clarify or decline; `aspects`: asked about."""

    id: str
    text: str
    codes: tuple[str, ...]
    behaviour: str
    aspects: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Dialogue:
    id: str
    turns: tuple[Question, ...]


def read_questions(path: Path) -> list[Question]:
    """Questions of a file; lines with `turns` are passed over.

    Raises:
        ValueError: a line is not JSON or lacks a field; the line is named.
    """
    return [_question(row, str(row.get("id", number))) for number, row in _rows(path) if "turns" not in row]


def read_dialogues(path: Path) -> list[Dialogue]:
    """Dialogues of a file; single questions are passed over."""
    found = []
    for number, row in _rows(path):
        if "turns" in row:
            name = str(row.get("id", number))
            found.append(
                Dialogue(name, tuple(_question(t, f"{name}#{i}") for i, t in enumerate(row["turns"], 1)))
            )
    return found


def _rows(path: Path) -> list[tuple[int, dict]]:  # type: ignore[type-arg]
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append((number, json.loads(line)))
        except json.JSONDecodeError as error:
            raise ValueError(f"{path.name}, line {number}: not JSON ({error.msg})") from error
    return rows


def _question(row: dict, name: str) -> Question:  # type: ignore[type-arg]
    try:
        aspects = row.get("aspects")
        return Question(
            id=name,
            text=row["question"],
            codes=tuple(row.get("codes") or ()),
            behaviour=row.get("behaviour", "answer"),
            aspects=None if aspects is None else tuple(sorted(aspects)),
        )
    except KeyError as error:
        raise ValueError(f"question {name}: field {error} is missing") from error
