"""Answering a question is this list of steps: find the procedure, then say what the record carries.

Each step may end the turn. Once a finding step has set `turn.procedure`, the other finding steps are passed over;
the last step always ends the turn.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace

from knowledge.answering.brain import Brain
from knowledge.answering.returning import earlier_than
from knowledge.answering.steps.case_of_focus import case_of_focus
from knowledge.answering.steps.come_back import come_back
from knowledge.answering.steps.decide import decide
from knowledge.answering.steps.expire import expire_context
from knowledge.answering.steps.field_offer import offer_of_field
from knowledge.answering.steps.follow_up import keep_or_switch
from knowledge.answering.steps.named_code import named_code
from knowledge.answering.steps.narrow import narrow
from knowledge.answering.steps.nothing_said import nothing_said
from knowledge.answering.steps.personal_data import refuse_bare_numbers
from knowledge.answering.steps.pick import pick_from_offer
from knowledge.answering.steps.retrieve import retrieve
from knowledge.answering.steps.say_answer import say_answer
from knowledge.answering.turn import Answer, Turn

Step = Callable[[Turn, Brain], Answer | None]

FINDING: tuple[Step, ...] = (
    refuse_bare_numbers,  # nothing but personal numbers: say that they are not wanted
    expire_context,  # forget what was talked about long ago
    nothing_said,  # "👍": ask what else is wanted
    named_code,  # "1.001193": exactly that procedure
    case_of_focus,  # "trường hợp 3", "tất cả trường hợp": of the procedure in focus
    offer_of_field,  # "hỏi về hộ tịch": what the field offers
    come_back,  # "quay lại chuyện tạm trú hồi nãy": to what was talked about before
    retrieve,  # search the catalogue
    pick_from_offer,  # "cái thứ hai", "là định kỳ hằng năm": one of the choices
    keep_or_switch,  # "thế phí bao nhiêu?" stays, "còn tạm trú thì sao?" changes the procedure
    decide,  # take the best, offer choices, or decline
)
SAYING: tuple[Step, ...] = (
    narrow,  # "nhà em đi thuê": which case of the procedure
    say_answer,  # what the record carries on it
)
STEPS: tuple[Step, ...] = FINDING + SAYING


def answer(turn: Turn, brain: Brain) -> Answer:
    """Run the steps; the answer carries what each of them took, in milliseconds."""
    timings: dict[str, float] = {}
    for step in STEPS:
        if turn.procedure is not None and step in FINDING:
            continue
        started = time.perf_counter()
        ended = step(turn, brain)
        timings[step.__name__] = round((time.perf_counter() - started) * 1e3, 3)
        if ended is not None:
            return _remembering(turn, ended).with_diagnostics(timings_ms=timings, **_versions(turn))
    raise AssertionError("the last step must end the turn")


def _remembering(turn: Turn, ended: Answer) -> Answer:
    """With what was talked about before."""
    before, now = turn.context, ended.context
    earlier = earlier_than(now.procedure, before.procedure, before.earlier)
    return replace(ended, context=replace(now, earlier=earlier))


def new_turn(text: str, brain: Brain, **values: object) -> Turn:
    """A turn as of now; `values` are further fields of `Turn`."""
    now = brain.clock()
    today = dt.datetime.fromtimestamp(now, tz=dt.timezone(dt.timedelta(hours=7))).date()
    return Turn(text=text, now=now, today=today, **values)  # type: ignore[arg-type]


def _versions(turn: Turn) -> dict[str, object]:
    if turn.result is None:
        return {}
    return {
        "index_version": turn.result.index_version,
        "model_version": turn.result.model_version,
        "scores": {h.code: round(h.score, 4) for h in turn.result.hits[:5]},
        "none": round(turn.result.none, 4),
    }
