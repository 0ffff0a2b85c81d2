"""Lists that give names only: the portal's .xlsx list and the list of a ward.

TRAP: the ward list's code column is shifted against its names in most rows. A code is believed only where a known
record of that code has the same name; a name that is known is that record; what is left becomes a name-only
record, under a stand-in code (9.xxxxxx) where the list's own code belongs to another name.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.catalogue.codes import split_code
from knowledge.catalogue.importers.base import Known, Parsed
from knowledge.catalogue.importers.reading import json_lines, needed, text_field
from knowledge.catalogue.models import (
    Agency,
    Completeness,
    Flag,
    FlagReason,
    Level,
    Procedure,
    Source,
    SourceKind,
)
from knowledge.catalogue.report import ImportRefusedError
from knowledge.text import fold, normalise

_RENAMED = Path(__file__).parent / "renamed.yml"
_LEVEL_REMARK = re.compile(r" (?:tai )?cap xa$")
_DAMAGE = (SyntaxError, ValueError, LookupError, OSError)  # what openpyxl lets through while it reads
_COLUMNS = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")


class PortalList:
    """The portal's list export: an .xlsx with its header in row 2. Its codes are right."""

    name = "portal_list"

    def recognises(self, path: Path, head: str) -> bool:  # noqa: ARG002
        return path.suffix.lower() == ".xlsx"

    def parse(self, path: Path, captured: dt.date, today: dt.date, known: Known) -> Parsed:  # noqa: ARG002
        source = Source(kind=SourceKind.PORTAL_LIST, stream=f"portal-list:{path.stem}", captured=captured)
        records = []
        for line, row in _sheet(path):
            try:
                code, _ = split_code(row["Mã số"])
            except ValueError as error:
                raise ImportRefusedError(path.name, str(error), line, "Mã số") from error
            name = _name(path, line, row["Tên"], "Tên")
            agency = Agency(executing=row["Cơ quan thực hiện"].replace("\n", "; "))
            records.append(_name_only(code, name, row["Lĩnh vực"], source, agency=agency))
        return Parsed(tuple(records), complete=frozenset({source.stream}))


class WardList:
    """JSON lines of `code` (may be null), `name`, `field`."""

    name = "ward_list"

    def recognises(self, path: Path, head: str) -> bool:  # noqa: ARG002
        first = head.split("\n", 1)[0]
        return (
            first.startswith("{")
            and all(f'"{k}"' in first for k in ("code", "name", "field"))
            and "levels" not in first
        )

    def parse(self, path: Path, captured: dt.date, today: dt.date, known: Known) -> Parsed:  # noqa: ARG002
        source = Source(kind=SourceKind.WARD_LIST, stream=f"ward-list:{path.stem}", captured=captured)
        codes_of = {_key(name): code for code, name in known.names.items()}
        codes_of |= {_key(name): code for name, code in _renamed().items() if code in known.names}
        found: dict[str, Procedure] = {}
        for line, row in json_lines(path):
            needed(path, line, row, ("code", "field"))
            name = _name(path, line, text_field(path, line, row, "name", required=True), "name")
            listed, field = text_field(path, line, row, "code"), text_field(path, line, row, "field")
            if _key(name) in codes_of:
                continue  # a record that is known by its right code
            if listed:
                try:
                    listed, _ = split_code(listed)
                except ValueError as error:
                    raise ImportRefusedError(path.name, str(error), line, "code") from error
            code = _stand_in(name, found)
            flag = Flag(field="code", reason=FlagReason.CODE_MISMATCH, raw=listed)
            found.setdefault(
                code, _name_only(code, name, field, source, levels=(Level.COMMUNE,), flags=(flag,))
            )
        return Parsed(tuple(found.values()), complete=frozenset({source.stream}))


def _name(path: Path, line: int, text: str, field: str) -> str:
    name = " ".join(text.split()).rstrip(" .")
    if not name:
        raise ImportRefusedError(path.name, "is missing", line, field)
    return name


def _name_only(code: str, name: str, field: str, source: Source, **values: Any) -> Procedure:
    return Procedure(
        code=code,
        name=name,
        field=field.split(" (")[0],
        source=source,
        completeness=Completeness.NAME_ONLY,
        **values,
    )


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    """Names of before a renaming or merger, and the code that serves them now."""
    return dict(yaml.safe_load(_RENAMED.read_text(encoding="utf-8")))


def _stand_in(name: str, taken: Mapping[str, Procedure]) -> str:
    """A stable code of our own, 9.000000 to 9.999999, from the name; the next free one where another name has it."""
    number = zlib.crc32(_key(name).encode())
    while True:
        code = f"9.{number % 1_000_000:06}"
        if code not in taken or _key(taken[code].name) == _key(name):
            return code
        number += 1


def _key(name: str) -> str:
    """What two spellings of one official name share; "(cấp xã)" and the wording of before 2026 do not tell apart."""
    words = " ".join(fold(normalise(name)).replace(".", " ").split())
    words = _LEVEL_REMARK.sub("", words).replace("hop dong giao dich", "giao dich")
    return words.removeprefix("thu tuc ")


def _sheet(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """`(row number, cells by column)` of every row below the header."""
    columns: dict[str, int] = {}
    for line, values in _cells(path):
        if columns and any(values):
            yield line, {name: values[at] if at < len(values) else "" for name, at in columns.items()}
        elif "Mã số" in values:
            missing = [name for name in _COLUMNS if name not in values]
            if missing:
                raise ImportRefusedError(path.name, "the column is missing", line, missing[0])
            columns = {name: values.index(name) for name in _COLUMNS}
    if not columns:
        raise ImportRefusedError(path.name, "no header row with the column is found", field="Mã số")


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield line, ["" if c is None else str(c).strip() for c in cells]
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, *_DAMAGE) as error:
        raise ImportRefusedError(path.name, f"not a readable .xlsx ({error})") from error
