"""Broken name lists: a refusal names file, line and field, and nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from knowledge.catalogue.importing import import_files
from knowledge.catalogue.report import ImportRefusedError
from knowledge.catalogue.repository import Catalogue

Refused = Callable[[Path], ImportRefusedError]
Row = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
TODAY = dt.date(2026, 11, 23)


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


HEADER = ("STT", "Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
LINE = (1, "1.000001", "Việc thử", "Bộ", "Xã\nPhường", "Thử (Bộ)")


def test_portal_list(empty: Catalogue, tmp_path: Path) -> None:
    path = sheet(tmp_path / "list.xlsx", ("Danh sách",), HEADER, LINE, (), (2, "2.000002", "Việc hai"))
    assert sorted(import_files(empty, [path]).new) == ["1.000001", "2.000002"]
    found = empty.get("1.000001")
    assert found is not None
    assert (found.agency.executing, found.field) == ("Xã; Phường", "Thử")


@pytest.mark.parametrize(
    ("rows", "line", "field"),
    [
        ([("Danh sách",)], None, "Mã số"),
        ([HEADER[:5], LINE], 1, "Lĩnh vực"),
        ([HEADER, LINE, (2, "abc", "Việc")], 3, "Mã số"),
        ([HEADER, LINE, (2, None, "Việc")], 3, "Mã số"),
        ([HEADER, LINE, (2, 2.00079, "Việc")], 3, "Mã số"),  # a number has lost its last nought
        ([HEADER, LINE, (2, "2.000002", " . ")], 3, "Tên"),
    ],
)
def test_broken_portal_list(
    refused: Refused, tmp_path: Path, rows: list[tuple[object, ...]], line: int | None, field: str
) -> None:
    error = refused(sheet(tmp_path / "list.xlsx", *rows))
    assert (error.line, error.field) == (line, field)


@pytest.mark.parametrize("at", [0, 30, 200, 1000, 3000])
def test_damaged_portal_list(refused: Refused, tmp_path: Path, at: int) -> None:
    path = sheet(tmp_path / "list.xlsx", HEADER, *[(n, f"1.{n:06}", "Việc") for n in range(300)])
    data = path.read_bytes()
    path.write_bytes(data[:at])
    assert "not a readable .xlsx" in refused(path).message
    middle = data.index(b"sheet1.xml") + 200  # within the packed sheet
    path.write_bytes(data[:middle] + b"\x00" * 60 + data[middle + 60 :])
    assert "not a readable .xlsx" in refused(path).message


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"code": "x", "name": "Việc", "field": ""}, "code"),
        ({"code": "1.000001", "name": "", "field": ""}, "name"),
        ({"code": "1.000001", "name": " . ", "field": ""}, "name"),
        ({"code": 1, "name": "Việc", "field": ""}, "code"),
        ({"code": None, "name": "Việc", "field": []}, "field"),
        ({"name": "Việc", "field": ""}, "code"),
        ({"code": "1.000001", "field": ""}, "name"),
    ],
)
def test_broken_ward_list(refused: Refused, write: Write, row: dict[str, Any], field: str) -> None:
    path = write({"code": None, "name": "Việc trước", "field": "Thử"}, row, name="ward.jsonl")
    error = refused(path)
    assert (error.line, error.field) == (2, field)
