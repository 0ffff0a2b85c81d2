""" "thủ tục này" at the start of a conversation names nothing, unless the same message says before what is meant."""

from __future__ import annotations

import pytest

from knowledge.answering.outcomes import Outcome
from knowledge.answering.pointing import named_before

from .conftest import Talk, ToldSearch

KHAI_SINH, UY_QUYEN = "1.001193", "2.000884"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("thủ tục này mất bao lâu", ""),
        ("nhờ chú đi làm thủ  tục này hộ được không", ""),
        ("thu tuc nay nop o dau", ""),
        ("làm khai sinh cho cháu, thủ tục này mất bao lâu", "làm khai sinh cho cháu"),
        ("cưới chồng bên Lào thì việc này nộp ở đâu", "cưới chồng bên Lào"),
        ("thủ tục nàyy", None),
        ("làm khai sinh", None),
        ("", None),
    ],
)
def test_what_is_named_before(text: str, before: str | None) -> None:
    assert named_before(text) == before


def test_nothing_named_is_asked_for(aunt: Talk, told: ToldSearch) -> None:
    told.known = {"ủy quyền": ((UY_QUYEN, 0.95),)}
    found = aunt.say("ủy quyền cho cậu ruột đi làm thủ tục này được không", "conditions", intent="ask_conditions")
    assert found.outcome is Outcome.CLARIFIED
    assert not found.procedures
    told.known["khai sinh"] = ((KHAI_SINH, 0.95),)
    assert aunt.say("làm khai sinh").procedures[0].code == KHAI_SINH


def test_what_is_named_in_the_same_message_is_answered(aunt: Talk, told: ToldSearch) -> None:
    told.known = {"khai sinh": ((KHAI_SINH, 0.95),)}
    found = aunt.say("làm khai sinh cho cháu, thủ tục này mất bao lâu", "time", intent="ask_time")
    assert found.procedures[0].code == KHAI_SINH


def test_with_a_procedure_in_focus_it_points_there(aunt: Talk, told: ToldSearch) -> None:
    told.known = {"làm khai sinh": ((KHAI_SINH, 0.95),)}
    aunt.say("làm khai sinh")
    assert aunt.say("thủ tục này mất bao lâu", "time", intent="ask_time").procedures[0].code == KHAI_SINH
