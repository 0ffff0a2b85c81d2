"""What is at hand is what the catalogue holds, also after it changed."""

from __future__ import annotations

import datetime as dt

from knowledge.catalogue.models import Procedure, Source, SourceKind
from knowledge.catalogue.report import ImportBatch
from knowledge.catalogue.repository import Catalogue
from knowledge.catalogue.shelf import Shelf


def record(name: str, code: str = "1.000001") -> Procedure:
    source = Source(kind=SourceKind.CURATED, stream="curated:x", captured=dt.date(2026, 7, 1))
    return Procedure(code=code, name=name, source=source)


def name_of(shelf: Shelf, code: str) -> str:
    found = shelf.get(code)
    return found.name if found else ""


def test_a_change_is_seen_at_once(catalogue: Catalogue) -> None:
    shelf = Shelf(catalogue)
    catalogue.apply(ImportBatch((record("Cũ"),)))
    assert (name_of(shelf, "1.000001"), name_of(shelf, "1.999999")) == ("Cũ", "")
    catalogue.apply(ImportBatch((record("Mới"), record("Thêm", "1.999999"))))
    assert (name_of(shelf, "1.000001"), name_of(shelf, "1.999999")) == ("Mới", "Thêm")
    assert [p.code for p in shelf.family("1.999999")] == ["1.999999"]


def test_own_change_is_seen_within_the_fresh_time(catalogue: Catalogue) -> None:
    patient = Catalogue(str(catalogue.engine.url), fresh_for=3600)
    shelf = Shelf(patient)
    assert name_of(shelf, "1.000001") == ""
    patient.apply(ImportBatch((record("Của mình"),)))
    assert name_of(shelf, "1.000001") == "Của mình"
    patient.close()


def test_callers_cannot_spoil_what_is_at_hand(catalogue: Catalogue) -> None:
    catalogue.apply(ImportBatch((record("Việc"),)))
    shelf = Shelf(catalogue)
    shelf.family("1.000001").clear()
    assert [p.name for p in shelf.family("1.000001")] == ["Việc"]
