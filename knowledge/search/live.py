"""Search over the catalogue as it is now: the large index from disk, and what has changed since laid over it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.catalogue.repository import Catalogue
from knowledge.search.ambiguity import KnownAmbiguities
from knowledge.search.building import build_segment, build_snapshot
from knowledge.search.candidates import Candidates, query_features
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.entries import searchable
from knowledge.search.features import Query, measure
from knowledge.search.ranker import Ranker
from knowledge.search.results import Hit, SearchResult
from knowledge.search.segment import Segment
from knowledge.search.snapshot import IndexDamagedError, Snapshot, current_version, pointer_mark
from knowledge.starter.bank import load_bank

_LEVEL_ORDER = {"commune": 0, "province": 1, "ministry": 2, "other": 3, "": 4}
_MERGE_OVERLAY_AT = 400  # changed procedures; a larger overlay would slow every search down


@dataclass(frozen=True)
class _View:
    """An immutable state that searches run on, so that a change never meets a running search."""

    snapshot: Snapshot
    overlay: Segment | None
    hidden: frozenset[str]  # codes of the snapshot that the overlay replaces or that were withdrawn
    revision: int


class LiveSearch:
    """Thread-safe. A new wording or changed record is found by the next search, without a rebuild."""

    def __init__(
        self, catalogue: Catalogue, home: Path, encoder: Encoder, ranker: Ranker | None = None
    ) -> None:
        """`home`: folder of the index files. A damaged or foreign index is rebuilt at once."""
        self._catalogue, self._home, self._encoder = catalogue, home, encoder
        self._ranker = ranker or Ranker.load()
        self._ambiguities = KnownAmbiguities(load_bank().ambiguous, encoder)
        self._lock = threading.Lock()
        self._view = self._open()

    def refresh(self) -> None:
        """Take over what changed since the last search: new index files, or new revisions of the catalogue."""
        view = self._view
        if (
            pointer_mark(self._home) != self._mark
            or self._catalogue.revision() != view.revision
        ):
            with self._lock:
                self._view = self._renewed(self._view)

    def search(self, text: str, limit: int = 10) -> SearchResult:
        """Families that `text` may ask for, best first, with calibrated probabilities."""
        clock = time.perf_counter
        started = clock()
        self.refresh()
        view = self._view
        query = searchable(text)
        vector = self._encoder.encode([query])[0]
        encoded = clock()
        found, among = self._ambiguities.weigh(self._candidates(view, Query.of(query, vector)), vector)
        odds = self._ranker.probabilities(found)
        hits = _families(found, odds[:-1])
        done = clock()
        return SearchResult(
            hits=tuple(hits[:limit]),
            none=float(odds[-1]),
            index_version=f"{view.snapshot.version}+{view.revision - view.snapshot.revision}",
            model_version=self._encoder.version,
            among=among,
            timings_ms={"encode": (encoded - started) * 1e3, "rank": (done - encoded) * 1e3},
        )

    @property
    def size(self) -> int:
        """Searchable procedures."""
        overlay = len(self._view.overlay.metas) if self._view.overlay else 0
        return len(self._view.snapshot.segment.metas) - len(self._view.hidden) + overlay

    def _candidates(self, view: _View, query: Query) -> Candidates:
        main = measure(view.snapshot.segment, query, view.hidden)
        if view.overlay is None:
            return main
        extra = measure(view.overlay, query)
        features = np.concatenate([main.features, extra.features])
        if len(features):  # the two gap columns are relative to the best of all
            features[:, 15] = features[:, 0:2].max(axis=1) - features[:, 0:2].max()
            features[:, 16] = features[:, 4:6].max(axis=1) - features[:, 4:6].max()
        words = len(query.words)
        unknown = min(query.unknown(view.snapshot.segment.weights), query.unknown(view.overlay.weights))
        return Candidates(main.metas + extra.metas, features, query_features(features, words, unknown))

    def _open(self) -> _View:
        self._mark = pointer_mark(self._home)
        try:
            snapshot = Snapshot.load(self._home, self._encoder.version)
            if snapshot.revision > self._catalogue.revision():
                raise IndexDamagedError("belongs to another catalogue")
        except IndexDamagedError:
            snapshot = build_snapshot(self._catalogue, self._encoder)
            snapshot.save(self._home)
        _ = snapshot.segment.profiles, snapshot.segment.bounds  # made now, not in the first citizen's search
        return self._laid_over(snapshot)

    def _renewed(self, view: _View) -> _View:
        mark = pointer_mark(self._home)
        if current_version(self._home) != view.snapshot.version:
            return self._open()
        self._mark = mark
        fresh = self._laid_over(view.snapshot)
        if fresh.overlay is not None and len(fresh.overlay.metas) > _MERGE_OVERLAY_AT:
            snapshot = build_snapshot(self._catalogue, self._encoder)
            snapshot.save(self._home)
            return _View(snapshot, None, frozenset(), snapshot.revision)
        return fresh

    def _laid_over(self, snapshot: Snapshot) -> _View:
        changes = self._catalogue.changes_since(snapshot.revision)
        touched = {p.code for p in changes.upserted} | {w.code for w in changes.wordings}
        touched |= {w.code for w in changes.removed_wordings}
        if not touched and not changes.removed:
            return _View(snapshot, None, frozenset(), changes.revision)
        procedures = [p for p in (self._catalogue.get(c) for c in sorted(touched)) if p is not None]
        overlay = None
        if procedures:
            wordings = [w for w in self._catalogue.wordings() if w.code in touched]
            overlay = build_segment(procedures, wordings, self._encoder, over=snapshot.segment)
        return _View(snapshot, overlay, frozenset(touched | set(changes.removed)), changes.revision)


def _families(found: Candidates, odds: np.ndarray) -> list[Hit]:
    """Join members of one family: their probabilities add up, the nearest counter stands for them."""
    groups: dict[str, list[int]] = {}
    for i, meta in enumerate(found.metas):
        groups.setdefault(meta.family or meta.code, []).append(i)
    hits = []
    for members in groups.values():
        # a record that can be answered from goes before one of which only the name is known
        if len(members) > 1:
            members.sort(key=_nearness(found, odds))
        first = found.metas[members[0]]
        hits.append(
            Hit(
                code=first.code,
                name=first.name,
                level=first.level,
                score=float(odds[members].sum()) if len(members) > 1 else float(odds[members[0]]),
                name_only=first.name_only,
                others=tuple(found.metas[i].code for i in members[1:]),
                field=first.field,
                demand=max(found.metas[i].demand for i in members),
            )
        )
    hits.sort(key=lambda h: -h.score)
    return hits


def _nearness(found: Candidates, odds: np.ndarray) -> Callable[[int], tuple[bool, int, float]]:
    def key(i: int) -> tuple[bool, int, float]:
        meta = found.metas[i]
        return meta.name_only, _LEVEL_ORDER.get(meta.level, 4), -float(odds[i])

    return key
