"""What a convolution learns to say of a message: its aspects, of which any number holds, or its one intent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.understanding.examples import Example
from bot.understanding.labels import ASK, ASPECTS, family


@dataclass(frozen=True)
class Targets:
    """`names`: one output each; `one`: exactly one of them holds."""

    names: tuple[str, ...]
    one: bool

    def of(self, examples: Sequence[Example]) -> np.ndarray:
        """0 or 1, `(examples, names)`, float32."""
        held = [{family(e.intent)} if self.one else e.aspects or frozenset() for e in examples]
        return np.array([[name in holds for name in self.names] for holds in held], np.float32)


ASPECT_TARGETS = Targets(ASPECTS, one=False)


def intent_targets(examples: Sequence[Example]) -> Targets:
    """The families that the examples have, and "ask", sorted."""
    return Targets(tuple(sorted({family(e.intent) for e in examples} | {ASK})), one=True)
