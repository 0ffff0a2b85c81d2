"""The cases of a record: which papers are common, which cases exclude each other, which only add papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.answering.per_record import once_per_record
from knowledge.catalogue.models import Case, Document, DocumentKind, Procedure, SourceKind
from knowledge.text import fold, normalise

_FILE = Path(__file__).parent / "cases.yml"
_NUMBERED = re.compile(r"^\d+\.\s")
_LETTERED = re.compile(r"^(?:[a-z]\d?[).]|-|\+|\*)\s*")
_ROLE_KEYS = ("common", "part", "extra_start", "extra_anywhere", "extra_of_source", "choice_start")


class Role(StrEnum):
    """`common`: for everybody. `part`: all parts together are needed. `choice`: one of them. `extra`: on top of one."""

    COMMON = "common"
    PART = "part"
    CHOICE = "choice"
    EXTRA = "extra"


_ALWAYS = (Role.COMMON, Role.PART)


@dataclass(frozen=True)
class Outline:
    """`offered`: numbers of the cases a citizen may name, in the order in which they are numbered for him."""

    roles: tuple[Role, ...]
    offered: tuple[int, ...]

    @property
    def choices(self) -> tuple[int, ...]:
        return tuple(i for i, role in enumerate(self.roles) if role is Role.CHOICE)

    @property
    def extras(self) -> tuple[int, ...]:
        return tuple(i for i in self.offered if self.roles[i] is Role.EXTRA)

    def needed(self, case: int, chosen: int) -> bool:
        """True when a citizen of the case `chosen` needs the papers of `case`."""
        return case == chosen or self.roles[case] in _ALWAYS

    def label(self, case: int) -> int | None:
        """The number under which a citizen sees `case`."""
        return self.offered.index(case) + 1 if case in self.offered else None


@once_per_record
def outline(procedure: Procedure) -> Outline:
    """Roles of the record's cases, by their names."""
    certain = procedure.source.kind is SourceKind.CURATED
    return _outline(tuple((c.name, _has_papers(c)) for c in procedure.cases), certain)


def listed(procedure: Procedure, case: int | None = None) -> tuple[Case, ...]:
    """Cases whose papers are needed: all, or the chosen one with the common ones. Cases without rows are left out."""
    plan = outline(procedure)
    if case is None or case not in plan.offered:
        return tuple(c for c in procedure.cases if c.documents)
    return tuple(c for i, c in enumerate(procedure.cases) if plan.needed(i, case) and c.documents)


def shared(procedure: Procedure) -> tuple[Document, ...]:
    """Papers and remarks that every choice needs: those of common cases, and rows that all choices repeat."""
    plan = outline(procedure)
    found = [d for i, role in enumerate(plan.roles) if role in _ALWAYS for d in procedure.cases[i].documents]
    choices = [procedure.cases[i].documents for i in plan.choices]
    if len(choices) > 1:
        found += [d for d in choices[0] if all(d in other for other in choices[1:])]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """cases.yml as it stands."""
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def _has_papers(case: Case) -> bool:
    return any(d.kind is not DocumentKind.NOTE for d in case.documents)


def _outline(cases: tuple[tuple[str, bool], ...], certain: bool) -> Outline:
    roles = [_role(name, certain) if papers else Role.COMMON for name, papers in cases]
    if roles.count(Role.CHOICE) == 1:
        roles[roles.index(Role.CHOICE)] = Role.COMMON  # nothing to choose between
    choices = [i for i, role in enumerate(roles) if role is Role.CHOICE]
    extras = [i for i, role in enumerate(roles) if role is Role.EXTRA]
    return Outline(tuple(roles), tuple(choices + extras))


def _role(name: str, certain: bool) -> Role:
    """certain: a person has read the record; else only what plainly speaks of a case can be a choice."""
    known = _patterns()
    folded, raw = fold(normalise(name)) if name else "", fold(name)
    if not folded or folded in known["common"] or raw.split(" (")[0] in known["common"]:
        return Role.COMMON
    if _NUMBERED.match(name) or folded.startswith(known["part"]):
        return Role.PART
    if raw.startswith(known["extra_start"]) or any(p in raw for p in known["extra_anywhere"]):
        return Role.EXTRA
    if certain:
        return Role.CHOICE
    bare = _LETTERED.sub("", raw)
    if bare.startswith(known["extra_of_source"]):
        return Role.EXTRA
    return Role.CHOICE if bare.startswith(known["choice_start"]) else Role.COMMON


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[str, ...]]:
    table = lexicon()
    return {key: tuple(fold(p) for p in table[key]) for key in _ROLE_KEYS}
