"""Toy cases for the tests of calibration, and a ranker that gives back the odds that they were made with."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from knowledge.search.calibration.material import Case
from knowledge.search.candidates import FEATURES, QUERY_FEATURES, Candidates
from knowledge.search.meta import ProcedureMeta
from knowledge.search.ranker import Ranker

BIAS = QUERY_FEATURES.index("bias")


@pytest.fixture(scope="session")
def toy() -> Callable[..., Case]:
    """`toy("1.000001", odds=...)`: a case with one candidate an odd, 1.000001 first, and "none" for the last odd."""

    def made(*right: str, odds: tuple[float, ...] = (0.25,) * 4, style: str = "plain", bare: bool = False) -> Case:
        codes = [f"1.{n:06}" for n in range(1, len(odds))]
        metas = tuple(ProcedureMeta(c, c, "", c, False, 0.0, (), frozenset()) for c in codes)
        logs = [math.log(max(o, 1e-9)) for o in odds]
        features = np.zeros((len(codes), len(FEATURES)), np.float32)
        features[:, 0] = logs[:-1]
        query = np.zeros(len(QUERY_FEATURES), np.float32)
        query[BIAS] = logs[-1]
        return Case("x", frozenset(right), Candidates(metas, features, query), style, bare)

    return made


@pytest.fixture(scope="session")
def echo() -> Ranker:
    """The ranker to which the features of `toy` are the odds themselves."""
    size, width = len(FEATURES), 2
    hidden = np.zeros((size, width), np.float32)
    return Ranker(
        {
            "direct": np.eye(1, size, dtype=np.float32)[0],
            "none": np.eye(1, len(QUERY_FEATURES), BIAS, dtype=np.float32)[0],
            "sharpness": np.zeros(len(QUERY_FEATURES), np.float32),
            "hidden": hidden,
            "hidden_bias": hidden[0],
            "out": hidden[0],
        }
    )
