"""Index files: written whole, swapped atomically, verified when read.

`index/<version>/` holds the parts and a manifest with their checksums; `index/CURRENT` names the version in use.
A reader sees the old version or the new one, never half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.search.lexical import LexicalIndex
from knowledge.search.meta import ProcedureMeta, word_weights
from knowledge.search.segment import Segment
from knowledge.search.semantic import SemanticIndex

FORMAT = 2
_KEPT = 2  # versions kept beside the current one, for readers that still have it open


class IndexDamagedError(Exception):
    """The index files are missing, damaged or of another format; rebuild them."""


@dataclass(frozen=True)
class Snapshot:
    """A large segment, the catalogue revision it shows, and the encoder its vectors were made with."""

    segment: Segment
    revision: int
    encoder_version: str
    version: str

    def save(self, home: Path) -> Path:
        """Write below `home`, then make it the current one."""
        home.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=home))
        try:
            self._write(draft)
            target = home / self.version
            if target.exists():
                shutil.rmtree(target)
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _point(home, self.version)
        _sweep(home, self.version)
        return target

    def _write(self, folder: Path) -> None:
        assert isinstance(self.segment.lexical, LexicalIndex)
        self.segment.lexical.save(folder / "lexical")
        self.segment.semantic.save(folder / "semantic.faiss")
        np.savez(folder / "entries.npz", owner=self.segment.owner, is_name=self.segment.is_name)
        metas = [m.as_json() for m in self.segment.metas]
        (folder / "procedures.json").write_text(json.dumps(metas, ensure_ascii=False), encoding="utf-8")
        manifest = {
            "format": FORMAT,
            "revision": self.revision,
            "encoder": self.encoder_version,
            "files": {
                str(p.relative_to(folder)): _digest(p) for p in sorted(folder.rglob("*")) if p.is_file()
            },
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))

    @classmethod
    def load(cls, home: Path, encoder_version: str) -> Snapshot:
        """Read the current version.

        Raises:
            IndexDamagedError: nothing there, a checksum differs, or it was made with another encoder or format.
        """
        try:
            version = (home / "CURRENT").read_text().strip()
            folder = home / version
            manifest = json.loads((folder / "manifest.json").read_text())
            if manifest["format"] != FORMAT or manifest["encoder"] != encoder_version:
                raise IndexDamagedError("made with another encoder or format")
            for name, digest in manifest["files"].items():
                if _digest(folder / name) != digest:
                    raise IndexDamagedError(f"{name} is damaged")
            rows = json.loads((folder / "procedures.json").read_text(encoding="utf-8"))
            metas = tuple(ProcedureMeta.from_json(r) for r in rows)
            arrays = np.load(folder / "entries.npz")
            segment = Segment(
                metas=metas,
                owner=arrays["owner"],
                is_name=arrays["is_name"],
                lexical=LexicalIndex.load(folder / "lexical"),
                semantic=SemanticIndex.load(folder / "semantic.faiss"),
                weights=word_weights(metas),
            )
        except IndexDamagedError:
            raise
        except Exception as error:
            raise IndexDamagedError(f"cannot read the index: {error}") from error
        return cls(segment, int(manifest["revision"]), encoder_version, version)


def pointer_mark(home: Path) -> tuple[int, int]:
    """Changes whenever another version becomes the current one; cheaper than reading its name."""
    try:
        found = (home / "CURRENT").stat()
    except OSError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns


def current_version(home: Path) -> str:
    """Name of the version in use, or "" where there is none."""
    try:
        return (home / "CURRENT").read_text().strip()
    except OSError:
        return ""


def _point(home: Path, version: str) -> None:
    draft = home / f".CURRENT-{os.getpid()}"
    draft.write_text(version)
    draft.replace(home / "CURRENT")


def _sweep(home: Path, version: str) -> None:
    old = sorted(
        (p for p in home.iterdir() if p.is_dir() and p.name != version), key=lambda p: p.stat().st_mtime
    )
    for folder in old[:-_KEPT] if len(old) > _KEPT else []:
        shutil.rmtree(folder, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
