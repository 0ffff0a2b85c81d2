"""Settings: defaults that follow each other, and values that are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from service.settings import Settings


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


def test_defaults_follow_home_and_port(tmp_path: Path) -> None:
    found = settings(home=tmp_path, port=8123)
    assert found.rasa_port == 8124
    assert found.database_url == f"sqlite:///{tmp_path}/motcua.db"
    assert found.turns_url == f"sqlite:///{tmp_path}/turns.db"


def test_one_database_for_everything_when_it_is_named() -> None:
    found = settings(database_url="postgresql+psycopg://x@y/z")
    assert found.turns_url == found.database_url


def test_environment_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_PORT", "9100")
    assert settings().port == 9100


@pytest.mark.parametrize(
    "values",
    [
        {"env": "production"},
        {"port": 0},
        {"port": 70000},
        {"port": 8000, "rasa_port": 8000},
        {"session_hours": 0},
        {"env": "staging"},
    ],
)
def test_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        settings(**values)


def test_production_is_strict() -> None:
    found = settings(env="production", secret="a real one")
    assert (found.limit_messages, found.limit_sessions) == (30, 120)
    assert "a real one" not in repr(found)
