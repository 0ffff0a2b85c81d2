"""Train convolutions side by side, one a processor, while other work goes on."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from bot.understanding.ensemble import Ensemble
from bot.understanding.examples import Example
from bot.understanding.fit_convolution import fit_convolution
from bot.understanding.targets import Targets


@dataclass(frozen=True)
class Lesson:
    """What an ensemble of `nets` convolutions learns; they differ in their seeds, from `seed` on."""

    examples: Sequence[Example]
    targets: Targets
    nets: int
    epochs: int
    seed: int


@contextmanager
def fitting(*lessons: Lesson) -> Iterator[Callable[[], list[Ensemble]]]:
    """Training begins at once; what is yielded waits for its end. The same lessons give the same ensembles."""
    at_once = min(sum(x.nets for x in lessons), os.cpu_count() or 1)
    with ProcessPoolExecutor(at_once, multiprocessing.get_context("spawn")) as pool:
        begun = [
            [pool.submit(fit_convolution, x.examples, x.targets, x.seed + n, x.epochs) for n in range(x.nets)]
            for x in lessons
        ]
        yield lambda: [Ensemble(tuple(each.result() for each in nets)) for nets in begun]
