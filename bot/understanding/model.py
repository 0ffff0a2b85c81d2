"""The trained model: how it understands a message and how it is stored (numbers and JSON, no pickle)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.understanding.calibration import centred, sigmoid, softmax, spread
from bot.understanding.decision import ASPECT_LINE, Limits, Understanding, decide
from bot.understanding.features import Reading, ending, read
from bot.understanding.labels import ASPECTS
from bot.understanding.lexicon import lexicons
from bot.understanding.vectorizer import Vectorizer

_NUMBERS, _NAMES = "weights.npz", "names.json"
_STORY = 14  # words from which on a message that seems to ask nothing is read again from its end


@dataclass(frozen=True)
class Model:
    """Columns of `weights`: the intent families, then the aspects."""

    vectorizer: Vectorizer
    families: tuple[str, ...]
    weights: np.ndarray  # (features, families + aspects), float32
    offsets: np.ndarray  # (families + aspects,)
    temperature: float
    links: np.ndarray  # (2 * aspects, aspects): log-odds of each aspect from the scores of all
    link_offsets: np.ndarray  # (aspects,)
    thresholds: np.ndarray  # (aspects,)
    limits: Limits

    def understand(self, text: str, words: Iterable[str] = ()) -> Understanding:
        """`words`: the tokenizer's words of `text`, as they stand in it."""
        return self.decided(read(text, words))

    def decided(self, reading: Reading) -> Understanding:
        families, aspects = self._probabilities(reading)
        if aspects.max() < ASPECT_LINE and len(reading.folded.split()) >= _STORY:
            aspects = self._probabilities(ending(reading))[1]
        certain = next((x.intent for x in lexicons() if x.found(reading.accented, reading.folded)), None)
        return decide(
            dict(zip(self.families, families.tolist(), strict=True)),
            dict(zip(ASPECTS, aspects.tolist(), strict=True)),
            certain,
            self.limits,
        )

    def _probabilities(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        """Of the families `(families,)`, and of the aspects, centred `(aspects,)`."""
        ids, values = self.vectorizer.row(reading)
        scores = values @ self.weights[ids] + self.offsets if len(ids) else self.offsets
        cut = len(self.families)
        aspects = sigmoid(spread(scores[cut:]) @ self.links + self.link_offsets)
        return softmax(scores[:cut] / self.temperature), centred(aspects, self.thresholds)

    def save(self, folder: Path) -> None:
        np.savez(
            folder / _NUMBERS,
            weights=self.weights,
            offsets=self.offsets,
            idf=self.vectorizer.idf,
            links=self.links,
            link_offsets=self.link_offsets,
            thresholds=self.thresholds,
        )
        names = {
            "features": sorted(self.vectorizer.index, key=self.vectorizer.index.__getitem__),
            "cues": sorted(self.vectorizer.cues),
            "families": self.families,
            "temperature": self.temperature,
            "floors": dict(self.limits.floors),
            "urgent": dict(self.limits.urgent),
        }
        (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Model:
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            index = {name: i for i, name in enumerate(names["features"])}
            return cls(
                vectorizer=Vectorizer(index, numbers["idf"], frozenset(names["cues"])),
                families=tuple(names["families"]),
                weights=numbers["weights"],
                offsets=numbers["offsets"],
                temperature=names["temperature"],
                links=numbers["links"],
                link_offsets=numbers["link_offsets"],
                thresholds=numbers["thresholds"],
                limits=Limits(names["floors"], names["urgent"]),
            )
