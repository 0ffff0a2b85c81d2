"""Texts of which the bank says that they fit several procedures alike.

How near a query is to them is measured for the ranker, which then gives no procedure all of the probability; and where
one of them is nearer than anything else, the bot asks back whatever the scores say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from knowledge.search.candidates import FEATURES, QUERY_FEATURES, Candidates
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.entries import searchable
from knowledge.search.ragged import Floats
from knowledge.starter.bank import Ambiguous

LEAST = 0.60  # cosine to a known ambiguous text
_COLUMN, _MEAN = FEATURES.index("ambiguous"), FEATURES.index("dense_mean")
_BEST, _LEAD, _LEAD_3 = map(QUERY_FEATURES.index, ("ambiguous_best", "ambiguous_lead", "ambiguous_lead_3"))
_FEW = 3


class KnownAmbiguities:
    """Vectors of the bank's `clarify` texts."""

    def __init__(self, texts: Sequence[Ambiguous], encoder: Encoder) -> None:
        self._texts = list(texts)
        self._vectors = encoder.encode([searchable(t.text) for t in texts]) if texts else None
        places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._texts):
            for code in text.among:
                places[code].append(place)
        self._places = {code: np.array(own) for code, own in places.items()}

    def weigh(self, found: Candidates, vector: Floats) -> tuple[Candidates, tuple[str, ...]]:
        """`found` with how near the known ambiguities are, and the codes to choose from: () where none of them is
        nearer than the best text of a procedure."""
        if self._vectors is None or not found.metas:
            return found, ()
        cosines = self._vectors @ vector
        nearest = np.sort(cosines)[-_FEW:]
        best, best_text = float(nearest[-1]), float(found.features[:, 0:2].max())
        features, query = found.features.copy(), found.query.copy()
        for row, meta in zip(features, found.metas, strict=True):
            own = self._places.get(meta.code)
            row[_COLUMN] = 0.0 if own is None else max(0.0, float(cosines[own].max()))
        query[_BEST], query[_LEAD] = best, best - best_text
        query[_LEAD_3] = float(nearest.mean()) - float(features[:, _MEAN].max())
        among = () if best < max(LEAST, best_text) else self._texts[int(np.argmax(cosines))].among
        return replace(found, features=features, query=query), among
