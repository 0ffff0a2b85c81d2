"""One intent, a ranking of all, and the aspects, out of calibrated probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.understanding.labels import ASK, ASPECTS, INTENT_OF_ASPECT, NO_ASPECT_INTENT, OUT_OF_SCOPE

ASPECT_LINE = 0.5
_CERTAIN = 0.99
DEFAULT_FLOOR = ""


@dataclass(frozen=True)
class Understanding:
    """`ranking`: every intent with its confidence, best first; `aspects`: those asked, with confidence."""

    ranking: tuple[tuple[str, float], ...]
    aspects: tuple[tuple[str, float], ...]

    @property
    def intent(self) -> str:
        return self.ranking[0][0]


@dataclass(frozen=True)
class Limits:
    """When an intent is believed.

    floors: confidence below which it is not, and the message goes to search as a question about a procedure,
        because search judges better what is one; "" holds the floor of all intents not named.
    urgent: confidence from which it is, even if another is likelier.
    """

    floors: Mapping[str, float]
    urgent: Mapping[str, float]


def decide(
    families: Mapping[str, float], aspects: Mapping[str, float], certain: str | None, limits: Limits
) -> Understanding:
    """Combine the two models.

    families: probability of each intent, the ask_* intents together as "ask".
    aspects: probability of each aspect; kept for what is out of scope too, because search may overrule that.
    certain: intent a lexicon is sure of.
    """
    ranking = _spread(families, aspects)
    if certain is not None:
        return Understanding(_first(ranking, certain, _CERTAIN), ())
    urgent = [i for i, line in limits.urgent.items() if families.get(i, 0.0) >= line]
    if urgent:
        return Understanding(_first(ranking, urgent[0], families[urgent[0]]), ())
    best = max(families, key=lambda name: families[name])
    asked = tuple((a, p) for a, p in aspects.items() if p >= ASPECT_LINE)
    if best == ASK:
        leading = _leading_ask(ranking)
        return Understanding(_first(ranking, leading, dict(ranking)[leading]), asked)
    if families[best] < limits.floors.get(best, limits.floors[DEFAULT_FLOOR]):
        return Understanding(_first(ranking, _leading_ask(ranking), families[best]), asked)
    return Understanding(_first(ranking, best, families[best]), asked if best == OUT_OF_SCOPE else ())


def _spread(families: Mapping[str, float], aspects: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Share the probability of "ask" among the ask_* intents by what the aspects say."""
    strength = dict.fromkeys((INTENT_OF_ASPECT[a] for a in ASPECTS), 0.0)
    for aspect, probability in aspects.items():
        intent = INTENT_OF_ASPECT[aspect]
        strength[intent] = max(strength[intent], probability)
    named = max(p for i, p in strength.items() if i != NO_ASPECT_INTENT)
    strength[NO_ASPECT_INTENT] = 1.0 - named if named >= ASPECT_LINE else max(strength[NO_ASPECT_INTENT], 1.0 - named)
    total = sum(strength.values())
    shared = {i: families[ASK] * s / total for i, s in strength.items()}
    others = {i: p for i, p in families.items() if i != ASK}
    ranking = sorted({**shared, **others}.items(), key=lambda item: (-item[1], item[0]))
    return tuple(ranking)


def _leading_ask(ranking: tuple[tuple[str, float], ...]) -> str:
    return next(name for name, _ in ranking if name in INTENT_OF_ASPECT.values())


def _first(ranking: tuple[tuple[str, float], ...], intent: str, confidence: float) -> tuple[tuple[str, float], ...]:
    rest = tuple((i, p) for i, p in ranking if i != intent)
    return ((intent, max(confidence, rest[0][1] if rest else 0.0)), *rest)
