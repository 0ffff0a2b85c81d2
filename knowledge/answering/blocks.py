"""The text on one aspect of a record, or the sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering import facts, lines
from knowledge.answering.aspects import Aspect
from knowledge.answering.case_offer import asks_case, papers_text, question_text
from knowledge.answering.cases import outline
from knowledge.answering.per_record import once_per_record
from knowledge.answering.settings import thresholds
from knowledge.answering.wording import say, words
from knowledge.catalogue.models import Procedure
from knowledge.search.entries import searchable


@once_per_record
def block(
    procedure: Procedure,
    aspect: Aspect,
    case: int | None = None,
    *,
    whole: bool = False,
    remarks: bool = True,
) -> str:
    """whole: all papers of all cases at once, however many. remarks: with the notes that bear on the aspect."""
    if aspect is Aspect.OVERVIEW and not facts.sayable(procedure):
        return say("nothing")
    notes = remarks_on(procedure, aspect) if remarks else []
    if aspect is not Aspect.OVERVIEW and not facts.has(procedure, aspect):
        why = say("doubtful" if facts.doubtful(procedure, aspect) else "missing", aspect=aspect.value)
        return "\n".join([why, *notes])
    if aspect is Aspect.DOCUMENTS:
        asking = not whole and asks_case(procedure, case)
        return question_text(procedure) if asking else papers_text(procedure, None if whole else case)
    names = words()["methods"]
    times, time_note = lines.without_common_note(lines.times(procedure, case))
    fees, fee_note = lines.without_common_note(lines.fees(procedure, case))
    text = say(
        aspect.value,
        p=procedure,
        has={a.value: a in facts.sayable(procedure) for a in Aspect},
        paper_count=_paper_count(procedure, case),
        case_count=len(outline(procedure).offered) if case is None else 0,
        forms=facts.forms(procedure, case),
        times=times,
        time_note=time_note,
        fees=fees,
        fee_note=fee_note,
        fees_differ=_by_case(fees),
        times_differ=_by_case(times),
        online=facts.online(procedure),
        methods=[(names[m.value], note) for m, note in facts.methods(procedure).items()],
    )
    return "\n".join([text, *notes])


def remarks_on(procedure: Procedure, aspect: Aspect) -> list[str]:
    """Notes of the record that bear on `aspect` (words.yml: note_words), as far as they stay short."""
    cues = [f" {searchable(cue)} " for cue in words()["note_words"].get(aspect.value, ())]
    found = [n for n in procedure.notes if any(cue in f" {searchable(n)} " for cue in cues)]
    return [say("note", note=n) for n in found if len(n) <= thresholds().note_characters][:2]


def _by_case(found: Sequence[lines.TimeLine] | Sequence[lines.FeeLine]) -> bool:
    """True when it is not the way of filing alone that makes the lines differ."""
    return len({line.methods for line in found}) < len(found)


def _paper_count(procedure: Procedure, case: int | None) -> int:
    return sum(d.kind.value != "note" for c in facts.papers(procedure, case) for d in c.documents)
