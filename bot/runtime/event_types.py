"""Find the class of an event by its name in a table; stock code walks all subclasses for every event it reads."""

from __future__ import annotations

from rasa.shared.core.events import Event

_stock = Event.resolve_by_type
_found: dict[str, type[Event]] = {}


def install() -> None:
    Event.resolve_by_type = staticmethod(resolve_by_type)


def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """Same contract as the stock method; only classes that exist are remembered."""
    known = _found.get(type_name)
    if known is None:
        known = _stock(type_name, default)
        if known is not None and known is not default:
            _found[type_name] = known
    return known
