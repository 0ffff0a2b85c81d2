"""Fill what a curated record could not confirm from another source of the same procedure that is certain of it.

Only between records of one legal state: where both name a deciding document it has to be the same one. What the
other source is itself unsure of stays open, and so does what was already there to be read when a person checked the
record and left the field open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.catalogue.models import Channel, Completeness, FlagReason, Procedure

_WHOLE = ("agency", "decision", "levels", "channels", "cases", "steps", "conditions", "results", "legal_basis")
_PARTS = {"time": "time", "fee": "fees"}  # flag -> attribute of a channel
_CARRIED = {FlagReason.FREE_BUT_NOTE, FlagReason.CHANNELS_DISAGREE, FlagReason.OLD_LEGAL_BASIS}  # sayable with care


def completed(chosen: Procedure, sources: Sequence[Procedure]) -> Procedure:
    """`chosen` with its unconfirmed empty fields taken from `sources`, best source first."""
    open_ = {f.field for f in chosen.flags if f.reason is FlagReason.UNCONFIRMED}
    for other in sources:
        if not open_:
            break
        if other is not chosen and _same_state(chosen, other) and _news(chosen, other):
            chosen, open_ = _filled(chosen, other, open_)
    return chosen


def _same_state(chosen: Procedure, other: Procedure) -> bool:
    agree = not chosen.decision or not other.decision or chosen.decision == other.decision
    return agree and other.completeness is Completeness.FULL


def _news(chosen: Procedure, other: Procedure) -> bool:
    return other.source.captured > (chosen.checked or chosen.source.captured)


def _filled(chosen: Procedure, other: Procedure, open_: set[str]) -> tuple[Procedure, set[str]]:
    values: dict[str, Any] = {}
    done: set[str] = set()
    for field in sorted(open_):
        if field in _WHOLE and not _said(getattr(chosen, field)) and _certain(other, field):
            values[field] = getattr(other, field)
            done.add(field)
    for part in _PARTS:
        if part in open_ and "channels" not in values and chosen.channels and _certain(other, part):
            channels = _with(part, chosen.channels, other.channels)
            if channels is not None:
                chosen, done = chosen.model_copy(update={"channels": channels}), done | {part}
    if "channels" in done:
        done |= {p for p in _PARTS if p in open_ and _certain(other, p)}
    if not done:
        return chosen, open_
    kept = [f for f in chosen.flags if not (f.field in done and f.reason is FlagReason.UNCONFIRMED)]
    carried = [f for f in other.flags if f.field in done and f not in kept]
    return chosen.model_copy(update={**values, "flags": (*kept, *carried)}), open_ - done


def _with(part: str, own: Sequence[Channel], others: Sequence[Channel]) -> tuple[Channel, ...] | None:
    """`own` with times or fees of the ways of filing of the same kind; None where any way is left without."""
    attribute = _PARTS[part]
    if any(_said(getattr(c, attribute)) for c in own):
        return None
    found = []
    for channel in own:
        same = [c for c in others if c.method is channel.method]
        distinct = {getattr(c, attribute) for c in same}
        if len(distinct) != 1 or not _said(next(iter(distinct))):
            return None
        found.append(channel.model_copy(update={attribute: next(iter(distinct))}))
    return tuple(found)


def _certain(other: Procedure, field: str) -> bool:
    part = field in _PARTS
    if any(f.reason not in _CARRIED for f in other.flags if f.field == field or (part and f.field == "channels")):
        return False
    if part:
        return any(_said(getattr(c, _PARTS[field])) for c in other.channels)
    return _said(getattr(other, field))


def _said(value: Any) -> bool:
    """Does a field carry anything? An agency or a time of nothing but empty texts does not."""
    return bool(value) if isinstance(value, (str, tuple)) else value is not None and value != type(value)()
