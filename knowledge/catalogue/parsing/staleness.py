"""Text inside a live record that time has overtaken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue.models import Flag, FlagReason, LegalBasis

_FILE = Path(__file__).parent / "lapsed_documents.txt"
_UNTIL = re.compile(
    r"(?:đến\s+hết|đến|hết|trước)\s+(?:ngày\s+)?(?:"
    r"(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})"
    r"|(?:tháng\s+(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*|năm\s+)(?P<year>\d{4}))",
    re.I,
)
_TEST_DECISION = re.compile(r"demo|test|^QĐ/0*1\b", re.I)
_DISTRICT = re.compile(
    r"cấp (?:quận|huyện)\b|(?:công an|ủy ban nhân dân|uỷ ban nhân dân|ubnd|quân sự|bảo hiểm xã hội|tòa án nhân dân|"
    r"chi cục thuế|phòng [\w-]+(?: [\w-]+){0,9}?) (?:quận|huyện)\b",
    re.I,
)
DISTRICTS_ENDED = dt.date(2025, 7, 1)


def expired(field: str, texts: Iterable[str], today: dt.date) -> Iterator[Flag]:
    """A flag where a text says "đến hết 31/12/2023" and that day has passed."""
    for text in texts:
        for match in _UNTIL.finditer(text):
            day = _last_day(match)
            if day is not None and day < today:
                yield Flag(field=field, reason=FlagReason.EXPIRED_TEXT, raw=" ".join(match.group().split()))
                return


def _last_day(match: re.Match[str]) -> dt.date | None:
    """The day that is named, or the last one of the month or year that is; None for no day of the calendar."""
    try:
        if match[3]:
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        month = dt.date(int(match["year"]), int(match["month"] or 12), 28)
        return (month + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def of_districts(field: str, texts: Iterable[str], today: dt.date) -> Iterator[Flag]:
    """A flag where a text sends people to a body of a district: there are none since July 2025."""
    for text in texts:
        named = any(word in text.lower() for word in ("huyện", "quận"))  # the pattern alone takes a while
        match = _DISTRICT.search(text) if named else None
        if match and today >= DISTRICTS_ENDED:
            yield Flag(field=field, reason=FlagReason.EXPIRED_TEXT, raw=match.group())
            return


def doubtful_decision(decision: str) -> bool:
    """True for a test entry or the placeholder number of records that were never renewed."""
    return _TEST_DECISION.search(decision) is not None


def lapsed_basis(basis: Iterable[LegalBasis], today: dt.date) -> Iterator[Flag]:
    """A flag for each legal document that is known to have ceased."""
    ended = _ended()
    for document in basis:
        day = ended.get(document.code)
        if day and day <= today:
            yield Flag(field="legal_basis", reason=FlagReason.OLD_LEGAL_BASIS, raw=document.code)


@lru_cache(maxsize=1)
def _ended() -> dict[str, dt.date]:
    rows = (
        line.split() for line in _FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    )
    return {code: dt.date.fromisoformat(day) for code, day in rows}
