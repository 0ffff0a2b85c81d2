"""One page under several codes: nothing on it tells whose it is, so that only one of them may carry its content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from knowledge.catalogue.models import Completeness, Flag, FlagReason, Procedure


def told_apart(pages: Iterable[tuple[Procedure, bytes]]) -> tuple[Procedure, ...]:
    """The records, with the content of a page that stands under several codes left to the first of them.

    The first is marked on its code, the others are known by their code alone.

    Args:
        pages: records with a digest of all that their page says; one address or one digest is one page.
    """
    owners: dict[str | bytes, Procedure] = {}
    strangers: dict[str, list[str]] = defaultdict(list)
    found = []
    for record, digest in pages:
        keys = [key for key in (record.source.url, digest) if key]
        owner = next((owners[key] for key in keys if key in owners), record)
        for key in keys:
            owners.setdefault(key, owner)
        if owner.code != record.code:
            strangers[owner.code].append(record.code)
            record = _code_only(record, owner.code)
        found.append(record)
    return tuple(_shared(r, strangers[r.code]) if r.code in strangers else r for r in found)


def _code_only(record: Procedure, owner: str) -> Procedure:
    """Not even the name is this procedure's: its code takes the place of it."""
    return Procedure(
        code=record.code,
        organisation=record.organisation,
        name=record.code,
        completeness=Completeness.NAME_ONLY,
        source=record.source.model_copy(update={"url": ""}),
        flags=(
            Flag(field="code", reason=FlagReason.CODE_MISMATCH, raw=f"{record.source.url} {owner}"),
            Flag(field="name", reason=FlagReason.CODE_MISMATCH, raw=record.name),
        ),
    )


def _shared(record: Procedure, others: list[str]) -> Procedure:
    flag = Flag(field="code", reason=FlagReason.CODE_MISMATCH, raw=f"{record.source.url} {', '.join(others)}")
    return record.model_copy(update={"flags": (*record.flags, flag)})
