"""`motcua check`: what a sceptical clerk would object to in records and wordings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.catalogue.models import (
    Agency,
    Completeness,
    DocumentKind,
    Duration,
    FlagReason,
    Procedure,
    SourceKind,
)
from knowledge.catalogue.parsing.channels import speaks_of_fee
from knowledge.catalogue.parsing.staleness import expired, lapsed_basis
from knowledge.starter.bank import SPOKEN, STYLES, Bank
from knowledge.text import fold, normalise

LEAST_WORDINGS = 25  # per curated procedure
LEAST_WORDINGS_OF_NAME = 5  # per procedure of which the starter knows only the name
STAND_IN = "9."  # codes that the ward list's importer gives: their records come with that list
_SHORT_NAME = 80


@dataclass(frozen=True)
class Finding:
    """`error`: must be mended; else a warning. `about`: code or wording."""

    error: bool
    rule: str
    about: str
    detail: str = ""


def check(procedures: Sequence[Procedure], bank: Bank, today: dt.date, stale_days: int) -> list[Finding]:
    """All findings, errors first."""
    found = [f for p in procedures if p.source.kind is SourceKind.CURATED for f in _record(p, today, stale_days)]
    found += [f for p in procedures if p.source.kind is not SourceKind.CURATED for f in _foreign(p)]
    found += _names(procedures)
    found += _bank(procedures, bank)
    return sorted(found, key=lambda f: (not f.error, f.rule, f.about))


def _record(p: Procedure, today: dt.date, stale_days: int) -> Iterator[Finding]:
    marked = {f.field for f in p.flags}
    if len(p.short_name) > _SHORT_NAME:
        yield Finding(True, "short_name_long", p.code, p.short_name)
    if p.completeness is Completeness.FULL and (p.checked is None or not p.source.url):
        yield Finding(False, "no_source_or_date", p.code, p.name)
    if p.checked and today - p.checked > dt.timedelta(days=stale_days):
        yield Finding(False, "checked_long_ago", p.code, str(p.checked))
    if p.checked and p.checked > today:
        yield Finding(True, "checked_in_future", p.code, str(p.checked))
    for field, empty in (
        ("decision", not p.decision),
        ("channels", not p.channels),
        ("cases", not p.cases),
        ("agency", not (p.agency.executing or p.agency.authority or p.agency.receiving_address)),
        ("levels", not p.levels),
    ):
        if empty and field not in marked and p.completeness is Completeness.FULL:
            yield Finding(True, "empty_but_unmarked", p.code, field)
    for field in sorted({f.field for f in p.flags if f.reason is FlagReason.UNCONFIRMED}):
        if _filled(p, field):
            yield Finding(True, "marked_but_filled", p.code, field)
    for channel in p.channels:
        for fee in channel.fees:
            if fee.amount == 0 and speaks_of_fee(f"{fee.note} {channel.note}"):
                yield Finding(True, "free_against_note", p.code, fee.note)
            if fee.amount and fee.currency == "VND" and fee.amount < 1000:
                yield Finding(True, "fee_implausible", p.code, str(fee.amount))
    for case in p.cases:
        for document in case.documents:
            if document.kind is not DocumentKind.NOTE and document.originals == 0 and not document.copies:
                yield Finding(False, "paper_without_copies", p.code, document.name)
    notes = [n for c in p.channels for n in (c.note, *(f.note for f in c.fees))]
    for flag in expired("fee", notes, today):
        yield Finding(True, "expired_text", p.code, flag.raw)
    for flag in lapsed_basis(p.legal_basis, today):
        yield Finding(False, "lapsed_legal_basis", p.code, flag.raw)
    if p.valid_to and p.valid_to < today:
        yield Finding(True, "lapsed_record", p.code, str(p.valid_to))


def _foreign(p: Procedure) -> Iterator[Finding]:
    """Imported records that are not, or not wholly, about what their code says."""
    for flag in p.flags:
        if flag.field == "decision" and flag.reason is FlagReason.OTHER_PROVINCE:
            yield Finding(False, "other_province", p.code, flag.raw)
        if flag.field == "code" and flag.reason is FlagReason.CODE_MISMATCH and not p.code.startswith(STAND_IN):
            yield Finding(False, "shared_page", p.code, flag.raw)


def _filled(p: Procedure, field: str) -> bool:
    """Does a field that is marked unconfirmed carry a value? A record cannot be without code and name."""
    if field in ("code", "name"):
        return False
    if field == "time":
        return any(c.time != Duration() for c in p.channels)
    if field == "fee":
        return any(c.fees for c in p.channels)
    if field == "agency":
        return p.agency != Agency()
    return bool(getattr(p, field, ()))


def _names(procedures: Sequence[Procedure]) -> Iterator[Finding]:
    titles: dict[str, list[str]] = defaultdict(list)
    for p in procedures:
        if p.source.kind is SourceKind.CURATED:
            titles[_key(p.title)].append(p.code)
    for title, codes in titles.items():
        if len(codes) > 1:
            yield Finding(True, "same_title", ", ".join(codes), title)


def _bank(procedures: Sequence[Procedure], bank: Bank) -> Iterator[Finding]:
    curated = {p.code: p.completeness for p in procedures if p.source.kind is SourceKind.CURATED}
    known = {p.code for p in procedures}
    owners: dict[str, set[str]] = defaultdict(set)
    styles: dict[str, set[str]] = defaultdict(set)
    count: dict[str, int] = defaultdict(int)
    for wording in bank.wordings:
        owners[_key(wording.text)].add(wording.code)
        styles[wording.code].add(wording.style)
        count[wording.code] += 1
    for text, codes in owners.items():
        if len(codes) > 1:
            yield Finding(True, "wording_shared", ", ".join(sorted(codes)), text)
    for code in count:
        if code not in known and not code.startswith(STAND_IN):
            yield Finding(False, "wording_of_unknown_code", code)
    for code in sorted(curated):
        full = curated[code] is Completeness.FULL
        if count[code] < (LEAST_WORDINGS if full else LEAST_WORDINGS_OF_NAME):
            yield Finding(False, "few_wordings", code, str(count[code]))
        elif full and (missing := set(STYLES) - styles[code] - {SPOKEN}):
            yield Finding(False, "styles_missing", code, ", ".join(sorted(missing)))
    yield from _references(known, bank)


def _references(known: set[str], bank: Bank) -> Iterator[Finding]:
    rows: Iterable[tuple[str, tuple[str, ...]]] = [
        *((n.text, (n.code, *n.others)) for n in bank.hard_negatives),
        *((a.text, a.among) for a in bank.ambiguous),
    ]
    for text, codes in rows:
        for code in codes:
            if code not in known and not code.startswith(STAND_IN):
                yield Finding(False, "reference_to_unknown_code", code, text)


def _key(text: str) -> str:
    return fold(normalise(text))
