"""Candidate procedures of one query with what was measured of them, and of the query as a whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge.search.meta import ProcedureMeta
from knowledge.search.ragged import Floats

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
    "ambiguous",  # best cosine among the known ambiguities that name it as a choice (ambiguity.py fills it in)
)
# How well anything fits, and how many fit alike: says whether nothing is meant, and how sure the ranker may be.
QUERY_FEATURES = (
    "bias",
    "best_dense",
    "best_lexical",
    "best_covered",
    "unknown_words",
    "length",  # of 30 words
    "dense_lead",  # of the best candidate before the second
    "dense_lead_3",  # before the third
    "in_name_2",  # share of the query found in the names of the second best
    "in_name_3",
    "covered_2",
    "covered_4",
    "lexical_lead",
    "fit_alike",  # tenths of candidates whose names hold the whole query
    "shortness",
    "ambiguous_best",  # best cosine to a known ambiguity; this and the next two by ambiguity.py
    "ambiguous_lead",  # before the best wording of a procedure
    "ambiguous_lead_3",  # mean of the best three, before those of the best procedure
)


@dataclass(frozen=True)
class Candidates:
    """`features`: float32 `(candidates, len(FEATURES))` in the order of `metas`; `query`: `(len(QUERY_FEATURES),)`."""

    metas: tuple[ProcedureMeta, ...]
    features: Floats
    query: Floats


def query_features(rows: Floats, words: int, unknown: int) -> Floats:
    """Row of QUERY_FEATURES. `rows`: features of all candidates; `words`, `unknown`: of the query."""
    dense = _sorted(rows[:, 0:2].max(axis=1, initial=0.0))
    lexical = _sorted(rows[:, 4:6].max(axis=1, initial=0.0))
    covered, in_name = _sorted(rows[:, 6]), _sorted(rows[:, 7])
    return np.array(
        [
            1.0,
            dense[0],
            lexical[0],
            covered[0],
            unknown / max(1, words),
            min(words, 30) / 30,
            dense[0] - dense[1],
            dense[0] - dense[2],
            in_name[1],
            in_name[2],
            covered[1],
            covered[3],
            lexical[0] - lexical[1],
            float((rows[:, 7] > 0.98).sum()) / 10,
            1.0 / (1 + words),
            0.0,
            0.0,
            0.0,
        ],
        dtype=np.float32,
    )


def _sorted(values: Floats) -> Floats:
    """Largest first, at least four of them."""
    return np.sort(np.append(values, np.zeros(4, np.float32)))[::-1]
