"""Content that is another procedure's or another province's is never said of a record, and is seen in reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.answering.facts import sayable
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.importers.portal_api import record_of
from knowledge.catalogue.importers.rendered import Rendered
from knowledge.catalogue.importing import import_files
from knowledge.catalogue.models import Completeness, FlagReason, Procedure
from knowledge.catalogue.precedence import best
from knowledge.catalogue.repository import Catalogue

TODAY = dt.date(2026, 11, 23)
CODES = ("1.000003", "1.000001", "1.000002")
FOREIGN = {FlagReason.CODE_MISMATCH}
Make = Callable[..., Procedure]
Row = Callable[..., dict[str, Any]]


@pytest.fixture
def parse(page: Row, write: Callable[..., Path]) -> Callable[..., Parsed]:
    def read(*rows: dict[str, Any]) -> Parsed:
        return Rendered().parse(write(*(page(**row) for row in rows)), TODAY, TODAY, Known())

    return read


def reasons(record: Procedure, field: str) -> set[FlagReason]:
    return {f.reason for f in record.flagged(field)}


SAME_URL = [{"ma_thu_tuc": c, "detail_url": "https://x/1", "ten_thu_tuc": f"Việc {c}"} for c in CODES]
SAME_BODY = [{"ma_thu_tuc": c, "detail_url": f"https://x/{c}", "ten_thu_tuc": "Việc"} for c in CODES]


@pytest.mark.parametrize("rows", [SAME_URL, SAME_BODY])
def test_page_of_several_codes_is_the_content_of_the_first_only(
    parse: Callable[..., Parsed], rows: list[dict[str, Any]]
) -> None:
    first, *others = parse(*rows).procedures
    assert (first.code, first.completeness, reasons(first, "code")) == (CODES[0], Completeness.FULL, FOREIGN)
    assert first.flagged("code")[0].raw.endswith("1.000001, 1.000002")
    assert sayable(first)
    for record, row in zip(others, rows[1:], strict=True):
        assert (record.code, record.name) == (row["ma_thu_tuc"], row["ma_thu_tuc"])
        assert record.completeness is Completeness.NAME_ONLY
        assert (reasons(record, "code"), reasons(record, "name")) == (FOREIGN, FOREIGN)
        assert row["ten_thu_tuc"] in record.flagged("name")[0].raw
        told = record.model_dump(exclude={"code", "name", "organisation", "source", "completeness", "flags"})
        assert told == Procedure(code="1.000009", name="x", source=record.source).model_dump(include=told.keys())


def test_pages_that_differ_in_address_and_text_are_left_alone(parse: Callable[..., Parsed]) -> None:
    rows = [{"ma_thu_tuc": c, "detail_url": "", "ten_thu_tuc": f"Việc {c}"} for c in CODES]
    assert not any(p.flags for p in parse(*rows).procedures)
    again = [SAME_URL[0], SAME_URL[0]]  # one code twice is a repetition, no stranger
    assert not any(p.flags for p in parse(*again).procedures)


def test_name_of_a_shared_page_gives_way_to_any_other_source(parse: Callable[..., Parsed]) -> None:
    stranger = parse(*SAME_URL).procedures[1]
    values = {"code": stranger.code, "name": "Tên thật", "completeness": "name_only"}
    listed = {"kind": "portal_list", "stream": "list", "captured": "2020-01-01"}
    right = Procedure.model_validate({**values, "source": listed})
    assert best([stranger, right]) == best([right, stranger]) == right


def test_name_of_a_shared_page_is_not_looked_up(
    catalogue: Catalogue, page: Row, write: Callable[..., Path]
) -> None:
    rows = [page(**{**row, "ten_thu_tuc": "Việc chung"}) for row in SAME_URL]
    ward = [{"code": "1.000003", "name": "Việc chung", "field": ""}, {"code": None, "name": "1.000002", "field": ""}]
    import_files(catalogue, [write(*rows), write(*ward, name="ward.jsonl")])
    made = [p.name for p in catalogue.procedures() if p.code.startswith("9.")]
    assert made == ["1.000002"]


# one province's own decision


OWN = "226/QĐ-UBND"


@pytest.mark.parametrize("decision", [OWN, "128/2025/QĐ-UBND", "15/QĐ-CT.UBND", "182/2025/NQ-HĐND"])
def test_rules_of_a_province_are_not_said(rendered: Make, exported: Make, decision: str) -> None:
    detail = {"code": "1.000001", "name": "Việc", "decisionNumber": decision, "note": "Được 5 triệu đồng.",
              "executionDepartments": "Sở", "executionSteps": [{"description": "Nộp."}]}  # fmt: skip
    word = exported(metadata={"số_quyết_định": f"Quyết định số {decision}"})
    for record in (rendered(so_quyet_dinh=decision), word, record_of(detail, TODAY, TODAY)):
        assert [f.raw for f in record.flagged("decision")] == [decision]
        assert reasons(record, "decision") == {FlagReason.OTHER_PROVINCE}
        assert sayable(record) == frozenset()
        assert record.notes == ()
        assert record.completeness is Completeness.FULL  # kept raw, for a person to look at


def test_decisions_of_ministries_and_of_our_own_province_are_said(rendered: Make) -> None:
    assert not rendered(so_quyet_dinh="56/QĐ-BXD").flags
    assert not rendered(so_quyet_dinh="").flags
    assert not rendered(so_quyet_dinh=OWN, ma_thu_tuc="1.000001.000.00.00.H14").flags
    assert not rendered(so_quyet_dinh=OWN, ma_thu_tuc="1.000001.H14.05").flags
    assert rendered(so_quyet_dinh=OWN, ma_thu_tuc="1.000001.000.00.00.H50").flagged("steps")
