"""Prepare and run the whole product; the steps stand in `serve`, in order."""

from __future__ import annotations

import logging
import secrets
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import uvicorn

from service.cli.after_import import refresh_index
from service.cli.console import bar, say
from service.settings import Settings
from service.supervisor.ports import require_free
from service.supervisor.rasa_process import RasaProcess
from service.supervisor.starter import load_starter
from service.supervisor.training import train_rasa

_READY_WITHIN = 180.0  # seconds


def serve(settings: Settings, *, quiet: bool = False) -> None:
    """Run until Ctrl-C or SIGTERM.

    Raises:
        PortTakenError, RasaMissingError, RasaTrainingError, ImportRefusedError, SQLAlchemyError: before anything runs.
    """
    require_free(settings.host, settings.port)
    require_free("127.0.0.1", settings.rasa_port)
    settings.home.mkdir(parents=True, exist_ok=True)
    prepare(settings)
    from service.app import create_app

    key = secrets.token_urlsafe(24)
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104
    rasa = RasaProcess(settings, f"http://{host}:{settings.port}/internal/actions/webhook?key={key}")
    rasa.start()
    server = _Server(uvicorn.Config(create_app(settings, key), settings.host, settings.port, access_log=False, log_level="warning"))
    announcer = threading.Thread(target=_announce, args=(settings, server, quiet), daemon=True)
    announcer.start()
    try:
        server.run()
    finally:
        rasa.stop()
    if not server.announced.is_set() and not server.interrupted:
        sys.exit(1)


def prepare(settings: Settings) -> None:
    """Starter catalogue, encoder, index and Rasa's model, each only where something changed."""
    say("preparing")
    with ThreadPoolExecutor(1) as pool:
        rasa = pool.submit(train_rasa, settings)
        if load_starter(settings):
            say("starter_loaded")
        with bar("encoder") as advance:
            done = refresh_index(settings, advance)
        say("index_done" if done.indexed else "index_current", procedures=done.procedures)
        rasa.result()


class _Server(uvicorn.Server):
    """uvicorn that remembers whether a person ended it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.announced = threading.Event()
        self.interrupted = False

    def handle_exit(self, sig: int, frame: object) -> None:
        self.interrupted = True
        super().handle_exit(sig, frame)  # type: ignore[arg-type]


def _announce(settings: Settings, server: _Server, quiet: bool) -> None:
    """Say the addresses once everything answers."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104
    until = time.monotonic() + _READY_WITHIN
    while time.monotonic() < until and not server.should_exit:
        try:
            if httpx.get(f"http://{host}:{settings.port}/readyz", timeout=5, trust_env=False).status_code == 200:
                server.announced.set()
                if not quiet:
                    say("ready", url=f"http://{host}:{settings.port}")
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.25)
    if not server.should_exit:
        logging.getLogger("motcua.supervisor").error("not ready in time; see %s", settings.home / "logs" / "rasa.log")
        say("not_ready", log=settings.home / "logs" / "rasa.log")
        server.should_exit = True
