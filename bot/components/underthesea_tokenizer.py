"""Rasa tokenizer over `knowledge.text.tokens`: Vietnamese words as exact spans of the message."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from knowledge.text import tokens

_BACKENDS = {"underthesea": tokens.tokenize, "whitespace": tokens.whitespace}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class UndertheseaTokenizer(Tokenizer):
    """Splits a message into words ("đăng ký" is one). Accepts any text; a token is always a span of it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "backend": "underthesea",  # or "whitespace", the peer in docs/intents-comparison.md
            "intent_tokenization_flag": False,  # required by the base class; our intents are not split
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        return ["underthesea"]

    @staticmethod
    def supported_languages() -> list[str]:
        return ["vi"]

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        backend = config["backend"]
        if backend not in _BACKENDS:
            raise ValueError(f"backend must be one of {sorted(_BACKENDS)}, not {backend!r}")
        self._split = _BACKENDS[backend]

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of `message[attribute]`, in order, with offsets in code points. Never raises.

        The lemma is one word for featurizers that split on spaces ("đăng_ký"); the text stays a span.
        """
        spans = self._split(message.get(attribute) or "")
        return [Token(t.text, t.start, t.end, lemma="_".join(t.text.split())) for t in spans]
