"""A message that asks after one of the papers of the procedure in focus: "cần khám sức khỏe ko"."""

from __future__ import annotations

import itertools

from knowledge.answering import facts
from knowledge.answering.focus.words import asks_whether, subject_words
from knowledge.answering.per_record import once_per_record
from knowledge.catalogue.models import Procedure
from knowledge.search.entries import searchable


def asks_after_paper(text: str, procedure: Procedure) -> bool:
    """True when `text` asks yes or no, and two neighbouring words of it stand so in the name of a paper."""
    return asks_whether(text) and not _word_pairs(procedure).isdisjoint(itertools.pairwise(subject_words(text)))


@once_per_record
def _word_pairs(procedure: Procedure) -> frozenset[tuple[str, str]]:
    names = (searchable(d.name).split() for case in facts.papers(procedure) for d in case.documents)
    return frozenset(pair for words in names for pair in itertools.pairwise(words))
