"""Whether a domain is empty, asked once."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain

from bot.runtime import loaded_domain


@pytest.mark.parametrize(("text", "empty"), [("version: '3.1'", True), ("intents: [greet]", False)])
def test_same_answer_as_stock_the_first_and_every_time(text: str, empty: bool) -> None:
    domain = Domain.from_yaml(text)
    assert [loaded_domain.is_empty(domain) for _ in range(3)] == [empty] * 3
    assert loaded_domain._stock(domain) is empty


def test_another_domain_has_its_own_answer() -> None:
    loaded_domain.is_empty(Domain.empty())
    assert not loaded_domain.is_empty(Domain.from_yaml("intents: [greet]"))
