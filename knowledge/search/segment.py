"""One searchable segment: entries grouped by procedure, with both indexes over them.

A live index is one large segment read from disk and, where the catalogue changed since, a small one in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from knowledge.search.encoder.encoder import Encoder
from knowledge.search.entries import Entry, EntryKind
from knowledge.search.lexical import Lexical, LexicalIndex, LexicalOverlay
from knowledge.search.markers import Markers
from knowledge.search.meta import ProcedureMeta, word_weights
from knowledge.search.profiles import Profiles
from knowledge.search.ragged import Integers
from knowledge.search.semantic import SemanticIndex


@dataclass(frozen=True)
class Segment:
    """Entries sorted by procedure, names before wordings; `owner[i]` is the procedure number of entry i.

    `weights`: word -> inverse document frequency over procedures (of the large segment, for an overlay too).
    """

    metas: tuple[ProcedureMeta, ...]
    owner: Integers
    is_name: npt.NDArray[np.bool_]
    lexical: Lexical
    semantic: SemanticIndex
    weights: Mapping[str, float]
    markers: Markers = field(default_factory=Markers.load)

    @cached_property
    def profiles(self) -> Profiles:
        """What is known of each procedure, as arrays."""
        return Profiles.of(self.metas, self.weights, self.markers)

    @cached_property
    def bounds(self) -> Integers:
        """The entries of procedure i are `bounds[i]:bounds[i + 1]`."""
        return np.searchsorted(self.owner, np.arange(len(self.metas) + 1))

    @classmethod
    def build(
        cls,
        metas: Sequence[ProcedureMeta],
        entries: Sequence[Sequence[Entry]],
        encoder: Encoder,
        over: Segment | None = None,
    ) -> Segment:
        """`entries[i]` belong to `metas[i]`. `over`: the large segment that a small one is laid over."""
        flat = [e for group in entries for e in sorted(group, key=lambda e: e.kind)]
        texts = [e.text for e in flat]
        lexical: Lexical
        if over is None:
            lexical = LexicalIndex.build(texts)
            weights: Mapping[str, float] = word_weights(metas)
        else:
            assert isinstance(over.lexical, LexicalIndex)
            lexical, weights = LexicalOverlay(texts, over.lexical), over.weights
        return cls(
            metas=tuple(metas),
            owner=np.repeat(np.arange(len(metas)), [len(g) for g in entries]).astype(np.int64),
            is_name=np.array([e.kind is EntryKind.NAME for e in flat], dtype=bool),
            lexical=lexical,
            semantic=SemanticIndex.build(encoder.encode(texts)),
            weights=weights,
        )
