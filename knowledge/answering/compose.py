"""Make replies of a record: what was asked, warnings, source; what is left is kept for "xem thêm"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.case_offer import case_buttons
from knowledge.answering.parts import ALL_PAPERS, NOTES, OFFERED, asks, open_parts, told
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Button, Reply, Source
from knowledge.answering.wording import say, words
from knowledge.catalogue.models import Procedure

_FAMILY_MOST = 3  # other levels named


@dataclass(frozen=True)
class Said:
    """Replies, and the parts (parts.py) that "xem thêm" says next."""

    replies: tuple[Reply, ...]
    left: tuple[str, ...] = ()


def replies(
    procedure: Procedure,
    aspects: Sequence[Aspect],
    today: dt.date,
    family: Sequence[Procedure] = (),
    case: int | None = None,
    whole: bool = False,
    off_record: bool = False,
    mentioned: Sequence[tuple[str, str]] = (),
) -> Said:
    """Replies on `aspects` (none = overview). The last one carries warnings, buttons and sources.

    whole: the papers of all cases, where otherwise the bot would ask which one it is.
    off_record: what was asked is no aspect; said first, so that the overview is not taken for an answer to it.
    mentioned: papers that the question names, each with its case (mentions.py), said beside what was asked.
    """
    wanted = tuple(aspects) or (Aspect.OVERVIEW,)
    asking = Aspect.DOCUMENTS in wanted and not whole and asks(procedure, case)
    if asking:  # the question comes last
        wanted = (*(a for a in wanted if a is not Aspect.DOCUMENTS), Aspect.DOCUMENTS)
    parts = [ALL_PAPERS if whole and a is Aspect.DOCUMENTS else a.value for a in wanted]
    tail = [say("mentioned", papers=mentioned)] if mentioned else []
    tail += warnings(procedure, today, wanted)
    others = [f"{m.title} ({_level(m)}, mã {m.code})" for m in family if m.code != procedure.code][:_FAMILY_MOST]
    if others and Aspect.OVERVIEW in wanted:
        tail.append(say("family", others=others))
    if Aspect.OVERVIEW in wanted and procedure.notes:
        parts.append(NOTES)
    texts, cut = told(procedure, parts, case, tail, 1)
    if off_record:
        texts[0] = say("off_record") + "\n" + texts[0]
    open_ = open_parts(procedure, wanted, case, asking or (case is not None and not whole))
    left = (*cut, *(part for part in open_ if part not in cut))
    buttons = case_buttons(procedure) if asking else _buttons(procedure, wanted)
    return Said(_replies(procedure, texts, buttons, left), left)


def rest(
    procedure: Procedure,
    pending: Sequence[str] | None,
    said: Sequence[Aspect],
    today: dt.date,
    case: int | None = None,
) -> Said:
    """What "xem thêm" adds. `pending`: what the last answer left; None = not known, all but `said`."""
    parts = open_parts(procedure, said, case, case is not None) if pending is None else tuple(pending)
    if not parts:
        return Said(())
    texts, left = told(procedure, parts, case, warnings(procedure, today), thresholds().more_replies)
    return Said(_replies(procedure, texts, (), left), left)


def warnings(procedure: Procedure, today: dt.date, said: Sequence[Aspect] = ()) -> list[str]:
    """Sentences on lapsed, coming, stale or flagged records; of `said`, the answer itself says what is doubtful."""
    limits, found = thresholds(), []
    if procedure.valid_to and procedure.valid_to < today:
        found.append(say("warn_lapsed", p=procedure))
    elif procedure.valid_to and procedure.valid_to - today <= dt.timedelta(days=limits.soon_days):
        found.append(say("warn_soon", p=procedure))
    if procedure.valid_from and procedure.valid_from > today:
        found.append(say("warn_not_yet", p=procedure))
    if procedure.checked and today - procedure.checked > dt.timedelta(days=limits.stale_days):
        found.append(say("warn_stale", p=procedure))
    names = words()["flagged_fields"]
    told = {name for a in said for name in facts.fields_behind(a) if facts.doubtful(procedure, a)}
    flagged = list(dict.fromkeys(names[f.field] for f in procedure.flags if f.field in names and f.field not in told))
    if flagged:
        found.append(say("warn_flags", flagged=flagged))
    return found


def sources(procedure: Procedure) -> tuple[Source, ...]:
    """The record's public page, titled with code, deciding document and date checked."""
    return (Source(say("source", p=procedure), procedure.source.url),) if procedure.source.url else ()


def _replies(
    procedure: Procedure, texts: Sequence[str], buttons: Sequence[Button], left: Sequence[str]
) -> tuple[Reply, ...]:
    """The first and the last message name the source, the last one carries the buttons."""
    more = say("more")
    rows = (*buttons, Button(more, more)) if left else tuple(buttons)
    last = len(texts) - 1
    return tuple(
        Reply(text, rows if place == last else (), sources(procedure) if place in (0, last) else ())
        for place, text in enumerate(texts)
    )


def _buttons(procedure: Procedure, said: Sequence[Aspect]) -> tuple[Button, ...]:
    names = words()["aspects"]
    rows = [Button(names[a.value], names[a.value]) for a in OFFERED if a not in said and facts.has(procedure, a)]
    return tuple(rows[:4])


def _level(procedure: Procedure) -> str:
    return ", ".join(words()["levels"][level.value] for level in procedure.levels)
