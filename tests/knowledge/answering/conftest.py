"""The starter catalogue in memory and a search that finds what the test says, for dialogues over real records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from knowledge.answering.aspects import in_order
from knowledge.answering.brain import Brain
from knowledge.answering.more import more
from knowledge.answering.pipeline import answer, new_turn
from knowledge.answering.turn import Answer, Context
from knowledge.catalogue.families import family_key
from knowledge.catalogue.importers.yaml_catalogue import YamlCatalogue
from knowledge.catalogue.models import Completeness, Procedure
from knowledge.search.entries import searchable
from knowledge.search.meta import nearest_level
from knowledge.search.results import Hit, SearchResult
from knowledge.starter.bank import STARTER

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC).timestamp()


@dataclass(frozen=True)
class Shelf:
    """Records by code."""

    records: Mapping[str, Procedure]

    def get(self, code: str) -> Procedure | None:
        return self.records.get(code)

    def family(self, code: str) -> list[Procedure]:
        key = family_key(self.records[code])
        return [p for p in self.records.values() if family_key(p) == key]


@dataclass
class ToldSearch:
    """Finds the codes of the longest known phrase in a message, with the probabilities it was told; else nothing."""

    shelf: Shelf
    known: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    among: tuple[str, ...] = ()  # codes of a known ambiguity that every message is near

    def search(self, text: str, limit: int = 10) -> SearchResult:
        words = f" {searchable(text)} "
        found = [p for p in self.known if f" {searchable(p)} " in words]
        rows = self.known[max(found, key=len)] if found else ()
        hits = [Hit(c, p.title, nearest_level(p), s) for c, s in rows if (p := self.shelf.get(c)) is not None]
        none = 1.0 - sum(s for _, s in rows)
        return SearchResult(tuple(hits[:limit]), none, "index", "model", among=self.among)


@dataclass
class Talk:
    """Plays turns over the starter catalogue, carrying the context as the slots do."""

    brain: Brain
    context: Context = field(default_factory=Context)

    def say(self, text: str, *aspects: str, intent: str = "ask_procedure") -> Answer:
        turn = new_turn(text, self.brain, intent=intent, aspects=in_order(aspects), context=self.context)
        found = more(turn, self.brain) if intent == "more" else answer(turn, self.brain)
        self.context = found.context
        return found

    def rest(self) -> str:
        """All that "xem thêm" brings, however often it must be pressed."""
        texts: list[str] = []
        while True:
            found = self.say("xem thêm", intent="more")
            if found.outcome.value != "answered":
                return "\n".join(texts)
            texts += [r.text for r in found.replies]
            assert len(texts) < 60


def said(found: Answer) -> str:
    return "\n".join(r.text for r in found.replies)


@pytest.fixture(scope="session")
def every_record() -> list[Procedure]:
    """The starter catalogue, those known by name only too."""
    reader = YamlCatalogue()
    files = sorted((STARTER / "catalogue").glob("*.yml"))
    return [p for f in files for p in reader.parse(f, TODAY, TODAY, None).procedures]  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def starter(every_record: list[Procedure]) -> dict[str, Procedure]:
    return {p.code: p for p in every_record if p.completeness is Completeness.FULL}


@pytest.fixture
def shelf(starter: dict[str, Procedure]) -> Shelf:
    return Shelf(starter)


@pytest.fixture
def told(shelf: Shelf) -> ToldSearch:
    return ToldSearch(shelf)


@pytest.fixture
def aunt(told: ToldSearch) -> Talk:
    """A conversation over the starter catalogue."""
    return Talk(Brain(told.shelf, told, lambda: NOW))
