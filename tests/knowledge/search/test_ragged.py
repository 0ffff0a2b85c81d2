"""Sums and maxima over rows of different lengths equal the plain loop."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.ragged import Ragged, pick

_ROWS = st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=8)


@given(_ROWS, st.data())
def test_picked_rows_are_reduced_like_a_loop(rows: list[list[int]], data: st.DataObject) -> None:
    ragged = Ragged.of(rows)
    some = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=6)) if rows else []
    picked = ragged.pick(np.array(some, dtype=np.int64))
    values = ragged.values[picked.where].astype(np.float32)
    assert values.tolist() == [v for i in some for v in rows[i]]
    assert picked.sums(values).tolist() == [sum(rows[i]) for i in some]
    assert picked.maxima(values).tolist() == [max(rows[i], default=0) for i in some]


def test_negative_values_count_as_nothing() -> None:
    picked = pick(np.array([0, 2]), np.array([2, 3]))
    assert picked.maxima(np.array([-1.0, -2.0, 3.0], np.float32)).tolist() == [0.0, 3.0]
