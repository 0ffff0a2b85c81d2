"""Messages of which it is known whether they stay with the procedure in focus."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.answering.cases import outline
from knowledge.catalogue.models import Completeness, Procedure, SourceKind, Wording
from knowledge.starter.follow_ups import Aside, FollowUps

_PAPER = ("có cần {} không", "phải có {} không", "không có {} thì sao", "chưa có {} có được không", "{} có cần không")
_STAYS = 6  # procedures in focus for each text that stays
_ASIDES = 2  # and for each aside
_OWN_WORDS = 200  # procedures whose own papers, cases and wordings are said
_LONGEST = 8  # words of a paper's name that people would type


@dataclass(frozen=True)
class Said:
    """`text` said while `focus` was talked about; `target`: code it leads to, None where it stays."""

    text: str
    focus: Procedure
    target: str | None


def said(
    follow_ups: FollowUps, procedures: Sequence[Procedure], wordings: Sequence[Wording], seed: int = 7
) -> Iterator[Said]:
    """The same messages from the same seed. In focus are curated procedures: those people ask for."""
    dice = random.Random(seed)
    known = {p.code: p for p in procedures}
    full = _asked_for(procedures)
    for text in follow_ups.stay:
        yield from (Said(text, focus, None) for focus in dice.sample(full, _STAYS))
    yield from (Said(row.text, known[row.focus], None) for row in follow_ups.stay_with if row.focus in known)
    for row in follow_ups.switch:
        if row.source in known:
            yield Said(row.text, known[row.source], row.target)
    for focus in dice.sample(full, min(_OWN_WORDS, len(full))):
        own = [w.text for w in wordings if w.code == focus.code]
        yield from (Said(text, focus, None) for text in (*_about(focus, dice), dice.choice(own or [focus.title])))


def aside(rows: Sequence[Aside], procedures: Sequence[Procedure], seed: int = 7) -> Iterator[Said]:
    """What is for no procedure: near what is talked about, or while some curated procedure is."""
    dice, full = random.Random(seed), _asked_for(procedures)
    known = {p.code: p for p in procedures}
    for row in rows:
        near = [known[row.focus]] if row.focus in known else []
        yield from (Said(row.text, focus, None) for focus in near or dice.sample(full, _ASIDES))


def _asked_for(procedures: Sequence[Procedure]) -> list[Procedure]:
    """Curated ones with a whole record, in the order of their codes."""
    curated = (p for p in procedures if p.source.kind is SourceKind.CURATED)
    return sorted((p for p in curated if p.completeness is Completeness.FULL), key=lambda p: p.code)


def _about(procedure: Procedure, dice: random.Random) -> Iterator[str]:
    """Papers and cases of the record, which may be named like procedures of their own."""
    papers = [d.name for case in procedure.cases for d in case.documents if len(d.name.split()) <= _LONGEST]
    if papers:
        yield dice.choice(_PAPER).format(dice.choice(papers).rstrip(" .;").lower())
    offered = outline(procedure).offered
    if offered:
        yield procedure.cases[dice.choice(offered)].name.lower()
