"""Fit the ranker's weights: listwise cross-entropy over candidates and "none of them"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from knowledge.search.calibration.material import Case, gold
from knowledge.search.candidates import FEATURES, QUERY_FEATURES
from knowledge.search.ranker import SHARPNESS, Ranker

_HIDDEN = 16
_BATCH = 2048
_RATE = 0.02
_SEED = 20261123
# of what citizens send, our estimate; "bare": about a procedure for which nobody has written wordings;
# "taught": worded as staff have taught since the last training
OUTSIDE_SHARE, AMBIGUOUS_SHARE, BARE_SHARE, TAUGHT_SHARE = 0.08, 0.06, 0.10, 0.06


def fit(cases: Sequence[Case], epochs: int = 100, decay: float = 1e-4) -> Ranker:
    """Return a ranker whose softmax is calibrated on `cases` (cross-fitted, so never seen by their index).

    A case whose right procedure is not among the candidates teaches that none of them is meant.
    """
    torch.manual_seed(_SEED)
    material = _tensors(cases)
    weight = torch.tensor(weights(cases))
    parameters = {
        "direct": torch.zeros(len(FEATURES)),
        "hidden": torch.randn(len(FEATURES), _HIDDEN) * 0.3,
        "hidden_bias": torch.zeros(_HIDDEN),
        "out": torch.zeros(_HIDDEN),
        "none": torch.zeros(len(QUERY_FEATURES)),
        "sharpness": torch.zeros(len(QUERY_FEATURES)),
    }
    for value in parameters.values():
        value.requires_grad_(True)
    optimiser = torch.optim.AdamW(parameters.values(), lr=_RATE, weight_decay=decay)
    steps = epochs * -(-len(cases) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    for _ in range(epochs):
        for some in torch.randperm(len(cases)).split(_BATCH):  # type: ignore[no-untyped-call]
            optimiser.zero_grad()
            losses = _losses(parameters, *(part[some] for part in material))
            ((losses * weight[some]).sum() / weight[some].sum()).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return Ranker({k: v.detach().numpy() for k, v in parameters.items()})


def weights(cases: Sequence[Case]) -> np.ndarray:
    """Weight of each case: the kinds stand in the bank in other shares than in what citizens send."""
    kinds = np.array([_kind(case) for case in cases])
    counts = np.bincount(kinds, minlength=5)
    ordinary = 1.0 - OUTSIDE_SHARE - AMBIGUOUS_SHARE - BARE_SHARE - TAUGHT_SHARE
    of_kinds = np.array([OUTSIDE_SHARE, ordinary, AMBIGUOUS_SHARE, BARE_SHARE, TAUGHT_SHARE])
    shares = of_kinds / np.maximum(counts, 1) * len(cases)
    return np.asarray(shares[kinds], dtype=np.float32)


def _kind(case: Case) -> int:
    if not case.right:
        return 0
    return 2 if len(case.right) > 1 else 3 if case.bare else 4 if case.taught else 1


def _losses(
    p: dict[str, torch.Tensor], x: torch.Tensor, mask: torch.Tensor, query: torch.Tensor, target: torch.Tensor
) -> torch.Tensor:
    logits = x @ p["direct"] + torch.tanh(x @ p["hidden"] + p["hidden_bias"]) @ p["out"]
    logits = torch.cat([logits.masked_fill(~mask, -1e9), (query @ p["none"])[:, None]], dim=1)
    sharpness = torch.exp((query @ p["sharpness"]).clamp(-SHARPNESS, SHARPNESS))
    log_odds = torch.log_softmax(logits * sharpness[:, None], dim=1)
    # several right answers: each is to get an equal share, so that none of them is answered as if it were meant
    return -(target * log_odds.clamp_min(-30.0)).sum(dim=1) / target.sum(dim=1)


def _tensors(cases: Sequence[Case]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    width = max(len(c.candidates.metas) for c in cases)
    x = np.zeros((len(cases), width, len(FEATURES)), np.float32)
    mask = np.zeros((len(cases), width), bool)
    target = np.zeros((len(cases), width + 1), np.float32)
    for i, case in enumerate(cases):
        count = len(case.candidates.metas)
        x[i, :count] = case.candidates.features
        mask[i, :count] = True
        own = gold(case)
        target[i, :count], target[i, -1] = own[:-1], own[-1]
        if not target[i].any():
            target[i, -1] = 1.0
    query = np.stack([c.candidates.query for c in cases])
    return torch.from_numpy(x), torch.from_numpy(mask), torch.from_numpy(query), torch.from_numpy(target)
