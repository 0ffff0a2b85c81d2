"""The typed context that every answering step takes, and what it may end with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from knowledge.answering.aspects import Aspect
from knowledge.answering.outcomes import Outcome
from knowledge.catalogue.models import Procedure
from knowledge.search.results import Hit, SearchResult


@dataclass(frozen=True)
class Context:
    """What the conversation remembers (Rasa slots). `touched_at`: epoch seconds of the last turn."""

    procedure: str = ""
    earlier: tuple[str, ...] = ()  # codes talked about before `procedure`, latest first
    offered: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()  # how probable each of `offered` was; 0 where nothing is known of it
    asked: str = ""  # the question that led to the offer
    aspects: tuple[Aspect, ...] = ()  # asked before the offer, or in the last answer
    case: int | None = None  # number of the case the citizen chose, from 0
    pending: tuple[str, ...] | None = None  # what "xem thêm" says next (compose.py); None: not known
    touched_at: float = 0.0


@dataclass(frozen=True)
class Button:
    """`payload` is an ordinary text that a citizen could have typed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True)
class Reply:
    text: str
    buttons: tuple[Button, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Named:
    """A procedure in the reply: the one answered, or the choices in order."""

    code: str
    name: str
    level: str
    score: float


@dataclass(frozen=True)
class Answer:
    """How a turn ends."""

    outcome: Outcome
    replies: tuple[Reply, ...]
    procedures: tuple[Named, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    context: Context = field(default_factory=Context)
    diagnostics: dict[str, object] = field(default_factory=dict)

    def with_diagnostics(self, **values: object) -> Answer:
        return replace(self, diagnostics={**self.diagnostics, **values})


@dataclass
class Turn:
    """One question on its way through the steps; steps fill in what later ones need."""

    text: str  # cleaned and masked
    intent: str
    aspects: tuple[Aspect, ...]
    context: Context
    now: float  # epoch seconds
    today: dt.date
    only_numbers: bool = False
    outside: float = -9.0  # log-odds by the intents that it is for no procedure
    result: SearchResult | None = None
    hits: tuple[Hit, ...] = ()
    procedure: Procedure | None = None
    score: float = 0.0
    leaving: Procedure | None = None  # was in focus; the message seems to ask for another one
    case: int | None = None
    all_cases: bool = False  # the citizen wants to hear of every case
    off_record: bool = False  # asks something of the procedure in focus that is no aspect of a record
    instead: tuple[Named, ...] = ()  # what may be meant instead of `procedure`, which nobody has chosen
