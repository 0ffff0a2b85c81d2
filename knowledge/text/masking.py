"""Mask personal numbers before anything is stored or logged.

Masked: citizen numbers (CCCD 12 digits, CMND 9), BHXH (10), phones, bank accounts, dossier numbers of BHXH,
e-mail addresses. Kept: amounts of money, dates, procedure codes and the numbers of legal documents, because the
question needs them and they identify nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PLACEHOLDER = "[số đã che]"
EMAIL_PLACEHOLDER = "[thư đã che]"

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,255}(?:\.[\w-]{1,63})+")
# A run of digits that may be broken by single spaces, dots or dashes, as people write phone and card numbers.
_DIGITS = re.compile(r"(?<![\w.,/])\+?\d(?:[ .\-\u00a0]?\d){7,23}(?![\d])")
_CODE = re.compile(r"[1-9]\.\d{6}")
_MONEY_AFTER = re.compile(
    r"\s*(?:đ|₫|d|vnd|vnđ|dong|đồng|nghin|nghìn|ngan|ngàn|trieu|triệu|ty|tỷ|usd)\b", re.I
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DATE = re.compile(r"\d{1,2}[ ./-]\d{1,2}[ ./-]\d{4}|\d{4}-\d{2}-\d{2}")
_LETTER_NUMBER = re.compile(r"(?<!\w)(?:[A-Z]{2}\d{9,13}|[A-Z]\d{7,8})(?!\w)", re.I)  # passport, health card


@dataclass(frozen=True)
class Masked:
    """`text` without personal numbers; `kinds` says which were found, in order: number, email."""

    text: str
    kinds: tuple[str, ...] = ()

    @property
    def only_numbers(self) -> bool:
        """True when nothing but masked numbers (and punctuation) was sent."""
        rest = self.text.replace(PLACEHOLDER, "").replace(EMAIL_PLACEHOLDER, "")
        return bool(self.kinds) and not re.search(r"\w{2,}", rest)


def mask(text: str) -> Masked:
    """Replace personal numbers and e-mail addresses in `text` by a placeholder. Idempotent; never raises."""
    kinds: list[str] = []

    def email(_: re.Match[str]) -> str:
        kinds.append("email")
        return EMAIL_PLACEHOLDER

    def number(match: re.Match[str]) -> str:
        if _harmless(match, text_):
            return match.group()
        kinds.append("number")
        return PLACEHOLDER

    text_ = _EMAIL.sub(email, text)
    text_ = _DIGITS.sub(number, text_)
    text_ = _LETTER_NUMBER.sub(number, text_)
    return Masked(text_, tuple(kinds))


def _harmless(match: re.Match[str], text: str) -> bool:
    found = match.group()
    if _CODE.fullmatch(found) or _DATE.fullmatch(found):
        return True
    after = text[match.end() : match.end() + 12]
    if _MONEY_AFTER.match(after):
        return True
    # 1.500.000 written with thousands separators is money; a phone is never grouped in threes from the right
    # with dots throughout unless it begins with 0.
    return (
        bool(_THOUSANDS.fullmatch(found))
        and not found.startswith("0")
        and len(re.sub(r"\D", "", found)) <= 10
    )
