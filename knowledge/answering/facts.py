"""What may be said of a record: each aspect as plain values, or the reason why it may not.

Flagged fields are left out here, once, so that no wording can say them by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from knowledge.answering.aspects import Aspect
from knowledge.catalogue.models import (
    Case,
    Channel,
    DocumentKind,
    Fee,
    FlagReason,
    Method,
    Procedure,
)

# Flags that only ask for care: the field may be said, together with its note.
_SAYABLE = {FlagReason.FREE_BUT_NOTE, FlagReason.CHANNELS_DISAGREE, FlagReason.OLD_LEGAL_BASIS}
_FIELD_OF = {
    Aspect.DOCUMENTS: ("cases",),
    Aspect.FORM: ("cases",),
    Aspect.FEE: ("fee", "channels"),
    Aspect.TIME: ("time", "channels"),
    Aspect.PLACE: ("agency",),
    Aspect.ONLINE: ("channels",),
    Aspect.STEPS: ("steps",),
    Aspect.CONDITIONS: ("conditions",),
    Aspect.RESULT: ("results",),
    Aspect.LEGAL_BASIS: ("legal_basis",),
}


@dataclass(frozen=True)
class TimeLine:
    """A processing time and the ways of filing that it holds for (empty = all of the record's)."""

    value: Decimal | None
    unit: str
    note: str
    methods: tuple[Method, ...]


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


def doubtful(procedure: Procedure, aspect: Aspect) -> bool:
    """True when the fields behind `aspect` carry a flag that forbids saying them."""
    return any(
        flag.reason not in _SAYABLE for name in _FIELD_OF.get(aspect, ()) for flag in procedure.flagged(name)
    )


def papers(procedure: Procedure, case: int | None = None) -> tuple[Case, ...]:
    """Cases with their papers, remarks left out; one case where the citizen has chosen it."""
    cases = procedure.cases if case is None or case >= len(procedure.cases) else (procedure.cases[case],)
    return tuple(c for c in cases if any(d.kind is not DocumentKind.NOTE for d in c.documents))


def forms(procedure: Procedure, case: int | None = None) -> list[tuple[str, str]]:
    """`(paper, form)` of every paper that has a form."""
    rows = [(d.name, d.form) for c in papers(procedure, case) for d in c.documents if d.form]
    return list(dict.fromkeys(rows))


def times(procedure: Procedure) -> list[TimeLine]:
    """Processing times, channels with equal ones joined."""
    found: dict[tuple[object, ...], list[Method]] = {}
    for channel in procedure.channels:
        time = channel.time
        if time.value is None and not time.note:
            continue
        unit = time.unit.value if time.unit else ""
        found.setdefault((time.value, unit, time.note), []).append(channel.method)
    return [TimeLine(v, u, n, _methods(m, procedure)) for (v, u, n), m in found.items()]  # type: ignore[arg-type]


def fees(procedure: Procedure) -> list[FeeLine]:
    """Fees, channels with equal ones joined; nothing is said free where the note speaks of a fee."""
    unsure = any(f.reason is FlagReason.FREE_BUT_NOTE for f in procedure.flagged("fee"))
    found: dict[Fee, list[Method]] = {}
    for channel in procedure.channels:
        for fee in channel.fees:
            if fee.amount is not None or fee.note or fee.set_by_council:
                found.setdefault(fee, []).append(channel.method)
    return [
        FeeLine(
            amount=fee.amount,
            currency=fee.currency.value,
            per=fee.per,
            note=fee.note,
            by_council=fee.set_by_council,
            doubtful=unsure and fee.amount == 0,
            methods=_methods(methods, procedure),
        )
        for fee, methods in found.items()
    ]


def online(procedure: Procedure) -> tuple[Channel, ...]:
    """Channels of online filing."""
    return tuple(c for c in procedure.channels if c.method is Method.ONLINE)


def has(procedure: Procedure, aspect: Aspect) -> bool:
    """True when the record carries something sayable on `aspect`."""
    if doubtful(procedure, aspect):
        return False
    agency = procedure.agency
    return bool(
        {
            Aspect.OVERVIEW: True,
            Aspect.DOCUMENTS: papers(procedure),
            Aspect.FORM: forms(procedure) or papers(procedure),
            Aspect.FEE: fees(procedure),
            Aspect.TIME: times(procedure),
            Aspect.PLACE: agency.executing or agency.receiving_address or agency.authority,
            Aspect.ONLINE: procedure.channels,
            Aspect.STEPS: procedure.steps,
            Aspect.CONDITIONS: procedure.conditions,
            Aspect.RESULT: procedure.results,
            Aspect.LEGAL_BASIS: procedure.legal_basis,
        }[aspect]
    )


def _methods(methods: list[Method], procedure: Procedure) -> tuple[Method, ...]:
    """Empty when the value holds for every way of filing that the record knows."""
    unique = tuple(dict.fromkeys(methods))
    everywhere = {c.method for c in procedure.channels}
    return () if set(unique) == everywhere else unique
