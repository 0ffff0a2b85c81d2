"""What citizens say without a question of a known form, read as data from the starter.

Short statements and stories ("nhà em đi thuê", "mẹ tôi mất ở nhà hôm kia") and follow-ups ("hồ sơ?") are about
procedures. What some of them ask is labelled (`knowledge/starter/asked.yml`); of the others only the intents learn.
Other texts are for no procedure at all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.content_hash import STARTER
from bot.understanding.labels import ASPECTS, INTENT_OF_ASPECT, NO_ASPECT_INTENT, OUT_OF_SCOPE
from knowledge.text import canonical, fold

_WORDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("question_words.yml").read_text("utf-8"))
_ASKING = frozenset((*_WORDS["anyhow"], *_WORDS["names"]))  # folded
_ASKING_ACCENTED, _ASKING_BARE = frozenset(_WORDS["accented"]), frozenset(_WORDS["bare"])
_ONE_IN = 6  # wordings; all of them would drown the other intents
_BARE = "spoken"
_STORY = "story"
_STYLES = ("story", "plain", "popular", "regional", "teencode", "fragment")


@dataclass(frozen=True)
class Told:
    """`aspects`: None where nobody has labelled what is asked."""

    text: str
    intent: str
    aspects: frozenset[str] | None


def told(starter: Path = STARTER) -> Iterator[Told]:
    """Each text once."""
    labelled = dict(_labelled(starter / "asked.yml"))
    yield from (Told(text, _intent(aspects), aspects) for text, aspects in labelled.items())
    for text in dict.fromkeys((*_wordings(starter / "wordings"), *_follow_ups(starter / "conversations"))):
        if text not in labelled:
            yield Told(text, NO_ASPECT_INTENT, frozenset() if asks_nothing(text) else None)
    others = _read(starter / "out_of_scope.yml")
    rows = (*others["outside"], *others.get("in_talk", ()))
    texts = (row if isinstance(row, str) else row["text"] for row in rows)
    yield from (Told(text, OUT_OF_SCOPE, frozenset()) for text in texts)


def spoken_names(starter: Path = STARTER) -> list[str]:
    """What people call procedures, bare, each once: these stand in "phí ... bao nhiêu"."""
    tables = (_read(path).get("wordings") or {} for path in _files(starter / "wordings"))
    names = (str(text) for table in tables for styles in table.values() for text in styles.get(_BARE) or ())
    return list(dict.fromkeys(names))


def asks_nothing(text: str) -> bool:
    """True for "xin tờ chứng nhận hộ nghèo": without any such word it names a need and asks for no aspect.

    "mô" asks where and "mở" does not; where no accent is written, "mo" may be either and counts as asking.
    """
    words = canonical(text).split()
    bare = [fold(word) for word in words]
    return _ASKING.isdisjoint(bare) and (_ASKING_BARE if words == bare else _ASKING_ACCENTED).isdisjoint(words)


def _labelled(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    for aspects, texts in _read(path).items():
        yield from ((text, frozenset(aspects.split())) for text in texts)


def _intent(aspects: frozenset[str]) -> str:
    return INTENT_OF_ASPECT[min(aspects, key=ASPECTS.index)] if aspects else NO_ASPECT_INTENT


def _wordings(folder: Path) -> Iterator[str]:
    """The same sample on every run, and every story that asks nothing; a new wording never moves another one."""
    for path in _files(folder):
        for styles in (_read(path).get("wordings") or {}).values():
            for style in _STYLES:
                for text in map(str, styles.get(style) or ()):
                    if zlib.crc32(text.encode()) % _ONE_IN == 0 or (style == _STORY and asks_nothing(text)):
                        yield text


def _follow_ups(folder: Path) -> Iterator[str]:
    for path in _files(folder):
        data = _read(path)
        yield from (row if isinstance(row, str) else row["text"] for row in (*data["stay"], *data["switch"]))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))


def _read(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or {}
