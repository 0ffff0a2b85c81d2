"""Ask a domain once whether it is empty.

Rasa asks on every message, and each time serialises the whole domain to compare it with an empty one. A loaded
domain does not change."""

from __future__ import annotations

from rasa.shared.core.domain import Domain

_stock = Domain.is_empty
_KNOWN = "_motcua_is_empty"


def install() -> None:
    Domain.is_empty = is_empty


def is_empty(self: Domain) -> bool:
    """Same contract as the stock method."""
    known = self.__dict__.get(_KNOWN)
    if known is None:
        known = self.__dict__[_KNOWN] = _stock(self)
    return bool(known)
