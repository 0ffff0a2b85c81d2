"""A message that begins with "/" is text like any other.

Stock Rasa reads "/greet" or "/inform{...}" as an order to take that intent and those entities. No text of a
citizen may choose its own intent, so the one place where that happens is switched off."""

from __future__ import annotations

from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.domain import Domain
from rasa.shared.nlu.training_data.message import Message


def _process(self, messages: list[Message], domain: Domain | None = None) -> list[Message]:  # noqa: ARG001
    """Leave the messages as they are; the parameters are those of the stock method."""
    return messages


def install() -> None:
    RegexMessageHandler.process = _process
