"""Our own YAML format of records (docs/catalogue-format.md)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.catalogue.importers import yaml_lines
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.models import Flag, FlagReason, Procedure, SourceKind
from knowledge.catalogue.report import ImportRefusedError

_TOP = {"checked", "captured", "procedures", yaml_lines.LINE}
_CONFIRMABLE = {
    "name", "code", "decision", "agency", "channels", "time", "fee", "cases", "steps", "conditions", "results",
    "legal_basis", "levels",
}  # fmt: skip


class YamlCatalogue:
    name = "yaml"

    def recognises(self, path: Path, head: str) -> bool:
        return path.suffix in {".yml", ".yaml"} and yaml_lines.opens(head, "procedures")

    def parse(self, path: Path, captured: dt.date, today: dt.date, known: Known) -> Parsed:  # noqa: ARG002
        data = yaml_lines.load(path)
        yaml_lines.text_keys(path, data, _TOP)
        rows = data.get("procedures")
        if not isinstance(rows, list):
            raise ImportRefusedError(path.name, "a list is expected", field="procedures")
        read = data.get("captured") or data.get("checked") or captured
        stream = f"curated:{path.stem}"
        records = [_record(path, row, data.get("checked"), read, stream) for row in rows]
        return Parsed(tuple(records), complete=frozenset({stream}))


def _record(path: Path, row: Any, checked: dt.date | None, captured: dt.date, stream: str) -> Procedure:
    if not isinstance(row, dict):
        raise ImportRefusedError(path.name, "a mapping is expected", field="procedures")
    line = row[yaml_lines.LINE]
    values = yaml_lines.bare(row)
    unconfirmed = yaml_lines.items(path, values.pop("unconfirmed", None), line, "unconfirmed")
    strange = [f for f in unconfirmed if not isinstance(f, str) or f not in _CONFIRMABLE]
    if strange:
        raise ImportRefusedError(path.name, f"{strange[0]!r} is not a field", line, "unconfirmed")
    own = next((f for f in ("source", "flags") if f in values), "")
    if own:
        raise ImportRefusedError(path.name, "is made by the import and cannot be given", line, own)
    values["source"] = {
        "kind": SourceKind.CURATED,
        "stream": stream,
        "url": values.pop("source_url", None) or "",
        "captured": values.pop("captured", captured),
    }
    values.setdefault("checked", checked)
    steps = yaml_lines.items(path, values.get("steps"), line, "steps")
    values["steps"] = [{"text": s} if isinstance(s, str) else s for s in steps]
    values = {k: v for k, v in values.items() if v is not None}
    values["flags"] = [Flag(field=f, reason=FlagReason.UNCONFIRMED) for f in unconfirmed]
    try:
        return Procedure.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        raise ImportRefusedError(
            path.name, f"{values.get('code', '')}: {first['msg']}", line, place
        ) from error
