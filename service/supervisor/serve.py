"""Prepare and run the whole product; the steps stand in `serve`, in order."""

from __future__ import annotations

import gc
import logging
import secrets
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import httpx
import uvicorn

from service.cli.console import bar, say
from service.settings import Settings
from service.supervisor import home_lock
from service.supervisor.ports import require_free
from service.supervisor.rasa_process import RasaProcess
from service.supervisor.starter import load_starter
from service.supervisor.training import RasaTraining, require_rasa

_READY_WITHIN = 180.0  # seconds


def serve(settings: Settings) -> None:
    """Run until Ctrl-C or SIGTERM; whatever was started ends with it.

    Raises:
        PortTakenError, HomeTakenError, RasaMissingError, RasaTrainingError, ImportRefusedError,
            SQLAlchemyError: before anything runs.
    """
    # so that `finally` runs; uvicorn has handlers of its own meanwhile and raises the signal again at its end
    signal.signal(signal.SIGTERM, _as_interrupt)
    require_rasa()
    require_free(settings.host, settings.port)
    require_free("127.0.0.1", settings.rasa_port)
    key = settings.action_key.get_secret_value() or secrets.token_urlsafe(24)
    rasa = RasaProcess(settings, f"{settings.local_url}/internal/actions/webhook?key={key}")
    with home_lock.held(settings):
        try:
            prepare(settings, rasa)
            _run(settings, key)
        except KeyboardInterrupt:
            say("stopped", to=sys.stderr)
        finally:
            rasa.stop()


def prepare(settings: Settings, rasa: RasaProcess) -> None:
    """Starter catalogue, encoder, index and Rasa's model, each only where something changed.

    Rasa starts as soon as its model is there: it takes longer to start than everything else.
    """
    from service.cli.after_import import refresh_index

    say("preparing")
    training = RasaTraining(settings)

    def train_and_start() -> None:
        training.run()
        if not training.stopped:
            rasa.start()

    with ThreadPoolExecutor(1) as pool:
        trained = pool.submit(train_and_start)
        try:
            if load_starter(settings):
                say("starter_loaded")
            with bar("encoder") as advance:
                done = refresh_index(settings, advance)
            say("index_done" if done.indexed else "index_current", procedures=done.procedures)
            if not trained.done():
                say("rasa_training")
            trained.result()
        except BaseException:
            training.stop()
            raise


def _run(settings: Settings, key: str) -> None:
    from service.app import create_app

    failed = threading.Event()
    config = uvicorn.Config(
        create_app(settings, key),
        settings.host,
        settings.port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_announce, args=(settings, server, failed), daemon=True).start()
    server.run()
    if failed.is_set() or not server.started:
        sys.exit(1)


def _announce(settings: Settings, server: uvicorn.Server, failed: threading.Event) -> None:
    """Say the addresses once everything answers; end the server when that does not come."""
    until = time.monotonic() + _READY_WITHIN
    while time.monotonic() < until and not server.should_exit:
        try:
            if httpx.get(f"{settings.local_url}/readyz", timeout=5, trust_env=False).status_code == 200:
                gc.collect()
                gc.freeze()  # what is loaded stays: no later collection need walk through it during a turn
                say("ready", url=settings.local_url)
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    if not server.should_exit:
        log_file = settings.home / "logs" / "rasa.log"
        logging.getLogger("motcua.supervisor").error("not ready in time; see %s", log_file)
        say("not_ready", to=sys.stderr, log=log_file)
        failed.set()
        server.should_exit = True


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
