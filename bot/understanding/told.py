"""What citizens say without a question of a known form, read as data from the starter; only the intents learn from it.

Short statements and stories ("nhà em đi thuê", "mẹ tôi mất ở nhà hôm kia") and follow-ups ("hồ sơ?") are about
procedures, but nobody has labelled what they ask. Other texts are for no procedure at all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.content_hash import STARTER
from bot.understanding.labels import NO_ASPECT_INTENT, OUT_OF_SCOPE

_ONE_IN = 6  # wordings; all of them would drown the other intents
_STYLES = ("story", "plain", "popular", "regional", "teencode", "fragment")


def told(starter: Path = STARTER) -> Iterator[tuple[str, str]]:
    """Text and intent, each text once."""
    asking = dict.fromkeys((*_wordings(starter / "wordings"), *_follow_ups(starter / "follow_ups.yml")))
    yield from ((text, NO_ASPECT_INTENT) for text in asking)
    yield from ((text, OUT_OF_SCOPE) for text in _read(starter / "out_of_scope.yml")["outside"])


def _wordings(folder: Path) -> Iterator[str]:
    """The same sample on every run; a new wording never moves another one in or out."""
    for path in sorted(folder.glob("*.yml")):
        for styles in (_read(path).get("wordings") or {}).values():
            for style in _STYLES:
                yield from (t for t in styles.get(style) or () if zlib.crc32(str(t).encode()) % _ONE_IN == 0)


def _follow_ups(path: Path) -> Iterator[str]:
    data = _read(path)
    yield from data["stay"]
    yield from (row["text"] for row in data["switch"])


def _read(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or {}
