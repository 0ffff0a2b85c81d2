"""Features of candidates, computed here a second time in the slowest and plainest way."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.search.candidates import FEATURES
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.entries import Entry, EntryKind
from knowledge.search.features import Query, measure
from knowledge.search.meta import ProcedureMeta
from knowledge.search.segment import Segment

_TEXTS = {
    "1.000001": (["dang ky khai sinh"], ["lam giay khai sinh cho con", "con moi de lam giay gi"]),
    "1.000002": (["dang ky lai khai sinh"], ["mat giay khai sinh lam lai"]),
    "1.000003": (["dang ky ket hon", "ket hon"], ["cuoi vo can giay gi", "hai dua em lay nhau"]),
    "1.000004": (["dang ky ket hon co yeu to nuoc ngoai"], []),
}


class _Letters:
    """Counts of letters: a deterministic stand-in for a model."""

    def encode(self, texts: list[str], **_: object) -> np.ndarray:
        rows = np.array([[t.count(c) + 0.01 for c in "abcdeghiklmnopqrstuvxy"] for t in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(_Letters(), "letters")


@pytest.fixture(scope="module")
def segment(encoder: Encoder) -> Segment:
    entries = [
        [Entry(code, EntryKind.NAME, n) for n in names] + [Entry(code, EntryKind.WORDING, w) for w in said]
        for code, (names, said) in _TEXTS.items()
    ]
    metas = [
        ProcedureMeta(
            code, names[0], "commune", "", False, float(len(said)),
            tuple(tuple(n.split()) for n in names),
            frozenset(w for t in (*names, *said) for w in t.split()),
        )
        for code, (names, said) in _TEXTS.items()
    ]  # fmt: skip
    return Segment.build(metas, entries, encoder)


@pytest.mark.parametrize("text", ["lam lai giay khai sinh", "lay chong nuoc ngoai", "con moi de", "xyz"])
def test_columns_equal_the_plain_reckoning(segment: Segment, encoder: Encoder, text: str) -> None:
    vector = encoder.encode([text])[0]
    found = measure(segment, Query.of(text, vector))
    lexical, ceiling = segment.lexical.scores(text), max(segment.lexical.ceiling(text), 1e-6)
    asked = {w: segment.weights[w] for w in text.split() if w in segment.weights}
    total = sum(asked.values()) or 1.0
    for meta, row in zip(found.metas, found.features, strict=True):
        got = dict(zip(FEATURES, row.tolist(), strict=True))
        names, said = _TEXTS[meta.code]
        texts = names + said
        cosines = sorted((float(v @ vector) for v in encoder.encode(texts)), reverse=True)
        first = list(_TEXTS).index(meta.code)
        start = sum(len(n) + len(s) for n, s in list(_TEXTS.values())[:first])
        own = lexical[start : start + len(texts)]
        covered = sum(v for w, v in asked.items() if w in meta.words)
        shares = [
            sum(asked.get(w, 0.0) for w in set(n.split())) / sum(segment.weights[w] for w in set(n.split()))
            for n in names
        ]
        assert got["dense_name"] == pytest.approx(max(float(v @ vector) for v in encoder.encode(names)), abs=1e-5)
        assert max(got["dense_wording"], got["dense_name"]) == pytest.approx(cosines[0], abs=1e-5)
        assert got["lexical_name"] == pytest.approx(max(own[: len(names)]) / ceiling, abs=1e-5)
        assert got["lexical_wording"] == pytest.approx(max(own[len(names) :], default=0.0) / ceiling, abs=1e-5)
        assert got["query_covered"] == pytest.approx(covered / total, abs=1e-5)
        assert got["name_covered"] == pytest.approx(max(shares), abs=1e-5)


def test_marks_of_siblings(segment: Segment, encoder: Encoder) -> None:
    text = "lam lai giay khai sinh"
    found = measure(segment, Query.of(text, encoder.encode([text])[0]))
    by_code = {m.code: dict(zip(FEATURES, r, strict=True)) for m, r in zip(found.metas, found.features, strict=True)}
    assert by_code["1.000002"]["marker_missing"] == 0  # has both "lam lai" and "khai sinh"
    assert by_code["1.000001"]["marker_missing"] == 1
    assert by_code["1.000004"]["marker_extra"] == 2  # marriage and abroad, of which the question says nothing


def test_hidden_procedures_are_passed_over(segment: Segment, encoder: Encoder) -> None:
    text = "khai sinh"
    found = measure(segment, Query.of(text, encoder.encode([text])[0]), frozenset({"1.000001"}))
    assert "1.000001" not in {m.code for m in found.metas}
    assert found.metas
