"""The service with a small catalogue, a search without a model, and a fake dialogue process."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from knowledge.catalogue.importing import import_files
from knowledge.catalogue.repository import Catalogue
from knowledge.search.results import Hit, SearchResult
from service.app import create_app
from service.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))  # import mode importlib leaves helpers unreachable
from fake_rasa import FakeRasa
from live import free_port, served
from over_http import ACTION_KEY

SAMPLE = Path(__file__).parents[1] / "knowledge" / "sample"


class FakeSearch:
    """Finds procedures whose name contains the text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._procedures = list(catalogue.procedures())

    @property
    def size(self) -> int:
        return len(self._procedures)

    def search(self, text: str, limit: int = 10) -> SearchResult:
        found = [p for p in self._procedures if text.casefold() in p.name.casefold()]
        hits = tuple(Hit(p.code, p.name, "commune", 0.9) for p in found[:limit])
        return SearchResult(hits, 0.1 if hits else 0.99, "i1", "m1")


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    fake = FakeRasa()
    yield fake
    fake.stop()


@pytest.fixture
def settings(tmp_path: Path, rasa: FakeRasa) -> Settings:
    return Settings(home=tmp_path / "home", rasa_port=rasa.port, turn_timeout=1.0, _env_file=None)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample, copied for each test."""
    path = tmp_path_factory.mktemp("loaded") / "motcua.db"
    catalogue = Catalogue(f"sqlite:///{path}")
    catalogue.upgrade()
    import_files(catalogue, [SAMPLE / "catalogue.yml", SAMPLE / "wordings.yml"])
    catalogue.close()
    return path


@pytest.fixture
def app(settings: Settings, loaded: Path) -> FastAPI:
    settings.home.mkdir()
    with sqlite3.connect(loaded) as source, sqlite3.connect(settings.home / "motcua.db") as target:
        source.backup(target)
    return create_app(settings, ACTION_KEY, lambda _, opened: FakeSearch(opened))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def url(app: FastAPI, settings: Settings) -> Iterator[str]:
    """Address of the service on a real port."""
    settings.port = free_port()
    with served(app, settings.port) as found:
        yield found


@pytest.fixture
def headers(client: TestClient) -> dict[str, str]:
    """A session's header."""
    return {"Authorization": f"Bearer {client.post('/api/v1/sessions').json()['token']}"}


@pytest.fixture
def stored(settings: Settings) -> Any:
    """Reads the turns that are on disk, in order."""

    def read() -> list[dict[str, Any]]:
        with sqlite3.connect(settings.home / "turns.db") as connection:
            connection.row_factory = sqlite3.Row
            return [dict(r) for r in connection.execute("SELECT * FROM turns ORDER BY received_at")]

    return read
