"""Reading files that may be gzipped, cut off or of another encoding, with clear refusals."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from knowledge.catalogue.report import ImportRefusedError

_GZIP = b"\x1f\x8b"


def read_text(path: Path) -> str:
    """Whole text of a file, unzipped where it is gzip."""
    try:
        data = path.read_bytes()
        if data[:2] == _GZIP:
            data = gzip.decompress(data)
        return data.decode("utf-8-sig")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ImportRefusedError(path.name, f"the gzip file is cut off or damaged ({error})") from error
    except UnicodeDecodeError as error:
        raise ImportRefusedError(path.name, "not UTF-8 text", line=_line_of(data, error.start)) from error
    except OSError as error:
        raise ImportRefusedError(path.name, f"cannot be read ({error.strerror})") from error


def head(path: Path, size: int = 4096) -> str:
    """The first characters of a file, for recognising its format; "" for other binary files."""
    try:
        with path.open("rb") as file:
            data = file.read(size)
        if data[:2] == _GZIP:
            data = zlib.decompressobj(wbits=31).decompress(data, size * 8)
        return data.decode("utf-8-sig", "ignore")
    except (OSError, zlib.error):
        return ""


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """`(line number, object)` of every line; a line that is no JSON object refuses the file."""
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, object_pairs_hook=_each_once)
        except json.JSONDecodeError as error:
            raise ImportRefusedError(path.name, f"not JSON ({error.msg})", line=number) from error
        except _TwiceError as error:
            raise ImportRefusedError(path.name, "stands twice", number, str(error)) from error
        except (RecursionError, ValueError) as error:
            raise ImportRefusedError(path.name, f"not JSON that can be read ({error})", line=number) from error
        if not isinstance(row, dict):
            raise ImportRefusedError(path.name, "a JSON object is expected", line=number)
        if "\\ud" in line.lower() and not _storable(row):
            raise ImportRefusedError(path.name, "half a character (a lone surrogate)", line=number)
        yield number, row


def needed(path: Path, line: int, row: dict[str, Any], names: Sequence[str]) -> None:
    """A row that lacks one of these fields, empty or not, is of another format: the file is refused."""
    for name in names:
        if name not in row:
            raise ImportRefusedError(path.name, "is missing", line, name)


def text_field(path: Path, line: int, row: dict[str, Any], name: str, required: bool = False) -> str:
    """A text field of a row; another type, or a missing required one, refuses the file."""
    value = row.get(name)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise ImportRefusedError(path.name, f"text expected, found {type(value).__name__}", line, name)
    if required and not value.strip():
        raise ImportRefusedError(path.name, "is missing", line, name)
    return value.strip()


class _TwiceError(Exception):
    """A key stands twice in one object: which value holds is not certain."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _TwiceError(next(k for k, _ in pairs if k in seen or seen.add(k)))  # type: ignore[func-returns-value]
    return found


def _storable(row: dict[str, Any]) -> bool:
    try:
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _line_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
