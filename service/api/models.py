"""Bodies of requests and answers; OpenAPI is made of these."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from knowledge.answering.outcomes import Outcome


class Token(BaseModel):
    """Sent as `Authorization: Bearer <token>` with every message."""

    token: str


class MessageIn(BaseModel):
    model_config = ConfigDict(extra="ignore")

    text: str


class ProcedureRef(BaseModel):
    code: str
    name: str
    level: str
    score: float


class Button(BaseModel):
    """`payload` is sent back as the text of the next message."""

    title: str
    payload: str


class SourceLink(BaseModel):
    title: str
    url: str


class Reply(BaseModel):
    text: str
    buttons: list[Button] = []
    sources: list[SourceLink] = []


class TurnOut(BaseModel):
    """`answered`: the first procedure is the one answered; `clarified`: the choices in order."""

    outcome: Outcome
    procedures: list[ProcedureRef] = []
    aspects: list[str] = []
    replies: list[Reply] = []
    trace_id: str


class Answer(BaseModel):
    """What an action hands back (docs/architecture.md); it comes from another process, so it is checked."""

    outcome: Outcome
    procedures: list[ProcedureRef]
    aspects: list[str]
    replies: list[Reply]
    diagnostics: dict[str, Any] = {}


class Problem(BaseModel):
    """RFC 9457. Errors of a turn carry outcome and replies too, so that a client can show them."""

    type: str
    title: str
    status: int
    detail: str
    trace_id: str
    outcome: str | None = None
    replies: list[Reply] | None = None


class ProcedureItem(BaseModel):
    code: str
    name: str
    title: str
    field: str
    levels: list[str]
    completeness: str
    url: str


class ProcedurePage(BaseModel):
    total: int
    items: list[ProcedureItem]


class SearchHit(BaseModel):
    code: str
    name: str
    level: str
    score: float
    name_only: bool
    others: list[str]


class SearchOut(BaseModel):
    query: str
    hits: list[SearchHit]
    none: float
    index_version: str
    model_version: str
