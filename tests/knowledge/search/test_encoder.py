"""Our encoder: trained alike from the same seed, any text has a vector of length 1, files are whole or absent."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue.models import Procedure, Source, SourceKind, Wording
from knowledge.search.encoder import fit
from knowledge.search.encoder.augment import distort
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.encoder.fit import ensure_encoder, examples_of
from knowledge.search.encoder.ngrams import features
from knowledge.search.encoder.row_adagrad import one_cycle
from knowledge.search.encoder.training import Examples, Recipe, train
from knowledge.starter.bank import HardNegative

SMALL = Recipe(buckets=2048, dimensions=16, steps=60, batch=16)
TEXTS = {
    "1.000001": ["dang ky khai sinh", "lam giay khai sinh cho con", "con moi de lam giay gi"],
    "1.000002": ["dang ky lai khai sinh", "mat giay khai sinh xin lam lai"],
    "1.000003": ["dang ky ket hon", "cuoi vo can giay gi", "hai dua em lay nhau"],
    "1.000004": ["dang ky khai tu"],
}
EXAMPLES = Examples(TEXTS, [("lam lai giay khai sinh bi mat", "1.000002", ("1.000001",))])


def digest(folder: Path) -> str:
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


def saved(folder: Path, recipe: Recipe = SMALL, examples: Examples = EXAMPLES) -> Path:
    folder.mkdir()
    train(examples, recipe).save(str(folder))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("encoder") / "a")


@pytest.fixture(scope="module")
def own(folder: Path) -> Encoder:
    return Encoder.own(folder)


def test_same_seed_same_bytes_another_seed_others(folder: Path, tmp_path: Path) -> None:
    assert digest(saved(tmp_path / "same")) == digest(folder)
    other = Recipe(**{**vars(SMALL), "seed": 1})
    assert digest(saved(tmp_path / "other", other)) != digest(folder)


def test_version_names_the_weights(own: Encoder, folder: Path, tmp_path: Path) -> None:
    assert Encoder.own(folder).version == own.version == f"own-{digest(folder)[:16]}"
    more = Examples({**TEXTS, "1.000005": ["nhap ho khau", "dang ky thuong tru"]})
    assert Encoder.own(saved(tmp_path / "more", examples=more)).version != own.version


def test_training_brings_texts_of_one_procedure_together(own: Encoder) -> None:
    one, two, other = own.encode(["con moi de lam giay gi", "dang ky khai sinh", "cuoi vo can giay gi"])
    assert one @ two > one @ other + 0.2


def test_hard_negative_is_pushed_away(tmp_path: Path) -> None:
    def nearer(examples: Examples, name: str) -> float:
        encoder = Encoder.own(saved(tmp_path / name, examples=examples))
        asked, right, wrong = encoder.encode([EXAMPLES.hard[0][0], *(TEXTS[c][0] for c in ("1.000002", "1.000001"))])
        return float(asked @ right - asked @ wrong)

    assert nearer(EXAMPLES, "with") > nearer(Examples(TEXTS), "without")


@given(st.lists(st.text(), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_vector_of_length_one_alone_or_in_company(own: Encoder, texts: list[str]) -> None:
    texts = [t.encode("utf-8", "ignore").decode() for t in texts]
    together = own.encode(texts)
    assert together.shape == (len(texts), SMALL.dimensions)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-4)
    alone = np.concatenate([own.encode([t]) for t in texts])
    assert alone == pytest.approx(together, abs=1e-5)


def test_empty_text_and_no_text(own: Encoder) -> None:
    assert np.linalg.norm(own.encode([""])) == pytest.approx(1.0, abs=1e-4)
    assert own.encode(["", "  "])[0] == pytest.approx(own.encode(["  "])[0], abs=1e-6)


@given(st.lists(st.text("abdgiknrt", min_size=1, max_size=7), max_size=6))
def test_features_of_words_pairs_and_letters(words: list[str]) -> None:
    found = features(" ".join(words))
    assert [f for f in found if f.startswith("w:")] == [f"w:{w}" for w in words]
    assert sum(f.startswith("p:") for f in found) == max(0, len(words) - 1)
    assert sum(f.startswith("s:") for f in found) == max(0, len(words) - 2)
    assert sum(f.startswith("c:") for f in found) == sum(map(len, words))
    # run together, the same letters give the same five-letter features: that is what survives a lost space
    glued = {f for f in features("".join(words)) if f.startswith("g:")}
    assert glued == {f for f in found if f.startswith("g:")}


@given(st.text(), st.randoms())
def test_distortion_adds_no_word_and_empties_no_text(text: str, dice: object) -> None:
    distorted = distort(text, dice)  # type: ignore[arg-type]
    assert bool(distorted.strip()) == bool(text.strip())
    assert len(distorted.split()) <= len(text.split())


@given(st.integers(1, 500))
def test_learning_rate_rises_then_falls(steps: int) -> None:
    rates = [one_cycle(n, steps, 0.1) for n in range(steps + 1)]
    top = rates.index(max(rates))
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert rates[-1] == pytest.approx(0.0, abs=1e-9)
    assert max(rates) <= 0.1 + 1e-9


@pytest.mark.parametrize("texts", [{}, {"1.000001": ["a"]}, {"1.000001": ["a"], "1.000002": []}])
def test_one_procedure_is_nothing_to_learn_from(texts: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="at least two procedures"):
        train(Examples(texts), SMALL)


def test_hard_negatives_of_unknown_procedures_are_passed_over() -> None:
    hard = [("cau kho", "9.999999", ("1.000001",)), ("cau khac", "1.000001", ("9.999999",))]
    train(Examples(TEXTS, hard), Recipe(**{**vars(SMALL), "steps": 5, "hard_share": 1.0}))


SOURCE = Source(kind=SourceKind.CURATED, stream="x", captured="2026-07-01")  # type: ignore[arg-type]
PROCEDURES = [Procedure(code=c, name=t[0], source=SOURCE) for c, t in TEXTS.items()]
WORDINGS = [Wording(code=c, text=text) for c, t in TEXTS.items() for text in t[1:]]


def test_examples_hold_names_wordings_and_the_bank_of_records_to_come() -> None:
    said = [*WORDINGS, Wording(code="9.000001", text="Làm thẻ"), Wording(code="9.000001", text="lam the")]
    found = examples_of(PROCEDURES, said, [HardNegative("Câu khó", "1.000001", ("1.000002",))])
    assert found.texts["1.000004"] == ["dang ky khai tu"]
    assert len(found.texts["1.000001"]) == 3
    assert found.texts["9.000001"] == ["lam the"]
    assert found.hard == [("cau kho", "1.000001", ("1.000002",))]


def test_encoder_is_trained_once_for_its_material(tmp_path: Path) -> None:
    first, trained = ensure_encoder(tmp_path, PROCEDURES, WORDINGS, [], SMALL)
    assert trained
    assert (tmp_path / "CURRENT").read_text() == first.name
    shuffled = PROCEDURES[::-1]
    assert ensure_encoder(tmp_path, shuffled, WORDINGS, [], SMALL) == (first, False)
    more = [*WORDINGS, Wording(code="1.000001", text="câu mới")]
    second, trained = ensure_encoder(tmp_path, PROCEDURES, more, [], SMALL)
    assert trained
    assert second != first
    assert (tmp_path / "CURRENT").read_text() == second.name
    (second / "model.safetensors").unlink()
    assert ensure_encoder(tmp_path, PROCEDURES, more, [], SMALL) == (second, True)


def test_training_that_fails_leaves_the_old_encoder_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = ensure_encoder(tmp_path, PROCEDURES, WORDINGS, [], SMALL)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(fit, "train", fail)
    with pytest.raises(OSError, match="disk full"):
        ensure_encoder(tmp_path, PROCEDURES, WORDINGS[:1], [], SMALL)
    assert (tmp_path / "CURRENT").read_text() == first.name
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([first.name, "CURRENT"])


def test_no_encoder_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="motcua train"):
        Encoder.own(tmp_path)
