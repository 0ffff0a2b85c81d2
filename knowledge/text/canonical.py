"""The one normaliser: NFC, lower case, tone placement, i/y, abbreviations and teencode, glued words.

`normalise` changes how a text is written, `canonical` also which words it uses, `fold` drops the accents. All are
idempotent, and all of training, index and query go through `canonical`, so that they can never disagree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from knowledge.text.cleaning import clean
from knowledge.text.ungluing import unglue

_PASSES = 6
_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"\w+", re.UNICODE)
_NOT_WORD = re.compile(r"[^\w\s./%-]+", re.UNICODE)
_REPEATED = re.compile(r"([aeiouyàáảãạâêôơưăíìịỉĩúùụủũéèẹẻẽóòọỏõ])\1{2,}")

# Old placement puts the tone on the first vowel of oa, oe, uy (hòa, thủy); new on the second (hoà, thuỷ).
# The old one is kept, as the portal writes it. "qu" is an onset: quý, quả keep theirs.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_PLACEMENT = re.compile(f"(?<!q)(o(?=[ae])|u(?=y))([aey])([{_TONES}])(?![a-z\u0300-\u036f])")
_KI_LI = re.compile(r"(?<!\w)([kl])(i)([\u0300\u0301\u0303\u0309\u0323]?)(?!\w|[\u0300-\u036f])")
_QUI = re.compile(r"(?<!\w)(qu)i([\u0300\u0301\u0303\u0309\u0323]?)(?!\w|[\u0300-\u036f])")


def normalise(text: str) -> str:
    """Lower case, NFC, one tone placement, `ký` for `kí`, no decoration; words as the writer chose them."""
    # First what is no word, a second tone on one letter too: left to the end, it would hide the letter from placement.
    text = _NOT_WORD.sub(" ", unicodedata.normalize("NFC", clean(text).lower()))
    text = unicodedata.normalize("NFD", text)
    text = _NEW_PLACEMENT.sub(r"\1\3\2", text)
    text = _KI_LI.sub(r"\1y\3", text)
    text = _QUI.sub(r"\1y\2", text)
    text = unicodedata.normalize("NFC", text)
    text = _REPEATED.sub(r"\1", text)  # "alooo", "điiii"
    return clean(text).lower()


def fold(text: str) -> str:
    """Lower case without accents (đ gives d). Length is kept for text in NFC built of Vietnamese letters."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))


@lru_cache(maxsize=20_000)
def canonical(text: str) -> str:
    """Normalise, un-glue and write abbreviations out ("dk ks cho con can j" -> "đăng ký khai sinh cho con can gì").

    Returns words separated by single spaces; punctuation inside numbers and codes (1.001193, 12/2025) is kept.
    """
    for _ in range(
        _PASSES
    ):  # what was glued can hold an abbreviation; stable after one pass on ordinary text
        words = [w for word in normalise(text).split() for piece in _pieces(word) for w in _expand(piece)]
        result = " ".join(words)
        if result == text:
            break
        text = result
    return text


def _pieces(word: str) -> list[str]:
    """Split off punctuation, numbers glued to words ("2lần"), and words glued together."""
    core = word.strip("./%-_")
    if not core:
        return []
    if any(c.isdecimal() for c in core):
        if (
            not any(c.isalpha() for c in core)
            or core in abbreviations()
            or re.fullmatch(r"[a-zđ]{1,4}\d{1,3}", core)
        ):
            return [core]  # 1.001193, 12/2025, ct01, kt3
        return [p for part in re.findall(r"[^\W\d_]+|[\d./-]+", core) for p in _pieces(part)]
    parts = [p for p in re.split(r"[./%_-]+", core) if p]
    if len(parts) > 1:
        return [p for part in parts for p in _pieces(part)]
    if core in abbreviations():
        return [core]
    return unglue(core)


def _expand(word: str) -> list[str]:
    return abbreviations().get(word, word).split()


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Abbreviation or teencode word -> words it stands for (data/abbreviations.tsv)."""
    table: dict[str, str] = {}
    for line in (_DATA / "abbreviations.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            short, long = line.split("\t")
            for variant in short.split(","):
                table[variant.strip()] = long.strip()
    return table


def words(text: str) -> list[str]:
    """Folded canonical words of `text`: the unit of lexical search."""
    return _WORD.findall(fold(canonical(text)))
