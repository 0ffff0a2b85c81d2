"""Questions around the name of a thing: training and calibration see "lệ phí X" beside "X"."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.search.entries import searchable
from knowledge.starter.bank import STARTER

NAMING = ("spoken", "fragment")  # styles whose texts stand as a name inside a question


def framed(name: str, dice: random.Random) -> str:
    """A searchable question about `name` (searchable), drawn from `dice`."""
    before, after = dice.choice(dice.choice(_frames()))
    return f"{before} {name} {after}".strip()


@lru_cache(maxsize=1)
def _frames(path: Path = STARTER / "question_frames.yml") -> tuple[tuple[tuple[str, str], ...], ...]:
    """What stands before and after the name, searchable; by aspect, so that each is asked equally often.

    Raises:
        ValueError: a frame has no place for a name, or more than one.
    """
    table: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(tuple(_halves(frame) for frame in frames) for frames in table.values())


def _halves(frame: str) -> tuple[str, str]:
    before, after = frame.split("{}")
    return searchable(before), searchable(after)
