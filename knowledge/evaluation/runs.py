"""Every run keeps a dated folder: rows, aggregate, configuration, versions."""

from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.evaluation.questions.generate import Row


def write_run(
    home: Path, component: str, rows: Sequence[Row], figures: Mapping[str, Any], config: Mapping[str, Any]
) -> Path:
    """Write `home/<time>-<component>/` and return it."""
    folder = home / f"{dt.datetime.now(tz=dt.UTC):%Y%m%dT%H%M%SZ}-{component}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "rows.csv").open("w", newline="", encoding="utf-8") as file:
        if rows:
            writer = csv.DictWriter(file, fieldnames=list(asdict(rows[0])))
            writer.writeheader()
            writer.writerows(_flat(asdict(row)) for row in rows)
    _write(folder / "aggregate.json", figures)
    _write(folder / "config.json", {**config, "commit": _commit()})
    return folder


def read_rows(folder: Path) -> list[dict[str, str]]:
    """Rows of a run as text.

    Raises:
        FileNotFoundError: not a run folder.
    """
    with (folder / "rows.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_figures(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "aggregate.json").read_text(encoding="utf-8")))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return {k: " ".join(v) if isinstance(v, (tuple, list)) else v for k, v in row.items()}


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()
