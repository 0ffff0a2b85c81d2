"""underthesea tokens as exact spans of the message.

`word_tokenize` rewrites what it is given (NFC, tone placement), so its words cannot be looked up in the message.
We give it a normalised copy and walk both texts letter by letter; what cannot be matched falls back to the
runs of non-space characters, so that no text can raise.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_RUN = re.compile(r"\S+")
_PUNCTUATION = re.compile(r"[^\w\s]|\w+", re.UNICODE)
_MAX_CHARACTERS = 5_000  # underthesea is linear but slow on walls of text; the rest is split on spaces


@dataclass(frozen=True)
class Token:
    """`text == message[start:end]`, offsets in code points."""

    text: str
    start: int
    end: int


def tokenize(message: str) -> list[Token]:
    """Segment `message` into words. Every token is a non-empty span of it, in order, without overlap."""
    runs = _runs(message)
    if not runs:
        return []
    head = [t for t in runs if t.end <= _MAX_CHARACTERS]
    tail = runs[len(head) :]
    return _joined(message, head) + tail


def whitespace(message: str) -> list[Token]:
    """The same contract with spaces and punctuation only (the peer in comparisons)."""
    return _runs(message)


def _runs(message: str) -> list[Token]:
    tokens: list[Token] = []
    for run in _RUN.finditer(message):
        tokens += [
            Token(part.group(), run.start() + part.start(), run.start() + part.end())
            for part in _PUNCTUATION.finditer(run.group())
        ]
    return tokens


def _joined(message: str, runs: list[Token]) -> list[Token]:
    """Join neighbouring runs that underthesea takes for one word ("đăng ký", "giấy tờ")."""
    from underthesea import word_tokenize  # heavy: loaded on first use

    plain = [_letters(t.text) for t in runs]
    try:
        segmented = word_tokenize(" ".join(p or "." for p in plain))
    except Exception:
        return runs
    tokens: list[Token] = []
    at = 0
    for word in segmented:
        size = len(word.split())
        if size == 0:
            continue
        # the segmenter may cut inside a run (URLs, numbers): then sizes drift and the runs stand for themselves
        expected = " ".join(p or "." for p in plain[at : at + size])
        if at + size > len(runs) or _same(word) != _same(expected):
            return tokens + runs[at:]
        tokens.append(
            Token(message[runs[at].start : runs[at + size - 1].end], runs[at].start, runs[at + size - 1].end)
        )
        at += size
    return tokens + runs[at:]


def _letters(text: str) -> str:
    encodable = text.encode("utf-8", "ignore").decode("utf-8")
    return unicodedata.normalize("NFC", encodable)


def _same(text: str) -> str:
    """Compare without tone marks, because the segmenter moves them."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace(" ", "")
