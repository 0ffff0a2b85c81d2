"""Broken YAML: a refusal names file, line and field, and nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue.report import ImportRefusedError

Refused = Callable[[Path], ImportRefusedError]
Row = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
TODAY = dt.date(2026, 11, 23)


# YAML


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("unconfirmed: fee", "unconfirmed"),
        ("unconfirmed: 3", "unconfirmed"),
        ("unconfirmed: [[fee]]", "unconfirmed"),
        ("steps: Nộp hồ sơ", "steps"),
        ("steps: 3", "steps"),
        ("flags: []", "flags"),
        ("source: {kind: curated}", "source"),
        ("checked: 2026-02-31", ""),
        ("checked: hôm nay", "checked"),
        ("valid_from: 2026-12-01, valid_to: 2026-01-01", ""),
        ("channels: [{method: online, time: {value: 3}}]", "channels.0.time"),
        ("channels: [{method: online, fees: [{amount: -1}]}]", "channels.0.fees.0.amount"),
        ("cases: [{documents: [{name: ''}]}]", "cases.0.documents.0.name"),
        ("[a]: b", ""),
        ('decision: "\\ud800"', ""),
    ],
)
def test_broken_yaml_record(refused: Refused, tmp_path: Path, row: str, field: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(f"procedures:\n  - {{code: '1.000001', name: x}}\n  - {{code: '1.000002', name: y, {row}}}\n")
    error = refused(path)
    assert (error.line, error.field) == (3, field)


@pytest.mark.parametrize("text", ["procedures:\n", "1: x\nb: y\nprocedures: []\n", "procedures: [\x00]\n"])
def test_broken_yaml_file(refused: Refused, tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text)
    refused(path)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("wordings:\n  '1.000001':\n    plain: một câu\n", 3, "1.000001.plain"),
        ("wordings:\n  '1.000001':\n    plain: 3\n", 3, "1.000001.plain"),
        ("wordings:\n  '1.000001':\n    plain: [3]\n", 3, "1.000001.plain"),
        ("wordings:\n  '1.000001':\n    plain: [' ']\n", 3, "1.000001.plain"),
        ('wordings:\n  \'1.000001\':\n    plain: ["a\\ud800"]\n', 3, ""),
        ("wordings:\n  '1.000001':\n    formal: [a]\n", 3, "1.000001"),
        ("wordings:\n  '1.000001': [a]\n", 2, "1.000001"),
        ("wordings:\n  2.000790:\n    plain: [a]\n", 2, "wordings"),
        ("wordings: [a]\n", None, "wordings"),
        ("wordings: {}\nother: 1\n", None, "other"),
    ],
)
def test_broken_wordings(refused: Refused, tmp_path: Path, text: str, line: int | None, field: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text)
    error = refused(path)
    assert (error.line, error.field) == (line, field)
