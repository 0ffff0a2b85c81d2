"""The bank of citizens' wordings (docs/wordings-format.md)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from knowledge.catalogue.codes import CODE_PATTERN
from knowledge.catalogue.importers import yaml_lines
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.models import Wording
from knowledge.catalogue.report import ImportRefusedError
from knowledge.starter.bank import STYLES

_KEYS = ("wordings", "hard_negatives", "clarify")
_TOP = {*_KEYS, yaml_lines.LINE}


class YamlWordings:
    name = "wordings"

    def recognises(self, path: Path, head: str) -> bool:
        return path.suffix in {".yml", ".yaml"} and yaml_lines.opens(head, *_KEYS)

    def parse(self, path: Path, captured: dt.date, today: dt.date, known: Known) -> Parsed:  # noqa: ARG002
        data = yaml_lines.load(path)
        yaml_lines.text_keys(path, data, _TOP)
        table = data.get("wordings") or {}
        if not isinstance(table, dict):
            raise ImportRefusedError(path.name, "a mapping is expected", field="wordings")
        found: list[Wording] = []
        for code, styles in table.items():
            if code != yaml_lines.LINE:
                found.extend(_wordings(path, str(code), styles, table[yaml_lines.LINE]))
        return Parsed(wordings=tuple(found))


def _wordings(path: Path, code: str, styles: Any, line: int) -> list[Wording]:
    if not CODE_PATTERN.fullmatch(code):
        raise ImportRefusedError(path.name, f"{code!r} is not a procedure code", line, "wordings")
    if not isinstance(styles, dict):
        raise ImportRefusedError(path.name, "a mapping of styles is expected", line, code)
    line = styles[yaml_lines.LINE]
    found = []
    for style, texts in styles.items():
        if style == yaml_lines.LINE:
            continue
        if style not in STYLES:
            raise ImportRefusedError(path.name, f"unknown style {style!r}", line, code)
        for text in yaml_lines.items(path, texts, line, f"{code}.{style}"):
            if not isinstance(text, str) or not text.strip():
                raise ImportRefusedError(path.name, "text expected", line, f"{code}.{style}")
            found.append(Wording(code=code, text=text, style=style))
    return found
