"""The product's own search keeps its procedure when everyday words stand beside a name that people use."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.answering.settings import thresholds
from knowledge.catalogue.models import Completeness
from knowledge.catalogue.repository import Catalogue
from knowledge.evaluation.retrieval.everyday import beside_everyday_words
from knowledge.starter.bank import SPOKEN, load_bank
from service.cli.after_import import open_search
from service.settings import Settings

MOST = 0.001  # share of the names with words that may lead elsewhere

pytestmark = [pytest.mark.rasa, pytest.mark.slow]


def test_everyday_words_lead_nowhere_else(product: Any) -> None:
    settings = Settings(home=product.home)
    catalogue = Catalogue(settings.database_url)
    search = open_search(settings, catalogue)
    whole = {p.code for p in catalogue.procedures() if p.completeness is Completeness.FULL}
    first = {w.code: w.text for w in reversed(load_bank().wordings) if w.style == SPOKEN and w.code in whole}
    found = list(beside_everyday_words(first.items(), lambda t: search.search(t).hits, thresholds().answer_at))
    catalogue.close()
    assert len(found) >= 5_000
    swayed = [(e.asked, e.swayed.name) for e in found if e.swayed]
    assert len(swayed) <= MOST * len(found), swayed
