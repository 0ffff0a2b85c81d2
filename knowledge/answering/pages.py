"""Texts of the length that chat platforms take, cut at line ends."""

from __future__ import annotations


def pieces(text: str, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` characters, cut at line ends, inside a line only if it must."""
    if len(text) <= limit:
        return [text]
    found, current = [], ""
    for line in text.splitlines():
        for chunk in [line[i : i + limit] for i in range(0, len(line), limit)] or [""]:
            if current and len(current) + 1 + len(chunk) > limit:
                body, heading = _without_heading(current)
                found.append(body)
                current = f"{heading}\n{chunk}" if heading else chunk
            else:
                current = f"{current}\n{chunk}" if current else chunk
    return [*found, current]


def _without_heading(text: str) -> tuple[str, str]:
    """`text` without a heading at its end, which belongs to what follows, and that heading."""
    body, _, last = text.rpartition("\n")
    return (body, last) if body and last.endswith(":") else (text, "")
