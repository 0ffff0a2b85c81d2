"""Ages and school years: what a message says of a person's, and what a name admits ("dưới 14 tuổi", "lớp 6")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.search.entries import searchable

_AGE = re.compile(r"(?<!duoi )(?<!tren )(?<!\bdu )(?<!\btu )(?<!den )\b(\d{1,3}) tuoi\b")
_UNDER = re.compile(r"\b(?:duoi|chua du) (\d+) tuoi")
_FROM = re.compile(r"\btu (?:du )?(\d+)(?: den duoi (\d+))? tuoi")
_SCHOOL_YEAR = re.compile(r"\blop (\d{1,2})\b")
_MINOR, _OLDEST = 18, 200


@dataclass(frozen=True)
class Person:
    """What a message says of somebody."""

    ages: tuple[int, ...] = ()
    school_years: frozenset[str] = frozenset()


def person_in(text: str) -> Person:
    """Ages and school years that a message names."""
    return Person(ages_in(text), _school_years(text))


def ages_in(text: str) -> tuple[int, ...]:
    """Ages that a message names."""
    return tuple(int(a) for a in _AGE.findall(searchable(text)))


@lru_cache(maxsize=8192)
def admitted(name: str) -> tuple[int, int] | None:
    """Half-open range of ages that a name speaks of, or None."""
    text = searchable(name)
    under, start = _UNDER.search(text), _FROM.search(text)
    if "chua thanh nien" in text:
        return 0, _MINOR
    if start:
        return int(start.group(1)), int(start.group(2) or _OLDEST)
    return (0, int(under.group(1))) if under else None


def fits(name: str, person: Person) -> bool | None:
    """True or False where message and name both speak of ages or of school years, else None."""
    span, years = admitted(name), _school_years(name)
    if person.school_years and years:
        return not person.school_years.isdisjoint(years)
    if span is None or not person.ages:
        return None
    return all(span[0] <= age < span[1] for age in person.ages)


@lru_cache(maxsize=8192)
def _school_years(text: str) -> frozenset[str]:
    return frozenset(_SCHOOL_YEAR.findall(searchable(text)))
