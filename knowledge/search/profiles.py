"""What is known of every procedure of a segment before any question is asked, as arrays (derived, never stored)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from knowledge.search.markers import Markers
from knowledge.search.meta import ProcedureMeta
from knowledge.search.ragged import Floats, Integers, Ragged


@dataclass(frozen=True)
class Profiles:
    """Arrays are by procedure number; words are numbered by `vocabulary`.

    `texts`: words of all entries. `in_names`: words of any name. `names`: words of each name, the names of
    procedure i being `name_bounds[i]:name_bounds[i + 1]`, of word weight `name_mass`. `fixed`: the columns
    level_commune, level_province, name_only, demand. `marks`, `common_marks`: bits of the marks that any or every
    name carries.
    """

    vocabulary: Mapping[str, int]
    weights: Floats
    texts: Ragged
    in_names: Ragged
    names: Ragged
    name_bounds: Integers
    name_mass: Floats
    fixed: Floats
    marks: Integers
    common_marks: Integers

    @classmethod
    def of(cls, metas: Sequence[ProcedureMeta], weights: Mapping[str, float], markers: Markers) -> Profiles:
        vocabulary = {word: number for number, word in enumerate(weights)}
        values = np.fromiter(weights.values(), np.float32, len(weights))

        def numbers(words: Sequence[str] | frozenset[str]) -> list[int]:
            return [vocabulary[w] for w in words if w in vocabulary]

        names = [frozenset(name) for m in metas for name in m.name_words]
        numbered = Ragged.of(numbers(n) for n in names)
        spans = pairwise(numbered.bounds.tolist())
        mass = [float(values[numbered.values[a:b]].sum()) for a, b in spans]
        marks = [[markers.bits(name) for name in m.name_words] for m in metas]
        return cls(
            vocabulary=vocabulary,
            weights=values,
            texts=Ragged.of(numbers(m.words) for m in metas),
            in_names=Ragged.of(numbers(frozenset().union(*m.name_words)) for m in metas),
            names=numbered,
            name_bounds=np.concatenate([[0], np.cumsum([len(m.name_words) for m in metas])]).astype(np.int64),
            name_mass=np.array([x or 1.0 for x in mass], np.float32),
            fixed=np.array(
                [
                    (m.level == "commune", m.level == "province", m.name_only, m.demand / 4.0)
                    for m in metas
                ],
                np.float32,
            ).reshape(len(metas), 4),
            marks=np.array([np.bitwise_or.reduce(row or [0]) for row in marks], np.int64),
            common_marks=np.array([np.bitwise_and.reduce(row or [0]) for row in marks], np.int64),
        )

