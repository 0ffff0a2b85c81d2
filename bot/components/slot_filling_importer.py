"""Reads bot/nlu, fills the slots of its sentences ("làm {thu_tuc} mất bao lâu") from its lookup tables and the names
that people give procedures, and adds what citizens tell (`bot.understanding.told`)."""

from __future__ import annotations

import copy
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.labels import ASK_FAMILY, UNLABELLED
from bot.understanding.slot_filling import Filler
from bot.understanding.told import Told, spoken_names, told

_PROCEDURE = "thu_tuc"  # the slot that what people call procedures fills


class SlotFillingImporter(RasaFileImporter):
    """A sentence with slots becomes several with other fillers; itself it is their `template`."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        **_kwargs: Any,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)

    def get_nlu_data(self, language: str | None = "vi") -> TrainingData:
        data = super().get_nlu_data(language)
        tables = {table["name"]: table["elements"] for table in data.lookup_tables}
        tables[_PROCEDURE] = [*tables[_PROCEDURE], *spoken_names()]
        filler = Filler(tables)
        messages = [copy_ for m in data.training_examples for copy_ in _filled(m, filler)]
        said = {m.get(TEXT) for m in messages}  # a sentence has one label, and ours knows its aspects
        return TrainingData([*messages, *(_told(t) for t in told() if t.text not in said)])


def _told(told_: Told) -> Message:
    aspects = UNLABELLED if told_.aspects is None else sorted(told_.aspects)
    return Message({TEXT: told_.text, INTENT: told_.intent, "metadata": {"example": {"aspects": aspects}}})


def _filled(message: Message, filler: Filler) -> list[Message]:
    intent = message.get(INTENT)
    if intent is None:
        return [message]
    template = message.get(TEXT)
    return [_with_text(message, text, template) for text in filler.fill(template, dress=intent in ASK_FAMILY)]


def _with_text(message: Message, text: str, template: str) -> Message:
    data = copy.deepcopy(message.data)
    metadata = data.setdefault("metadata", {})
    metadata["example"] = {**(metadata.get("example") or {}), "template": template}
    data[TEXT] = text
    return Message(data)
