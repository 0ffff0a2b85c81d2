"""`POST /api/v1/sessions` and `POST /api/v1/messages`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request

from service.api.models import MessageIn, Problem, Token, TurnOut
from service.api.state import CurrentState

router = APIRouter(prefix="/api/v1", tags=["conversation"])
_ERRORS: dict[int | str, dict[str, Any]] = {s: {"model": Problem} for s in (401, 413, 422, 429, 503)}


@router.post("/sessions", status_code=201, response_model=Token, responses={429: {"model": Problem}})
async def open_session(request: Request, state: CurrentState) -> Token:
    """Begin a conversation."""
    state.limits.session(request.client.host if request.client else "")
    return Token(token=state.sessions.issue())


@router.post("/messages", response_model=TurnOut, responses=_ERRORS)
async def send_message(
    body: MessageIn,
    request: Request,
    state: CurrentState,
    authorization: Annotated[str | None, Header()] = None,
) -> dict[str, Any]:
    """One message of a citizen; the answer ends in exactly one outcome."""
    session = state.sessions.check(authorization)
    state.limits.message(session)
    return await state.conversation.take_turn(session, body.text, request.state.trace_id)
