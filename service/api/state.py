"""What the routes share, as one typed object on the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, Request

from knowledge.catalogue.repository import Catalogue
from knowledge.search.results import SearchResult
from service.api.limits import Limits
from service.conversations.sessions import Sessions
from service.conversations.turn import Conversation
from service.settings import Settings


class Searching(Protocol):
    """The part of `LiveSearch` that routes and actions use."""

    def search(self, text: str, limit: int = 10) -> SearchResult: ...

    @property
    def size(self) -> int: ...


@dataclass(frozen=True)
class State:
    settings: Settings
    catalogue: Catalogue
    search: Searching
    sessions: Sessions
    limits: Limits
    conversation: Conversation


def _state(request: Request) -> State:
    found = request.app.state.motcua
    assert isinstance(found, State)
    return found


CurrentState = Annotated[State, Depends(_state)]
