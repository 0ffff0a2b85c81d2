"""Queries with known answers, measured against an index that has not seen them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.catalogue.models import Procedure, Wording
from knowledge.search.ambiguity import KnownAmbiguities
from knowledge.search.building import build_segment
from knowledge.search.calibration.folds import FOLDS, bare, split
from knowledge.search.candidates import Candidates
from knowledge.search.encoder.augment import distort
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.encoder.fit import train_encoder
from knowledge.search.encoder.training import Recipe
from knowledge.search.entries import entries_of, searchable
from knowledge.search.features import Query, measure
from knowledge.search.frames import NAMING, framed
from knowledge.search.segment import Segment
from knowledge.starter.bank import Bank

_TAUGHT = 0.12  # of the held-out wordings
_FRAMED_NAMES = 0.04  # of the names, in each fold


@dataclass(frozen=True)
class Case:
    """One query: the codes that are right (none = out of scope) and what was measured for it."""

    text: str
    right: frozenset[str]
    candidates: Candidates
    style: str
    bare: bool = False

    @property
    def taught(self) -> bool:
        """A wording that the index holds, or nearly: what is asked after somebody at the counter taught it."""
        return self.style == "taught"


def collect(
    procedures: Sequence[Procedure],
    bank: Bank,
    outside: Sequence[str],
    recipe: Recipe,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Case]:
    """Cross-fitted cases: in each fold encoder and index are made without the wordings that are asked.

    Some are then added to the index alone, as staff do between two trainings, and asked again.
    """
    cases: list[Case] = []
    for fold in range(FOLDS):
        progress(f"fold {fold + 1}/{FOLDS}: encoder")
        kept, held = split(bank.wordings, fold)
        encoder = train_encoder(procedures, kept, bank.hard_negatives, recipe)
        segment = build_segment(procedures, kept, encoder)
        others = [a for i, a in enumerate(bank.ambiguous) if i % FOLDS != fold]
        ambiguities = KnownAmbiguities(others, encoder)
        dice = random.Random(fold)
        progress(f"fold {fold + 1}/{FOLDS}: {len(held)} held-out wordings")
        known = _framed_names(procedures, fold, dice)
        for text, right, style, is_bare in (*_queries(held, bank, outside, fold, dice), *known):
            cases.append(Case(text, right, measured(text, segment, encoder, ambiguities), style, is_bare))
        taught = [w for w in held if dice.random() < _TAUGHT]
        segment = build_segment(procedures, [*kept, *taught], encoder)
        for text, right in _repeated(taught, dice):
            cases.append(Case(text, right, measured(text, segment, encoder, ambiguities), "taught"))
    return cases


def measured(text: str, segment: Segment, encoder: Encoder, ambiguities: KnownAmbiguities) -> Candidates:
    """What search measures for a searchable text, before it is ranked."""
    query = Query.of(text, encoder.encode([text])[0])
    return ambiguities.weigh(measure(segment, query), query.vector)[0]


def _repeated(taught: Sequence[Wording], dice: random.Random) -> Iterator[tuple[str, frozenset[str]]]:
    for wording in taught:
        text = searchable(wording.text)
        for said in (text, distort(text, dice), distort(text, dice)):
            yield said, frozenset({wording.code})


def _queries(
    held: Sequence[Wording], bank: Bank, outside: Sequence[str], fold: int, dice: random.Random
) -> Iterator[tuple[str, frozenset[str], str, bool]]:
    for wording in held:
        text = searchable(wording.text)
        yield text, frozenset({wording.code}), wording.style, bare(wording.code, fold)
        if dice.random() < 0.3:
            yield distort(text, dice), frozenset({wording.code}), "distorted", bare(wording.code, fold)
        if wording.style in NAMING:
            yield framed(text, dice), frozenset({wording.code}), "framed", bare(wording.code, fold)
    for i, negative in enumerate(bank.hard_negatives):
        if i % FOLDS == fold:
            yield searchable(negative.text), frozenset({negative.code}), "hard", False
    for i, ambiguous in enumerate(bank.ambiguous):
        if i % FOLDS == fold:
            yield searchable(ambiguous.text), frozenset(ambiguous.among), "ambiguous", False
    for i, text in enumerate(outside):
        if i % FOLDS == fold:
            yield searchable(text), frozenset(), "outside", False


def _framed_names(
    procedures: Sequence[Procedure], fold: int, dice: random.Random
) -> Iterator[tuple[str, frozenset[str], str, bool]]:
    """ "lệ phí <name>" for some names that one procedure alone has; the name itself is in every index."""
    names = [entry for procedure in procedures for entry in entries_of(procedure)]
    owners = Counter(entry.text for entry in names)
    for entry in names:
        if owners[entry.text] == 1 and dice.random() < _FRAMED_NAMES:
            yield framed(entry.text, dice), frozenset({entry.code}), "framed name", bare(entry.code, fold)


def gold(case: Case) -> np.ndarray:
    """1 for every right column of `probabilities` (candidates, then "none"), shape `(candidates + 1,)`."""
    target = np.array([float(m.code in case.right) for m in case.candidates.metas] + [0.0], dtype=np.float32)
    if not case.right:
        target[-1] = 1.0
    return target
