"""The message names a field of government and no need: show what the field offers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.answering.brain import Brain
from knowledge.answering.chatter import content
from knowledge.answering.endings import offered
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Named, Turn
from knowledge.answering.wording import say
from knowledge.search.entries import searchable
from knowledge.search.meta import nearest_level

_FILE = Path(__file__).parent.parent / "fields.yml"


def offer_of_field(turn: Turn, brain: Brain) -> Answer | None:
    entry = _field(turn.text)
    if entry is None:
        return None
    name, codes = entry
    procedures = [p for p in (brain.records.get(c) for c in codes) if p is not None]
    named = [Named(p.code, p.title, nearest_level(p), 0.0) for p in procedures[: thresholds().offer_most]]
    if not named:
        return None
    return offered(turn, named, say("clarify_field", field=name))


def _field(text: str) -> tuple[str, list[str]] | None:
    """Name and procedures of the field that `text` names, if it says nothing else."""
    words = f" {searchable(text)} "
    aliases = _aliases().get(" ".join(content(text)), ())
    return next((entry for alias, entry in aliases if f" {alias} " in words), None)


@lru_cache(maxsize=1)
def _aliases() -> dict[str, list[tuple[str, tuple[str, list[str]]]]]:
    """By what chatter leaves of it: each alias as it is searched for, and its field."""
    found: dict[str, list[tuple[str, tuple[str, list[str]]]]] = {}
    for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        for alias in (row["name"], *row["aliases"]):
            key = " ".join(content(alias)) or searchable(alias)
            found.setdefault(key, []).append((searchable(alias), (row["name"], row["codes"])))
    return found
