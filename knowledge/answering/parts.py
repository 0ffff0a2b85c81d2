"""Parts of an answer, told in messages of bounded length; what finds no room waits for "xem thêm".

A part is named by its aspect, or "notes", or "all_papers"; "steps@2" is that part from its third piece on.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering import facts
from knowledge.answering.aspects import Aspect
from knowledge.answering.blocks import block
from knowledge.answering.case_offer import asks_case
from knowledge.answering.pages import pieces
from knowledge.answering.settings import thresholds
from knowledge.answering.wording import say
from knowledge.catalogue.models import Procedure

NOTES, ALL_PAPERS = "notes", "all_papers"
OFFERED = (Aspect.DOCUMENTS, Aspect.FEE, Aspect.TIME, Aspect.PLACE, Aspect.ONLINE, Aspect.STEPS)
_REST = (Aspect.CONDITIONS, Aspect.RESULT, Aspect.LEGAL_BASIS)


def told(
    procedure: Procedure, parts: Sequence[str], case: int | None, tail: Sequence[str], most: int
) -> tuple[list[str], tuple[str, ...]]:
    """Texts of at most `most` messages, and the parts that found no room.

    Papers may take more messages than one; where they are cut nevertheless, it is said.
    """
    limits = thresholds()
    room = limits.reply_characters - sum(len(t) + 1 for t in (*tail, say("papers_cut")))
    texts, left = [say("head", p=procedure)], list[str]()
    for part in parts:
        name, _, start = part.partition("@")
        first = int(start or 0)
        for number, piece in enumerate(_pieces(procedure, name, case, most == 1)[first:], first):
            end = limits.overview_characters if most == 1 and name == NOTES else room
            fits = len(texts[-1]) + 1 + len(piece) <= end
            whole = most == 1 and name in (Aspect.DOCUMENTS, ALL_PAPERS) and len(texts) < limits.papers_replies
            if left or not (fits or whole or (len(texts) < most and name != NOTES)):
                left.append(f"{name}@{number}" if number else name)
                break
            texts = [*texts[:-1], f"{texts[-1]}\n{piece}"] if fits else [*texts, piece]
    if most == 1 and left and left[0].startswith((f"{Aspect.DOCUMENTS}@", f"{ALL_PAPERS}@")):
        tail = [say("papers_cut"), *tail]
    if tail:
        texts[-1] = "\n".join([texts[-1], *tail])
    return texts, tuple(left)


def _pieces(procedure: Procedure, part: str, case: int | None, remarks: bool) -> list[str]:
    """A part in pieces that can be told one after the other. `remarks`: with the notes that bear on it."""
    if part == NOTES:
        return [say("note", note=n) for n in procedure.notes]
    if part == ALL_PAPERS:
        text = block(procedure, Aspect.DOCUMENTS, whole=True)
    else:
        text = block(procedure, Aspect(part), case, remarks=remarks)
    return pieces(text, thresholds().piece_characters)


def open_parts(procedure: Procedure, said: Sequence[Aspect], case: int | None, all_papers: bool) -> tuple[str, ...]:
    """Parts that have not been said, in the order in which people want them."""
    found = [ALL_PAPERS] if all_papers and case is None else []
    found += [a.value for a in OFFERED if a not in said and facts.has(procedure, a)]
    if procedure.notes and Aspect.OVERVIEW not in said:
        found.append(NOTES)
    found += [a.value for a in _REST if a not in said and facts.has(procedure, a)]
    chosen = case is not None and all_papers
    if chosen or (Aspect.DOCUMENTS.value in found and asks(procedure, case)):
        found.append(ALL_PAPERS)
    return tuple(found)


def asks(procedure: Procedure, case: int | None) -> bool:
    """True when the answer on papers is the question which case it is."""
    return facts.has(procedure, Aspect.DOCUMENTS) and asks_case(procedure, case)
