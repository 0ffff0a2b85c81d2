"""Read the bank of citizens' wordings (docs/wordings-format.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.catalogue.models import Wording

STARTER = Path(__file__).parent
SPOKEN = "spoken"  # a name, bare; not every procedure has one that means it alone
STYLES = (
    SPOKEN,
    "plain",
    "popular",
    "story",
    "regional",
    "teencode",
    "no_accents",
    "slips",
    "glued",
    "fragment",
    "multi",
)


@dataclass(frozen=True)
class HardNegative:
    """`text` asks for `is`, and must not be taken for any of `others`."""

    text: str
    code: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Ambiguous:
    """`text` fits all of `among` alike: the bot has to ask back."""

    text: str
    among: tuple[str, ...]


@dataclass(frozen=True)
class Bank:
    """Everything the bank says, in file order."""

    wordings: tuple[Wording, ...]
    hard_negatives: tuple[HardNegative, ...]
    ambiguous: tuple[Ambiguous, ...]


@lru_cache(maxsize=2)
def load_bank(folder: Path = STARTER / "wordings") -> Bank:
    """Read every `*.yml` of `folder`, once in a process.

    Raises:
        ValueError: a file has a key or a style that the format does not know.
    """
    wordings: list[Wording] = []
    negatives: list[HardNegative] = []
    ambiguous: list[Ambiguous] = []
    for path in sorted(folder.glob("*.yml")):
        data = (
            yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            or {}
        )
        unknown = set(data) - {"wordings", "hard_negatives", "clarify"}
        if unknown:
            raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
        wordings.extend(_wordings(path.name, data.get("wordings") or {}))
        negatives.extend(
            HardNegative(row["text"], row["is"], tuple(row.get("not") or ()))
            for row in data.get("hard_negatives") or ()
        )
        ambiguous.extend(Ambiguous(row["text"], tuple(row["among"])) for row in data.get("clarify") or ())
    return Bank(tuple(wordings), tuple(negatives), tuple(ambiguous))


def _wordings(name: str, table: dict[str, dict[str, list[Any]]]) -> Iterator[Wording]:
    for code, styles in table.items():
        for style, texts in styles.items():
            if style not in STYLES:
                raise ValueError(f"{name}: {code}: unknown style {style!r}")
            for text in texts or ():
                yield Wording(code=str(code), text=str(text), style=style)
