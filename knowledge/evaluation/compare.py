"""Two runs question by question: what got better, what got worse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluation.runs import read_rows


@dataclass(frozen=True)
class Change:
    """One question whose result differs between two runs. `better` is None when neither is right."""

    id: str
    variant: str
    question: str
    before: str
    after: str
    better: bool | None


def compare(old: Path, new: Path) -> list[Change]:
    """Changes between two runs over the questions that both have, worse ones first."""
    before = {(r["id"], r["variant"]): r for r in read_rows(old)}
    changes = []
    for row in read_rows(new):
        was = before.get((row["id"], row["variant"]))
        if was is None or (was["outcome"], was["codes"]) == (row["outcome"], row["codes"]):
            continue
        gain = _value(row) - _value(was)
        better = None if gain == 0 else gain > 0
        changes.append(Change(row["id"], row["variant"], row["question"], _said(was), _said(row), better))
    order = {False: 0, True: 1, None: 2}
    return sorted(changes, key=lambda c: (order[c.better], c.id))


def _value(row: dict[str, str]) -> int:
    """2 = as wanted, 1 = right one offered, 0 = declined or offered in vain, -1 = wrong answer."""
    codes, expected = row["codes"].split(), row["expected"].split()
    if row["behaviour"] == "clarify":
        return 2 if row["outcome"] == "clarified" else 0
    if not codes:
        return 0
    named = row["outcome"] != "clarified"
    if codes[0] in expected and named:
        return 2
    if any(c in expected for c in codes):
        return 1
    return -1 if named else 0


def _said(row: dict[str, str]) -> str:
    return f"{row['outcome']} {row['codes']}".strip()
