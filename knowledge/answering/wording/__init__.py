"""Citizen-facing texts: data files beside this one, rendered by Jinja with undefined names as errors."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from knowledge.answering.wording.data import links, read, words
from knowledge.answering.wording.filters import FILTERS, number

__all__ = ["links", "number", "say", "words"]


def say(key: str, **values: Any) -> str:
    """Text `key` of dialogue.yml or answers.yml with `values` filled in, blank lines dropped."""
    text = _template(key).render(words=words(), **values)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


@lru_cache(maxsize=256)
def _template(key: str) -> Template:
    return _environment().from_string(_texts()[key])


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    texts = {**read("dialogue.yml"), **read("answers.yml")}
    return {k: v for k, v in texts.items() if isinstance(v, str)}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Plain text for chat platforms; the web page escapes on its side (textContent).
    environment = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=False)
    environment.filters.update(FILTERS)
    return environment
