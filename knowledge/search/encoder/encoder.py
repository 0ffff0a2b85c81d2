"""Load an encoder and turn texts into unit vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder:
    """A sentence-transformers model; rows of `encode` are float32 of length 1. `version` names its weights."""

    def __init__(
        self, model: object, version: str, single: Callable[[str], Vectors] | None = None
    ) -> None:
        """`single`: a quicker way to the same vector (of any length) for one text, where the model has one."""
        self._model = model
        self.version = version
        self._single = single

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
        layer = HashedNgrams.load(str(folder))
        return cls(SentenceTransformer(modules=[layer], device="cpu"), f"own-{digest}", layer.vector)

    @classmethod
    def named(cls, name: str) -> Encoder:
        """Load any sentence-transformers model by folder or name (a download, where the network allows one)."""
        from sentence_transformers import SentenceTransformer

        return cls(SentenceTransformer(name, device="cpu"), f"named-{hashlib.sha256(name.encode()).hexdigest()[:16]}")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of searchable texts, shape `(texts, dimensions)`, rows of length 1."""
        if self._single is not None and len(texts) == 1:
            vector = self._single(texts[0])
            return np.ascontiguousarray(vector / max(float(np.linalg.norm(vector)), 1e-12), np.float32)[None]
        vectors = self._model.encode(  # type: ignore[attr-defined]
            list(texts),
            batch_size=1024,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)
