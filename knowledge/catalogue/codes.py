"""Procedure codes: national form, and the provincial form with an organisation suffix.

`1.001193` is national; `1.001193.000.00.00.H14` and `1.001193.H14` are the same procedure as a province
publishes it. Records are joined on the national part. Codes that begin with 9 are our own stand-ins for listed
procedures whose national code is not known for certain.
"""

from __future__ import annotations

import re

CODE_PATTERN = re.compile(r"[1-9]\.\d{6}")
_WITH_SUFFIX = re.compile(
    r"(?P<code>[1-9]\.\d{6})(?:\.(?P<organisation>(?:\d{2,3}\.)*[HG]\d{2}(?:\.\d{1,3})*))?"
)
_IN_TEXT = re.compile(r"(?<![\d.])[1-9]\.\d{6}(?!\d)")


def split_code(text: str) -> tuple[str, str]:
    """Return `(national code, organisation suffix or "")`.

    Raises:
        ValueError: `text` is not a procedure code in either form.
    """
    match = _WITH_SUFFIX.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a procedure code: {text!r}")
    return match["code"], match["organisation"] or ""


def codes_in(text: str) -> list[str]:
    """Procedure codes that stand in running text, in order, each once."""
    return list(dict.fromkeys(_IN_TEXT.findall(text)))
