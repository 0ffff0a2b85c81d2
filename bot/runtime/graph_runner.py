"""Run Rasa's graph in a fixed order instead of asking dask for one on every message.

The graph is a handful of nodes that must run one after the other; dask's scheduler costs more than they do.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

Plan = tuple[tuple[str, tuple[str, ...]], ...]


def install() -> None:
    DaskGraphRunner.run = run


def run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """Same contract as the stock method: outputs of `targets`, computed from `inputs`."""
    wanted = targets or self._graph_schema.target_names
    # what a node needs and nobody gives is passed on by its name, as dask does
    values: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, needs in _plan(self, tuple(wanted)):
            values[name] = self._instantiated_nodes[name](*(values.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return {target: values[target][1] for target in wanted}


def _plan(runner: DaskGraphRunner, targets: tuple[str, ...]) -> Plan:
    """Nodes needed for `targets` with their inputs, inputs first; kept on the runner."""
    plans: dict[tuple[str, ...], Plan] = runner.__dict__.setdefault("_plans", {})
    if targets not in plans:
        nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
        order: dict[str, tuple[str, ...]] = {}

        def visit(name: str) -> None:
            if name in nodes and name not in order:
                for need in nodes[name].needs.values():
                    visit(need)
                order[name] = tuple(nodes[name].needs.values())

        for target in targets:
            visit(target)
        plans[targets] = tuple(order.items())
    return plans[targets]
