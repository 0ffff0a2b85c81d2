"""Train the encoder on the bank and the catalogue: contrastive, with in-batch and hard negatives.

Every anchor (a wording, distorted or not) is pulled to another text of the same procedure and pushed from the
texts of all other procedures in the batch; hard negatives are the near neighbours that the bank names. Same seed,
same machine type: the same weights, bit for bit.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch.nn import functional

from knowledge.search.encoder.augment import distort
from knowledge.search.encoder.ngrams import HashedNgrams
from knowledge.search.encoder.row_adagrad import RowAdagrad, one_cycle
from knowledge.search.frames import framed


@dataclass(frozen=True)
class Recipe:
    """Training settings; the defaults are the measured winners of docs/evaluation.md."""

    buckets: int = 32_768
    dimensions: int = 192
    steps: int = 1000
    batch: int = 256
    learning_rate: float = 0.1
    scale: float = 20.0
    seed: int = 20261123
    distorted_share: float = 0.5  # of anchors
    framed_share: float = 0.2  # of anchors: a name inside a question
    hard_share: float = 0.3  # of anchors of procedures that have hard negatives


@dataclass(frozen=True)
class Examples:
    """Searchable texts by procedure code; `hard` maps a text to codes that it must stay away from.

    names: those of the texts that may stand as a name inside a question.
    """

    texts: dict[str, list[str]]
    hard: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)


Progress = Callable[[int, int], None]


def train(examples: Examples, recipe: Recipe = Recipe(), progress: Progress | None = None) -> HashedNgrams:
    """Return a trained module. Takes about 40 s on 2 cores for 20,000 texts.

    Raises:
        ValueError: fewer than two procedures have texts.
    """
    codes = [c for c, texts in examples.texts.items() if texts]
    if len(codes) < 2:
        raise ValueError("an encoder needs the texts of at least two procedures")
    torch.set_num_threads(1)  # the steps are small: a second thread mostly waits, and Rasa trains beside us
    torch.manual_seed(recipe.seed)
    dice = random.Random(recipe.seed)
    module = HashedNgrams(recipe.buckets, recipe.dimensions)
    table = torch.empty(recipe.buckets, recipe.dimensions).normal_(0.0, recipe.dimensions**-0.5)
    optimiser = RowAdagrad(table)
    sampler = _Sampler(examples, codes, recipe, dice)
    for step in range(recipe.steps):
        batch = sampler.batch()
        bags = module.preprocess([*batch.anchors, *batch.candidates])
        rows, places = torch.unique(bags["input_ids"], return_inverse=True)
        used = table[rows].requires_grad_(True)
        vectors = functional.embedding_bag(places, used, bags["offsets"], mode="mean")
        loss = _loss(functional.normalize(vectors, dim=1), batch, recipe.scale)
        (gradient,) = torch.autograd.grad(loss, used)
        optimiser.step(rows, gradient, one_cycle(step, recipe.steps, recipe.learning_rate))
        if progress is not None:
            progress(step + 1, recipe.steps)
    with torch.no_grad():
        module.embedding.weight.copy_(table)
    module.eval()
    return module


@dataclass(frozen=True)
class _Batch:
    """`owners[i]` is the procedure of `anchors[i]` and `candidates[i]`; further candidates are hard negatives."""

    anchors: list[str]
    candidates: list[str]
    owners: list[int]  # of the candidates; longer than anchors where there are hard negatives


def _loss(vectors: torch.Tensor, batch: _Batch, scale: float) -> torch.Tensor:
    """InfoNCE; other texts of the anchor's own procedure are left out of the denominator."""
    count = len(batch.anchors)
    logits = scale * vectors[:count] @ vectors[count:].T
    owners = torch.tensor(batch.owners)
    same = owners[:count, None] == owners[None, :]
    same[torch.arange(count), torch.arange(count)] = False
    return functional.cross_entropy(logits.masked_fill(same, float("-inf")), torch.arange(count))


class _Sampler:
    """Draws batches: procedures evenly dampened by their number of texts, so that rare ones are learned too."""

    def __init__(self, examples: Examples, codes: list[str], recipe: Recipe, dice: random.Random) -> None:
        self._examples, self._codes, self._recipe, self._dice = examples, codes, recipe, dice
        self._weights = [len(examples.texts[c]) ** 0.5 for c in codes]
        self._number = {c: i for i, c in enumerate(codes)}
        self._hard: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for text, code, others in examples.hard:
            if code in self._number:
                self._hard[code].append((text, tuple(o for o in others if examples.texts.get(o))))

    def batch(self) -> _Batch:
        dice, texts = self._dice, self._examples.texts
        anchors, positives, owners = [], [], []
        negatives: list[tuple[str, int]] = []
        for code in dice.choices(self._codes, self._weights, k=self._recipe.batch):
            own, hard = texts[code], self._hard.get(code)
            if hard and dice.random() < self._recipe.hard_share:
                anchor, others = dice.choice(hard)
                negatives += [(dice.choice(texts[o]), self._number[o]) for o in others]
                positive = dice.choice(own)
            else:
                anchor, positive = dice.sample(own, 2) if len(own) > 1 else (own[0], own[0])
                if (names := self._examples.names.get(code)) and dice.random() < self._recipe.framed_share:
                    anchor = framed(dice.choice(names), dice)
            distorted = dice.random() < self._recipe.distorted_share or anchor == positive
            anchors.append(distort(anchor, dice) if distorted else anchor)
            positives.append(positive)
            owners.append(self._number[code])
        return _Batch(anchors, positives + [t for t, _ in negatives], owners + [n for _, n in negatives])
