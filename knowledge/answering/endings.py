"""The ways in which steps end a turn, each with its outcome, replies and what is to be remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.brain import Brain
from knowledge.answering.compose import replies
from knowledge.answering.mentions import papers_mentioned
from knowledge.answering.outcomes import Outcome
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Answer, Button, Context, Named, Reply, Source, Turn
from knowledge.answering.wording import links, say, words
from knowledge.catalogue.models import Completeness, Procedure
from knowledge.search.meta import nearest_level


def answered(turn: Turn, brain: Brain) -> Answer:
    """Answer from `turn.procedure`, or say which part of the record is missing."""
    procedure = turn.procedure
    assert procedure is not None
    shown = named(procedure, turn.score)
    context = Context(procedure=procedure.code, aspects=turn.aspects, case=turn.case, touched_at=turn.now)
    if procedure.completeness is Completeness.NAME_ONLY:
        only = Reply(say("no_record", name=_surely(procedure), code=_shown(procedure.code)), sources=(_portal(),))
        return Answer(Outcome.UNANSWERABLE_NO_RECORD, _beside((only,), turn), (shown,), turn.aspects, context)
    wanted = turn.aspects or (Aspect.OVERVIEW,)
    outcome = Outcome.ANSWERED
    if not any(facts.has(procedure, a) for a in wanted):
        outcome = Outcome.UNANSWERABLE_NO_FIELD
    family = brain.records.family(procedure.code) if Aspect.OVERVIEW in wanted else ()
    mentioned = papers_mentioned(turn, procedure)
    said = replies(
        procedure, turn.aspects, turn.today, family, turn.case, turn.all_cases, turn.off_record, mentioned
    )
    return Answer(outcome, _beside(said.replies, turn), (shown,), turn.aspects, replace(context, pending=said.left))


def named(procedure: Procedure, score: float = 0.0) -> Named:
    """As it is named in a reply; `score`: its probability, 0 where nothing is known of it."""
    return Named(procedure.code, procedure.title, nearest_level(procedure), round(score, 4))


def _beside(said: Sequence[Reply], turn: Turn) -> tuple[Reply, ...]:
    """With what may be meant instead: the first reply says that it presumes, the last buttons are the others."""
    if not turn.instead:
        return tuple(said)
    buttons = tuple(Button(_choice(n, turn.instead), n.code) for n in turn.instead)
    first = replace(said[0], text=say("presumed") + "\n" + said[0].text)
    both = (first, *said[1:])
    return (*both[:-1], replace(both[-1], buttons=(*both[-1].buttons, *buttons)))


def offered(turn: Turn, choices: Sequence[Named], question: str) -> Answer:
    """Ask back: two to five choices as buttons, and "khác"."""
    other = say("choice_other")
    buttons = [Button(_choice(n, choices), n.code) for n in choices]
    lines = [question] + [f"{i}. {b.title}" for i, b in enumerate(buttons, 1)]
    context = Context(
        offered=tuple(n.code for n in choices),
        shares=tuple(n.score for n in choices),
        asked=turn.text[:300],
        aspects=turn.aspects,
        touched_at=turn.now,
    )
    reply = Reply("\n".join(lines), (*buttons, Button(other, other)))
    return Answer(Outcome.CLARIFIED, (reply,), tuple(choices), turn.aspects, context)


def offered_again(turn: Turn, brain: Brain, only: Sequence[str] | None = None) -> Answer | None:
    """The choice is still open, or now between `only` (codes); None where none of the choices is in the catalogue any
    more."""
    shares = dict(zip(turn.context.offered, turn.context.shares, strict=False))
    codes = turn.context.offered if only is None else only
    choices = [named(p, shares.get(p.code, 0.0)) for p in map(brain.records.get, codes) if p is not None]
    if not choices:
        return None
    turn.aspects = turn.aspects or turn.context.aspects
    again = offered(turn, choices, say("clarify_again" if only is None else "clarify"))
    return replace(again, context=replace(again.context, asked=turn.context.asked))


def ask_which(turn: Turn) -> Answer:
    """An aspect without a procedure: ask which one, and keep the aspect."""
    context = Context(aspects=turn.aspects, touched_at=turn.now)
    return Answer(Outcome.CLARIFIED, (Reply(say("clarify_unnamed")),), (), turn.aspects, context)


def ask_more(turn: Turn) -> Answer:
    """None of the choices: ask for more words, and keep the aspects."""
    context = Context(aspects=turn.context.aspects, touched_at=turn.now)
    return Answer(Outcome.CLARIFIED, (Reply(say("clarify_other")),), (), turn.context.aspects, context)


def declined(turn: Turn) -> Answer:
    """Nothing fits well enough to be said."""
    context = replace(turn.context, offered=(), shares=(), asked="", touched_at=turn.now)
    return Answer(
        Outcome.UNANSWERABLE_NO_MATCH,
        (Reply(say("no_match"), sources=(_portal(),)),),
        (),
        turn.aspects,
        context,
    )


def outside(turn: Turn) -> Answer:
    """It is for no procedure; what is talked about stays."""
    context = replace(turn.context, touched_at=turn.now)
    return Answer(Outcome.OUT_OF_SCOPE, (Reply(say("out_of_scope")),), (), turn.aspects, context)


def declined_code(turn: Turn, code: str) -> Answer:
    """A code that the catalogue does not know."""
    return Answer(
        Outcome.UNANSWERABLE_NO_MATCH,
        (Reply(say("unknown_code", code=code)),),
        (),
        turn.aspects,
        turn.context,
    )


def _choice(choice: Named, among: Sequence[Named]) -> str:
    """Title of a choice; where two would read alike the level is named, or else the whole name."""
    name = _short(choice.name)
    levels = [n.level for n in among if _short(n.name) == name]
    if len(set(levels)) > 1 and choice.level:
        return say("choice_level", name=name, level=words()["levels"][choice.level])
    return name if len(levels) == 1 else choice.name


def _short(name: str) -> str:
    """A name that fits a button: official ones run to 600 characters, most of them in brackets at the end."""
    longest = thresholds().choice_characters
    if len(name) <= longest:
        return name
    head = name.split(" (")[0]
    return head if len(head) <= longest else head[:longest].rsplit(" ", 1)[0] + " …"


def _portal() -> Source:
    return Source(**links()["portal"])


def _surely(procedure: Procedure) -> str:
    """Its name, or nothing where the only name known may be another's."""
    return procedure.name if procedure.named_surely else ""


def _shown(code: str) -> str:
    """National codes are shown; our own stand-ins (9.xxxxxx) mean nothing to a citizen."""
    return "" if code.startswith("9.") else code
