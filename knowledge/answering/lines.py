"""Times and fees of a record, one line each: what is equal is joined, what is for another case is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from knowledge.catalogue.models import Channel, Fee, FlagReason, Method, Procedure
from knowledge.search.entries import searchable

_HEAD_END = re.compile(r"[,;(:]")  # where the short form of a case's name ends


@dataclass(frozen=True)
class TimeLine:
    """A processing time and the ways of filing that it holds for (empty = all of the record's).

    label: what the row is for, where one way of filing has several rows ("cấp biển số mới").
    """

    value: Decimal | None
    unit: str
    note: str
    methods: tuple[Method, ...]
    label: str = ""


@dataclass(frozen=True)
class FeeLine:
    """A fee and the ways of filing that it holds for. `doubtful`: the cell says free, the note does not."""

    amount: Decimal | None
    currency: str
    per: str
    note: str
    by_council: bool
    doubtful: bool
    methods: tuple[Method, ...]
    label: str = ""


def times(procedure: Procedure, case: int | None = None) -> list[TimeLine]:
    """Processing times, channels with equal ones joined; rows that are plainly for another case are left out."""
    found: dict[tuple[object, ...], list[Method]] = {}
    rows = [c for c in procedure.channels if c.time.value is not None or c.time.note]
    several = _several(rows, lambda c: c.time)
    for channel in rows:
        time, label = channel.time, channel.note if channel.method in several else ""
        unit = time.unit.value if time.unit else ""
        found.setdefault((time.value, unit, time.note, label), []).append(channel.method)
    lines = [
        TimeLine(value, unit, note, _methods(methods, procedure), label)  # type: ignore[arg-type]
        for (value, unit, note, label), methods in found.items()
    ]
    return [line for line in lines if not _for_another(line, procedure, case)] or lines


def fees(procedure: Procedure, case: int | None = None) -> list[FeeLine]:
    """Fees, channels with equal ones joined; nothing is said free where the note speaks of a fee."""
    unsure = any(f.reason is FlagReason.FREE_BUT_NOTE for f in procedure.flagged("fee"))
    found: dict[tuple[Fee, str], list[Method]] = {}
    several = _several([c for c in procedure.channels if c.fees], lambda c: c.fees)
    for channel in procedure.channels:
        label = channel.note if channel.method in several else ""
        for fee in channel.fees:
            if fee.amount is not None or fee.note or fee.set_by_council:
                found.setdefault((fee, label), []).append(channel.method)
    lines = [
        FeeLine(
            amount=fee.amount,
            currency=fee.currency.value,
            per=fee.per,
            note=fee.note,
            by_council=fee.set_by_council,
            doubtful=unsure and fee.amount == 0,
            methods=_methods(methods, procedure),
            label=label,
        )
        for (fee, label), methods in found.items()
    ]
    return [line for line in lines if not _for_another(line, procedure, case)] or lines


L = TypeVar("L", TimeLine, FeeLine)


def without_common_note(lines: Sequence[L]) -> tuple[list[L], str]:
    """Lines without the note that all of them share, and that note, so that it is said once."""
    notes = {line.note for line in lines}
    if len(lines) < 2 or len(notes) != 1:
        return list(lines), ""
    return [replace(line, note="") for line in lines], notes.pop()


def _several(rows: Sequence[Channel], value: Callable[[Channel], object]) -> set[Method]:
    """Ways of filing with rows of unlike values, each with a remark of its own that tells it apart."""
    found = set()
    for method in Method:
        own = [c for c in rows if c.method is method]
        notes = {c.note for c in own}
        if len({value(c) for c in own}) > 1 and "" not in notes and len(notes) == len(own):
            found.add(method)
    return found


def _for_another(line: TimeLine | FeeLine, procedure: Procedure, case: int | None) -> bool:
    """True when the remark of a row begins with the name of a case that is not the chosen one."""
    if case is None:
        return False
    opening = f"{searchable(f'{line.label} {line.note}')} "
    heads = {i: searchable(_HEAD_END.split(c.name)[0]) for i, c in enumerate(procedure.cases)}
    named = {i for i, head in heads.items() if " " in head and opening.startswith(f"{head} ")}
    return bool(named) and case not in named


def _methods(methods: list[Method], procedure: Procedure) -> tuple[Method, ...]:
    """Empty when the value holds for every way of filing that the record knows."""
    unique = tuple(dict.fromkeys(methods))
    everywhere = {c.method for c in procedure.channels}
    return () if set(unique) == everywhere else unique
