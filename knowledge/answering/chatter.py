"""Words that carry no need of their own: greetings, pronouns, particles, and the words of the aspects.

What is left of a message without them is its content; a follow-up ("thế phí bao nhiêu?") has none.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.search.entries import searchable

_FILE = Path(__file__).parent / "wording" / "chatter.txt"


@lru_cache(maxsize=4096)
def content(text: str) -> tuple[str, ...]:
    """Words of `text` (searchable form) that are left when chatter phrases are taken out, longest first."""
    rest = f" {searchable(text)} "
    for phrase in _phrases():
        while phrase in rest:
            rest = rest.replace(phrase, " ")
    return tuple(rest.split())


@lru_cache(maxsize=1)
def _phrases() -> tuple[str, ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    found = {
        f" {searchable(p)} "
        for line in lines
        if not line.startswith("#")
        for p in line.split(",")
        if p.strip()
    }
    return tuple(sorted(found, key=len, reverse=True))
