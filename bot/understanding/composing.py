"""Whole messages out of what citizens tell and what they ask: the question behind the story, before it, within it, or
two at once.

Sentences of bot/nlu are short; a question drowns in a long story unless the model has seen it there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import yaml

from bot.understanding.examples import Example
from bot.understanding.labels import NO_ASPECT_INTENT
from bot.understanding.told import asks_nothing

_JOINTS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("joints.yml").read_text(encoding="utf-8"))
_STORY_LEAST = 4  # words


def composed(examples: Sequence[Example], seed: int) -> list[Example]:
    """For each tail: behind a story, before one, between two, with a second tail, and that behind a story; nothing
    without tails and stories.
    """
    dice = random.Random(seed)
    tails = [e for e in examples if e.tail and e.aspects and e.text == e.template]
    stories = [e for e in examples if _is_story(e)]
    if not tails or not stories:
        return []
    dice.shuffle(stories)
    return list(_messages(tails, cycle(stories), dice))


def _messages(tails: Sequence[Example], stories: Iterator[Example], dice: random.Random) -> Iterator[Example]:
    for tail in tails:
        yield _behind(next(stories), tail, dice)
        yield _before(next(stories), tail, dice, "first")
        yield _before(next(stories), _behind(next(stories), tail, dice), dice, "within")
        other = dice.choice(tails)
        if other.aspects != tail.aspects:
            both = _joined(tail, dice.choice(_JOINTS["between_questions"]), other)
            yield both
            yield _behind(next(stories), both, dice)


def _behind(story: Example, tail: Example, dice: random.Random) -> Example:
    message = _joined(story, dice.choice(_JOINTS["behind_story"]), tail)
    return replace(message, intent=tail.intent, template=tail.template)


def _before(story: Example, question: Example, dice: random.Random, place: str) -> Example:
    """A template of its own: each place of a question is shown in every epoch."""
    message = _joined(question, dice.choice(_JOINTS["behind_question"]), story)
    return replace(message, intent=question.intent, template=f"{question.template} ({place})")


def _joined(first: Example, between: str, second: Example) -> Example:
    aspects = (first.aspects or frozenset()) | (second.aspects or frozenset())
    text = first.text.rstrip(".?! ") + between + second.text
    return replace(first, text=text, aspects=aspects, words=first.words + second.words, tail=False)


def _is_story(example: Example) -> bool:
    return (
        example.intent == NO_ASPECT_INTENT
        and not example.aspects
        and not example.tail
        and example.text == example.template
        and len(example.text.split()) >= _STORY_LEAST
        and asks_nothing(example.text)
    )
