"""What a message says about the procedure in focus rather than about another one (wording/follow_up.yml)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.answering.chatter import content
from knowledge.search.entries import searchable
from knowledge.text import canonical, fold

_FEW = 6  # words
_FILE = Path(__file__).parents[1] / "wording" / "follow_up.yml"


def subject_words(text: str) -> tuple[str, ...]:
    """Words of `text` that may name a procedure: chatter, people, kinship and numbers are taken out."""
    rest = f" {' '.join(content(text))} "
    pattern = _relations()
    while (shorter := pattern.sub(" ", rest)) != rest:
        rest = shorter
    return tuple(w for w in rest.split() if not w.isdecimal())


def asks_requirement(text: str) -> bool:
    """True for "có cần giấy độc thân không": a paper or condition of what is being talked about."""
    words = f" {searchable(text)} "
    return asks_whether(text) and words.startswith(_table()["requirement_openings"]) and not _acts(words)


def asks_whether(text: str) -> bool:
    """True when the message ends as a question that yes or no answers, or "thì sao"."""
    return f" {searchable(text)} ".endswith(_table()["requirement_ends"])


def states_condition(text: str) -> bool:
    """True for "bố mẹ chưa kết hôn có làm được không": circumstances, not a need of their own."""
    words = f" {searchable(text)} "
    table = _table()
    return any(c in words for c in table["conditions"]) and words.endswith(table["condition_ends"])


def lacks(text: str) -> bool:
    """True for "không có bệnh án": a few words on what one does not have, of what is being talked about."""
    words = f" {searchable(text)} "
    return words.startswith(_table()["lacks"]) and len(words.split()) <= _FEW and not _acts(words)


def acts(text: str) -> bool:
    """True when the message holds a verb that opens a procedure ("đăng ký ...", "xin ...")."""
    return _acts(f" {searchable(text)} ")


def opens_new(text: str) -> bool:
    """True for "còn tạm trú thì sao", "à mà ...": an opening by which people come to something else.

    Accents tell "còn" from "con" (child); typed without them, only openings of several words are believed.
    """
    words = f"{canonical(text)} "
    openings = _openings()
    if words == fold(words):
        return words.startswith(tuple(fold(o) for o in openings if " " in o.strip()))
    return words.startswith(openings)


def tells_event(text: str, own_name: Collection[str]) -> bool:
    """True for "lỡ mất thì báo ở đâu": something happened that the procedure of this name (words) is not for."""
    words = f" {' '.join(content(text))} "
    return any(e in words and not set(e.split()) <= set(own_name) for e in _table()["events"])


def _acts(words: str) -> bool:
    return any(a in words for a in _table()["actions"])


@lru_cache(maxsize=1)
def _relations() -> re.Pattern[str]:
    phrases = {searchable(p) for p in _read()["relations"].split(",") if p.strip()}
    return re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, sorted(phrases, key=len, reverse=True)))})(?= )")


@lru_cache(maxsize=1)
def _openings() -> tuple[str, ...]:
    return tuple(f"{canonical(p)} " for p in _read()["new_openings"])


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    rows = {key: value for key, value in _read().items() if isinstance(value, list)}
    return {key: tuple(f" {searchable(p)} " for p in phrases) for key, phrases in rows.items()}


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
