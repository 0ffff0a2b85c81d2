"""`python -m bot.train --out DIR`: train the dialogue model if its sources changed.

Writes DIR/<content hash>.tar.gz and then DIR/CURRENT (its file name); both appear whole or not at all.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.content_hash import ROOT, content_hash
from bot.quiet import quiet

CURRENT = "CURRENT"


def ensure_model(out: Path, force: bool = False) -> tuple[Path, bool]:
    """(path of the current model, whether it had to be trained)."""
    name = f"{content_hash()}.tar.gz"
    target = out / name
    if target.is_file() and not force:
        _point(out, name)
        return target, False
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".training-") as folder:
        _train(Path(folder))
        (Path(folder) / "model.tar.gz").replace(target)
    _point(out, name)
    return target, True


def _train(folder: Path) -> None:
    quiet()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    from rasa.model_training import train

    result = train(
        domain="bot/domain.yml",
        config="config.yml",
        training_files=["bot/nlu", "bot/rules", "bot/stories"],
        output=str(folder),
        fixed_model_name="model",
        force_training=True,
    )
    if result.code or not result.model:
        raise SystemExit(f"training ended with code {result.code}")


def _point(out: Path, name: str) -> None:
    pointer = out / CURRENT
    if pointer.is_file() and pointer.read_text(encoding="utf-8").strip() == name:
        return
    fresh = out / f".{CURRENT}-{os.getpid()}"
    fresh.write_text(name + "\n", encoding="utf-8")
    fresh.replace(pointer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("var/rasa/models"))
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    arguments = parser.parse_args()
    started = time.perf_counter()
    path, trained = ensure_model(arguments.out.resolve(), arguments.force)
    what = f"trained in {time.perf_counter() - started:.0f} s" if trained else "unchanged"
    sys.stdout.write(f"dialogue model {path} ({what})\n")


if __name__ == "__main__":
    main()
