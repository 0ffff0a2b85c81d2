"""The FastAPI application: routes, the mounted action server, the chat page."""

from __future__ import annotations

import hmac
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

from actions.server import create_action_endpoint
from knowledge.answering.brain import Brain
from knowledge.catalogue.repository import Catalogue
from knowledge.catalogue.shelf import Shelf
from service.api import catalogue_routes, conversation_routes, health_routes, problems
from service.api.limits import Limits
from service.api.middleware import Guard
from service.api.problems import ProblemError
from service.api.state import Searching, State
from service.conversations.dialogue import Dialogue
from service.conversations.sessions import Sessions
from service.conversations.turn import Conversation
from service.conversations.turns import TurnStore
from service.settings import Settings, get_settings

_FRESH_FOR = 0.25  # seconds after which another process's import is seen
_ACTIONS = "/internal/actions/webhook"
_PAGE = Path(__file__).parent / "web"

Endpoint = Callable[[Request], Awaitable[Response]]


def create_app(
    settings: Settings | None = None,
    action_key: str = "",
    search: Callable[[Settings, Catalogue], Searching] | None = None,
) -> FastAPI:
    """The service.

    action_key: what Rasa must present to call actions; empty refuses every call.
    search: opens the search; left out, the live index (which loads the encoder).
    """
    settings = settings or get_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        state = _open(settings, search)
        app.state.motcua = state
        await state.conversation.turns.close_abandoned()
        actions = create_action_endpoint(Brain(Shelf(state.catalogue), state.search, time.time))
        app.add_route(_ACTIONS, _guarded(actions, action_key), ["POST"], include_in_schema=False)
        try:
            yield
        finally:
            await state.conversation.dialogue.close()
            state.conversation.turns.close()
            state.catalogue.close()

    app = FastAPI(title="Hỏi Một Cửa", version="1", lifespan=lifespan)
    app.add_middleware(Guard)
    problems.install(app)
    app.include_router(conversation_routes.router)
    app.include_router(catalogue_routes.router)
    app.include_router(health_routes.router)

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(_PAGE / "index.html")

    app.mount("/web", StaticFiles(directory=_PAGE), name="web")
    return app


def _open(settings: Settings, search: Callable[[Settings, Catalogue], Searching] | None) -> State:
    if search is None:
        from service.cli.after_import import open_search  # loads torch: only where it is needed

        search = open_search
    catalogue = Catalogue(settings.database_url, fresh_for=_FRESH_FOR)
    catalogue.upgrade()
    dialogue = Dialogue(settings.rasa_port, settings.turn_timeout)
    return State(
        settings=settings,
        catalogue=catalogue,
        search=search(settings, catalogue),
        sessions=Sessions(settings.secret.get_secret_value(), settings.session_hours),
        limits=Limits(settings.limit_messages, settings.limit_sessions),
        conversation=Conversation(dialogue, TurnStore(settings.turns_url), settings.message_characters),
    )


def _guarded(endpoint: Endpoint, key: str) -> Endpoint:
    """Only the Rasa process that was started with this key may call actions."""

    async def checked(request: Request) -> Response:
        given = request.query_params.get("key", "")
        if not key or not hmac.compare_digest(given.encode(), key.encode()):
            raise ProblemError(404, "not_found")
        return await endpoint(request)

    return checked
