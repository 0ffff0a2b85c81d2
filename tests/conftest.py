"""Shared by all tests: what is missing on this machine is said, not failed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")

# A developer's own settings must not reach the tests.
for _name in [n for n in os.environ if n.startswith("MOTCUA_") and n != "MOTCUA_TEST_DATABASE_URL"]:
    del os.environ[_name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = {
        "rasa": None if (ROOT / ".venv-rasa/bin/python").exists() else "no .venv-rasa: run `make setup`",
        "browser": None if CHROMIUM.exists() else "no Chromium: run `make services`",
        "postgres": None
        if os.environ.get("MOTCUA_TEST_DATABASE_URL")
        else "MOTCUA_TEST_DATABASE_URL is not set",
        "shared": None if (ROOT.parent / "shared" / "data").is_dir() else "no ../shared/data",
    }
    for item in items:
        for name, reason in absent.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))
