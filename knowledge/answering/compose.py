"""Make replies of a record: short first, then what was asked, warnings, source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Button, Reply, Source
from knowledge.answering.wording import say, words
from knowledge.catalogue.models import Procedure

_OFFERED = (Aspect.DOCUMENTS, Aspect.FEE, Aspect.TIME, Aspect.PLACE, Aspect.ONLINE, Aspect.STEPS)
_REST = (Aspect.STEPS, Aspect.CONDITIONS, Aspect.RESULT, Aspect.LEGAL_BASIS)


def replies(
    procedure: Procedure,
    aspects: Sequence[Aspect],
    today: dt.date,
    family: Sequence[Procedure] = (),
    case: int | None = None,
) -> tuple[Reply, ...]:
    """Replies on `aspects` (none = overview). The last one carries warnings, buttons and sources."""
    wanted = tuple(aspects) or (Aspect.OVERVIEW,)
    blocks = [say("head", p=procedure)]
    blocks += [block(procedure, aspect, case) for aspect in wanted]
    if Aspect.OVERVIEW in wanted and procedure.notes:
        blocks.append(say("notes", p=procedure))
    blocks += warnings(procedure, today)
    others = [f"{m.title} ({_level(m)}, mã {m.code})" for m in family if m.code != procedure.code]
    if others and Aspect.OVERVIEW in wanted:
        blocks.append(say("family", others=others))
    texts = _packed([b for b in blocks if b])
    last = Reply(texts[-1], _buttons(procedure, wanted), sources(procedure))
    return (*(Reply(t) for t in texts[:-1]), last)


def block(procedure: Procedure, aspect: Aspect, case: int | None = None) -> str:
    """Text on one aspect, or the sentence that says why there is none."""
    if aspect is not Aspect.OVERVIEW and not facts.has(procedure, aspect):
        key = "doubtful" if facts.doubtful(procedure, aspect) else "missing"
        return say(key, aspect=aspect.value)
    cases = facts.papers(procedure, case)
    methods = list(dict.fromkeys(words()["methods"][c.method.value] for c in procedure.channels))
    return say(
        aspect.value,
        p=procedure,
        has={a.value: facts.has(procedure, a) for a in Aspect},
        cases=cases,
        case_count=len(cases),
        paper_count=sum(d.kind != "note" for c in cases for d in c.documents),
        forms=facts.forms(procedure, case),
        times=facts.times(procedure),
        fees=facts.fees(procedure),
        online=facts.online(procedure),
        methods=methods,
    )


def rest(procedure: Procedure, said: Sequence[Aspect], today: dt.date) -> tuple[Reply, ...]:
    """What "xem thêm" adds: the parts that have not been said yet; empty when there are none."""
    open_ = [a for a in (*_OFFERED, *_REST) if a not in said and facts.has(procedure, a)]
    return replies(procedure, tuple(dict.fromkeys(open_)), today) if open_ else ()


def warnings(procedure: Procedure, today: dt.date) -> list[str]:
    """Sentences on lapsed, coming, stale or flagged records."""
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
    flagged = list(dict.fromkeys(names[f.field] for f in procedure.flags if f.field in names))
    if flagged:
        found.append(say("warn_flags", flagged=flagged))
    return found


def sources(procedure: Procedure) -> tuple[Source, ...]:
    """The record's public page, titled with code, deciding document and date checked."""
    return (Source(say("source", p=procedure), procedure.source.url),) if procedure.source.url else ()


def _level(procedure: Procedure) -> str:
    return ", ".join(words()["levels"][level.value] for level in procedure.levels)


def _buttons(procedure: Procedure, said: Sequence[Aspect]) -> tuple[Button, ...]:
    names = words()["aspects"]
    rows = [
        Button(names[a.value], names[a.value]) for a in _OFFERED if a not in said and facts.has(procedure, a)
    ]
    more = say("more")
    return (*rows[:4], Button(more, more)) if rows else ()


def _packed(blocks: Sequence[str]) -> list[str]:
    """Join blocks into as few texts as the longest reply allows; a block is split at line ends only if it must."""
    limit = thresholds().reply_characters
    texts: list[str] = []
    for part in (piece for b in blocks for piece in _pieces(b, limit)):
        if texts and len(texts[-1]) + 1 + len(part) <= limit:
            texts[-1] += "\n" + part
        else:
            texts.append(part)
    return texts


def _pieces(text: str, limit: int) -> list[str]:
    if len(text) <= limit:
        return [text]
    pieces, current = [], ""
    for line in text.splitlines():
        for chunk in [line[i : i + limit] for i in range(0, len(line), limit)] or [""]:
            if current and len(current) + 1 + len(chunk) > limit:
                pieces.append(current)
                current = chunk
            else:
                current = f"{current}\n{chunk}" if current else chunk
    return [*pieces, current]
