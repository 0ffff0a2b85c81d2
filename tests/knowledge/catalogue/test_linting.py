"""`motcua check`: one test a rule, each against a record or bank that has nothing else wrong.

The rule on marks that stand beside a value: test_linting_marks.py.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from knowledge.catalogue.linting import Finding, check
from knowledge.catalogue.models import Procedure, Wording
from knowledge.starter.bank import STYLES, Ambiguous, Bank, HardNegative

TODAY = dt.date(2026, 11, 23)
CODE = "1.000001"
FEE = {"amount": 8000, "note": "mỗi bản"}


def record(**values: Any) -> Procedure:
    sound = {
        "code": CODE,
        "name": "Cấp thẻ thử nghiệm",
        "levels": ["commune"],
        "decision": "12/QĐ-BTP",
        "agency": {"executing": "UBND xã"},
        "channels": [{"method": "online", "time": {"value": 3, "unit": "day"}, "fees": [FEE]}],
        "cases": [{"documents": [{"name": "Tờ khai", "originals": 1}]}],
        "checked": "2026-11-01",
        "source": {"kind": "curated", "stream": "curated:x", "url": "https://example.vn", "captured": "2026-11-01"},
    }
    return Procedure.model_validate({**sound, **values})


def bank(*more: Wording, codes: tuple[str, ...] = (CODE,), **values: Any) -> Bank:
    said = [
        Wording(code=code, text=f"câu {style} thứ {n} cho {code}", style=style)
        for code in codes
        for style in STYLES
        for n in range(3)
    ]
    return Bank(**{"wordings": (*said, *more), "hard_negatives": (), "ambiguous": (), **values})


def found(*records: Procedure, of: Bank | None = None) -> list[tuple[bool, str, str]]:
    known = records or (record(),)
    said = of or bank(codes=tuple(p.code for p in known))
    return [(f.error, f.rule, f.about) for f in check(known, said, TODAY, stale_days=180)]


def test_a_sound_catalogue_has_no_findings() -> None:
    assert found() == []


OF_RECORDS: list[tuple[bool, str, dict[str, Any], str]] = [
    (True, "short_name_long", {"short_name": "x" * 81}, "x" * 81),
    (False, "no_source_or_date", {"checked": None}, "Cấp thẻ thử nghiệm"),
    (False, "checked_long_ago", {"checked": "2026-05-01"}, "2026-05-01"),
    (True, "checked_in_future", {"checked": "2026-11-24"}, "2026-11-24"),
    (True, "empty_but_unmarked", {"decision": ""}, "decision"),
    (True, "empty_but_unmarked", {"cases": []}, "cases"),
    (True, "empty_but_unmarked", {"levels": []}, "levels"),
    (True, "empty_but_unmarked", {"channels": []}, "channels"),
    (True, "empty_but_unmarked", {"agency": {"coordinating": "Sở"}}, "agency"),
    (
        True,
        "free_against_note",
        {"channels": [{"method": "online", "fees": [{"amount": 0, "note": "lệ phí 5.000 đồng"}]}]},
        "lệ phí 5.000 đồng",
    ),
    (True, "fee_implausible", {"channels": [{"method": "online", "fees": [{"amount": 999}]}]}, "999"),
    (False, "paper_without_copies", {"cases": [{"documents": [{"name": "Tờ khai", "originals": 0}]}]}, "Tờ khai"),
    (True, "expired_text", {"channels": [{"method": "online", "note": "đến 31/12/2025"}]}, "đến 31/12/2025"),
    (False, "lapsed_legal_basis", {"legal_basis": [{"code": "61/2018/NĐ-CP"}]}, "61/2018/NĐ-CP"),
    (True, "lapsed_record", {"valid_to": "2026-11-22"}, "2026-11-22"),
]


@pytest.mark.parametrize(("error", "rule", "values", "detail"), OF_RECORDS)
def test_rule_of_records(error: bool, rule: str, values: dict[str, Any], detail: str) -> None:
    assert check([record(**values)], bank(), TODAY, 180) == [Finding(error, rule, CODE, detail)]


@pytest.mark.parametrize(
    "values",
    [
        {"short_name": "x" * 80},
        {"checked": "2026-05-27"},
        {"checked": "2026-11-23"},
        {"decision": "", "flags": [{"field": "decision", "reason": "unconfirmed"}]},
        {"channels": [{"method": "online", "fees": [{"amount": 1000}]}]},
        {"channels": [{"method": "online", "fees": [{"amount": 5, "currency": "USD"}]}]},
        {"channels": [{"method": "online", "fees": [{"amount": 0, "note": "không thu phí"}]}]},
        {"cases": [{"documents": [{"name": "Lưu ý", "originals": 0, "kind": "note"}]}]},
        {"cases": [{"documents": [{"name": "Bản sao", "originals": 0, "copies": 1}]}]},
        {"valid_to": "2026-11-23"},
    ],
)
def test_what_is_just_within_the_rule(values: dict[str, Any]) -> None:
    assert found(record(**values)) == []


def test_imported_records_are_left_to_their_flags() -> None:
    source = {"kind": "rendered", "stream": "r", "captured": "2026-11-01"}
    assert found(record(decision="", cases=[], source=source)) == []


@pytest.mark.parametrize(
    ("rule", "code", "field", "reason"),
    [
        ("other_province", CODE, "decision", "other_province"),
        ("shared_page", CODE, "code", "code_mismatch"),
        ("", "9.000001", "code", "code_mismatch"),  # a stand-in of the ward list
        ("", CODE, "fee", "free_but_note"),
    ],
)
def test_imported_records_about_something_else(rule: str, code: str, field: str, reason: str) -> None:
    source = {"kind": "rendered", "stream": "r", "captured": "2026-11-01"}
    flags = [{"field": field, "reason": reason, "raw": "nguồn"}]
    said = bank(codes=())
    found_ = check([record(code=code, source=source, flags=flags)], said, TODAY, 180)
    assert found_ == [Finding(False, rule, code, "nguồn")] * bool(rule)


def test_same_title() -> None:
    assert found(record(), record(code="1.000002", name="cap the thu nghiem")) == [
        (True, "same_title", "1.000001, 1.000002")
    ]
    assert found(record(), record(code="1.000002", short_name="Cấp lại thẻ")) == []


def test_wording_shared() -> None:
    other = record(code="1.000002", name="Việc khác")
    pair = [Wording(code=c, text=t) for c, t in ((CODE, "Làm thẻ ở đâu"), ("1.000002", "lam the o dau"))]
    assert found(record(), other, of=bank(*pair, codes=(CODE, "1.000002"))) == [
        (True, "wording_shared", "1.000001, 1.000002")
    ]


def test_wording_of_unknown_code() -> None:
    strangers = [Wording(code=c, text=f"câu của {c}") for c in ("1.999999", "9.123456")]
    assert found(of=bank(*strangers)) == [(False, "wording_of_unknown_code", "1.999999")]


@pytest.mark.parametrize(("completeness", "least"), [("full", 25), ("name_only", 5)])
def test_few_wordings(completeness: str, least: int) -> None:
    def with_wordings(count: int) -> list[tuple[bool, str, str]]:
        said = tuple(Wording(code=CODE, text=f"câu {n}", style=STYLES[n % len(STYLES)]) for n in range(count))
        return found(record(completeness=completeness), of=Bank(said, (), ()))

    assert with_wordings(least - 1) == [(False, "few_wordings", CODE)]
    assert with_wordings(least) == []


def test_styles_missing() -> None:
    said = tuple(w for w in bank().wordings if w.style not in {"glued", "slips"})
    (finding,) = check([record()], Bank((*said, Wording(code=CODE, text="thêm")), (), ()), TODAY, 180)
    assert (finding.rule, finding.about, finding.detail) == ("styles_missing", CODE, "glued, slips")


def test_reference_to_unknown_code() -> None:
    negatives = (HardNegative("câu khó", CODE, ("1.999998", "9.123456")),)
    unclear = (Ambiguous("câu mơ hồ", (CODE, "1.999999")),)
    assert found(of=bank(hard_negatives=negatives, ambiguous=unclear)) == [
        (False, "reference_to_unknown_code", "1.999998"),
        (False, "reference_to_unknown_code", "1.999999"),
    ]


def test_errors_come_first() -> None:
    rules = [e for e, _, _ in found(record(checked=None, decision="", valid_to="2020-01-01"))]
    assert rules == sorted(rules, reverse=True)
    assert len(rules) == 3
