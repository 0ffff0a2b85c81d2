"""What is measured of each candidate procedure for one query; the ranker weighs these numbers.

Order and meaning of the columns: `candidates.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.search.candidates import FEATURES, Candidates, query_features
from knowledge.search.ragged import Floats, Integers, pick
from knowledge.search.segment import Segment

_NEAREST = 200  # entries looked at on each side
_VOTE_TEMPERATURE = 0.05
_CANDIDATES = 20  # procedures of each side


@dataclass(frozen=True)
class Query:
    """A searchable query, its vector and its words."""

    text: str
    vector: Floats
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str, vector: Floats) -> Query:
        return cls(text, vector, tuple(dict.fromkeys(text.split())))

    def unknown(self, weights: Mapping[str, float]) -> int:
        """Number of words that no entry has."""
        return sum(w not in weights for w in self.words)


def measure(segment: Segment, query: Query, hidden: frozenset[str] = frozenset()) -> Candidates:
    """Candidates of one segment with their features; procedures in `hidden` are passed over."""
    if len(segment.metas) == 0:
        return _NOTHING
    numbers, cosines = segment.semantic.nearest(query.vector, _NEAREST)
    lexical = segment.lexical.scores(query.text)
    chosen = _choose(segment, numbers, lexical, hidden)
    if len(chosen) == 0:
        return _NOTHING
    rows = np.zeros((len(chosen), len(FEATURES)), np.float32)
    rows[:, 0:4] = _dense(segment, chosen, numbers, cosines)
    rows[:, 4:6] = _lexical(segment, chosen, lexical) / max(segment.lexical.ceiling(query.text), 1e-6)
    rows[:, 6:9] = _coverage(segment, chosen, query)
    rows[:, 9:11] = _marks(segment, chosen, query)
    rows[:, 11:15] = segment.profiles.fixed[chosen]
    rows[:, 15] = rows[:, 0:2].max(axis=1) - (float(cosines[0]) if len(cosines) else 0.0)
    best_lexical = rows[:, 4:6].max(axis=1)
    rows[:, 16] = best_lexical - best_lexical.max(initial=0.0)
    unknown = query.unknown(segment.weights)
    return Candidates(
        tuple(segment.metas[n] for n in chosen), rows, query_features(rows, len(query.words), unknown)
    )


def _choose(
    segment: Segment, numbers: Integers, lexical: Floats, hidden: frozenset[str]
) -> Integers:
    """Procedure numbers in order, at most `_CANDIDATES` of the semantic and as many of the lexical side."""
    dense = list(dict.fromkeys(segment.owner[numbers].tolist()))[:_CANDIDATES]
    best = _highest(lexical)
    worded = list(dict.fromkeys(segment.owner[best].tolist()))[:_CANDIDATES]
    chosen = sorted({*dense, *worded})
    if hidden:
        chosen = [n for n in chosen if segment.metas[n].code not in hidden]
    return np.array(chosen, dtype=np.int64)


def _highest(lexical: Floats) -> Integers:
    """The `_NEAREST` entries of the highest score above 0, best first, the earlier one of equals first."""
    highest = float(lexical.max(initial=0.0))
    if highest <= 0.0:
        return np.empty(0, np.int64)
    for share in (0.5, 0.25, 0.0):  # most entries score next to nothing: they need not be sorted
        some = np.flatnonzero(lexical > share * highest)
        if len(some) >= _NEAREST:
            break
    if len(some) > _NEAREST:
        scores = lexical[some]
        some = some[scores >= np.partition(scores, -_NEAREST)[-_NEAREST]]
    return some[np.argsort(-lexical[some], kind="stable")][:_NEAREST]


def _dense(segment: Segment, chosen: Integers, numbers: Integers, cosines: Floats) -> Floats:
    """Columns 0-3. An entry beyond the nearest ones counts with the cosine of the last of them."""
    floor = float(cosines[-1]) if len(cosines) else 0.0
    rows = np.full((len(chosen), 4), floor, np.float32)
    votes = np.exp((cosines - cosines.max(initial=0.0)) / _VOTE_TEMPERATURE)
    votes /= max(float(votes.sum()), 1e-9)
    owners = segment.owner[numbers]
    place = np.minimum(np.searchsorted(chosen, owners), len(chosen) - 1)
    known = chosen[place] == owners
    place, near, names = place[known], cosines[known], segment.is_name[numbers[known]]
    np.maximum.at(rows, (place, names.astype(np.int64)), near)
    order = np.argsort(place, kind="stable")  # by procedure, best first within each
    counts = np.bincount(place, minlength=len(chosen))
    rank = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    three = order[rank < 3]
    best = np.bincount(place[three], near[three], len(chosen))
    rows[:, 2] = (best + floor * (3 - np.minimum(counts, 3))) / 3
    rows[:, 3] = np.bincount(place, votes[known], len(chosen))
    return rows


def _lexical(segment: Segment, chosen: Integers, lexical: Floats) -> Floats:
    """Columns 4-5 before scaling: best score among the wordings, and among the names."""
    own = pick(segment.bounds[chosen], segment.bounds[chosen + 1])
    scores, names = lexical[own.where], segment.is_name[own.where]
    return np.stack([own.maxima(np.where(names, 0.0, scores)), own.maxima(np.where(names, scores, 0.0))], axis=1)


def _coverage(segment: Segment, chosen: Integers, query: Query) -> Floats:
    """Columns 6-8: query covered by all texts, query covered by the names, best name covered by the query."""
    known = segment.profiles
    asked = np.zeros(len(known.weights), np.float32)
    words = [known.vocabulary[w] for w in query.words if w in known.vocabulary]
    asked[words] = known.weights[words]
    total = float(asked[words].sum()) or 1.0
    texts, in_names = known.texts.pick(chosen), known.in_names.pick(chosen)
    covered = texts.sums(asked[known.texts.values[texts.where]]) / total
    in_name = in_names.sums(asked[known.in_names.values[in_names.where]]) / total
    own = pick(known.name_bounds[chosen], known.name_bounds[chosen + 1])
    each = known.names.pick(own.where)
    share = each.sums(asked[known.names.values[each.where]]) / known.name_mass[own.where]
    return np.stack([covered, in_name, own.maxima(share)], axis=1)


def _marks(segment: Segment, chosen: Integers, query: Query) -> Integers:
    """Columns 9-10: marks of the query that the procedure lacks, marks of all its names that the query lacks."""
    asked, known = segment.markers.bits(query.words), segment.profiles
    missing, extra = asked & ~known.marks[chosen], known.common_marks[chosen] & ~asked
    return np.stack([np.bitwise_count(missing), np.bitwise_count(extra)], axis=1)


_NOTHING = Candidates(
    (), np.zeros((0, len(FEATURES)), np.float32), query_features(np.zeros((0, len(FEATURES)), np.float32), 0, 0)
)
