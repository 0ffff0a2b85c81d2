"""The data files of this folder, each read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Shared words (units, methods, levels, names of aspects)."""
    return read("words.yml")


@lru_cache(maxsize=1)
def links() -> dict[str, dict[str, str]]:
    """Links that are no record's source."""
    return dict(read("dialogue.yml")["links"])


def read(name: str) -> dict[str, Any]:
    """A data file as it stands."""
    return dict(yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8")))
