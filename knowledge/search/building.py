"""Build segments and snapshots from the catalogue."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.catalogue.families import family_key
from knowledge.catalogue.models import Procedure, Wording
from knowledge.catalogue.repository import Catalogue
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.entries import Entry, entries_of
from knowledge.search.meta import ProcedureMeta
from knowledge.search.segment import Segment
from knowledge.search.snapshot import FORMAT, Snapshot


def build_segment(
    procedures: Sequence[Procedure],
    wordings: Iterable[Wording],
    encoder: Encoder,
    over: Segment | None = None,
) -> Segment:
    """Segment of `procedures` with their wordings; wordings of other procedures are passed over."""
    said: dict[str, list[str]] = defaultdict(list)
    for wording in wordings:
        said[wording.code].append(wording.text)
    entries: list[list[Entry]] = [list(entries_of(p, said.get(p.code, ()))) for p in procedures]
    metas = [ProcedureMeta.of(p, family_key(p), e) for p, e in zip(procedures, entries, strict=True)]
    return Segment.build(metas, entries, encoder, over)


def build_snapshot(catalogue: Catalogue, encoder: Encoder) -> Snapshot:
    """Snapshot of the whole catalogue at its present revision."""
    revision = catalogue.revision()
    procedures = sorted(catalogue.procedures(), key=lambda p: p.code)
    segment = build_segment(procedures, catalogue.wordings(), encoder)
    content = hashlib.sha256(f"{FORMAT} {revision} {encoder.version}".encode())
    for meta in segment.metas:
        content.update(f"{meta.code} {sorted(meta.words)} {meta.name}".encode())
    return Snapshot(segment, revision, encoder.version, content.hexdigest()[:20])
