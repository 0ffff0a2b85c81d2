"""Distinguishing marks of sibling procedures: again, abroad, border, extend, split ... (parameters/markers.yml)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "parameters" / "markers.yml"


class Markers:
    """Groups of folded phrases; a text carries a mark when it holds any phrase of the group.

    Raises:
        ValueError: more groups than an integer has bits.
    """

    def __init__(self, groups: dict[str, list[str]]) -> None:
        if len(groups) > 62:
            raise ValueError("at most 62 groups of marks")
        self._names = tuple(groups)
        self._phrases = [
            (1 << place, f" {phrase} ") for place, phrases in enumerate(groups.values()) for phrase in phrases
        ]

    @classmethod
    def load(cls, path: Path = _FILE) -> Markers:
        return _shipped() if path == _FILE else _read(path)

    def bits(self, words: Iterable[str]) -> int:
        """Marks that a text of these folded words carries, one bit a group."""
        text = f" {' '.join(words)} "
        found = 0
        for bit, phrase in self._phrases:
            if phrase in text:
                found |= bit
        return found

    def marks(self, words: Iterable[str]) -> frozenset[str]:
        """The same by name."""
        bits = self.bits(words)
        return frozenset(name for place, name in enumerate(self._names) if bits >> place & 1)


def _read(path: Path) -> Markers:
    return Markers(yaml.safe_load(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _shipped() -> Markers:
    return _read(_FILE)
