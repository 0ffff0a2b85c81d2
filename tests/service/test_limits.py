"""The moving window."""

from __future__ import annotations

import pytest

from service.api import limits
from service.api.problems import ProblemError


def test_window_moves() -> None:
    now = [0.0]
    found = limits.Limits(2, 1, clock=lambda: now[0])
    found.message("a")
    now[0] = 30.0
    found.message("a")
    with pytest.raises(ProblemError) as refused:
        found.message("a")
    assert refused.value.headers == {"Retry-After": "31"}
    found.message("b")
    now[0] = 60.0
    found.message("a")
    with pytest.raises(ProblemError):
        found.message("a")


def test_old_keys_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_SWEEP_AT", 10)
    now = [0.0]
    found = limits.Limits(1, 1, clock=lambda: now[0])
    for number in range(100):
        now[0] += 30.0
        found.message(str(number))
        assert len(found._calls) <= 10
