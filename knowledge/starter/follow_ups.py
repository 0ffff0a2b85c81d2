"""Read follow_ups.yml: sentences from the middle of a conversation, and out_of_scope.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.starter.bank import STARTER


@dataclass(frozen=True)
class Switch:
    """`text` leads from procedure `source` to procedure `target`."""

    source: str
    target: str
    text: str


@dataclass(frozen=True)
class FollowUps:
    """`stay`: texts about whatever procedure is being talked about."""

    stay: tuple[str, ...]
    switch: tuple[Switch, ...]


def load_follow_ups(path: Path = STARTER / "follow_ups.yml") -> FollowUps:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return FollowUps(
        stay=tuple(data["stay"]),
        switch=tuple(Switch(row["from"], row["to"], row["text"]) for row in data["switch"]),
    )


def outside(path: Path = STARTER / "out_of_scope.yml") -> list[str]:
    """Texts that no procedure answers; what follows up on an unknown procedure is one of them."""
    texts = yaml.safe_load(path.read_text(encoding="utf-8"))["outside"]
    return [*texts, *load_follow_ups().stay]
