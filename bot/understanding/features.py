"""What the models see of a message: n-grams of its words, with and without accents, and of its letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.lexicon import lexicons
from knowledge.text import canonical, fold

# A message is read from both ends: who needs what stands first, what is asked stands last.
HEAD_WORDS, TAIL_WORDS = 60, 60
QUESTION_WORDS = 7  # the last words, where the question usually stands
GAP = "_"
_LONGEST_WORD = 40  # letters of a word that are looked at; longer ones are noise


@dataclass(frozen=True)
class Reading:
    """One message as features see it."""

    accented: str  # canonical
    folded: str  # the same without accents
    words: tuple[str, ...]  # words of the tokenizer, canonical, syllables joined by "_"


def read(text: str, words: Iterable[str] = ()) -> Reading:
    """`words`: tokens of the tokenizer as they stand in the message."""
    accented = " ".join(_ends(canonical(text).split()))
    joined = tuple(canonical(w).replace(" ", "_") for w in _ends(list(words)))
    return Reading(accented, fold(accented), tuple(w for w in joined if w))


def features(reading: Reading, cues: frozenset[str]) -> Iterator[str]:
    """Names of all features of a message, with repetitions; the part before ":" is the block.

    `cues`: folded words that questions are made of; every other word becomes a gap in the "m" block, so that
    "làm _ mất bao nhiêu tiền" is learned once for all procedures.
    """
    accented, folded = reading.accented.split(), reading.folded.split()
    yield from _ngrams("w", list(reading.words), 1, 2)
    yield from _ngrams("a", accented, 1, 3)
    yield from _ngrams("f", folded, 1, 3)
    yield from _ngrams("m", _masked(folded, cues), 2, 5)
    yield from _ngrams("q", folded[-QUESTION_WORDS:], 1, 3)
    yield from _letters(folded)
    for lexicon in lexicons():
        if lexicon.found(reading.accented, reading.folded):
            yield f"x:{lexicon.intent}"
    yield f"n:{min(len(folded), 12)}"


def _ngrams(block: str, items: list[str], shortest: int, longest: int) -> Iterator[str]:
    padded = ["^", *items, "$"]
    for n in range(shortest, longest + 1):
        for i in range(len(padded) - n + 1):
            yield f"{block}:{' '.join(padded[i : i + n])}"


def _letters(words: list[str]) -> Iterator[str]:
    """3- to 5-grams of letters inside words: slips of the finger stay near what was meant."""
    for word in set(words):
        yield from _letters_of(word)


@lru_cache(maxsize=20_000)
def _letters_of(word: str) -> tuple[str, ...]:
    padded = f"<{word[:_LONGEST_WORD]}>"
    return tuple(f"c:{padded[i : i + n]}" for n in (3, 4, 5) for i in range(len(padded) - n + 1))


def _masked(words: list[str], cues: frozenset[str]) -> list[str]:
    masked: list[str] = []
    for word in words:
        if word in cues:
            masked.append(word)
        elif not masked or masked[-1] != GAP:
            masked.append(GAP)
    return masked


def _ends(words: list[str]) -> list[str]:
    if len(words) <= HEAD_WORDS + TAIL_WORDS:
        return words
    return words[:HEAD_WORDS] + words[-TAIL_WORDS:]
