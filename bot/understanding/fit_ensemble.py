"""Train the convolutions of an ensemble side by side, each in a process of its own, while other work goes on."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial

from bot.understanding.ensemble import Ensemble
from bot.understanding.examples import Example
from bot.understanding.fit_convolution import fit_convolution


@contextmanager
def fitting(examples: Sequence[Example], seed: int, nets: int, epochs: int) -> Iterator[Callable[[], Ensemble]]:
    """Training begins at once; what is yielded waits for its end. The same arguments give the same model."""
    one = partial(fit_convolution, examples, epochs=epochs)
    with ProcessPoolExecutor(nets, multiprocessing.get_context("spawn")) as pool:
        trained = [pool.submit(one, seed + number) for number in range(nets)]
        yield lambda: Ensemble(tuple(each.result() for each in trained))
