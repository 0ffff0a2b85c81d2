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
from knowledge.text import canonical, fold

_LEADS = (" ve", " thu tuc", " linh vuc", " giay to", " ben", " mang", " hoi", " chuyen")
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
    said = canonical(text)
    bare = said == fold(said)
    for alias, entry in _aliases().get(" ".join(content(text)), ()):
        words = fold(alias) if bare else alias
        if _is_topic(words, said):
            return entry
    return None


def _is_topic(word: str, said: str) -> bool:
    """True for "thuế", "thủ tục thuế", "hỏi về thuế", and not for "làm căn cước" or, typed without accents, "nhà em đi
    thuê": a need, which search knows better."""
    before, found, after = f" {said} ".partition(f" {word} ")
    alone = " " in word or not after.strip()
    return bool(found) and alone and (not before.strip() or fold(before).endswith(_LEADS))


@lru_cache(maxsize=1)
def _aliases() -> dict[str, list[tuple[str, tuple[str, list[str]]]]]:
    """By what chatter leaves of it: each alias in full, and its field."""
    found: dict[str, list[tuple[str, tuple[str, list[str]]]]] = {}
    for row in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        for alias in (row["name"], *row["aliases"]):
            key = " ".join(content(alias)) or searchable(alias)
            found.setdefault(key, []).append((canonical(alias), (row["name"], row["codes"])))
    return found
