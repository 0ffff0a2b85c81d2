"""What makes Rasa's share of a turn small and safe: storage of conversations, action calls, plain text."""

from __future__ import annotations

_installed = False

KNOWN_RASA = "3.6.21"  # the version whose internals we replace; another one needs a look first


def install() -> None:
    """Replace the parts of Rasa named in docs/adr/0005-rasa-components.md. Called once per process."""
    global _installed
    if _installed:
        return
    import rasa

    if rasa.__version__ != KNOWN_RASA:
        raise RuntimeError(f"bot/runtime was written for Rasa {KNOWN_RASA}, this is {rasa.__version__}")
    from bot.runtime import action_calls, event_types, graph_runner, loaded_domain, plain_text, tracker_copy

    for part in (action_calls, event_types, graph_runner, loaded_domain, plain_text, tracker_copy):
        part.install()
    _installed = True
