"""Figures over rows: right first, right or offered, wrong answer given, clarified, declined, aspects."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.evaluation.questions.generate import Row

# a procedure was named as the one meant, with or without the field asked for
_NAMED = {"answered", "unanswerable_no_record", "unanswerable_no_field"}


def named(row: Row) -> bool:
    """The citizen was told of one procedure as the one meant."""
    return row.outcome in _NAMED


def right_first(row: Row) -> bool:
    return bool(row.codes) and row.codes[0] in row.expected


def right_or_offered(row: Row) -> bool:
    return any(c in row.expected for c in row.codes)


def wrong_answer(row: Row) -> bool:
    """A procedure was answered that is not the right one."""
    return named(row) and not right_first(row)


def clarified(row: Row) -> bool:
    """Asked back, and where codes are named at least one of them was offered."""
    return row.outcome == "clarified" and (not row.expected or right_or_offered(row))


def aspects_right(row: Row) -> bool:
    return row.expected_aspects is not None and set(row.aspects) == set(row.expected_aspects)


def evaluate(rows: Sequence[Row]) -> dict[str, float | int]:
    """Shares between 0 and 1, and the numbers of rows that they are over (`n_...`)."""
    answer = [r for r in rows if r.behaviour == "answer"]
    clarify = [r for r in rows if r.behaviour == "clarify"]
    decline = [r for r in rows if r.behaviour not in {"answer", "clarify"}]
    labelled = [r for r in answer if r.expected_aspects is not None]
    return {
        "n_answer": len(answer),
        "right_first": _share(answer, right_first),
        "right_or_offered": _share(answer, right_or_offered),
        "wrong_answer": _share(answer, wrong_answer),
        "declined": _share(answer, lambda r: not r.codes),
        "n_clarify": len(clarify),
        "clarified": _share(clarify, clarified),
        "n_aspects": len(labelled),
        "aspects_right": _share(labelled, aspects_right),
        "n_decline": len(decline),
        "answered_though_outside": _share(decline, named),
    }


def _share(rows: Sequence[Row], test: Callable[[Row], bool]) -> float:
    return round(sum(map(test, rows)) / len(rows), 4) if rows else 0.0
