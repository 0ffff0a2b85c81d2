"""What may be said of a record: each aspect as plain values, or the reason why it may not.

Flagged fields are left out here, once, so that no wording can say them by mistake.
"""

from __future__ import annotations

from knowledge.answering.aspects import Aspect
from knowledge.answering.cases import listed
from knowledge.answering.lines import fees, times
from knowledge.answering.per_record import once_per_record
from knowledge.catalogue.models import Case, Channel, DocumentKind, FlagReason, Method, Procedure

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


def doubtful(procedure: Procedure, aspect: Aspect) -> bool:
    """True when the fields behind `aspect` carry a flag that forbids saying them."""
    return any(
        flag.reason not in _SAYABLE for name in _FIELD_OF.get(aspect, ()) for flag in procedure.flagged(name)
    )


def fields_behind(aspect: Aspect) -> tuple[str, ...]:
    """Names of the record's fields that an answer on `aspect` is made of."""
    return _FIELD_OF.get(aspect, ())


def papers(procedure: Procedure, case: int | None = None) -> tuple[Case, ...]:
    """Cases with their papers and remarks: all, or the chosen one with what is common; () where no paper is known."""
    cases = listed(procedure, case)
    return cases if any(d.kind is not DocumentKind.NOTE for c in cases for d in c.documents) else ()


def forms(procedure: Procedure, case: int | None = None) -> list[tuple[str, str]]:
    """`(paper, form)` of every paper that has a form."""
    rows = [(d.name, d.form) for c in papers(procedure, case) for d in c.documents if d.form]
    return list(dict.fromkeys(rows))


def methods(procedure: Procedure) -> dict[Method, str]:
    """Ways of filing, each with its remark (where, when); a remark that tells rows apart is none."""
    if doubtful(procedure, Aspect.ONLINE):
        return {}
    rows = {m: [c.note for c in procedure.channels if c.method is m] for m in Method}
    return {m: notes[0] if len(set(notes)) == 1 else "" for m, notes in rows.items() if notes}


def online(procedure: Procedure) -> tuple[Channel, ...]:
    """Channels of online filing."""
    return tuple(c for c in procedure.channels if c.method is Method.ONLINE)


def has(procedure: Procedure, aspect: Aspect) -> bool:
    """True when the record carries something sayable on `aspect`."""
    found = sayable(procedure)
    return bool(procedure.notes or found) if aspect is Aspect.OVERVIEW else aspect in found


@once_per_record
def sayable(procedure: Procedure) -> frozenset[Aspect]:
    """Aspects (overview apart) that the record carries something certain on."""
    agency, cases = procedure.agency, papers(procedure)
    carried = {
        Aspect.DOCUMENTS: cases,
        Aspect.FORM: cases,
        Aspect.FEE: fees(procedure),
        Aspect.TIME: times(procedure),
        Aspect.PLACE: agency.executing or agency.receiving_address or agency.authority,
        Aspect.ONLINE: procedure.channels,
        Aspect.STEPS: procedure.steps,
        Aspect.CONDITIONS: procedure.conditions,
        Aspect.RESULT: procedure.results,
        Aspect.LEGAL_BASIS: procedure.legal_basis,
    }
    return frozenset(a for a, found in carried.items() if found and not doubtful(procedure, a))
