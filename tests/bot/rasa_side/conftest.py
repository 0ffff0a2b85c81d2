"""Fixtures of the tests that need Rasa. The model is trained once and kept by its content hash."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.quiet import quiet

quiet()
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def model_path() -> Path:
    """The current model: trained here only if nobody has."""
    from bot.train import ensure_model

    return ensure_model(Path(os.environ.get("MOTCUA_HOME", ROOT / "var")) / "rasa" / "models")[0]


@pytest.fixture(scope="session")
def run() -> Callable[[Awaitable[Any]], Any]:
    """Run a coroutine on one loop for the whole session (Rasa keeps its HTTP session per loop)."""
    loop = asyncio.new_event_loop()
    return loop.run_until_complete


@pytest.fixture(scope="session")
def agent(model_path: Path, run: Callable[[Awaitable[Any]], Any]) -> Any:
    """An agent without an action server: it understands and chooses, it does not act."""
    from rasa.core.agent import load_agent

    os.chdir(ROOT)
    return run(load_agent(model_path=str(model_path)))


@pytest.fixture(scope="session")
def parse(agent: Any, run: Callable[[Awaitable[Any]], Any]) -> Callable[[str], dict[str, Any]]:
    """What the NLU graph says about a text."""
    return lambda text: run(agent.parse_message(text))


@pytest.fixture(scope="session")
def intent_of(parse: Callable[[str], dict[str, Any]]) -> Callable[[str], str]:
    return lambda text: parse(text)["intent"]["name"]


@pytest.fixture(scope="session")
def aspects_of(parse: Callable[[str], dict[str, Any]]) -> Callable[[str], set[str]]:
    return lambda text: {e["value"] for e in parse(text)["entities"] if e["entity"] == "aspect"}
