"""Running texts of a record: steps, conditions, results, legal basis."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.catalogue.labels import present
from knowledge.catalogue.models import Flag, FlagReason, LegalBasis, Result, Step

# A title is often glued to the number ("64/2025/TT-BTCThông tư"): known issuers tell where the number ends, an
# unknown one is believed only where no letter follows.
_ISSUERS = (
    "BCA BCĐ BCN BCT BDTTG BGDĐT BGTVT BHXH BKHCN BKHĐT BLĐTBXH BNG BNN BNN&PTNT BNNMT BNNPTNT BNV BQP BTC BTM BTNMT "
    "BTP BTTTT BVHTT BVHTTDL BXD BYT CHK HĐND HĐTP KTNN NHNN TANDTC TTCP TWMTTQ UBDT UBND VKSNDTC VPCP"
)
_ISSUER = f"(?:{'|'.join(sorted(_ISSUERS.split(), key=len, reverse=True))}|[A-ZĐ]{{2,10}}(?![^\\W\\d_]))"
# A title may also end in figures ("… năm 2025.09/2026/TT-BXD", "… ngày 1537/2025/TT-BXD"): only decisions and the
# Standing Committee have numbers of four.
_LEGAL = re.compile(
    r"(?:(?<![\d./])|(?<=[12][09]\d\d\.))("
    rf"\d{{1,3}}(?:\.\d{{1,2}})?/\d{{4}}/(?:QH\d{{1,2}}|NĐ-CP|NQ-CP|TTLT(?:-{_ISSUER})+|(?:TT|NQ)-{_ISSUER})|"
    rf"\d{{1,4}}/\d{{4}}/(?:UBTVQH\d{{1,2}}|QĐ-TTg|(?:QĐ|VBHN)-{_ISSUER}))"
)
_RESULT_CODE = re.compile(r"Mã:\s*(KQ\.[A-Z]\d{2}\.\d{6})")
_NOISE = re.compile(r"Từ khóa.*$", re.S)
_STEP = re.compile(r"(?=(?<![\wÀ-ỹ])Bước \d{1,2}\s*[:.)])")
_LABEL = re.compile(r"[a-zđ]{1,4}[\d.]*\s?[.)]")  # "a)", "đ.", "iii)"
_NONE = {"không", "không có", "không quy định", "không có thông tin"}
_LINE_START = re.compile(r"^[\s\-+*•–]+")


def parse_steps(text: str) -> tuple[tuple[Step, ...], tuple[Flag, ...]]:
    """One step for each "Bước n" where the text has them, else one for each line.

    The portal sometimes cuts paragraphs into each other; where a line breaks off in mid-sentence nothing tells that
    from a mere line break, so that there are no steps then, and a flag with the text.
    """
    text = present(text)
    if _broken(text):
        return (), (Flag(field="steps", reason=FlagReason.AMBIGUOUS_TABLE, raw=text),)
    pieces = [p for p in _STEP.split(text) if p.strip()] if _STEP.search(text) else text.splitlines()
    found = []
    for piece in pieces:
        match = re.match(r"(Bước \d{1,2})\s*[:.)]\s*", piece.strip())
        body = _tidy(piece.strip()[match.end() :] if match else piece)
        if body:
            found.append(Step(name=match[1] if match else "", text=body))
    return tuple(found), ()


def _broken(text: str) -> bool:
    """True where a line ends without a stop and the next one goes on in small letters."""
    rows = [line.strip() for line in text.splitlines() if line.strip()]
    return any(
        before[-1].isalnum() and after[0].islower() and not _LABEL.match(after) for before, after in pairwise(rows)
    )


def lines(text: str) -> tuple[str, ...]:
    """Lines of a text without bullets; "Không" alone means none."""
    found = (_tidy(line) for line in present(text).splitlines())
    return tuple(x for x in found if x and x.rstrip(".").lower() not in _NONE)


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
