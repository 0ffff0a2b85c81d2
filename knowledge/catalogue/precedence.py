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

    Where the latest capture names another deciding document, that is a new legal state: its best later record goes
    before a better-kept older one. A name alone never goes before content.
    """
    if not records:
        return None
    ordered = in_order(records)
    kept = ordered[0]
    later = [r for r in ordered if _full(r) and r.decision and r.source.captured > kept.source.captured]
    if not later or not kept.decision:
        return kept
    latest = max(later, key=lambda r: r.source.captured)
    if latest.decision == kept.decision:
        return kept
    return next(r for r in later if r.decision == latest.decision)


def in_order(records: Sequence[Procedure]) -> list[Procedure]:
    """By how well their source is kept, the best first."""
    return sorted(records, key=_quality, reverse=True)


def _full(record: Procedure) -> bool:
    return record.completeness is Completeness.FULL


def _quality(record: Procedure) -> tuple[bool, bool, int, object]:
    return _full(record), record.named_surely, _RANK[record.source.kind], record.source.captured
