"""`/healthz`, `/readyz`, `/metrics`."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from service.api.state import CurrentState, State

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(state: CurrentState) -> JSONResponse:
    """Every part with its state; 503 while one is missing."""
    catalogue = await run_in_threadpool(_catalogue, state)
    parts = {
        "catalogue": catalogue,
        "turns": "ok" if await state.conversation.turns.ping() else "away",
        "index": f"ok: {state.search.size} procedures" if state.search.size else "empty",
        "dialogue": "ok" if await state.conversation.dialogue.ready() else "away",
    }
    ready = all(v.startswith("ok") for v in parts.values())
    return JSONResponse({"status": "ready" if ready else "not ready", "parts": parts}, 200 if ready else 503)


@router.get("/metrics")
async def metrics() -> Response:
    """Prometheus text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _catalogue(state: State) -> str:
    try:
        return f"ok: revision {state.catalogue.revision()}"
    except SQLAlchemyError:
        return "away"
