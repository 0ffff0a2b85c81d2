"""The traps in the real dumps, where they are at hand."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from knowledge.answering.facts import sayable
from knowledge.catalogue.importers.base import Known
from knowledge.catalogue.importers.rendered import Rendered
from knowledge.catalogue.importers.word_export import WordExport
from knowledge.catalogue.models import Completeness, FlagReason, Procedure

DATA = Path(__file__).parents[4] / "shared" / "data"
TODAY = dt.date(2026, 11, 23)
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def pages() -> dict[str, Procedure]:
    path = DATA / "portal-rendered-2026-07.jsonl.gz"
    return {p.code: p for p in Rendered().parse(path, dt.date(2026, 7, 1), TODAY, Known()).procedures}


@pytest.fixture(scope="module")
def exports() -> dict[str, Procedure]:
    path = DATA / "portal-word-2026-01.jsonl.gz"
    return {p.code: p for p in WordExport().parse(path, dt.date(2026, 1, 1), TODAY, Known()).procedures}


@pytest.mark.parametrize(
    ("code", "field", "reason"),
    [
        ("3.000347", "fee", FlagReason.FREE_BUT_NOTE),
        ("3.000347", "fee", FlagReason.EXPIRED_TEXT),
        ("1.004884", "fee", FlagReason.FREE_BUT_NOTE),
        ("1.001193", "time", FlagReason.UNIT_LOST),
        ("1.001193", "steps", FlagReason.AMBIGUOUS_TABLE),
        ("1.013831", "time", FlagReason.CHANNELS_DISAGREE),
        ("1.012783", "time", FlagReason.CHANNELS_DISAGREE),
        ("2.000986", "decision", FlagReason.UNCONFIRMED),
        ("2.001023", "decision", FlagReason.UNCONFIRMED),
        ("3.000360", "decision", FlagReason.UNCONFIRMED),
        ("2.000986", "legal_basis", FlagReason.OLD_LEGAL_BASIS),
        ("1.001613", "legal_basis", FlagReason.OLD_LEGAL_BASIS),
        ("1.010385", "name", FlagReason.EXPIRED_TEXT),
        ("1.010385", "agency", FlagReason.EXPIRED_TEXT),
        ("2.001610", "fee", FlagReason.IMPLAUSIBLE),
    ],
)
def test_record_that_domain_md_names(pages: dict[str, Procedure], code: str, field: str, reason: FlagReason) -> None:
    assert reason in {f.reason for f in pages[code].flagged(field)}


def test_most_tables_are_read(pages: dict[str, Procedure], exports: dict[str, Procedure]) -> None:
    assert (len(pages), len(exports)) == (2642, 207)
    assert sum(bool(p.channels) for p in pages.values()) > 2600
    assert sum(bool(p.cases) for p in pages.values()) > 2400
    assert sum(bool(p.steps) for p in pages.values()) > 2400


def test_pages_of_several_codes_and_of_other_provinces_say_nothing(pages: dict[str, Procedure]) -> None:
    assert {c for c, p in pages.items() if p.flagged("code")} >= {"1.014208", "2.001709", "2.001428", "3.000331"}
    assert sum(p.completeness is Completeness.NAME_ONLY for p in pages.values()) == 15
    foreign = [p for p in pages.values() if "UBND" in p.decision]
    assert {p.code for p in foreign} == {"1.014208", "2.001428"}
    assert not any(sayable(p) for p in foreign)


def test_every_empty_table_is_flagged_or_empty_in_the_source(pages: dict[str, Procedure]) -> None:
    for record in pages.values():
        for field in ("channels", "cases", "steps"):
            unsure = any(f.reason is FlagReason.AMBIGUOUS_TABLE for f in record.flagged(field))
            assert not (unsure and getattr(record, field))


def test_numbers_of_documents_end_with_their_issuer(
    pages: dict[str, Procedure], exports: dict[str, Procedure]
) -> None:
    for code in {b.code for p in pages.values() for b in p.legal_basis}:
        assert re.search(r"/(?:QH\d+|UBTVQH\d+|NĐ-CP|NQ-CP|QĐ-TTg|[A-ZĐ]+(?:-[A-ZĐ&]+)+)$", code), code
    assert {b.code for b in exports["1.013124"].legal_basis} >= {"12/2021/QĐ-TTg"}


def test_file_names_of_forms_begin_at_their_beginning(pages: dict[str, Procedure]) -> None:
    forms = {d.form for p in pages.values() for c in p.cases for d in c.documents if d.form}
    assert "Mẫu DC02 Phiếu đề nghị giải quyết thủ tục về căn cước.doc" in forms
    assert not [f for f in forms if re.match(r"[A-Z]?\d{2}\.(?:docx?|pdf)$", f) and f.startswith("T")]
