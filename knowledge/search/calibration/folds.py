"""Which wordings are held out: by wording, and for some procedures all of them.

A stable hash decides, so that a new wording never moves another one to another fold.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from knowledge.catalogue.models import Wording

FOLDS = 5
_BARE_SHARE = 8  # one procedure in eight loses all its wordings in a fold: what a name-only record meets


def fold_of(wording: Wording) -> int:
    """Fold in which this wording is held out."""
    return zlib.crc32(f"{wording.code}|{wording.text}".encode()) % FOLDS


def bare(code: str, fold: int) -> bool:
    """True when all wordings of `code` are held out in `fold`."""
    return zlib.crc32(f"bare|{code}".encode()) % (FOLDS * _BARE_SHARE // 4) == fold


def split(wordings: Sequence[Wording], fold: int) -> tuple[list[Wording], list[Wording]]:
    """`(kept, held out)` in one fold."""
    kept: list[Wording] = []
    held: list[Wording] = []
    for wording in wordings:
        (held if fold_of(wording) == fold or bare(wording.code, fold) else kept).append(wording)
    return kept, held
