"""Training examples as the models take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.understanding.features import Reading, read
from knowledge.text import canonical, fold

_SLOT = "{"


@dataclass(frozen=True)
class Example:
    """`template`: the sentence before its slots were filled; its copies stay in one fold.

    `aspects`: None where nobody has labelled them; then only the intents learn from it.
    `tail`: the asking part of a message alone, which stands behind stories and other tails.
    """

    text: str
    intent: str
    aspects: frozenset[str] | None
    template: str
    words: tuple[str, ...] = ()
    tail: bool = False

    @property
    def reading(self) -> Reading:
        return read(self.text, self.words)


def with_bare_copies(examples: Iterable[Example]) -> list[Example]:
    """Each example as written, and as people write it who leave the accents out."""
    doubled: list[Example] = []
    for example in examples:
        doubled.append(example)
        bare = fold(example.text)
        if bare != example.text.lower():
            doubled.append(replace(example, text=bare, words=tuple(fold(w) for w in example.words)))
    return doubled


def cue_words(examples: Sequence[Example], least: int) -> frozenset[str]:
    """Folded words that stand outside the slots of at least `least` templates: what questions are made of."""
    seen: Counter[str] = Counter()
    for template in {e.template for e in examples}:
        plain = " ".join(part for part in template.split() if _SLOT not in part)
        seen.update(set(fold(canonical(plain)).split()))
    return frozenset(word for word, n in seen.items() if n >= least)
