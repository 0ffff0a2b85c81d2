"""Marks "cần kiểm tra" that need the whole record, the same for every source of the portal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.catalogue.labels import LEVELS
from knowledge.catalogue.models import Flag, FlagReason, Procedure
from knowledge.catalogue.parsing.channels import doubts
from knowledge.catalogue.parsing.staleness import doubtful_decision, expired, lapsed_basis, of_districts

_YEAR = re.compile(r"/(\d{4})/")
_OF_A_PROVINCE = re.compile(r"\b(?:UBND|HĐND)\b", re.I)  # "226/QĐ-UBND": decided by one province for itself
_OURS = re.compile(r"\bH14\b")  # Cao Bằng among the organisations of a code
_SAID = ("agency", "channels", "cases", "steps", "conditions", "results", "legal_basis")  # fields answers are made of


def marked(record: Procedure, levels: str, flags: Iterable[Flag], today: dt.date) -> Procedure:
    """`record` with `flags` and those for what is implausible, contradicts itself or has been overtaken.

    Args:
        levels: the source's own words for the levels.
        flags: what the source's tables and texts could not be read for.
    """
    found = [*flags, *_doubts(record, levels, today)]
    values: dict[str, Any] = {}
    if _OF_A_PROVINCE.search(record.decision) and not _OURS.search(record.organisation):
        found += _of_another_province(record)
        values["notes"] = ()
    return record.model_copy(update={**values, "flags": tuple(dict.fromkeys(found))})


def _of_another_province(record: Procedure) -> Iterator[Flag]:
    """No field may be said; the notes, which answers take without looking at flags, are kept in theirs only."""
    reason = FlagReason.OTHER_PROVINCE
    yield Flag(field="decision", reason=reason, raw=record.decision)
    yield from (Flag(field=field, reason=reason) for field in _SAID)
    if record.notes:
        yield Flag(field="notes", reason=reason, raw="\n".join(record.notes))


def _doubts(record: Procedure, levels: str, today: dt.date) -> Iterator[Flag]:
    channels = record.channels
    yield from doubts(channels)
    yield from expired("fee", (n for c in channels for n in (c.note, *(f.note for f in c.fees))), today)
    yield from expired("time", (c.time.note for c in channels), today)
    yield from lapsed_basis(record.legal_basis, today)
    for document in record.legal_basis:
        year = _YEAR.search(document.code)
        if year and int(year[1]) > today.year:
            yield Flag(field="legal_basis", reason=FlagReason.IMPLAUSIBLE, raw=document.code)
    if doubtful_decision(record.decision):
        yield Flag(field="decision", reason=FlagReason.UNCONFIRMED, raw=record.decision)
    yield from of_districts("name", [record.name], today)
    yield from of_districts("levels", [levels], today)
    yield from of_districts("agency", record.agency.model_dump().values(), today)
    yield from of_districts("steps", (s.text for s in record.steps), today)
    yield from of_districts("channels", (c.note for c in channels), today)
    strange = [part.strip() for part in levels.split(",") if part.strip() and part.strip().lower() not in LEVELS]
    if strange:
        yield Flag(field="levels", reason=FlagReason.UNMAPPED, raw=", ".join(strange))
