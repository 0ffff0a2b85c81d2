"""How evaluation reaches the product: the same turn that a citizen gets, injected by the caller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

# The turns of one conversation in; one API answer (outcome, procedures, aspects, replies) for each out.
Ask = Callable[[Sequence[str]], list[dict[str, Any]]]
Progress = Callable[[int, int], None]
