"""Whether a message leaves a procedure, and where it leads then."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from knowledge.answering.brain import Brain
from knowledge.answering.focus.along import along_with
from knowledge.answering.focus.aside import speaks_for_aside
from knowledge.answering.focus.elsewhere import either_way
from knowledge.answering.focus.evidence import EVIDENCE, evidence
from knowledge.answering.focus.found import Found, seen_from
from knowledge.answering.focus.gate import leads_away
from knowledge.answering.focus.untied import untied
from knowledge.answering.focus.words import asks_requirement, lacks, opens_new, states_condition
from knowledge.answering.settings import thresholds
from knowledge.answering.turn import Turn
from knowledge.catalogue.models import Procedure
from knowledge.search.results import SearchResult

_NOTHING = SearchResult((), 1.0, "", "")
_LIMIT = 40  # hits looked at


@dataclass(frozen=True)
class Leaving:
    """`away`: probability that the message leads away from a procedure; `named`: it says the name of another that is
    likely; `aside`: log-odds by search that it is for no procedure; `elsewhere`: what it means if it leaves."""

    away: float
    named: bool
    aside: float
    elsewhere: Found
    among: tuple[str, ...]  # choices of an ambiguity that the bank names

    def look_elsewhere(self, turn: Turn) -> None:
        """From here on the turn is about what the message means elsewhere."""
        if turn.result is not None:
            hits, none = self.elsewhere.others, self.elsewhere.none
            turn.hits, turn.result = hits, replace(turn.result, hits=hits, none=none, among=self.among)


def leaving(text: str, procedure: Procedure, turn: Turn, brain: Brain) -> Leaving:
    """`procedure`: what is talked about; `turn.result`: what search finds for the message alone."""
    result = turn.result or _NOTHING
    alone = seen_from(procedure, result)
    along = seen_from(procedure, brain.search.search(along_with(procedure, untied(text)), limit=_LIMIT))
    named_anew = opens_new(text) and alone.best >= thresholds().means_at  # "còn nhập khẩu cho bé thì sao"
    elsewhere = alone if named_anew else either_way(text, procedure, alone, along)
    found = evidence(text, procedure, alone, along, elsewhere)
    away, named = _away(text, found, sure=alone.best >= thresholds().sure_at)
    among = _still_among(result.among, elsewhere) if alone.best >= along.best else ()
    return Leaving(away, named, speaks_for_aside(found), elsewhere, among)


def _still_among(among: tuple[str, ...], elsewhere: Found) -> tuple[str, ...]:
    """"Gia hạn" alone may mean a lease or a licence; said of a stay, it means neither, and nothing is to be asked."""
    return among if elsewhere.others and elsewhere.others[0].code in among else ()


def _away(text: str, found: np.ndarray, *, sure: bool) -> tuple[float, bool]:
    """`away` and `named` of `Leaving`; `sure`: search is nearly certain of another procedure.

    The gate judges, but a paper ("có cần giấy độc thân không") or a circumstance is about what is talked of, near
    certainty of another procedure leaves unless the gate is as certain of staying ("điểm chỉ thay ký được chứ"), and
    what names others that search finds likely is at least asked about.
    """
    limits, judged = thresholds(), leads_away(found)
    if asks_requirement(text) or ((states_condition(text) or lacks(text)) and not sure):
        return 0.0, False
    named = bool(found[EVIDENCE.index("named")] >= limits.named_at)
    if sure and judged >= limits.ask_at:
        return max(judged, limits.switch_at), named
    doubtful = named or (sure and judged >= limits.doubt_at)
    return max(judged, limits.ask_aspect_at if doubtful else 0.0), named
