"""Make any text safe to store, log and tokenize, without changing what it says."""

from __future__ import annotations

import re
import unicodedata

# Invisible characters that platforms and pranksters insert: zero-width, bidi controls, soft hyphen, variation
# selectors, tags. They would split tokens and hide personal numbers from the masker.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return `text` in NFC without control, invisible or unpaired surrogate characters, spaces collapsed.

    Idempotent. Never raises on a `str`; the result can always be encoded as UTF-8.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    kept = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text if not _lone(c))
    # A dropped character can bring a base and a combining mark together: compose once more.
    return unicodedata.normalize("NFC", _SPACES.sub(" ", "".join(kept))).strip()


def _lone(char: str) -> bool:
    return "\ud800" <= char <= "\udfff" or unicodedata.category(char) == "Cn"
