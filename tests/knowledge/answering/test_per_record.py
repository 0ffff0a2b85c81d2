"""What is worked out of a record is worked out once, and never taken for another record's."""

from __future__ import annotations

import gc

from knowledge.answering.per_record import once_per_record
from knowledge.catalogue.models import Procedure


def test_once_for_each_record_and_arguments(starter: dict[str, Procedure]) -> None:
    calls: list[tuple[str, int]] = []

    @once_per_record
    def counted(procedure: Procedure, number: int) -> str:
        calls.append((procedure.code, number))
        return f"{procedure.code}/{number}"

    first, second = list(starter.values())[:2]
    assert [counted(first, 1), counted(first, 1), counted(second, 1), counted(first, 2)] == [
        f"{first.code}/1",
        f"{first.code}/1",
        f"{second.code}/1",
        f"{first.code}/2",
    ]
    assert len(calls) == 3


def test_a_record_that_is_gone_lends_its_place_to_no_other(starter: dict[str, Procedure]) -> None:
    @once_per_record
    def name(procedure: Procedure) -> str:
        return procedure.name

    base = next(iter(starter.values()))
    for number in range(200):
        passing = base.model_copy(update={"name": f"Thủ tục {number}"})
        assert name(passing) == f"Thủ tục {number}"
        del passing
        if not number % 50:
            gc.collect()
