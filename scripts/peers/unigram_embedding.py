"""The peer encoder: sentence-transformers' StaticEmbedding over Unigram pieces, trained on the same texts."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.catalogue.models import Procedure, SourceKind, Wording
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.entries import entries_of

_PIECES, _DIMENSIONS, _PAIRS, _BATCH = 12_000, 256, 60_000, 512


def train_unigram(procedures: Iterable[Procedure], wordings: Iterable[Wording]) -> Encoder:
    """MultipleNegativesRanking over pairs of texts of one procedure, one pass, undistorted."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(7)
    texts, dice = _texts(procedures, wordings), random.Random(7)
    tokenizer = _tokenizer([t for own in texts for t in own])
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=_DIMENSIONS)], device="cpu")
    loss = MultipleNegativesRankingLoss(model)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.05)
    steps = _PAIRS // _BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.05, total_steps=steps)
    for _ in range(steps):
        drawn = [dice.sample(own, 2) for own in dice.choices(texts, k=_BATCH)]
        sides = [model.preprocess([pair[side] for pair in drawn]) for side in (0, 1)]
        optimiser.zero_grad()
        loss(sides, None).backward()
        optimiser.step()
        schedule.step()
    return Encoder(model, "unigram")


def _texts(procedures: Iterable[Procedure], wordings: Iterable[Wording]) -> list[list[str]]:
    said: dict[str, list[str]] = defaultdict(list)
    for wording in wordings:
        said[wording.code].append(wording.text)
    curated = [p for p in procedures if p.source.kind is SourceKind.CURATED]
    groups = [[e.text for e in entries_of(p, said.get(p.code, ()))] for p in curated]
    return [g for g in groups if len(g) > 1]


def _tokenizer(texts: Sequence[str]) -> object:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=_PIECES, special_tokens=["[UNK]"], unk_token="[UNK]", show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer
