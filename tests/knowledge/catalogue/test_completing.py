"""What a curated record left open is filled only from a certain source of the same legal state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from knowledge.catalogue.completing import completed
from knowledge.catalogue.models import Agency, Channel, Flag, FlagReason, Method, Procedure, Source, SourceKind, Step
from knowledge.catalogue.report import ImportBatch
from knowledge.catalogue.repository import Catalogue

OPEN = FlagReason.UNCONFIRMED
FEE = {"amount": 8000, "note": "mỗi bản"}


def record(kind: SourceKind, *flags: tuple[str, FlagReason], **values: Any) -> Procedure:
    captured = values.pop("captured", dt.date(2026, 8, 1) if kind is SourceKind.RENDERED else dt.date(2026, 7, 1))
    source = Source(kind=kind, stream=kind.value, captured=captured)
    marks = tuple(Flag(field=f, reason=r) for f, r in flags)
    return Procedure.model_validate({"code": "1.000001", "name": "Việc", "source": source, "flags": marks, **values})


def curated(*open_: str, **values: Any) -> Procedure:
    return record(SourceKind.CURATED, *((f, OPEN) for f in open_), **values)


def imported(*flags: tuple[str, FlagReason], **values: Any) -> Procedure:
    return record(SourceKind.RENDERED, *flags, **values)


def test_open_empty_field_is_filled_and_no_longer_marked() -> None:
    found = completed(curated("steps", "agency"), [imported(steps=[{"text": "Nộp"}])])
    assert found.steps == (Step(text="Nộp"),)
    assert [f.field for f in found.flags] == ["agency"]


def test_what_the_record_says_itself_stays() -> None:
    own = curated("agency", agency={"executing": "UBND xã"})
    assert completed(own, [imported(agency={"executing": "Sở"})]).agency == Agency(executing="UBND xã")


def test_another_legal_state_fills_nothing() -> None:
    own = curated("steps", decision="1/QĐ")
    assert completed(own, [imported(steps=[{"text": "Nộp"}], decision="2/QĐ")]) == own


def test_a_doubtful_field_fills_nothing() -> None:
    own = curated("steps")
    assert completed(own, [imported(("steps", FlagReason.AMBIGUOUS_TABLE), steps=[{"text": "Nộp"}])]) == own


def test_what_a_person_saw_and_left_open_fills_nothing() -> None:
    own = curated("steps", checked=dt.date(2026, 9, 1))
    assert completed(own, [imported(steps=[{"text": "Nộp"}])]) == own
    assert completed(own, [imported(steps=[{"text": "Nộp"}], captured=dt.date(2026, 10, 1))]).steps


def test_fees_come_by_way_of_filing() -> None:
    own = curated("fee", channels=[{"method": "online"}, {"method": "in_person"}])
    other = imported(channels=[{"method": m, "fees": [FEE]} for m in ("in_person", "online", "post")])
    found = completed(own, [other])
    assert [c.method for c in found.channels] == [Method.ONLINE, Method.IN_PERSON]
    assert all(c.fees[0].amount == 8000 for c in found.channels)
    assert not found.flags


def test_fees_that_miss_a_way_or_differ_fill_nothing() -> None:
    own = curated("fee", channels=[{"method": "online"}, {"method": "in_person"}])
    assert completed(own, [imported(channels=[{"method": "online", "fees": [FEE]}])]) == own
    twice = [{"method": "online", "fees": [FEE]}, {"method": "online", "fees": [{"amount": 1000}]}]
    assert completed(own, [imported(channels=[*twice, {"method": "in_person", "fees": [FEE]}])]) == own


def test_a_mark_of_care_comes_along() -> None:
    free = [{"method": "online", "fees": [{"amount": 0, "note": "thu phí bản sao"}]}]
    found = completed(
        curated("fee", channels=[{"method": "online"}]), [imported(("fee", FlagReason.FREE_BUT_NOTE), channels=free)]
    )
    assert found.channels == tuple(Channel.model_validate(c) for c in free)
    assert [f.reason for f in found.flags] == [FlagReason.FREE_BUT_NOTE]


def test_filled_record_is_in_force(catalogue: Catalogue) -> None:
    catalogue.apply(ImportBatch((curated("steps"),)))
    catalogue.apply(ImportBatch((imported(steps=[{"text": "Nộp"}]),)))
    found = catalogue.get("1.000001")
    assert found is not None
    assert (found.source.kind, found.steps) == (SourceKind.CURATED, (Step(text="Nộp"),))
