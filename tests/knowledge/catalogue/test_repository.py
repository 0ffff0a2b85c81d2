"""Versions, precedence, all-or-nothing, and what a reader is told of changes."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest

from knowledge.catalogue.importing import import_files
from knowledge.catalogue.models import Completeness, Procedure, Source, SourceKind, Status, Wording
from knowledge.catalogue.report import ImportBatch, ImportRefusedError
from knowledge.catalogue.repository import Catalogue


def record(kind: SourceKind, captured: str = "2026-07-01", **values: object) -> Procedure:
    source = Source(kind=kind, stream=kind.value, captured=dt.date.fromisoformat(captured))
    return Procedure.model_validate({"code": "1.000001", "name": "Việc thử", "source": source, **values})


def put(catalogue: Catalogue, *records: Procedure) -> None:
    catalogue.apply(ImportBatch(records))


def test_reimport_changes_nothing(catalogue: Catalogue, sample_files: list[Path]) -> None:
    before = catalogue.revision()
    report = import_files(catalogue, sample_files)
    assert not report.anything
    assert catalogue.revision() == before
    assert len(report.unchanged) == 9


def test_changed_field_is_named_and_old_version_kept(catalogue: Catalogue) -> None:
    put(catalogue, record(SourceKind.CURATED))
    report = catalogue.apply(ImportBatch((record(SourceKind.CURATED, decision="1/QĐ"),)))
    assert [c.field for c in report.changed["1.000001"]] == ["decision"]
    assert [v.status for v in catalogue.history("1.000001")] == [Status.PUBLISHED, Status.SUPERSEDED]


@pytest.mark.parametrize("worse", [SourceKind.RENDERED, SourceKind.WORD_EXPORT, SourceKind.PORTAL_API])
def test_curated_record_stays_in_force(catalogue: Catalogue, worse: SourceKind) -> None:
    put(catalogue, record(SourceKind.CURATED, name="Bản biên tập"))
    report = catalogue.apply(ImportBatch((record(worse, name="Bản cào"),)))
    assert report.kept == ["1.000001"]
    found = catalogue.get("1.000001")
    assert found is not None
    assert found.name == "Bản biên tập"


def test_later_decision_wins(catalogue: Catalogue) -> None:
    put(catalogue, record(SourceKind.CURATED, decision="1/QĐ"))
    put(catalogue, record(SourceKind.PORTAL_API, "2026-11-01", decision="2/QĐ"))
    found = catalogue.get("1.000001")
    assert found is not None
    assert found.decision == "2/QĐ"


def test_curated_records_are_at_hand_as_written_whatever_is_answered_from(catalogue: Catalogue) -> None:
    put(catalogue, record(SourceKind.CURATED, completeness=Completeness.NAME_ONLY))
    written = catalogue.curated()
    put(catalogue, record(SourceKind.RENDERED, "2026-11-01", decision="2/QĐ"))
    put(catalogue, record(SourceKind.RENDERED, code="1.000002"))
    assert catalogue.get("1.000001") != written[0], "answers are given from the later one"
    assert catalogue.curated() == written, "so that an import does not train the encoder anew"


def test_name_never_shadows_content(catalogue: Catalogue) -> None:
    put(catalogue, record(SourceKind.RENDERED))
    put(
        catalogue,
        record(SourceKind.WARD_LIST, "2026-11-01", completeness=Completeness.NAME_ONLY, name="Tên khác"),
    )
    found = catalogue.get("1.000001")
    assert found is not None
    assert found.completeness is Completeness.FULL


def test_missing_from_a_complete_listing_is_withdrawn(catalogue: Catalogue) -> None:
    put(catalogue, record(SourceKind.RENDERED))
    report = catalogue.apply(ImportBatch((), complete=frozenset({"rendered"})))
    assert report.withdrawn == ["1.000001"]
    assert catalogue.get("1.000001") is None
    assert catalogue.changes_since(report.revision - 1).removed == ["1.000001"]
    put(catalogue, record(SourceKind.RENDERED))
    assert catalogue.get("1.000001") is not None


def test_dry_run_stores_nothing(catalogue: Catalogue) -> None:
    before = catalogue.revision()
    assert catalogue.apply(ImportBatch((record(SourceKind.RENDERED),)), dry_run=True).new == ["1.000001"]
    assert catalogue.revision() == before
    assert catalogue.get("1.000001") is None


def test_wordings_are_unique_without_accents(catalogue: Catalogue) -> None:
    wording = Wording(code="1.001193", text="Làm giấy tờ cho cháu bé", origin="staff")
    assert catalogue.add_wordings([wording]) == 1
    assert catalogue.add_wordings([wording.model_copy(update={"text": "lam giay to cho chau be"})]) == 0
    revision = catalogue.revision()
    assert catalogue.remove_wording("1.001193", "làm giấy tờ cho cháu bé")
    assert [w.text for w in catalogue.changes_since(revision).removed_wordings] == ["Làm giấy tờ cho cháu bé"]


def test_two_imports_at_once_both_land(catalogue: Catalogue) -> None:
    def run(number: int) -> None:
        source = Source(kind=SourceKind.RENDERED, stream=f"s{number}", captured=dt.date(2026, 7, 1))
        rows = tuple(Procedure(code=f"1.{number}{i:05}", name="x", source=source) for i in range(200))
        catalogue.apply(ImportBatch(rows))

    threads = [threading.Thread(target=run, args=(n,)) for n in (1, 2, 3)]
    before = catalogue.revision()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert catalogue.revision() == before + 3
    assert sum(1 for _ in catalogue.procedures()) == 609


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("procedures:\n  - code: '1.000001'\n", 2, "name"),
        ("procedures:\n  - {code: 'abc', name: x}\n", 2, "code"),
        ("procedures:\n  - {code: '1.000001', name: x, surprise: 1}\n", 2, "surprise"),
        (
            "procedures:\n  - {code: '1.000001', name: x, channels: [{method: boat}]}\n",
            2,
            "channels.0.method",
        ),
        ("procedures:\n  - {code: '1.000001', name: x, unconfirmed: [colour]}\n", 2, "unconfirmed"),
        ("procedures:\n  - {code: '1.000001', name: x, name: y}\n", 2, ""),
        ("procedures: 3\n", None, "procedures"),
        ("procedures:\n  - [\n", 3, ""),
    ],
)
def test_broken_yaml_is_refused_with_its_place(
    catalogue: Catalogue, tmp_path: Path, text: str, line: int | None, field: str
) -> None:
    good = tmp_path / "a.yml"
    good.write_text("procedures:\n  - {code: '1.000009', name: x}\n")
    bad = tmp_path / "b.yml"
    bad.write_text(text)
    with pytest.raises(ImportRefusedError) as refused:
        import_files(catalogue, [good, bad])
    assert refused.value.file == "b.yml"
    assert refused.value.line == line
    assert refused.value.field == field
    assert catalogue.get("1.000009") is None


def test_unknown_format_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"\x00\x01")
    with pytest.raises(ImportRefusedError, match="format is not known"):
        import_files(catalogue, [path])
    with pytest.raises(ImportRefusedError, match="no such file"):
        import_files(catalogue, [tmp_path / "missing.yml"])


def test_replaced_code_is_no_longer_answered_from(catalogue: Catalogue) -> None:
    old = record(SourceKind.RENDERED)
    put(catalogue, old)
    merged = record(SourceKind.CURATED, "2026-11-01", name="Gộp", replaces=("1.000001",)).model_copy(
        update={"code": "1.000002"}
    )
    put(catalogue, merged)
    assert catalogue.get("1.000001") is None
    revision = catalogue.revision()
    put(catalogue, old)
    assert catalogue.get("1.000001") is None
    assert catalogue.revision() == revision
    put(catalogue, record(SourceKind.RENDERED, "2026-12-01", decision="mới"))
    assert catalogue.get("1.000001") is not None
