"""Running texts of a record: steps, conditions, results, legal basis."""

from __future__ import annotations

import re

from knowledge.catalogue.labels import present
from knowledge.catalogue.models import LegalBasis, Result, Step

_LEGAL = re.compile(
    r"(?<![\d./])(\d{1,4}(?:\.\d{1,2})?/\d{4}/(?:QH\d{1,2}|NĐ-CP|NQ-CP|UBTVQH\d{1,2}|QĐ-TTg|TTLT(?:-[A-ZĐa-z&]+)+|"
    r"(?:TT|QĐ|NQ|VBHN)-[A-ZĐ][A-ZĐa-z]*))"
)
_RESULT_CODE = re.compile(r"Mã:\s*(KQ\.[A-Z]\d{2}\.\d{6})")
_NOISE = re.compile(r"Từ khóa.*$", re.S)
_STEP = re.compile(r"(?=(?<![\wÀ-ỹ])Bước \d{1,2}\s*[:.)])")
_LINE_START = re.compile(r"^[\s\-+*•–]+")


def steps(text: str) -> tuple[Step, ...]:
    """One step for each "Bước n" where the text has them, else one for each line."""
    text = present(text)
    pieces = [p for p in _STEP.split(text) if p.strip()] if _STEP.search(text) else text.splitlines()
    found = []
    for piece in pieces:
        match = re.match(r"(Bước \d{1,2})\s*[:.)]\s*", piece.strip())
        body = _tidy(piece.strip()[match.end() :] if match else piece)
        if body:
            found.append(Step(name=match[1] if match else "", text=body))
    return tuple(found)


def lines(text: str) -> tuple[str, ...]:
    """Lines of a text without bullets; "Không" alone means none."""
    found = (_tidy(line) for line in present(text).splitlines())
    return tuple(
        x for x in found if x and x.rstrip(".").lower() not in {"không", "không có", "không quy định"}
    )


def results(text: str) -> tuple[Result, ...]:
    """`name` and result code; the page's noise behind them is cut off."""
    text = present(_NOISE.sub("", text))
    found, at = [], 0
    for match in _RESULT_CODE.finditer(text):
        name = _tidy(text[at : match.start()])
        if name:
            found.append(Result(name=name, code=match[1]))
        at = match.end()
    rest = _tidy(text[at:])
    if rest and rest != "Không có thông tin":
        found.append(Result(name=rest))
    return tuple(found)


def legal_basis(text: str) -> tuple[LegalBasis, ...]:
    """Numbers of legal documents in order, each once (titles run into each other and are left out)."""
    return tuple(LegalBasis(code=code) for code in dict.fromkeys(_LEGAL.findall(text)))


def _tidy(text: str) -> str:
    return " ".join(_LINE_START.sub("", text).split())
