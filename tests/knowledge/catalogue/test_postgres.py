"""The same catalogue on PostgreSQL, in a schema of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.catalogue.importing import import_files
from knowledge.catalogue.models import Wording
from knowledge.catalogue.report import ImportBatch
from knowledge.catalogue.repository import Catalogue

URL = os.environ.get("MOTCUA_TEST_DATABASE_URL", "")
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not URL, reason="MOTCUA_TEST_DATABASE_URL is not set (make services)"),
]


@pytest.fixture
def on_postgres() -> Iterator[Catalogue]:
    owner = sa.create_engine(URL)
    with owner.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA IF EXISTS catalogue_test CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA catalogue_test"))
    found = Catalogue(f"{URL}?options=-csearch_path%3Dcatalogue_test")
    found.upgrade()
    yield found
    found.close()
    with owner.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA catalogue_test CASCADE"))
    owner.dispose()


def test_import_reimport_withdraw(on_postgres: Catalogue, sample_files: list[Path]) -> None:
    assert len(import_files(on_postgres, sample_files).new) == 9
    assert not import_files(on_postgres, sample_files).anything
    assert [m.code for m in on_postgres.family("1.010001")] == ["1.010001", "1.010002"]
    assert on_postgres.add_wordings([Wording(code="1.001193", text="câu mới", origin="staff")]) == 1
    revision = on_postgres.revision()
    on_postgres.apply(ImportBatch((), complete=frozenset({"curated:catalogue"})))
    assert on_postgres.get("1.004222") is None
    assert len(on_postgres.changes_since(revision).removed) == 9
