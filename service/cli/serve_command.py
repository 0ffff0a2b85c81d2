"""`motcua serve`: the whole product in the foreground."""

from __future__ import annotations

import sys

import typer

from service.cli.console import say


def register(app: typer.Typer) -> None:
    @app.command("serve")
    def serve() -> None:
        """Prepare what changed and serve until Ctrl-C; every process it starts ends with it."""
        from sqlalchemy.exc import SQLAlchemyError

        from knowledge.catalogue.report import ImportRefusedError
        from service.settings import get_settings
        from service.supervisor.home_lock import HomeTakenError
        from service.supervisor.ports import PortTakenError
        from service.supervisor.serve import serve as run
        from service.supervisor.training import RasaMissingError, RasaTrainingError

        settings = get_settings()
        try:
            run(settings)
        except PortTakenError as error:
            _fail("port_taken", port=error.port)
        except HomeTakenError as error:
            _fail("home_taken", home=error)
        except RasaMissingError:
            _fail("rasa_missing")
        except RasaTrainingError as error:
            _fail("rasa_training_failed", log=error.log)
        except ImportRefusedError as error:
            _fail("starter_refused", error=error)
        except SQLAlchemyError as error:
            _fail("database_away", error=str(error.__cause__ or error).splitlines()[0])
        except OSError as error:
            _fail("disk", home=settings.home, error=error.strerror or error)


def _fail(key: str, **values: object) -> None:
    say(key, to=sys.stderr, **values)
    raise typer.Exit(1)
