"""The `motcua` command; every command is a file that registers itself."""

from __future__ import annotations

import sys

import typer

from service.cli import (
    ask_command,
    catalogue_commands,
    evaluate_command,
    index_command,
    serve_command,
    train_command,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for module in (
    ask_command,
    serve_command,
    catalogue_commands,
    train_command,
    index_command,
    evaluate_command,
):
    module.register(app)


def main() -> None:
    """Entry point; a wrong setting is one line, not a traceback."""
    from pydantic import ValidationError

    from service.cli.console import say
    from service.settings import get_settings

    try:
        if not {"--help", "-h"} & set(sys.argv):
            get_settings()
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))} {e['msg']}" for e in error.errors())
        say("settings_wrong", to=sys.stderr, error=wrong)
        sys.exit(1)
    app()
