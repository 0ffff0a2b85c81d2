"""Fit where messages lead: conditional logit over what search finds, on messages whose target is known."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from knowledge.answering.brain import Search
from knowledge.answering.focus.along import along_with
from knowledge.answering.focus.elsewhere import TRAITS, others
from knowledge.answering.focus.found import seen_from
from knowledge.answering.focus.material import Said
from knowledge.answering.focus.untied import untied

_DECAY = 1e-3
_PARTS = 5
_LIMIT = 40  # hits looked at


@dataclass(frozen=True)
class Led:
    """Traits of what may be meant `(hits, len(TRAITS))`, and the row that is meant; None: not found."""

    traits: np.ndarray
    target: int | None
    part: int


def measure_led(messages: Sequence[Said], search: Search) -> list[Led]:
    """Of those messages that lead elsewhere."""
    rows = []
    for message in messages:
        if message.target is None:
            continue
        asked = untied(message.text)
        alone = seen_from(message.focus, search.search(asked, limit=_LIMIT))
        along = seen_from(message.focus, search.search(along_with(message.focus, asked), limit=_LIMIT))
        hits, traits = others(message.text, message.focus, alone, along)
        meant = next((i for i, h in enumerate(hits) if message.target in (h.code, *h.others)), None)
        rows.append(Led(traits, meant, zlib.crc32(message.text.encode()) % _PARTS))
    return rows


def fit_elsewhere(rows: Sequence[Led]) -> np.ndarray:
    """Weights `(len(TRAITS),)`."""
    found = [(row.traits, row.target) for row in rows if row.target is not None]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(weights))
        for traits, target in found:
            strength = traits @ weights
            odds = np.exp(strength - strength.max())
            odds /= odds.sum()
            total -= float(np.log(odds[target] + 1e-12))
            slope += odds @ traits - traits[target]
        count = max(1, len(found))
        return total / count + _DECAY * float(weights @ weights), slope / count + 2 * _DECAY * weights

    return np.asarray(minimize(loss, np.ones(len(TRAITS)), jac=True).x)


def right_first(rows: Sequence[Led]) -> float:
    """Share of messages whose target comes first by weights that were fitted without their text."""
    right = 0
    for part in range(_PARTS):
        weights = fit_elsewhere([row for row in rows if row.part != part])
        judged = [row for row in rows if row.part == part and len(row.traits)]
        right += sum(row.target == int(np.argmax(row.traits @ weights)) for row in judged)
    return right / max(1, len(rows))
