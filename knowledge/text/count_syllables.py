"""Write data/syllables.tsv: how often our own catalogue and bank use each syllable and each neighbouring pair.

Run `python -m knowledge.text.count_syllables FILE...` on texts, one a line; `make syllables` feeds it the starter.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from knowledge.text.canonical import abbreviations, fold, normalise
from knowledge.text.syllables import syllables

_TARGET = Path(__file__).parent / "data" / "syllables.tsv"
_LEAST_SINGLE, _LEAST_PAIR = 2, 2


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Counts over well-formed syllables; glued words and other strings break a pair."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        expanded = (
            p for w in re.findall(r"[^\W\d_]+", normalise(text)) for p in abbreviations().get(w, w).split()
        )
        words = [fold(w) for w in expanded]
        known = [w if w in syllables() else None for w in words]
        single.update(w for w in known if w)
        pairs.update((a, b) for a, b in pairwise(known) if a and b)
    return single, pairs


def main() -> None:
    texts = (line for name in sys.argv[1:] for line in Path(name).read_text(encoding="utf-8").splitlines())
    single, pairs = count(texts)
    rows = [f"{w}\t{n}" for w, n in sorted(single.items()) if n >= _LEAST_SINGLE]
    rows += [f"{a} {b}\t{n}" for (a, b), n in sorted(pairs.items()) if n >= _LEAST_PAIR]
    _TARGET.write_text("\n".join(rows) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} rows\n")


if __name__ == "__main__":
    main()
