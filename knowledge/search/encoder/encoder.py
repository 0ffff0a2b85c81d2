"""Load an encoder and turn texts into unit vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder:
    """A sentence-transformers model; rows of `encode` are float32 of length 1. `version` names its weights."""

    def __init__(self, model: object, version: str) -> None:
        self._model = model
        self.version = version

    @classmethod
    def own(cls, folder: Path) -> Encoder:
        """Load the encoder that `motcua train` wrote to `folder`.

        Raises:
            FileNotFoundError: no encoder there.
        """
        import torch
        from sentence_transformers import SentenceTransformer

        from knowledge.search.encoder.ngrams import HashedNgrams

        torch.set_num_threads(1)  # one text at a time: threads only wait for each other

        if not (folder / "model.safetensors").is_file():
            raise FileNotFoundError(f"no encoder in {folder}; run `motcua train`")
        digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()[:16]
        return cls(SentenceTransformer(modules=[HashedNgrams.load(str(folder))], device="cpu"), f"own-{digest}")

    @classmethod
    def named(cls, name: str) -> Encoder:
        """Load any sentence-transformers model by folder or name (a download, where the network allows one)."""
        from sentence_transformers import SentenceTransformer

        return cls(SentenceTransformer(name, device="cpu"), f"named-{hashlib.sha256(name.encode()).hexdigest()[:16]}")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of searchable texts, shape `(texts, dimensions)`, rows of length 1."""
        vectors = self._model.encode(  # type: ignore[attr-defined]
            list(texts),
            batch_size=1024,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)
