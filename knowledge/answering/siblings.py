"""Procedures that do the same thing and differ only by a mark ("định kỳ" / "thường xuyên", "cấp lại" / "cấp đổi")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.search.entries import searchable
from knowledge.search.markers import Markers

_FILE = Path(__file__).parent / "siblings.yml"
_ALIKE = 0.75  # share of subject words that the names of siblings have in common


@dataclass(frozen=True)
class Kind:
    """What a name says: `subject` words, `marks` that tell siblings apart, `unsaid` ones that people leave out."""

    subject: frozenset[str]
    marks: frozenset[str]
    unsaid: frozenset[str]


@lru_cache(maxsize=8192)
def kind(name: str) -> Kind:
    """The kind of a procedure of this name, or of a message."""
    text = searchable(name)
    unsaid = _unsaid().marks(text.split())
    marks = Markers.load().marks(text.split()) - _subjects()
    rest = _not_subject().sub(" ", text)
    return Kind(frozenset(w for w in rest.split() if not w.isdecimal()), marks | unsaid, unsaid)


def differ_by_mark(first: Kind, second: Kind) -> frozenset[str]:
    """Marks that tell two siblings apart; empty where they are none, or where one is the plain form of the other."""
    together = first.subject | second.subject
    if len(first.subject & second.subject) < _ALIKE * len(together):
        return frozenset()
    own, other = first.marks - second.marks, second.marks - first.marks
    return own | other if own and other else frozenset()


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _subjects() -> frozenset[str]:
    return frozenset(_read()["subjects"])


@lru_cache(maxsize=1)
def _unsaid() -> Markers:
    return Markers(_read()["unsaid"])


@lru_cache(maxsize=1)
def _not_subject() -> re.Pattern[str]:
    phrases = [*_read()["filler"], *(p for group in _read()["unsaid"].values() for p in group)]
    return re.compile(rf"(?<!\S)(?:{'|'.join(sorted(map(re.escape, phrases), key=len, reverse=True))})(?!\S)")
