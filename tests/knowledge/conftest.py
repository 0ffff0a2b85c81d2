"""A small catalogue, a trained encoder and a brain, made once for the tests of `knowledge`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.answering.brain import Brain
from knowledge.catalogue.importing import import_files
from knowledge.catalogue.models import Procedure
from knowledge.catalogue.repository import Catalogue
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.encoder.fit import train_encoder
from knowledge.search.encoder.training import Recipe
from knowledge.search.live import LiveSearch

SAMPLE = Path(__file__).parent / "sample"
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC).timestamp()


@pytest.fixture(scope="session")
def sample_files() -> list[Path]:
    return [SAMPLE / "catalogue.yml", SAMPLE / "wordings.yml"]


@pytest.fixture
def catalogue(tmp_path: Path, sample_files: list[Path]) -> Iterator[Catalogue]:
    found = Catalogue(f"sqlite:///{tmp_path}/catalogue.db")
    found.upgrade()
    import_files(found, sample_files)
    yield found
    found.close()


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory, sample_files: list[Path]) -> Encoder:
    catalogue = Catalogue(f"sqlite:///{tmp_path_factory.mktemp('encoder')}/catalogue.db")
    catalogue.upgrade()
    import_files(catalogue, sample_files)
    recipe = Recipe(buckets=4096, dimensions=48, steps=80, batch=48)
    return train_encoder(list(catalogue.procedures()), list(catalogue.wordings()), [], recipe)


@pytest.fixture
def search(catalogue: Catalogue, encoder: Encoder, tmp_path: Path) -> LiveSearch:
    return LiveSearch(catalogue, tmp_path / "index", encoder)


@pytest.fixture
def brain(catalogue: Catalogue, search: LiveSearch) -> Brain:
    return Brain(catalogue, search, lambda: NOW)


@pytest.fixture
def record(catalogue: Catalogue) -> Procedure:
    found = catalogue.get("1.004222")
    assert found is not None
    return found
