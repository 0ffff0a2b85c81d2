"""rasa-sdk's executor behind a route of the service, so that no third process is needed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from actions.answering import AnswerAction, MoreAction, ScopeAction
from actions.talk import CrisisAction, HandOverAction, RestartTopicAction, SpokenAction
from actions.tracker import metadata_of
from knowledge.answering.brain import Brain
from knowledge.answering.outcomes import Outcome


def actions(brain: Brain) -> list[Action]:
    """Every custom action of bot/domain.yml."""
    return [
        AnswerAction(brain),
        AnswerAction(brain, "action_pick_offer"),
        AnswerAction(brain, "action_default_fallback"),
        MoreAction(brain),
        RestartTopicAction(brain),
        CrisisAction(),
        HandOverAction(brain),
        SpokenAction("action_small_talk", brain, "{intent}", Outcome.SMALL_TALK),
        ScopeAction(brain),
        SpokenAction("action_abuse", brain, "abuse", Outcome.OUT_OF_SCOPE),
        SpokenAction("action_dossier_status", brain, "dossier_status", Outcome.HANDED_OVER, "lookup"),
    ]


def create_action_endpoint(brain: Brain) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that Rasa calls (`POST .../webhook`). Guard it: callers are trusted.

    A plain Starlette endpoint: validation and schema of FastAPI cost more than the call.
    """
    executor = ActionExecutor()
    for action in actions(brain):
        executor.register_action(action)

    async def webhook(request: Request) -> Response:
        call = await request.json()
        call |= {
            "domain": call.get("domain") or {"version": "3.1"},
            "domain_digest": "",
        }  # no action reads it
        if metadata_of((call.get("tracker") or {}).get("events") or ()).get("only_numbers"):
            call["next_action"] = "action_answer"  # refuses them, whatever the intents made of the placeholder
        try:
            # a few milliseconds of work: a thread would cost more than it frees
            result = await executor.run(call)
        except ActionNotFoundException as error:
            return JSONResponse({"error": str(error), "action_name": error.action_name})
        return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})

    return webhook
