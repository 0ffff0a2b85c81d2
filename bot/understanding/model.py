"""The trained model: how it understands a message and how it is stored (numbers and JSON, no pickle)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.understanding.calibration import sigmoid, softmax
from bot.understanding.decision import Limits, Understanding, decide
from bot.understanding.ensemble import Ensemble
from bot.understanding.features import Reading, read
from bot.understanding.labels import ASPECTS
from bot.understanding.lexicon import lexicons
from bot.understanding.reading_ids import ids
from bot.understanding.vectorizer import Vectorizer

_NUMBERS, _INTENTS, _ASPECTS, _NAMES = "weights.npz", "intents.npz", "aspects.npz", "names.json"


@dataclass(frozen=True)
class Model:
    """Intents by a linear model (columns of `weights`: the families) and convolutions, aspects by convolutions.

    temperature, softness: divisors that make probabilities of the linear scores and of those of the convolutions.
    """

    vectorizer: Vectorizer
    families: tuple[str, ...]
    weights: np.ndarray  # (features, families), float32
    offsets: np.ndarray  # (families,)
    temperature: float
    intents: Ensemble
    softness: float
    aspects: Ensemble
    limits: Limits

    def understand(self, text: str, words: Iterable[str] = ()) -> Understanding:
        """`words`: the tokenizer's words of `text`, as they stand in it."""
        return self.decided(read(text, words))

    def decided(self, reading: Reading) -> Understanding:
        families, aspects = self._probabilities(reading)
        certain = next((x.intent for x in lexicons() if x.found(reading.accented, reading.folded)), None)
        return decide(
            dict(zip(self.families, families.tolist(), strict=True)),
            dict(zip(ASPECTS, aspects.tolist(), strict=True)),
            certain,
            self.limits,
        )

    def _probabilities(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        """Of the families `(families,)`, and of the aspects `(aspects,)`."""
        columns, values = self.vectorizer.row(reading)
        scores = values @ self.weights[columns] + self.offsets if len(columns) else self.offsets
        numbers = ids([reading])
        both = scores / self.temperature + self.intents.scores(numbers) / self.softness
        return softmax(0.5 * both), sigmoid(self.aspects.scores(numbers))

    def save(self, folder: Path) -> None:
        np.savez(
            folder / _NUMBERS,
            weights=self.weights,
            offsets=self.offsets,
            idf=self.vectorizer.idf,
        )
        self.intents.save(folder / _INTENTS)
        self.aspects.save(folder / _ASPECTS)
        names = {
            "features": sorted(self.vectorizer.index, key=self.vectorizer.index.__getitem__),
            "cues": sorted(self.vectorizer.cues),
            "families": self.families,
            "temperature": self.temperature,
            "softness": self.softness,
            "floors": dict(self.limits.floors),
            "urgent": dict(self.limits.urgent),
        }
        (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Model:
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        numbers = np.load(folder / _NUMBERS, allow_pickle=False)
        with numbers:
            index = {name: i for i, name in enumerate(names["features"])}
            return cls(
                vectorizer=Vectorizer(index, numbers["idf"], frozenset(names["cues"])),
                families=tuple(names["families"]),
                weights=numbers["weights"],
                offsets=numbers["offsets"],
                temperature=names["temperature"],
                intents=Ensemble.load(folder / _INTENTS),
                softness=names["softness"],
                aspects=Ensemble.load(folder / _ASPECTS),
                limits=Limits(names["floors"], names["urgent"]),
            )
