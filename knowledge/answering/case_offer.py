"""Papers of a record with several cases: the common ones, the question which case it is, one case, or all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.answering.cases import outline, shared
from knowledge.answering.per_record import once_per_record
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Button
from knowledge.answering.wording import say
from knowledge.catalogue.models import Document, DocumentKind, Procedure

_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Section:
    """Papers under one heading. `label`: the number by which a citizen names the case; None where he need not."""

    name: str
    label: int | None
    papers: tuple[Document, ...]
    remarks: tuple[Document, ...]


@once_per_record
def asks_case(procedure: Procedure, case: int | None) -> bool:
    """True when the list of all cases would be too long to be said at once, and no case is known."""
    plan = outline(procedure)
    if not plan.offered or case in plan.offered:
        return False
    return len(papers_text(procedure)) > thresholds().cases_whole


def papers_text(procedure: Procedure, case: int | None = None) -> str:
    """Every paper that is needed: of the chosen case with the common ones, or of all cases."""
    plan = outline(procedure)
    chosen = case if case in plan.offered else None
    numbers = [i for i, c in enumerate(procedure.cases) if c.documents and (chosen is None or plan.needed(i, chosen))]
    sections = [
        _section(procedure.cases[i].name, None if chosen is not None else plan.label(i), procedure.cases[i].documents)
        for i in sorted(numbers, key=lambda i: plan.label(i) or 0)
    ]
    extras = [(plan.label(i), procedure.cases[i].name) for i in plan.extras if i != chosen]
    return say(
        "documents",
        sections=sections,
        chosen=procedure.cases[chosen].name if chosen is not None else "",
        added=chosen in plan.extras and bool(plan.choices),
        extras=extras if chosen is not None else [],
    )


def question_text(procedure: Procedure) -> str:
    """The papers that every case needs, then which case it is."""
    plan = outline(procedure)

    def rows(numbers: tuple[int, ...]) -> list[tuple[int | None, str]]:
        return [(plan.label(i), procedure.cases[i].name) for i in numbers]

    common = _section("", None, shared(procedure))
    return say("which_case", common=common, choices=rows(plan.choices), extras=rows(plan.extras))


def case_buttons(procedure: Procedure) -> tuple[Button, ...]:
    """A button a case, as far as they fit; the payload is what a citizen could type."""
    plan, limits = outline(procedure), thresholds()
    return tuple(
        Button(
            f"{label}. {_short(procedure.cases[number].name, limits.case_title)}", say("case_number", number=label)
        )
        for label, number in enumerate(plan.offered[: limits.case_buttons], 1)
    )


def _section(name: str, label: int | None, documents: tuple[Document, ...]) -> Section:
    remarks = tuple(d for d in documents if d.kind is DocumentKind.NOTE)
    return Section(name, label, tuple(d for d in documents if d.kind is not DocumentKind.NOTE), remarks)


def _short(name: str, limit: int) -> str:
    """`name` without what stands in brackets, cut at a comma or a word where it is still too long."""
    text = _BRACKETS.sub("", name).strip() or name
    if len(text) <= limit:
        return text
    head = text[:limit]
    comma = max(head.rfind(","), head.rfind(";"))
    if comma >= limit // 2:
        return head[:comma]
    return head[: head.rfind(" ")].rstrip(",;: ") + "…"
