"""What citizens tell without a question of a known form: wordings of the bank, read as data.

Short statements and stories ("nhà em đi thuê", "mẹ tôi mất ở nhà hôm kia") are about procedures. Which aspects they
ask for nobody has labelled, so only the intents learn from them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.content_hash import BANK

_ONE_IN = 6  # wordings; all of them would drown the other intents
_STYLES = ("story", "plain", "popular", "regional", "teencode", "fragment")


def told(folder: Path = BANK) -> Iterator[str]:
    """The same sample on every run; a new wording never moves another one in or out."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(folder.glob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or {}
        for styles in (data.get("wordings") or {}).values():
            for style in _STYLES:
                yield from (t for t in styles.get(style) or () if zlib.crc32(str(t).encode()) % _ONE_IN == 0)
