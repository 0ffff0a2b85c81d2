"""Phrases that decide alone, kept by staff in bot/lexicon/*.yml: high precision, no statistics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.text import canonical, fold

_FOLDER = Path(__file__).parents[1] / "lexicon"


@dataclass(frozen=True)
class Lexicon:
    """`sure` phrases name the intent unless an `unless` phrase is there too.

    An accented phrase matches accented text only; a phrase that is clear without its accents stands in
    `sure_unaccented` as well ("từ từ" is no "tự tử").
    """

    intent: str
    sure: tuple[str, ...]
    sure_unaccented: tuple[str, ...]
    unless: tuple[str, ...]

    def found(self, accented: str, folded: str) -> bool:
        """Whether the message (canonical, and the same folded) names the intent beyond doubt."""
        text, bare = f" {accented} ", f" {folded} "
        if any(p in bare for p in self.unless):
            return False
        return any(p in text for p in self.sure) or (
            accented == folded and any(p in bare for p in self.sure_unaccented)
        )


@lru_cache(maxsize=1)
def lexicons() -> tuple[Lexicon, ...]:
    """All lexicons, crisis first: where two match, the more urgent one wins."""
    loaded = [_read(yaml.safe_load(p.read_text(encoding="utf-8"))) for p in sorted(_FOLDER.glob("*.yml"))]
    return tuple(sorted(loaded, key=lambda x: x.intent != "crisis"))


def _read(data: dict[str, Any]) -> Lexicon:
    return Lexicon(
        intent=data["intent"],
        sure=_padded(canonical(p) for p in data.get("sure") or ()),
        sure_unaccented=_padded(fold(canonical(p)) for p in data.get("sure_unaccented") or ()),
        unless=_padded(fold(canonical(p)) for p in data.get("unless") or ()),
    )


def _padded(phrases: Any) -> tuple[str, ...]:
    return tuple(sorted({f" {p} " for p in phrases if p}))
