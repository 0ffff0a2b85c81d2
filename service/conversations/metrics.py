"""Prometheus metrics of turns."""

from __future__ import annotations

from typing import Any

from prometheus_client import Counter, Histogram

_TURNS = Counter("motcua_turns", "Turns by outcome", ["outcome"])
_TURN_SECONDS = Histogram(
    "motcua_turn_seconds", "Duration of a turn", buckets=(0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 1, 5)
)
_STEP_SECONDS = Histogram(
    "motcua_step_seconds",
    "Duration of an answering step",
    ["step"],
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.05),
)


def observe_turn(payload: dict[str, Any], total_ms: float) -> None:
    """Count a finished turn."""
    _TURNS.labels(payload["outcome"]).inc()
    _TURN_SECONDS.observe(total_ms / 1e3)
    for step, value in ((payload.get("diagnostics") or {}).get("timings_ms") or {}).items():
        _STEP_SECONDS.labels(step).observe(value / 1e3)
