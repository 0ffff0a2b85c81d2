"""Rasa classifier: one intent and any number of aspects for a message (see `bot.understanding`)."""

from __future__ import annotations

import dataclasses
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.runtime import install
from bot.understanding.decision import Understanding
from bot.understanding.examples import Example
from bot.understanding.labels import TAIL, UNLABELLED
from bot.understanding.model import Model
from bot.understanding.training import Settings, train

install()  # every process that loads a model of ours gets fast action calls and plain "/" text


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class AspectIntentClassifier(IntentClassifier, GraphComponent):
    """Learns from intents and the metadata `aspects`; writes intent, ranking and aspect entities."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return dataclasses.asdict(Settings())  # explained in config.yml

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        model: Model | None = None,
    ) -> None:
        names = {f.name for f in dataclasses.fields(Settings)}
        self._settings = Settings(**{k: v for k, v in config.items() if k in names})
        self._name, self._storage, self._resource, self._model = name, model_storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AspectIntentClassifier:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> AspectIntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, execution_context.node_name, model_storage, resource, Model.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        self._model = train([example(m) for m in training_data.intent_examples], self._settings)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._write(message, self._understand(message))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after us learns from our predictions."""
        return training_data

    def _understand(self, message: Message) -> Understanding:
        if self._model is None:
            raise ValueError("AspectIntentClassifier was neither trained nor loaded")
        return self._model.understand(message.get(TEXT) or "", _words(message))

    def _write(self, message: Message, found: Understanding) -> None:
        ranking = [{"name": name, "confidence": round(p, 4)} for name, p in found.ranking]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        length = len(message.get(TEXT) or "")
        entities = [
            {
                "entity": "aspect",
                "value": aspect,
                "start": 0,
                "end": length,
                "confidence_entity": round(p, 4),
                "extractor": type(self).__name__,
            }
            for aspect, p in found.aspects
        ]
        message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)


def example(message: Message) -> Example:
    """A training message; its aspects stand in the metadata of the example or of its group."""
    metadata = message.get("metadata") or {}
    parts = {**(metadata.get("intent") or {}), **(metadata.get("example") or {})}
    text, aspects = message.get(TEXT), parts.get("aspects") or ()
    return Example(
        text=text,
        intent=message.get(INTENT),
        aspects=None if aspects == UNLABELLED else frozenset(aspects),
        template=parts.get("template") or text,
        words=_words(message),
        tail=bool(parts.get(TAIL)),
    )


def _words(message: Message) -> tuple[str, ...]:
    return tuple(t.text for t in message.get(TOKENS_NAMES[TEXT]) or ())
