"""What speaks for staying with the procedure in focus, and what for another one."""

from __future__ import annotations

import numpy as np

from knowledge.answering.case_words import named_case
from knowledge.answering.focus import phrasing
from knowledge.answering.focus.found import Found
from knowledge.answering.focus.words import (
    acts,
    asks_requirement,
    opens_new,
    states_condition,
    subject_words,
    tells_event,
)
from knowledge.catalogue.models import Procedure
from knowledge.search.entries import searchable

EVIDENCE = (
    "bias",
    "best",  # probability of the best other procedure, by the message alone
    "near",  # of the five best others together
    "related",  # of those among them that are of the same field as the procedure in focus
    "none",  # that the message alone means no procedure
    "own",  # of the procedure in focus
    "best_along",  # the same for the message said along with the name of the procedure in focus
    "own_along",
    "nothing_new",  # the message has no word that may name a procedure
    "words",  # how many such words, of 8
    "in_own_name",  # share of them in the name of the procedure in focus
    "named",  # probability of those near others whose names hold one of these words
    "acts",  # "đăng ký", "xin", "đổi"
    "opens_new",  # "còn", "thế còn", "à"
    "requirement",  # "có cần ... không"
    "condition",  # "chưa ... có được không"
    "event",  # something happened that the procedure in focus is not for: "lỡ mất thì báo ở đâu"
    "case",  # names a case of the procedure in focus
    "leads",  # probability of the best other procedure by both
    "phrased",  # log-odds by the phrases of the message
)
PHRASED = EVIDENCE.index("phrased")
_MOST_WORDS = 8
_NEAR = 5


def evidence(text: str, procedure: Procedure, alone: Found, along: Found, elsewhere: Found) -> np.ndarray:
    """Float64 `(len(EVIDENCE),)`, each but the log-odds between 0 and 1.

    alone: what search finds for `text`; along: for `text` behind the name of `procedure`;
    elsewhere: what it means if it leaves, by both.
    """
    words = subject_words(text)
    own_name = set(searchable(f"{procedure.name} {procedure.title}").split())
    near = alone.others[:_NEAR]
    return np.array(
        [
            1.0,
            alone.best,
            min(1.0, sum(h.score for h in near)),
            min(1.0, sum(h.score for h in near if h.field == procedure.field)),
            alone.none,
            alone.own,
            along.best,
            along.own,
            not words,
            min(len(words), _MOST_WORDS) / _MOST_WORDS,
            sum(w in own_name for w in words) / max(1, len(words)),
            min(1.0, sum(h.score for h in near if not set(searchable(h.name).split()).isdisjoint(words))),
            acts(text),
            opens_new(text),
            asks_requirement(text),
            states_condition(text),
            tells_event(text, own_name),
            named_case(text, procedure) is not None,
            elsewhere.best,
            phrasing.shipped().log_odds(text),
        ],
        dtype=np.float64,
    )
