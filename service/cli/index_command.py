"""`motcua index`: write the search index of the catalogue as it is now."""

from __future__ import annotations

import typer

from service.cli.console import bar, say


def register(app: typer.Typer) -> None:
    @app.command("index")
    def index(force: bool = typer.Option(False, help="Build it even where it is up to date.")) -> None:
        """Write the search index; a running service takes it over with the next question."""
        from service.cli.after_import import refresh_index
        from service.settings import get_settings
        from service.supervisor.starter import load_starter

        settings = get_settings()
        load_starter(settings)
        with bar("encoder") as advance:
            done = refresh_index(settings, advance, force)
        say("index_done" if done.indexed else "index_current", procedures=done.procedures)
