"""Text inside a live record that time has overtaken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue.models import Flag, FlagReason, LegalBasis

_FILE = Path(__file__).parent / "lapsed_documents.txt"
_UNTIL = re.compile(r"(?:đến hết|đến|hết ngày|trước)\s+(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.I)
_TEST_DECISION = re.compile(r"demo|test|^QĐ/0*1\b", re.I)


def expired(field: str, texts: Iterable[str], today: dt.date) -> Iterator[Flag]:
    """A flag where a text says "đến hết 31/12/2023" and that day has passed."""
    for text in texts:
        for match in _UNTIL.finditer(text):
            try:
                day = dt.date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                continue
            if day < today:
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
