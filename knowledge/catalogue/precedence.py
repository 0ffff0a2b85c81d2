"""Which of several sources of one procedure answers are given from."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.catalogue.models import Completeness, Procedure, SourceKind

_RANK = {
    SourceKind.CURATED: 5,
    SourceKind.PORTAL_API: 4,
    SourceKind.WORD_EXPORT: 3,  # the export is fuller than the page (domain.md 1.5, 5)
    SourceKind.RENDERED: 2,
    SourceKind.PORTAL_LIST: 1,
    SourceKind.WARD_LIST: 0,
}


def best(records: Sequence[Procedure]) -> Procedure | None:
    """The record to answer from, or None for none.

    A later capture with another deciding document is a new legal state: it goes before a better-kept older one.
    A name alone never goes before content.
    """
    if not records:
        return None
    ordered = in_order(records)
    chosen = ordered[0]
    for record in ordered:
        newer = record.source.captured > chosen.source.captured
        decided_anew = record.decision and chosen.decision and record.decision != chosen.decision
        if newer and decided_anew and record.completeness is Completeness.FULL:
            chosen = record
    return chosen


def in_order(records: Sequence[Procedure]) -> list[Procedure]:
    """By how well their source is kept, the best first."""
    return sorted(records, key=_quality, reverse=True)


def _quality(record: Procedure) -> tuple[bool, int, object]:
    return record.completeness is Completeness.FULL, _RANK[record.source.kind], record.source.captured
