"""YAML with line numbers, so that a refusal can name the line."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from knowledge.catalogue.importers.reading import read_text
from knowledge.catalogue.report import ImportRefusedError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LINE = "__line__"


def opens(head: str, *keys: str) -> bool:
    """True when one of these keys opens a line of `head`: in a comment or a text the word means nothing."""
    return any(line.startswith(tuple(f"{key}:" for key in keys)) for line in head.lstrip("\ufeff").splitlines())


class _Loader(_Base):  # type: ignore[misc]
    """Every mapping carries the line it begins on under LINE; a key given twice is refused."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002 - the base class passes it
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self._made(key_node)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a key is no plain text", key_node.start_mark)
            if key in mapping:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} stands twice", key_node.start_mark
                )
            mapping[key] = self._made(value_node)
        mapping[LINE] = node.start_mark.line + 1
        return mapping

    def _made(self, node: Any) -> Any:
        """The node's value; "2026-02-31" and the like are refused at their place."""
        try:
            return self.construct_object(node, deep=True)
        except (ValueError, OverflowError) as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from error


_Loader.add_constructor(
    yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG,
    lambda loader, node: loader.construct_mapping(node, deep=True),
)


def load(path: Path) -> dict[str, Any]:
    """The file's mapping; a syntax error refuses it with its line."""
    try:
        data = yaml.load(read_text(path), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ImportRefusedError(path.name, f"not YAML ({error.problem})", line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ImportRefusedError(path.name, f"not YAML ({error})") from error
    if not isinstance(data, dict):
        raise ImportRefusedError(path.name, "a mapping is expected", 1)
    return data


def bare(value: Any) -> Any:
    """`value` without line numbers."""
    if isinstance(value, dict):
        return {k: bare(v) for k, v in value.items() if k != LINE}
    if isinstance(value, list):
        return [bare(v) for v in value]
    return value


def text_keys(path: Path, data: dict[Any, Any], known: set[str]) -> None:
    """A key that is not `known` refuses the file."""
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise ImportRefusedError(path.name, "is not known", field=unknown[0])


def items(path: Path, value: Any, line: int | None, field: str) -> list[Any]:
    """`value` as a list, nothing as an empty one; a text alone is no list of its letters."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise ImportRefusedError(path.name, "a list is expected", line, field)
    return value
