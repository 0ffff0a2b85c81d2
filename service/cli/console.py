"""Terminal output: texts from wording files, progress bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TextIO

import yaml
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

_WORDING = Path(__file__).parent / "wording"


def say(key: str, *, to: TextIO | None = None, **values: object) -> None:
    """Print the text `key` of the wording files; `to` standard output unless told."""
    stream = to or sys.stdout
    stream.write(text(key).format(**values) + "\n")
    stream.flush()


def text(key: str) -> str:
    """The text `key` as it stands in the wording files."""
    return _texts()[key]


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that appears with the first step: `advance(done, of)`."""
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, int] = {}
    with progress:

        def advance(done: int, of: int) -> None:
            task = tasks.setdefault(title, -1)
            if task == -1:
                task = tasks[title] = progress.add_task(title, total=of)
            progress.update(task, completed=done, total=of)  # type: ignore[arg-type]

        yield advance


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(_WORDING.glob("*.yml")):
        found.update(yaml.safe_load(path.read_text(encoding="utf-8")))
    return found
