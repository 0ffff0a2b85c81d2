"""Remember what was worked out of a record, for as long as that very record is in use.

Records are frozen, but hashing one costs more than most of what is worked out of it, so they are told apart by
identity.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from knowledge.catalogue.models import Procedure

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 20_000  # values kept by one function before it starts anew


def once_per_record(function: Callable[Concatenate[Procedure, P], R]) -> Callable[Concatenate[Procedure, P], R]:
    """Call `function` once for each record and arguments. Thread-safe; arguments must be hashable."""
    kept: dict[tuple[int, Hashable], tuple[weakref.ref[Procedure], R]] = {}
    lock = threading.Lock()

    @wraps(function)
    def call(procedure: Procedure, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (id(procedure), cast(Hashable, (args, tuple(sorted(kwargs.items())))))
        found = kept.get(key)
        if found is not None and found[0]() is procedure:
            return found[1]
        value = function(procedure, *args, **kwargs)
        with lock:
            if len(kept) >= _MOST:
                kept.clear()
            kept[key] = (weakref.ref(procedure), value)
        return value

    return call
