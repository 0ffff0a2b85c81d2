"""Import files of any known format: all of them or nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from knowledge.catalogue.importers.base import Importer, Known, Parsed, Progress
from knowledge.catalogue.importers.reading import head
from knowledge.catalogue.importers.registry import IMPORTERS
from knowledge.catalogue.models import Procedure, SourceKind, Wording
from knowledge.catalogue.report import ImportBatch, ImportRefusedError, ImportReport
from knowledge.catalogue.repository import Catalogue

_MONTH_IN_NAME = re.compile(r"(20\d{2})-(\d{2})(?:-(\d{2}))?")


def import_files(
    catalogue: Catalogue,
    paths: Sequence[Path],
    *,
    captured: dt.date | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
    whole_bank: bool = False,
) -> ImportReport:
    """Import files and folders (their `*.yml`), recognising each format.

    Args:
        captured: when the content was read from its source; else from the file name, else the file's date.
        dry_run: report what would change and store nothing.
        whole_bank: the files hold the whole shipped bank; starter wordings missing from it are taken back.

    Raises:
        ImportRefusedError: a file is unknown or broken; nothing has been stored.
    """
    files = _files(paths)
    now = today or dt.datetime.now(tz=dt.UTC).date()
    known = Known({p.code: p.name for p in catalogue.procedures() if _certain(p)})
    parsed: list[Parsed] = []
    for number, path in enumerate(files, 1):
        part = _importer(path).parse(path, captured or _captured(path), now, known)
        known.names.update({p.code: p.name for p in part.procedures if _certain(p)})
        parsed.append(part)
        if progress is not None:
            progress(path.name, number, len(files))
    return catalogue.apply(_batch(parsed, whole_bank), dry_run=dry_run)


def _certain(procedure: Procedure) -> bool:
    """Is the code of this name beyond doubt? Those of the ward list and of shared pages are not."""
    return procedure.source.kind is not SourceKind.WARD_LIST and procedure.named_surely


def _batch(parsed: Sequence[Parsed], whole_bank: bool) -> ImportBatch:
    procedures: dict[tuple[str, str], Procedure] = {}
    wordings: list[Wording] = []
    for part in parsed:
        for procedure in part.procedures:
            procedures[procedure.source.stream, procedure.code] = (
                procedure  # the last of a repeated record counts
            )
        wordings.extend(part.wordings)
    complete = frozenset().union(*(p.complete for p in parsed)) if parsed else frozenset()
    return ImportBatch(tuple(procedures.values()), tuple(wordings), complete, whole_bank)


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*.yml"))
            if not inside:
                raise ImportRefusedError(path.name, "the folder holds no .yml file")
            found.extend(inside)
        elif path.is_file():
            found.append(path)
        else:
            raise ImportRefusedError(str(path), "no such file")
    # records before name lists, so that a list is compared with all that is known
    return sorted(found, key=lambda p: _importer(p).name in {"portal_list", "ward_list"})


def _importer(path: Path) -> Importer:
    start = head(path)
    for importer in IMPORTERS:
        if importer.recognises(path, start):
            return importer
    raise ImportRefusedError(
        path.name, "the format is not known (docs/catalogue-format.md lists the known ones)"
    )


def _captured(path: Path) -> dt.date:
    match = _MONTH_IN_NAME.search(path.name)
    if match:
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            pass
    return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()
