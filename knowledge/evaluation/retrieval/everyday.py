"""Everyday words beside the name of a paper ("kết hôn với bạn trai") must not lead to another procedure.

Stories of the bank teach who comes along with which paper; where few tell of a plain case, such words may come to mean
a special one, and a citizen is answered for it with certainty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.search.results import Hit

_WORDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))

Search = Callable[[str], tuple[Hit, ...]]


@dataclass(frozen=True)
class Everyday:
    """`asked`: the name with everyday words; `swayed`: what was found first instead of what the name means, if anything
    else was at least as probable as asked for."""

    asked: str
    swayed: Hit | None


def beside_everyday_words(names: Iterable[tuple[str, str]], search: Search, certain: float) -> Iterator[Everyday]:
    """names: `(code, name)`; those that do not mean their procedure by themselves are passed over.

    certain: probability (0 to 1) from which another procedure counts as found.
    """
    for code, name in names:
        if not _means(code, search(name), certain):
            continue
        for asked in _with_words(name):
            hits = search(asked)
            swayed = bool(hits) and hits[0].score >= certain and hits[0].one_of((code,)) is None
            yield Everyday(asked, hits[0] if swayed else None)


def _means(code: str, hits: tuple[Hit, ...], certain: float) -> bool:
    return bool(hits) and hits[0].one_of((code,)) is not None and hits[0].score >= certain


def _with_words(name: str) -> Iterator[str]:
    yield from (f"{words} {name}" for words in _WORDS["before"])
    yield from (f"{name} {words}" for words in _WORDS["after"])
    if any(words in name for words in _WORDS["marriage"]):
        yield from (f"{name} {words}" for words in _WORDS["with_whom"])
