"""Citizen-facing texts: data files beside this one, rendered by Jinja with undefined names as errors."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template

from knowledge.answering.facts import FeeLine, TimeLine
from knowledge.catalogue.models import Document

_FOLDER = Path(__file__).parent


def say(key: str, **values: Any) -> str:
    """Text `key` of dialogue.yml or answers.yml with `values` filled in, blank lines dropped."""
    text = _template(key).render(words=words(), **values)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Shared words (units, methods, levels, names of aspects)."""
    return _read("words.yml")


@lru_cache(maxsize=1)
def links() -> dict[str, dict[str, str]]:
    return dict(_read("dialogue.yml")["links"])


@lru_cache(maxsize=256)
def _template(key: str) -> Template:
    return _environment().from_string(_texts()[key])


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    texts = {**_read("dialogue.yml"), **_read("answers.yml")}
    return {k: v for k, v in texts.items() if isinstance(v, str)}


def _read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Plain text for chat platforms; the web page escapes on its side (textContent).
    environment = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=False)
    environment.filters.update(
        timeline=_time, feeline=_fee, feeline_short=_fee_short, quantity=_quantity, date=_date
    )
    return environment


def number(value: Decimal) -> str:
    """1500000 gives 1.500.000; 0.5 gives 0,5."""
    if value == value.to_integral_value():
        return f"{int(value):,}".replace(",", ".")
    return f"{value.normalize():f}".replace(".", ",")


def _methods(line: TimeLine | FeeLine) -> str:
    names = [words()["methods"][m.value] for m in line.methods]
    return f"{', '.join(names)}: " if names else ""


def _time(line: TimeLine) -> str:
    amount = f"{number(line.value)} {words()['units'][line.unit]}" if line.value is not None else ""
    note = f"({line.note})" if amount and line.note else line.note
    return _methods(line) + " ".join(part for part in (amount, note) if part)


def _amount(line: FeeLine) -> str:
    texts = _read_fee_texts()
    if line.doubtful:
        return texts["doubtful"]
    if line.amount is None:
        return texts["by_council"] if line.by_council else ""
    if line.amount == 0:
        return texts["free"]
    unit = words()["currencies"][line.currency]
    return f"{number(line.amount)} {unit}" + (f"/{line.per}" if line.per else "")


def _fee(line: FeeLine) -> str:
    parts = (_amount(line), line.note)
    return _methods(line) + ". ".join(p.rstrip(". ") for p in parts if p)


def _fee_short(line: FeeLine) -> str:
    return _methods(line) + (_amount(line) or _read_fee_texts()["see_note"])


@lru_cache(maxsize=1)
def _read_fee_texts() -> dict[str, str]:
    return dict(_read("words.yml")["fees"])


def _quantity(document: Document) -> str:
    texts = words()["quantities"]
    parts = []
    if document.originals:
        parts.append(texts["originals"].format(n=document.originals))
    if document.copies:
        parts.append(texts["copies"].format(n=document.copies))
    return f" – {', '.join(parts)}" if parts else ""


def _date(value: dt.date) -> str:
    return f"{value:%d/%m/%Y}"
