"""Papers of a record that a question names: "có cần ADN không" is asked of its papers as much as of its conditions."""

from __future__ import annotations

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.focus.words import subject_words
from knowledge.answering.turn import Turn
from knowledge.catalogue.models import DocumentKind, Procedure
from knowledge.search.entries import searchable

_MOST = 2  # papers named; where more fit, none of them is meant


def papers_mentioned(turn: Turn, procedure: Procedure) -> tuple[tuple[str, str], ...]:
    """`(paper, its case or "")`: those that hold the words of a question on conditions in one piece, or else all of
    them somewhere."""
    if Aspect.CONDITIONS not in turn.aspects or Aspect.DOCUMENTS in turn.aspects:
        return ()
    said, own = subject_words(turn.text), set(searchable(f"{procedure.name} {procedure.title}").split())
    if set(said) <= own:
        return ()
    cases = facts.papers(procedure, turn.case)
    rows = ((d.name, c.name) for c in cases for d in c.documents if d.kind is not DocumentKind.NOTE)
    papers = {row: f" {searchable(row[0])} " for row in rows}
    whole = tuple(row for row, words in papers.items() if f" {' '.join(said)} " in words)
    found = whole or tuple(row for row, words in papers.items() if set(said) <= set(words.split()))
    return found if len(found) <= _MOST else ()
