"""What is measured of each candidate procedure for one query; the ranker weighs these numbers.

Order and meaning of the columns are FEATURES and NONE_FEATURES; a ranker trained for other columns is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.search.markers import Markers
from knowledge.search.meta import ProcedureMeta
from knowledge.search.segment import Floats, Segment

FEATURES = (
    "dense_wording",  # best cosine among the wordings
    "dense_name",  # best cosine among the names
    "dense_mean",  # mean of the three best cosines
    "dense_votes",  # share of the soft votes of the nearest entries
    "lexical_wording",  # best BM25 among the wordings / best any entry could reach
    "lexical_name",
    "query_covered",  # share of the query's word weight found in the procedure's texts
    "query_in_name",  # share of the query's word weight found in its names
    "name_covered",  # share of the best name's word weight found in the query
    "marker_missing",  # distinguishing marks the query has and the procedure lacks (again, abroad, border ...)
    "marker_extra",  # distinguishing marks of the procedure's name that the query lacks
    "level_commune",
    "level_province",
    "name_only",
    "demand",
    "dense_gap",  # best cosine of this candidate - best of all
    "lexical_gap",
)
NONE_FEATURES = ("bias", "best_dense", "best_lexical", "best_covered", "unknown_words", "length")

_NEAREST = 200  # entries looked at on each side
_VOTE_TEMPERATURE = 0.05
_CANDIDATES = 20  # procedures of each side


@dataclass(frozen=True)
class Candidates:
    """`features`: float32 `(candidates, len(FEATURES))` in the order of `metas`; `none`: `(len(NONE_FEATURES),)`."""

    metas: tuple[ProcedureMeta, ...]
    features: Floats
    none: Floats


@dataclass(frozen=True)
class Query:
    """A searchable query, its vector and its words."""

    text: str
    vector: Floats
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str, vector: Floats) -> Query:
        return cls(text, vector, tuple(dict.fromkeys(text.split())))


def measure(
    segment: Segment, query: Query, markers: Markers, hidden: frozenset[str] = frozenset()
) -> Candidates:
    """Candidates of one segment with their features; procedures in `hidden` are passed over."""
    count = len(segment.metas)
    if count == 0:
        return Candidates(
            (), np.zeros((0, len(FEATURES)), np.float32), np.zeros(len(NONE_FEATURES), np.float32)
        )
    numbers, cosines = segment.semantic.nearest(query.vector, _NEAREST)
    floor = float(cosines[-1]) if len(cosines) else 0.0
    lexical = segment.lexical.scores(query.text)
    ceiling = max(segment.lexical.ceiling(query.text), 1e-6)
    chosen = _choose(segment, numbers, lexical, hidden)
    if len(chosen) == 0:
        return Candidates(
            (), np.zeros((0, len(FEATURES)), np.float32), np.zeros(len(NONE_FEATURES), np.float32)
        )
    dense = _dense(segment, chosen, numbers, cosines, floor)
    rows = np.zeros((len(chosen), len(FEATURES)), np.float32)
    rows[:, 0:4] = dense
    starts = np.searchsorted(segment.owner, chosen)
    ends = np.searchsorted(segment.owner, chosen, side="right")
    for i, (number, start, end) in enumerate(zip(chosen, starts, ends, strict=True)):
        own, names = lexical[start:end], segment.is_name[start:end]
        rows[i, 4] = own[~names].max(initial=0.0) / ceiling
        rows[i, 5] = own[names].max(initial=0.0) / ceiling
        meta = segment.metas[number]
        rows[i, 6:9] = _coverage(meta, query, segment.weights)
        rows[i, 9:11] = markers.disagreement(query.words, meta)
        rows[i, 11] = meta.level == "commune"
        rows[i, 12] = meta.level == "province"
        rows[i, 13] = meta.name_only
        rows[i, 14] = meta.demand / 4.0
    rows[:, 15] = rows[:, 0:2].max(axis=1) - (float(cosines[0]) if len(cosines) else 0.0)
    best_lexical = rows[:, 4:6].max(axis=1)
    rows[:, 16] = best_lexical - best_lexical.max(initial=0.0)
    return Candidates(tuple(segment.metas[n] for n in chosen), rows, _none(segment, query, rows))


def _choose(
    segment: Segment, numbers: npt.NDArray[np.int64], lexical: Floats, hidden: frozenset[str]
) -> npt.NDArray[np.int64]:
    """Procedure numbers, at most `_CANDIDATES` of the semantic and as many of the lexical side."""
    dense_owners = list(dict.fromkeys(segment.owner[numbers].tolist()))[:_CANDIDATES]
    top = min(_NEAREST, len(lexical))
    best = np.argpartition(-lexical, top - 1)[:top]
    best = best[np.argsort(-lexical[best], kind="stable")]
    best = best[lexical[best] > 0]
    lexical_owners = list(dict.fromkeys(segment.owner[best].tolist()))[:_CANDIDATES]
    chosen = sorted(set(dense_owners) | set(lexical_owners))
    return np.array([n for n in chosen if segment.metas[n].code not in hidden], dtype=np.int64)


def _dense(
    segment: Segment,
    chosen: npt.NDArray[np.int64],
    numbers: npt.NDArray[np.int64],
    cosines: Floats,
    floor: float,
) -> Floats:
    """Columns 0-3. An entry beyond the nearest ones counts with the cosine of the last of them."""
    rows = np.full((len(chosen), 4), floor, np.float32)
    place = {int(n): i for i, n in enumerate(chosen)}
    votes = np.exp((cosines - cosines.max(initial=0.0)) / _VOTE_TEMPERATURE)
    votes /= max(float(votes.sum()), 1e-9)
    own: list[list[float]] = [[] for _ in chosen]
    rows[:, 3] = 0.0
    names = segment.is_name[numbers]
    for owner, cosine, vote, name in zip(
        segment.owner[numbers].tolist(), cosines.tolist(), votes.tolist(), names.tolist(), strict=True
    ):
        i = place.get(owner)
        if i is None:
            continue
        column = 1 if name else 0
        if cosine > rows[i, column]:
            rows[i, column] = cosine
        rows[i, 3] += vote
        if len(own[i]) < 3:
            own[i].append(cosine)
    for i, values in enumerate(own):
        rows[i, 2] = (sum(values) + floor * (3 - len(values))) / 3
    return rows


def _coverage(meta: ProcedureMeta, query: Query, weights: Mapping[str, float]) -> tuple[float, float, float]:
    """Columns 6-8: query covered by all texts, query covered by the names, best name covered by the query."""
    known = [(w, weights[w]) for w in query.words if w in weights]
    total = sum(v for _, v in known) or 1.0
    name_words = {w for name in meta.name_words for w in name}
    covered = sum(v for w, v in known if w in meta.words) / total
    in_name = sum(v for w, v in known if w in name_words) / total
    asked = set(query.words)
    best = 0.0
    for name in meta.name_words:
        mass = sum(weights.get(w, 0.0) for w in set(name)) or 1.0
        best = max(best, sum(weights.get(w, 0.0) for w in set(name) if w in asked) / mass)
    return covered, in_name, best


def _none(segment: Segment, query: Query, rows: Floats) -> Floats:
    """How likely is it that nothing fits: weak best values and unknown words."""
    unknown = sum(w not in segment.weights for w in query.words) / max(1, len(query.words))
    return np.array(
        [
            1.0,
            rows[:, 0:2].max(initial=0.0),
            rows[:, 4:6].max(initial=0.0),
            rows[:, 6].max(initial=0.0),
            unknown,
            min(len(query.words), 30) / 30,
        ],
        dtype=np.float32,
    )
