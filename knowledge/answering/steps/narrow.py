"""Which case of the procedure is meant: named now, or chosen before and still in force."""

from __future__ import annotations

from knowledge.answering import lines
from knowledge.answering.aspects import Aspect
from knowledge.answering.brain import Brain
from knowledge.answering.case_words import named_case, wants_all
from knowledge.answering.cases import outline
from knowledge.answering.turn import Turn
from knowledge.catalogue.models import Procedure


def narrow(turn: Turn, _: Brain) -> None:
    procedure, context = turn.procedure, turn.context
    if procedure is None or not outline(procedure).offered:
        return
    focus = context.procedure == procedure.code
    turn.all_cases = focus and wants_all(turn.text)
    if turn.all_cases:
        turn.aspects = turn.aspects or (Aspect.DOCUMENTS,)
        return
    turn.case = named_case(turn.text, procedure, fresh=not focus)
    if turn.case is not None and focus and not turn.aspects:
        # a case given later narrows what was last asked
        turn.aspects = tuple(a for a in context.aspects if _differs(procedure, a, turn.case)) or (Aspect.DOCUMENTS,)
        turn.off_record = False
    elif turn.case is None and focus and context.case in outline(procedure).offered:
        turn.case = context.case


def _differs(procedure: Procedure, aspect: Aspect, case: int) -> bool:
    """True when the answer on `aspect` is another one for this case."""
    if aspect is Aspect.FEE:
        return lines.fees(procedure, case) != lines.fees(procedure)
    if aspect is Aspect.TIME:
        return lines.times(procedure, case) != lines.times(procedure)
    return aspect in (Aspect.DOCUMENTS, Aspect.FORM)
