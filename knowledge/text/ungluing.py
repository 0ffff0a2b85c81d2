"""Words that were typed without spaces ("đăngkýkhaisinh", "KetHon") are cut into syllables.

A most-likely cut over counts of our own catalogue and bank; a string that is a syllable, a known foreign word or
cannot be cut with well-formed syllables stays as it is.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache
from pathlib import Path

from knowledge.text.syllables import counts, syllables

_LONGEST = 7  # "nghieng", "nghiem"
_MAX_LETTERS = 60  # longer strings are noise, not words
_START = ""


def unglue(word: str) -> list[str]:
    """Cut `word` (one run of letters, lower case) into syllables, or return it alone. Accents are kept."""
    bare = _fold_letters(word)
    if len(bare) < 4 or len(bare) > _MAX_LETTERS or bare in syllables() or bare in foreign_words():
        return [word]
    cut = _best_cut(bare)
    if cut is None or len(bare) != len(word):
        return [word]
    pieces, at = [], 0
    for length in cut:
        pieces.append(word[at : at + length])
        at += length
    return pieces


@lru_cache(maxsize=20_000)
def _best_cut(bare: str) -> tuple[int, ...] | None:
    """Lengths of the pieces of the most likely cut (Viterbi over pairs), or None."""
    single, pairs = counts()
    total = sum(single.values()) + 1.0
    # best[i][piece ending at i] = (log probability, lengths)
    best: list[dict[str, tuple[float, tuple[int, ...]]]] = [{} for _ in range(len(bare) + 1)]
    best[0][_START] = (0.0, ())
    for end in range(1, len(bare) + 1):
        for start in range(max(0, end - _LONGEST), end):
            piece = bare[start:end]
            if not best[start] or not _plausible(piece):
                continue
            unigram = math.log((single.get(piece, 0) + 0.02) / total)
            for previous, (score, lengths) in best[start].items():
                seen = single.get(previous, 0)
                pair = pairs.get((previous, piece), 0)
                step = (
                    math.log(0.8 * pair / seen + 0.2 * math.exp(unigram)) if seen and pair else unigram - 1.6
                )
                candidate = score + step
                if piece not in best[end] or candidate > best[end][piece][0]:
                    best[end][piece] = (candidate, (*lengths, len(piece)))
    if not best[-1]:
        return None
    return max(best[-1].values())[1]


def _plausible(piece: str) -> bool:
    return piece in syllables() or piece in foreign_words()


def _fold_letters(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


@lru_cache(maxsize=1)
def foreign_words() -> frozenset[str]:
    """Words that are not Vietnamese syllables and must not be cut (online, vneid, facebook ...)."""
    path = Path(__file__).parent / "data" / "foreign_words.txt"
    return frozenset(path.read_text(encoding="utf-8").split())
