"""What the ranker is worth on cases it has not seen: figures, and the reliability plot of docs/calibration."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.search.calibration.bands import Bands, Judged, decision
from knowledge.search.calibration.material import Case, gold

_BINS = 10


def figures(judged: Judged, bands: Bands) -> dict[str, float]:
    """Shares over held-out cases, by style of writing too."""
    rows = [(case, ranker.probabilities(case.candidates)) for ranker, cases in judged for case in cases]
    found: dict[str, float] = {"cases": len(rows)}
    single = [(c, o) for c, o in rows if len(c.right) == 1]
    outside = [(c, o) for c, o in rows if not c.right]
    ambiguous = [(c, o) for c, o in rows if len(c.right) > 1]
    found |= _shares("known", [(c, o) for c, o in single if not c.bare and not c.taught], bands)
    found |= _shares("taught", [(c, o) for c, o in single if c.taught], bands)
    found |= _shares("bare", [(c, o) for c, o in single if c.bare], bands)
    for style in sorted({c.style for c, _ in single}):
        found[f"first:{style}"] = _first([(c, o) for c, o in single if c.style == style and not c.bare])
    found["outside_answered"] = _share([decision(o, bands) == "answer" for _, o in outside])
    found["ambiguous_clarified"] = _share([decision(o, bands) == "clarify" for _, o in ambiguous])
    found["calibration_error"] = _calibration_error(single)
    return found


def write_report(folder: Path, judged: Judged, bands: Bands, cheapest: Bands) -> None:
    """figures.json (by `bands`, and the `cheapest` beside them) and reliability.png."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    folder.mkdir(parents=True, exist_ok=True)
    data = {"bands": vars(bands), "least_cost": vars(cheapest), "figures": figures(judged, bands)}
    (folder / "figures.json").write_text(json.dumps(data, indent=1) + "\n")
    rows = [(c, r.probabilities(c.candidates)) for r, cases in judged for c in cases]
    said, true, counts = _reliability([(c, o) for c, o in rows if len(c.right) == 1])
    figure, axes = plt.subplots(figsize=(5, 5), dpi=110)
    axes.plot([0, 1], [0, 1], "--", color="grey", label="perfect")
    axes.plot(said, true, "o-", label="held-out wordings")
    for x, y, n in zip(said, true, counts, strict=True):
        axes.annotate(str(n), (x, y), textcoords="offset points", xytext=(5, -9), fontsize=7)
    axes.set(xlabel="probability given", ylabel="share that was right", title="Reliability of the best hit")
    axes.legend()
    figure.tight_layout()
    figure.savefig(folder / "reliability.png")
    plt.close(figure)


def _shares(name: str, rows: Sequence[tuple[Case, np.ndarray]], bands: Bands) -> dict[str, float]:
    wrong = [decision(o, bands) == "answer" and not gold(c)[int(np.argmax(o[:-1]))] for c, o in rows if len(o) > 1]
    offered = [bool(gold(c)[:-1][np.argsort(-o[:-1])[:5]].any()) for c, o in rows]
    asked = [decision(o, bands) == "clarify" for _, o in rows]
    return {
        f"{name}_cases": len(rows),
        f"{name}_first": _first(rows),
        f"{name}_within_5": _share(offered),
        f"{name}_wrong_answer": _share(wrong),
        f"{name}_asked": _share(asked),
    }


def _first(rows: Sequence[tuple[Case, np.ndarray]]) -> float:
    return _share([bool(gold(c)[:-1][int(np.argmax(o[:-1]))]) if len(o) > 1 else False for c, o in rows])


def _reliability(rows: Sequence[tuple[Case, np.ndarray]]) -> tuple[list[float], list[float], list[int]]:
    best = np.array([o[:-1].max(initial=0.0) for _, o in rows])
    right = np.array([bool(gold(c)[int(np.argmax(o[:-1]))]) if len(o) > 1 else False for c, o in rows])
    place = np.minimum((best * _BINS).astype(int), _BINS - 1)
    used = [b for b in range(_BINS) if (place == b).any()]
    return (
        [float(best[place == b].mean()) for b in used],
        [float(right[place == b].mean()) for b in used],
        [int((place == b).sum()) for b in used],
    )


def _calibration_error(rows: Sequence[tuple[Case, np.ndarray]]) -> float:
    said, true, counts = _reliability(rows)
    return round(sum(abs(s - t) * n for s, t, n in zip(said, true, counts, strict=True)) / max(1, sum(counts)), 4)


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
