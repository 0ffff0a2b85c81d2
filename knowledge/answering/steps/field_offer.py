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
    words = " ".join(content(turn.text))
    entry = _aliases().get(words)
    if entry is None:
        return None
    name, codes = entry
    procedures = [p for p in (brain.records.get(c) for c in codes) if p is not None]
    named = [Named(p.code, p.title, nearest_level(p), 0.0) for p in procedures[: thresholds().offer_most]]
    if not named:
        return None
    return offered(turn, named, say("clarify_field", field=name))


@lru_cache(maxsize=1)
def _aliases() -> dict[str, tuple[str, list[str]]]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found = {}
    for row in rows:
        for alias in (row["name"], *row["aliases"]):
            found[" ".join(content(alias)) or searchable(alias)] = (row["name"], row["codes"])
    return found
