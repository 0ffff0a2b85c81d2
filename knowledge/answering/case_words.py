"""Which case of a record a message names: by number, or by words that clearly belong to one case alone."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.answering.ages import fits, person_in
from knowledge.answering.cases import Outline, lexicon, outline
from knowledge.answering.ordinals import picked
from knowledge.answering.per_record import once_per_record
from knowledge.answering.settings import thresholds
from knowledge.catalogue.models import Procedure
from knowledge.search.entries import searchable
from knowledge.text import canonical, fold

_NUMBER = re.compile(r"\btruong hop (?:so |thu )?(\d{1,2})\b")
_SINGLE, _PAIR, _CONCEPT, _PAPER_CONCEPT, _AGE_WEIGHT = 0.4, 1.0, 1.6, 1.5, 2.0
_SHORT = 5  # words of a message that may be no more than an ordinal


@dataclass(frozen=True)
class _Table:
    """Feature -> weight for each offered case, from its name and, apart, from its papers."""

    names: tuple[Mapping[str, float], ...]
    papers: tuple[Mapping[str, float], ...]
    full: tuple[str, ...]
    heads: tuple[str, ...]  # name without what stands in brackets
    mere_name: frozenset[str]  # features of the procedure's own name


def named_case(text: str, procedure: Procedure, *, fresh: bool = False) -> int | None:
    """Number of the case, or None where none is clearly ahead.

    fresh: the message names the procedure too, so words of its name say nothing about the case, and papers that only
    one case has are no hint; else it speaks of a procedure already in focus.
    """
    plan = outline(procedure)
    if not plan.offered:
        return None
    if not fresh:
        named = [i for i in plan.offered if searchable(procedure.cases[i].name) == searchable(text)]
        number = named[0] if named else numbered_case(text, plan)
        if number is not None:
            return number
    accented = canonical(text)
    bare = accented == fold(accented)  # typed without accents: compare without
    table = _table(procedure, bare)
    said = set(_features(accented, bare))
    if fresh:
        said -= table.mere_name
    scores = [_score(said, accented, table, place, fresh) for place in range(len(plan.offered))]
    best = max(range(len(scores)), key=scores.__getitem__)
    second = max((s for i, s in enumerate(scores) if i != best), default=0.0)
    limits = thresholds()
    clear = scores[best] >= limits.case_at and scores[best] >= limits.case_lead * second
    aside = fresh and plan.choices and plan.offered[best] in plan.extras  # papers on top of a case that is not known
    return plan.offered[best] if clear and not aside else None


def numbered_case(text: str, plan: Outline) -> int | None:
    """The case picked by its number: "trường hợp 3", "cái thứ hai"."""
    words = searchable(text)
    found = _NUMBER.search(words)
    place = int(found.group(1)) - 1 if found else int(words) - 1 if words.isdecimal() else None
    if place is None and len(words.split()) <= _SHORT:
        place = picked(text, len(plan.offered))
    return plan.offered[place] if place is not None and 0 <= place < len(plan.offered) else None


def wants_all(text: str) -> bool:
    """True when the message asks for all cases."""
    return searchable(text) in _all()


def _score(said: set[str], accented: str, table: _Table, place: int, fresh: bool) -> float:
    named = {f: table.names[place][f] for f in said & table.names[place].keys()}
    single = sum(w for f, w in named.items() if " " not in f and f[0] != "#")
    score = min(single, _PAIR) + sum(w for f, w in named.items() if " " in f or f[0] == "#")
    if not fresh:
        score += sum(table.papers[place].get(f, 0.0) for f in said)
    head, words = table.heads[place], fold(accented)
    if not fresh and " " in head and f" {head} " in f" {words} ":
        score += _PAIR
    if fits(table.full[place], person_in(accented)):
        score += _AGE_WEIGHT
    return score


@once_per_record
def _table(procedure: Procedure, bare: bool) -> _Table:
    cases = [procedure.cases[i] for i in outline(procedure).offered]
    rows = [_features(canonical(c.name), bare) for c in cases]
    named = {f for row in rows for f in row}
    hints = [_concepts(canonical(" ".join(d.name for d in c.documents)), bare) - named for c in cases]
    return _Table(
        tuple({f: w * _rarity(sum(f in r for r in rows), len(rows)) for f, w in row.items()} for row in rows),
        tuple({f: _PAPER_CONCEPT for f in own if sum(f in h for h in hints) == 1} for own in hints),
        tuple(c.name for c in cases),
        tuple(searchable(c.name.split("(")[0]) for c in cases),
        frozenset(_mere_name(f"{procedure.title} {procedure.name}", rows, bare)),
    )


def _mere_name(name: str, rows: Sequence[Mapping[str, float]], bare: bool) -> set[str]:
    """Features of the procedure's name; its concepts stay where it lists its cases ("làm, đổi, cấp lại thẻ")."""
    found = set(_features(canonical(name), bare))
    concepts = {f for f in found if f.startswith("#")}
    cases = {place for place, row in enumerate(rows) if not concepts.isdisjoint(row)}
    return found - concepts if 1 < len(cases) < len(rows) else found


def _rarity(having: int, count: int) -> float:
    """Inverse document frequency within the record, 1 where only one case has it."""
    return 1.0 if count == 1 or having == 1 else math.log(count / having) / math.log(count)


def _features(accented: str, bare: bool) -> dict[str, float]:
    """Words, neighbouring words and concepts of a canonical text, with what each weighs."""
    words = [w for w in (fold(accented) if bare else accented).split() if not w.isdecimal()]
    weak = _weak()
    telling = [w if fold(w) not in weak else "" for w in words]
    found = {w: _SINGLE for w in telling if w}
    found |= {f"{a} {b}": _PAIR for a, b in itertools.pairwise(telling) if a and b}
    return found | dict.fromkeys(_concepts(accented, bare), _CONCEPT)


@lru_cache(maxsize=4096)
def _concepts(accented: str, bare: bool) -> frozenset[str]:
    """Groups of cases.yml of which the text holds a phrase; a longer phrase hides the shorter ones in it."""
    pattern, owner = _phrases(bare)
    return frozenset(owner[m] for m in pattern.findall(fold(accented) if bare else accented))


@lru_cache(maxsize=2)
def _phrases(bare: bool) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Without accents a single syllable may be anything ("đẻ", "để"), so only longer phrases count there."""
    table: Mapping[str, list[str]] = lexicon()["concepts"]
    rows = [(canonical(p), f"#{name}") for name, phrases in table.items() for p in phrases]
    owner = {fold(p): name for p, name in rows if " " in p} if bare else dict(rows)
    longest_first = sorted(owner, key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)"), owner


@lru_cache(maxsize=1)
def _weak() -> frozenset[str]:
    return frozenset(w for word in lexicon()["weak"].split() for w in searchable(word).split())


@lru_cache(maxsize=1)
def _all() -> frozenset[str]:
    return frozenset(searchable(p) for p in lexicon()["all"])
