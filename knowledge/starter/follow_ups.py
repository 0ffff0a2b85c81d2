"""Read conversations/: sentences from the middle of a conversation, and out_of_scope.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.starter.bank import STARTER


@dataclass(frozen=True)
class Stay:
    """`text` asks more about `focus`, though its words may name other things."""

    focus: str
    text: str


@dataclass(frozen=True)
class Switch:
    """`text` leads from procedure `source` to procedure `target`."""

    source: str
    target: str
    text: str


@dataclass(frozen=True)
class Aside:
    """`text` is for no procedure; `focus`: code of the one talked about, None where it may be said in any talk."""

    focus: str | None
    text: str


@dataclass(frozen=True)
class FollowUps:
    """`stay`: texts about whatever procedure is being talked about; `stay_with`: about a certain one."""

    stay: tuple[str, ...]
    stay_with: tuple[Stay, ...]
    switch: tuple[Switch, ...]


def load_follow_ups(folder: Path = STARTER / "conversations") -> FollowUps:
    stay: list[str] = []
    stay_with: list[Stay] = []
    switch: list[Switch] = []
    for path in sorted(folder.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in data["stay"]:
            if isinstance(row, str):
                stay.append(row)
            else:
                stay_with.append(Stay(row["with"], row["text"]))
        switch += (Switch(row["from"], row["to"], row["text"]) for row in data["switch"])
    return FollowUps(tuple(stay), tuple(stay_with), tuple(switch))


def outside() -> list[str]:
    """Texts that no procedure answers; what follows up on an unknown procedure is one of them."""
    texts = _out_of_scope()
    return [*texts["outside"], *texts["no_record"], *load_follow_ups().stay]


def asides() -> list[Aside]:
    """What is said in the middle of a conversation and is for no procedure."""
    rows = _out_of_scope()["in_talk"]
    return [Aside(None, row) if isinstance(row, str) else Aside(row["with"], row["text"]) for row in rows]


def _out_of_scope() -> dict[str, list[Any]]:
    return dict(yaml.safe_load((STARTER / "out_of_scope.yml").read_text(encoding="utf-8")))
