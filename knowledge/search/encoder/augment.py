"""Ways in which people distort what they type, applied to training texts (searchable form: no accents).

Accent loss needs no augmentation, because every text is folded before it is encoded.
"""

from __future__ import annotations

import random

_NEAR = {
    "a": "sqz", "b": "vnh", "c": "xvd", "d": "sfe", "e": "wrd", "g": "fht", "h": "gjn", "i": "uok", "k": "jli",
    "l": "ko", "m": "n", "n": "mb", "o": "ipl", "p": "o", "q": "wa", "r": "etf", "s": "adx", "t": "ryg", "u": "yij",
    "v": "cbf", "x": "zcs", "y": "tu",
}  # fmt: skip
_SOUNDS = (
    ("s", "x"), ("x", "s"), ("ch", "tr"), ("tr", "ch"), ("d", "gi"), ("gi", "d"), ("l", "n"), ("n", "l"), ("v", "d"),
    ("r", "d"), ("i", "y"), ("y", "i"),
)  # fmt: skip


def distort(text: str, dice: random.Random) -> str:
    """Return `text` with zero to three distortions, drawn from `dice`."""
    words = text.split()
    if not words:
        return text
    for action, chance in ((_drop, 0.25), (_slip, 0.25), (_sound, 0.1), (_glue, 0.15), (_cut, 0.12)):
        if dice.random() < chance:
            words = action(words, dice)
    return " ".join(words)


def _drop(words: list[str], dice: random.Random) -> list[str]:
    """Leave out a word or two of a long text."""
    if len(words) < 5:
        return words
    gone = {dice.randrange(len(words)) for _ in range(dice.choice((1, 1, 2)))}
    return [w for i, w in enumerate(words) if i not in gone]


def _cut(words: list[str], dice: random.Random) -> list[str]:
    """Half a sentence: keep a run of at least four words."""
    if len(words) < 7:
        return words
    length = dice.randrange(4, len(words))
    start = dice.randrange(len(words) - length + 1)
    return words[start : start + length]


def _slip(words: list[str], dice: random.Random) -> list[str]:
    """One typing slip: a letter doubled, dropped, swapped or hit beside."""
    place = dice.randrange(len(words))
    word = words[place]
    if len(word) < 3:
        return words
    at = dice.randrange(len(word) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        word = word[:at] + word[at] + word[at:]
    elif kind == 1:
        word = word[:at] + word[at + 1 :]
    elif kind == 2:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    else:
        word = word[:at] + dice.choice(_NEAR.get(word[at], word[at])) + word[at + 1 :]
    return [*words[:place], word, *words[place + 1 :]]


def _sound(words: list[str], dice: random.Random) -> list[str]:
    """Write an onset as it sounds in some region (s/x, ch/tr, l/n)."""
    place = dice.randrange(len(words))
    options = [(a, b) for a, b in _SOUNDS if words[place].startswith(a) and len(words[place]) > len(a)]
    if not options:
        return words
    old, new = dice.choice(options)
    return [*words[:place], new + words[place][len(old) :], *words[place + 1 :]]


def _glue(words: list[str], dice: random.Random) -> list[str]:
    """Forget one to three spaces."""
    for _ in range(dice.choice((1, 1, 2, 3))):
        if len(words) < 2:
            break
        place = dice.randrange(len(words) - 1)
        words = [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]
    return words
