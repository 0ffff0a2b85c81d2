"""Distinguishing marks of sibling procedures: again, abroad, border, extend, split ... (parameters/markers.yml)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.search.meta import ProcedureMeta

_FILE = Path(__file__).parent / "parameters" / "markers.yml"


class Markers:
    """Groups of folded phrases; a text carries a mark when it holds any phrase of the group."""

    def __init__(self, groups: dict[str, list[str]]) -> None:
        self._phrases = [(mark, f" {phrase} ") for mark, phrases in groups.items() for phrase in phrases]
        self._of_meta: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    @classmethod
    def load(cls, path: Path = _FILE) -> Markers:
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    def marks(self, words: Iterable[str]) -> frozenset[str]:
        """Marks that a text of these folded words carries."""
        text = f" {' '.join(words)} "
        return frozenset(mark for mark, phrase in self._phrases if phrase in text)

    def disagreement(self, words: Sequence[str], meta: ProcedureMeta) -> tuple[int, int]:
        """`(marks of the query the procedure lacks, marks of the procedure's names the query lacks)`."""
        asked = self._asked(tuple(words))
        known = self._of_meta.get(meta.code)
        if known is None or known[1] is None:
            in_names = [self.marks(n) for n in meta.name_words]
            common = frozenset.intersection(*in_names) if in_names else frozenset()
            anywhere = frozenset().union(*in_names) if in_names else frozenset()
            known = self._of_meta[meta.code] = (anywhere, common)
        anywhere, common = known
        return len(asked - anywhere), len(common - asked)

    @lru_cache(maxsize=256)  # noqa: B019 - one Markers lives as long as the process
    def _asked(self, words: tuple[str, ...]) -> frozenset[str]:
        return self.marks(words)
