"""The encoder's input layer: a bag of hashed words, word pairs and letter n-grams.

Overlapping n-grams keep a vector close to itself under typing slips and glued words, which a piece vocabulary
does not. It is a sentence-transformers module, so everything else
(saving, `encode`, similarity) is that library's.
"""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers.base.modules import InputModule
from torch import nn

_CONFIG = "ngrams.json"
_WEIGHTS = "model.safetensors"


def features(text: str) -> list[str]:
    """Feature strings of a searchable text (folded, canonical words separated by spaces)."""
    words = text.split()
    found = [f"w:{w}" for w in words]
    found += [f"p:{a} {b}" for a, b in pairwise(words)]
    found += [f"s:{a} {b}" for a, b in zip(words, words[2:], strict=False)]
    for word in words:
        framed = f"<{word}>"
        found += [f"c:{framed[i : i + 3]}" for i in range(len(framed) - 2)]
    run = "".join(words)
    found += [f"g:{run[i : i + 5]}" for i in range(len(run) - 4)]
    return found


@lru_cache(maxsize=100_000)
def _hashed(text: str, buckets: int) -> list[int]:
    return [zlib.crc32(f.encode()) % buckets for f in features(text)] or [0]


class HashedNgrams(InputModule):  # type: ignore[misc]  # the library is not followed
    """Mean of the embeddings of hashed features; output `(batch, dimensions)`."""

    save_in_root = True

    def __init__(self, buckets: int = 32_768, dimensions: int = 192) -> None:
        super().__init__()
        self.buckets = buckets
        self.dimensions = dimensions
        self.embedding = nn.EmbeddingBag(buckets, dimensions, mode="mean")

    def ids(self, text: str) -> list[int]:
        """Bucket numbers of the features of `text`; never empty."""
        return _hashed(text, self.buckets)

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        bags = [self.ids((prompt or "") + text) for text in inputs]
        offsets = np.cumsum([0] + [len(bag) for bag in bags[:-1]])
        return {
            "input_ids": torch.from_numpy(np.fromiter(chain.from_iterable(bags), dtype=np.int64)),
            "offsets": torch.from_numpy(offsets),
        }

    def forward(self, batch: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        batch["sentence_embedding"] = self.embedding(batch["input_ids"], batch["offsets"])
        return batch

    def vector(self, text: str) -> np.ndarray:
        """Embedding of one text, float32 `(dimensions,)`; what `forward` gives without its set-up for batches."""
        rows = self.embedding.weight.detach().numpy()[self.ids(text)]
        return np.asarray(rows.mean(axis=0), np.float32)

    @property
    def max_seq_length(self) -> float:
        return float("inf")

    def get_embedding_dimension(self) -> int:
        return self.dimensions

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        folder = Path(output_path)
        (folder / _CONFIG).write_text(json.dumps({"buckets": self.buckets, "dimensions": self.dimensions}))
        save_file({"embedding": self.embedding.weight.detach().contiguous()}, folder / _WEIGHTS)

    @classmethod
    def load(cls, model_name_or_path: str, **_: Any) -> Self:
        folder = Path(model_name_or_path)
        module = cls(**json.loads((folder / _CONFIG).read_text()))
        module.embedding = nn.EmbeddingBag.from_pretrained(
            load_file(folder / _WEIGHTS)["embedding"], freeze=True, mode="mean"
        )
        return module
