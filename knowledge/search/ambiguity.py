"""Texts of which the bank says that they fit several procedures alike: the bot asks back whatever the scores say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.search.encoder.encoder import Encoder
from knowledge.search.entries import searchable
from knowledge.search.ragged import Floats
from knowledge.starter.bank import Ambiguous

LEAST = 0.60  # cosine to a known ambiguous text


class KnownAmbiguities:
    """Vectors of the bank's `clarify` texts."""

    def __init__(self, texts: Sequence[Ambiguous], encoder: Encoder) -> None:
        self._texts = list(texts)
        self._vectors = encoder.encode([searchable(t.text) for t in texts]) if texts else None

    def among(self, vector: Floats, best_wording: float) -> tuple[str, ...]:
        """Codes to choose from, or () when no ambiguous text is nearer than the best wording of a procedure."""
        if self._vectors is None:
            return ()
        cosines = self._vectors @ vector
        place = int(np.argmax(cosines))
        if cosines[place] < max(LEAST, best_wording):
            return ()
        return self._texts[place].among
