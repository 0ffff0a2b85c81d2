"""A field that a curated record marks as unconfirmed has to be empty."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from knowledge.catalogue.linting import check
from knowledge.catalogue.models import Flag, FlagReason, Procedure, Source, SourceKind
from knowledge.starter.bank import Bank

TODAY = dt.date(2026, 11, 23)
FILLED: dict[str, dict[str, Any]] = {
    "decision": {"decision": "1/QĐ"},
    "agency": {"agency": {"receiving_address": "UBND cấp xã"}},
    "channels": {"channels": [{"method": "online"}]},
    "time": {"channels": [{"method": "online", "time": {"note": "trong ngày"}}]},
    "fee": {"channels": [{"method": "online"}, {"method": "post", "fees": [{"note": "theo biểu"}]}]},
    "cases": {"cases": [{"documents": [{"name": "Đơn"}]}]},
    "steps": {"steps": [{"text": "Nộp"}]},
    "conditions": {"conditions": ["Đủ 18 tuổi"]},
    "results": {"results": [{"name": "Giấy"}]},
    "legal_basis": {"legal_basis": [{"code": "1/2026/QH16"}]},
    "levels": {"levels": ["commune"]},
}


def marked(field: str, reason: FlagReason = FlagReason.UNCONFIRMED, **values: Any) -> Procedure:
    source = Source(kind=SourceKind.CURATED, stream="s", captured=TODAY)
    flags = (Flag(field=field, reason=reason),)
    return Procedure.model_validate({"code": "1.000001", "name": "Việc", "source": source, "flags": flags, **values})


def found(procedure: Procedure) -> list[str]:
    return [
        f.detail for f in check([procedure], Bank((), (), ()), TODAY, 180) if f.error and f.rule == "marked_but_filled"
    ]


@pytest.mark.parametrize("field", FILLED)
def test_marked_field_with_a_value_is_an_error(field: str) -> None:
    assert found(marked(field, **FILLED[field])) == [field]


@pytest.mark.parametrize("field", FILLED)
def test_marked_empty_field_is_not(field: str) -> None:
    assert found(marked(field)) == []


@pytest.mark.parametrize("field", ["time", "fee"])
def test_a_way_of_filing_alone_says_no_time_and_no_fee(field: str) -> None:
    assert found(marked(field, channels=[{"method": "online", "note": "Cổng"}])) == []


@pytest.mark.parametrize("field", ["code", "name"])
def test_code_and_name_cannot_be_empty(field: str) -> None:
    assert found(marked(field)) == []


def test_a_mark_of_another_reason_may_stand_beside_a_value() -> None:
    assert found(marked("fee", FlagReason.FREE_BUT_NOTE, **FILLED["fee"])) == []
