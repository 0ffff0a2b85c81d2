"""The same question as it may also arrive: without accents, decomposed, glued, misspelt. Same seed, same text."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

from knowledge.text import fold


def plain(text: str, _: random.Random) -> str:
    return text


def stripped(text: str, _: random.Random) -> str:
    """No accents, case kept away."""
    return fold(text)


def decomposed(text: str, _: random.Random) -> str:
    """NFD, as some keyboards send it."""
    return unicodedata.normalize("NFD", text)


def glued(text: str, dice: random.Random) -> str:
    """A run of two to four words typed without spaces."""
    words = text.split()
    if len(words) < 2:
        return text
    length = min(len(words), dice.randint(2, 4))
    start = dice.randrange(len(words) - length + 1)
    return " ".join([*words[:start], "".join(words[start : start + length]), *words[start + length :]])


def misspelt(text: str, dice: random.Random) -> str:
    """One letter dropped, doubled or swapped in one word of three letters or more."""
    words = text.split()
    places = [i for i, w in enumerate(words) if len(w) >= 3 and w.isalpha()]
    if not places:
        return text
    place = dice.choice(places)
    word, at = words[place], dice.randrange(len(words[place]) - 1)
    kinds = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return " ".join([*words[:place], dice.choice(kinds), *words[place + 1 :]])


VARIANTS: dict[str, Callable[[str, random.Random], str]] = {
    "plain": plain,
    "stripped": stripped,
    "nfd": decomposed,
    "glued": glued,
    "misspelt": misspelt,
}


def vary(text: str, name: str, seed: str) -> str:
    """`text` in variant `name`; `seed` (the question's id) makes it repeatable."""
    return VARIANTS[name](text, random.Random(f"{name}|{seed}"))
