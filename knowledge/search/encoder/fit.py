"""From procedures and wordings to a trained encoder, kept by the hash of what it was trained on."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from knowledge.catalogue.models import Procedure, Wording
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.encoder.training import Examples, Progress, Recipe, train
from knowledge.search.entries import EntryKind, entries_of, searchable
from knowledge.search.frames import NAMING
from knowledge.starter.bank import HardNegative

_CODE_VERSION = 2  # raise when features() or the loss changes, so that encoders are trained anew


def examples_of(
    procedures: Iterable[Procedure], wordings: Iterable[Wording], negatives: Iterable[HardNegative]
) -> Examples:
    """Training texts by procedure; one without wordings has its name as its only text."""
    said: dict[str, list[str]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for wording in wordings:
        said[wording.code].append(wording.text)
        if wording.style in NAMING:
            names[wording.code].append(searchable(wording.text))
    texts = {}
    for procedure in procedures:
        entries = list(entries_of(procedure, said.pop(procedure.code, ())))
        texts[procedure.code] = [e.text for e in entries]
        names[procedure.code] += [e.text for e in entries if e.kind is EntryKind.NAME]
    # the bank also words procedures whose records come with an import
    texts |= {code: list(dict.fromkeys(map(searchable, own))) for code, own in said.items()}
    hard = [(searchable(n.text), n.code, n.others) for n in negatives]
    return Examples(texts, hard, dict(names))


def train_encoder(
    procedures: Sequence[Procedure],
    wordings: Iterable[Wording],
    negatives: Iterable[HardNegative],
    recipe: Recipe = Recipe(),  # noqa: B008
) -> Encoder:
    """Train an encoder and return it without writing it."""
    with tempfile.TemporaryDirectory() as folder:
        train(examples_of(procedures, wordings, negatives), recipe).save(folder)
        return Encoder.own(Path(folder))


def ensure_encoder(
    home: Path,
    procedures: Sequence[Procedure],
    wordings: Sequence[Wording],
    negatives: Sequence[HardNegative],
    recipe: Recipe = Recipe(),  # noqa: B008
    progress: Progress | None = None,
) -> tuple[Path, bool]:
    """Folder of the encoder for this material, trained if need be: `(folder, trained now)`.

    `home/CURRENT` names the version in use and is swapped after the files are whole.
    """
    examples = examples_of(procedures, wordings, negatives)
    version = _version(examples, recipe)
    folder = home / version
    trained = False
    if not (folder / "model.safetensors").is_file():
        home.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=home))
        try:
            train(examples, recipe, progress).save(str(draft))
            shutil.rmtree(folder, ignore_errors=True)
            draft.rename(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        trained = True
    pointer = home / ".CURRENT"
    pointer.write_text(version)
    pointer.replace(home / "CURRENT")
    return folder, trained


def _version(examples: Examples, recipe: Recipe) -> str:
    content = hashlib.sha256(f"{_CODE_VERSION} {sorted(asdict(recipe).items())}".encode())
    for code in sorted(examples.texts):
        content.update(f"\n{code}\t{examples.texts[code]}".encode())
    content.update(f"{sorted(examples.hard)} {sorted(examples.names.items())}".encode())
    return content.hexdigest()[:20]
