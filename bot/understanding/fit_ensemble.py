"""Train the convolutions of an ensemble side by side, each in a process of its own: one keeps one core busy."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from bot.understanding.ensemble import Ensemble
from bot.understanding.examples import Example
from bot.understanding.fit_convolution import fit_convolution


def fit_ensemble(examples: Sequence[Example], seed: int, nets: int, epochs: int) -> Ensemble:
    """The same arguments give the same model, whatever the machine does at once."""
    one = partial(fit_convolution, examples, epochs=epochs)
    seeds = range(seed, seed + nets)
    if nets == 1:
        return Ensemble((one(seed),))
    with ProcessPoolExecutor(nets, multiprocessing.get_context("spawn")) as pool:
        return Ensemble(tuple(pool.map(one, seeds)))
