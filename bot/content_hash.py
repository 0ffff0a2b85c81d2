"""One hash over everything that shapes the trained model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
STARTER = ROOT / "knowledge" / "starter"
_SUFFIXES = {".py", ".yml", ".tsv", ".txt"}


def content_hash(root: Path = ROOT) -> str:
    """16 hex digits; changes exactly when config.yml, bot/, knowledge/text/ or what `told` reads does."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    yield root / "config.yml"
    starter = STARTER.relative_to(ROOT)
    yield from (root / starter / name for name in ("asked.yml", "out_of_scope.yml"))
    for folder in ("bot", "knowledge/text", starter / "wordings", starter / "conversations"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in _SUFFIXES and "__pycache__" not in path.parts:
                yield path
