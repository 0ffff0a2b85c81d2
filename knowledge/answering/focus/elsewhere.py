"""Where a message leads that leaves the procedure in focus: what it means by itself and along with that procedure.

Half sentences ("lỡ mất thì báo ở đâu") are understood only along with what was talked about, and there the procedure
in focus takes nearly all of the probability; so both are taken on condition that it is not meant.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.answering.focus.found import Found
from knowledge.answering.focus.weights import read, write
from knowledge.answering.siblings import kind
from knowledge.catalogue.models import Procedure
from knowledge.search.entries import searchable
from knowledge.search.results import Hit

TRAITS = (
    "alone",  # logarithm of the probability by the message alone, on condition that the focus is not meant
    "along",  # the same behind the name of the procedure in focus
    "related",  # of the same field as the procedure in focus
    "unsaid",  # marks (abroad, again ...) that set it apart from the procedure in focus and are not in the message
    "named",  # words of the message that name it and not the procedure in focus, of 3
    "demand",  # people's interest in it, of 4
)
_FILE = Path(__file__).parent / "elsewhere.json"
_MOST_OWN = 0.95  # what is left of a probability nearer to 1 is noise
_NAMING, _MOST_DEMAND = 3, 4.0  # to bring traits to about 0 to 1
_LEAST = 0.002  # probability of what search did not find


def either_way(text: str, focus: Procedure, alone: Found, along: Found) -> Found:
    """The others, best first, by both together; `own` is 0 in what is returned."""
    hits, traits = others(text, focus, alone, along)
    none = sum(0.5 * share(found) * found.none for found in (alone, along))
    strength = np.exp(traits @ _weights())
    scores = (1.0 - none) * strength / max(float(strength.sum()), 1e-9)
    found = [replace(hit, score=round(float(score), 4)) for hit, score in zip(hits, scores, strict=True)]
    return Found(0.0, tuple(sorted(found, key=lambda h: -h.score)), none)


def others(text: str, focus: Procedure, alone: Found, along: Found) -> tuple[Sequence[Hit], np.ndarray]:
    """What either search found, and traits `(hits, len(TRAITS))`."""
    hits = {h.code: h for h in (*along.others, *alone.others)}
    scores = [{h.code: h.score * share(found) for h in found.others} for found in (alone, along)]
    said, own = kind(text), kind(f"{focus.name} {focus.title}")
    words = frozenset(searchable(text).split())
    rows = []
    for code, hit in hits.items():
        shown = kind(hit.name)
        rows.append(
            [
                *(math.log(some.get(code, 0.0) + _LEAST) for some in scores),
                hit.field == focus.field,
                len(shown.marks - said.marks - own.marks),
                len((shown.subject - own.subject) & words) / _NAMING,
                hit.demand / _MOST_DEMAND,
            ]
        )
    return list(hits.values()), np.array(rows, dtype=np.float64).reshape(-1, len(TRAITS))


def share(found: Found) -> float:
    """By what to multiply a probability to get it on condition that the procedure in focus is not meant."""
    return 1.0 / (1.0 - min(found.own, _MOST_OWN))


def save(weights: np.ndarray, path: Path = _FILE) -> None:
    write(weights, TRAITS, path)
    _weights.cache_clear()


@lru_cache(maxsize=1)
def _weights() -> np.ndarray:
    """Fitted by `motcua train --ranker`."""
    return read(TRAITS, _FILE)
