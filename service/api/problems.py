"""Every error is problem+json with a civil sentence; exception texts never leave the process."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

log = logging.getLogger("motcua.api")
_FILE = Path(__file__).parents[1] / "wording" / "errors.yml"
_BY_STATUS = {404: "not_found", 405: "not_found", 413: "too_large"}


class ProblemError(Exception):
    """An expected failure: `kind` is its key in wording/errors.yml."""

    def __init__(
        self,
        status: int,
        kind: str,
        outcome: str | None = None,
        headers: dict[str, str] | None = None,
        **values: object,
    ) -> None:
        super().__init__(kind)
        self.status, self.kind, self.outcome, self.headers, self.values = (
            status,
            kind,
            outcome,
            headers,
            values,
        )


def sentence(kind: str, **values: object) -> str:
    return _texts()[kind].format(**values)


def problem_body(
    status: int, kind: str, trace: str, outcome: str | None = None, **values: object
) -> dict[str, Any]:
    """RFC 9457 body; with an outcome it carries the sentence as a reply too, so that a client can show it."""
    text = sentence(kind, **values)
    body: dict[str, Any] = {
        "type": f"urn:motcua:{kind}",
        "title": kind,
        "status": status,
        "detail": text,
        "trace_id": trace,
    }
    if outcome:
        body |= {"outcome": outcome, "replies": [{"text": text, "buttons": [], "sources": []}]}
    return body


def problem(
    request: Request,
    status: int,
    kind: str,
    outcome: str | None = None,
    headers: dict[str, str] | None = None,
    **values: object,
) -> JSONResponse:
    """The answer for an error."""
    body = problem_body(status, kind, getattr(request.state, "trace_id", ""), outcome, **values)
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Register the handlers; what they do not name ends in `middleware.Guard`."""

    @app.exception_handler(ProblemError)
    async def _expected(request: Request, error: ProblemError) -> JSONResponse:
        return problem(request, error.status, error.kind, error.outcome, error.headers, **error.values)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, _: RequestValidationError) -> JSONResponse:
        return problem(request, 422, "invalid_body")

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers) if error.headers else None  # a 405 says which methods there are
        return problem(
            request, error.status_code, _BY_STATUS.get(error.status_code, "invalid_body"), headers=headers
        )

    @app.exception_handler(SQLAlchemyError)
    async def _database(request: Request, error: SQLAlchemyError) -> JSONResponse:
        log.error("database: %s", type(error).__name__)
        return problem(request, 503, "catalogue_unavailable", "error_catalogue_unavailable")


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    return dict(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
