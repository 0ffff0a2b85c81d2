"""Train the convolution with TensorFlow, which Rasa brings along; the same examples give the same model."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.understanding.convolution import WIDTHS, Convolution
from bot.understanding.examples import Example
from bot.understanding.features import read
from bot.understanding.labels import ASK, family
from bot.understanding.reading_ids import ACCENTED, CLOSE, LETTERS, Ids, ids
from bot.understanding.targets import Targets
from knowledge.text import fold


@dataclass(frozen=True)
class Recipe:
    """How it is trained: the first values tried, all but the epochs."""

    epochs: int
    batch: int = 64
    size: int = 64  # of an embedding
    filters: int = 96  # of each width
    dropout: float = 0.4
    rate: float = 0.003  # highest learning rate
    bare_share: float = 0.5  # of messages without accents
    slips: float = 0.02  # of words
    lost: float = 0.03  # of words
    twice_from: int = 3  # a sentence with so many fillings is shown twice in an epoch


def fit_convolution(examples: Sequence[Example], targets: Targets, seed: int, epochs: int) -> Convolution:
    """`examples`: those whose targets are known."""
    import tensorflow as tf

    recipe = Recipe(epochs)
    tf.keras.utils.set_random_seed(seed)
    model = _model(recipe, len(targets.names))
    templates = _by_template(examples)
    drawn = _drawn(templates, targets, recipe)
    steps = recipe.epochs * len(drawn) // recipe.batch + 1
    rate = tf.keras.optimizers.schedules.CosineDecay(recipe.rate, steps)
    optimizer = tf.keras.optimizers.Adam(rate)
    losses = tf.keras.losses
    loss = (losses.CategoricalCrossentropy if targets.one else losses.BinaryCrossentropy)(from_logits=True)
    spec = [tf.TensorSpec((None, None), tf.int32)] * 2 + [tf.TensorSpec((None, None, None), tf.int32)]

    @tf.function(input_signature=[*spec, tf.TensorSpec((None, len(targets.names)), tf.float32)])
    def step(folded: Any, accented: Any, letters: Any, truth: Any) -> None:
        with tf.GradientTape() as tape:
            wrong = loss(truth, model([folded, accented, letters], training=True))
        weights = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(wrong, weights), weights))  # noqa: B905  TensorFlow has its own zip

    dice = random.Random(seed)
    for _ in range(recipe.epochs):
        for numbers, shown in _batches(templates, drawn, recipe, dice):
            step(*numbers, targets.of(shown))
    return _learned(model)


def _learned(model: Any) -> Convolution:
    arrays = {name: model.get_layer(name).get_weights()[0] for name in ("folded", "accented", "letters")}
    for width in WIDTHS:
        arrays[f"filter{width}"], arrays[f"bias{width}"] = model.get_layer(f"width{width}").get_weights()
    arrays["out"], arrays["out_bias"] = model.get_layer("out").get_weights()
    return Convolution(arrays)


def _model(recipe: Recipe, outputs: int) -> Any:
    import tensorflow as tf

    layers = tf.keras.layers
    folded = layers.Input((None,), dtype=tf.int32)
    accented = layers.Input((None,), dtype=tf.int32)
    letters = layers.Input((None, None), dtype=tf.int32)

    def embedded(numbers: Any, buckets: int, name: str) -> Any:
        near_zero = tf.keras.initializers.RandomNormal(stddev=0.1)
        there = tf.cast(numbers > 0, tf.float32)[..., None]
        return layers.Embedding(buckets + 1, recipe.size, near_zero, name=name)(numbers) * there

    there = tf.cast(letters > 0, tf.float32)
    grams = tf.reduce_sum(embedded(letters, LETTERS, "letters"), axis=2)
    mean = grams / tf.maximum(tf.reduce_sum(there, axis=2), 1.0)[..., None]
    seen = embedded(folded, CLOSE, "folded") + embedded(accented, ACCENTED, "accented") + mean
    met = [
        tf.reduce_max(layers.Conv1D(recipe.filters, w, activation="relu", name=f"width{w}")(seen), axis=1)
        for w in WIDTHS
    ]
    kept = layers.Dropout(recipe.dropout)(layers.Concatenate()(met))
    return tf.keras.Model([folded, accented, letters], layers.Dense(outputs, name="out")(kept))


def _by_template(examples: Sequence[Example]) -> dict[str, list[Example]]:
    found: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        found[example.template].append(example)
    return dict(sorted(found.items()))


def _drawn(templates: dict[str, list[Example]], targets: Targets, recipe: Recipe) -> list[str]:
    """What an epoch shows: each template once or twice, whatever the number of its fillings.

    Aspects: twice where it has several fillings. Intents: twice what is no question about a procedure, of which there
    are too few.
    """

    def twice(own: list[Example]) -> bool:
        return family(own[0].intent) != ASK if targets.one else len(own) >= recipe.twice_from

    return [t for t, own in templates.items() for _ in range(2 if twice(own) else 1)]


def _batches(
    templates: dict[str, list[Example]], drawn: Sequence[str], recipe: Recipe, dice: random.Random
) -> Iterator[tuple[Ids, list[Example]]]:
    """An epoch in batches of messages of like length, in random order."""
    shown = [dice.choice(templates[t]) for t in drawn]
    worn = [(read(_worn(e.text, recipe, dice)), e) for e in shown]
    worn.sort(key=lambda pair: len(pair[0].folded.split()) + dice.random() * 6)
    parts = [worn[i : i + recipe.batch] for i in range(0, len(worn), recipe.batch)]
    dice.shuffle(parts)
    for part in parts:
        yield ids([reading for reading, _ in part]), [example for _, example in part]


def _worn(text: str, recipe: Recipe, dice: random.Random) -> str:
    """As it might be typed: without accents, with a slip, with a word left out."""
    if dice.random() < recipe.bare_share:
        text = fold(text)
    words = text.split()
    if len(words) > 4:
        words = [w for w in words if dice.random() >= recipe.lost]
    return " ".join(_slip(w, dice) if dice.random() < recipe.slips else w for w in words)


def _slip(word: str, dice: random.Random) -> str:
    if len(word) < 3:
        return word
    at = dice.randrange(len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return dice.choice((swapped, word[:at] + word[at + 1 :], word[: at + 1] + word[at:]))
