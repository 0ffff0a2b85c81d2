"""Where a message leads that leaves the procedure in focus."""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering.focus.evidence import Found

_MOST_OWN = 0.95  # what is left of a probability nearer to 1 is noise


def either_way(alone: Found, along: Found) -> Found:
    """Mean of what the message means by itself and behind the name of the procedure in focus.

    Both are taken on condition that the procedure in focus is not meant; `own` is 0 in what is returned.
    """
    hits = {h.code: h for h in (*along.others, *alone.others)}
    scores, none = dict.fromkeys(hits, 0.0), 0.0
    for found in (alone, along):
        share = 0.5 / (1.0 - min(found.own, _MOST_OWN))
        none += share * found.none
        for hit in found.others:
            scores[hit.code] += share * hit.score
    others = sorted((replace(hits[c], score=s) for c, s in scores.items()), key=lambda h: -h.score)
    return Found(0.0, tuple(others), none)
