"""Which strings of letters are Vietnamese syllables (accents dropped), and how often the domain uses them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
_RHYMES = [
    "a",
    "ac",
    "ach",
    "ai",
    "am",
    "an",
    "ang",
    "anh",
    "ao",
    "ap",
    "at",
    "au",
    "ay",
    "e",
    "ec",
    "em",
    "en",
    "eng",
    "enh",
    "ech",
    "eo",
    "ep",
    "et",
    "eu",
    "i",
    "ia",
    "ich",
    "iec",
    "iem",
    "ien",
    "ieng",
    "iep",
    "iet",
    "ieu",
    "im",
    "in",
    "inh",
    "ip",
    "it",
    "iu",
    "o",
    "oa",
    "oac",
    "oach",
    "oai",
    "oam",
    "oan",
    "oang",
    "oanh",
    "oao",
    "oat",
    "oay",
    "oc",
    "oe",
    "oen",
    "oeo",
    "oet",
    "oi",
    "om",
    "on",
    "ong",
    "ooc",
    "oong",
    "op",
    "ot",
    "u",
    "ua",
    "uan",
    "uang",
    "uat",
    "uay",
    "uc",
    "ue",
    "uech",
    "uenh",
    "ui",
    "um",
    "un",
    "ung",
    "uo",
    "uoc",
    "uoi",
    "uom",
    "uon",
    "uong",
    "uop",
    "uot",
    "uou",
    "up",
    "ut",
    "uu",
    "uy",
    "uya",
    "uych",
    "uyen",
    "uyet",
    "uynh",
    "uyt",
    "uyu",
    "y",
    "yem",
    "yen",
    "yet",
    "yeu",
]
_FRONT = ("e", "i", "y")


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Every well-formed syllable without accents, about 2,400 of them, built from onsets and rhymes."""
    found = {r for r in _RHYMES if not r.startswith("ie")}
    for onset in _ONSETS:
        for rhyme in _RHYMES:
            if _fits(onset, rhyme):
                found.add(onset + rhyme)
    found.update({"gi", "gin", "gieng", "giet", "quoc", "quy", "quyen", "quyet", "quynh", "quyt"})
    return frozenset(found)


def _fits(onset: str, rhyme: str) -> bool:
    front = rhyme.startswith(_FRONT)
    if onset in {"k", "gh", "ngh"}:
        return front
    if onset in {"c", "ng", "g"}:
        return not front or (onset == "g" and rhyme in {"i", "in"})
    if onset == "qu":
        return not rhyme.startswith(("o", "u"))
    if onset == "gi":
        return not rhyme.startswith("i") or rhyme == "ia"
    return not rhyme.startswith("ye")


@lru_cache(maxsize=1)
def counts() -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Counts of syllables and of neighbouring pairs in our own catalogue and bank (data/syllables.tsv)."""
    single: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    path = Path(__file__).parent / "data" / "syllables.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        key, number = line.split("\t")
        first, _, second = key.partition(" ")
        if second:
            pairs[first, second] = int(number)
        else:
            single[first] = int(number)
    return single, pairs
