"""`GET /api/v1/procedures`, `/procedures/{code}` and `/search`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool

from knowledge.catalogue.codes import split_code
from knowledge.catalogue.models import Procedure
from knowledge.text import fold
from service.api.models import Problem, ProcedureItem, ProcedurePage, SearchHit, SearchOut
from service.api.problems import ProblemError
from service.api.state import CurrentState

router = APIRouter(prefix="/api/v1", tags=["catalogue"])


@router.get("/procedures", response_model=ProcedurePage)
def list_procedures(
    state: CurrentState,
    q: str = Query("", max_length=200),
    field: str = Query("", max_length=200),
    level: str = Query("", max_length=20),
    offset: int = Query(0, ge=0),
    limit: int = Query(50, ge=1, le=500),
) -> ProcedurePage:
    """Records in force, by code; `q` filters by words of code, name and field."""
    words = fold(q).split()
    found = [
        p
        for p in state.catalogue.procedures()
        if (not level or level in p.levels)
        and (not field or fold(field) in fold(p.field))
        and all(w in fold(f"{p.code} {p.name} {p.short_name} {p.field}") for w in words)
    ]
    return ProcedurePage(total=len(found), items=[_item(p) for p in found[offset : offset + limit]])


@router.get("/procedures/{code}", responses={404: {"model": Problem}})
def get_procedure(code: str, state: CurrentState) -> dict[str, Any]:
    """The record in force, with the other members of its family; a provincial code is accepted."""
    try:
        national, _ = split_code(code)
    except ValueError as error:
        raise ProblemError(404, "unknown_code", code=code[:40]) from error
    procedure = state.catalogue.get(national)
    if procedure is None:
        raise ProblemError(404, "unknown_code", code=national)
    family = [_item(m) for m in state.catalogue.family(national) if m.code != national]
    return procedure.model_dump(mode="json") | {"family_members": [m.model_dump() for m in family]}


@router.get("/search", response_model=SearchOut)
async def search(
    state: CurrentState, q: str = Query(min_length=1, max_length=2000), limit: int = Query(10, ge=1, le=40)
) -> SearchOut:
    """Families that the text may ask for, with calibrated probabilities."""
    found = await run_in_threadpool(state.search.search, q, limit)
    return SearchOut(
        query=q,
        hits=[
            SearchHit(
                code=h.code,
                name=h.name,
                level=h.level,
                score=round(h.score, 4),
                name_only=h.name_only,
                others=list(h.others),
            )
            for h in found.hits
        ],
        none=round(found.none, 4),
        index_version=found.index_version,
        model_version=found.model_version,
    )


def _item(p: Procedure) -> ProcedureItem:
    return ProcedureItem(
        code=p.code,
        name=p.name,
        title=p.title,
        field=p.field,
        levels=[level.value for level in p.levels],
        completeness=p.completeness.value,
        url=p.source.url,
    )
