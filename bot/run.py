"""`MOTCUA_ACTION_URL=U python -m bot.run --port P --model M --tracker DB`: answer messages on 127.0.0.1.

Same parts as `rasa run`, without its command line, its HTTP API and its telemetry: nothing but the channel
listens."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from bot.content_hash import ROOT
from bot.quiet import quiet

HOST = "127.0.0.1"  # not an option: whoever reaches this port may speak for any citizen


def create_app(model: Path, endpoints_file: Path = ROOT / "bot" / "endpoints.yml") -> Any:
    """The Sanic application; the model is loaded before the port opens."""
    quiet()
    from rasa.core.channels.channel import register
    from rasa.core.utils import AvailableEndpoints
    from sanic import Sanic

    from bot import runtime
    from bot.channel import MotCuaInput

    runtime.install()
    app = Sanic("motcua-dialogue", configure_logging=False)
    app.config.ACCESS_LOG = False
    app.config.KEEP_ALIVE_TIMEOUT = 75
    app.config.RESPONSE_TIMEOUT = 60
    register([MotCuaInput()], app, route="/webhooks/")
    endpoints = AvailableEndpoints.read_endpoints(str(endpoints_file))
    app.register_listener(partial(_load, str(model), endpoints), "before_server_start")
    return app


async def _load(model: str, endpoints: Any, app: Any, loop: Any) -> None:
    from rasa.core.agent import load_agent

    app.ctx.agent = await load_agent(model_path=model, endpoints=endpoints, loop=loop)
    if not app.ctx.agent.is_ready():
        raise SystemExit(f"the model {model} could not be loaded")
    await app.ctx.agent.parse_message("khai sinh")  # loads the segmenter before the first citizen waits for it
    gc.collect()
    gc.freeze()  # the model stays: no later collection need walk through it in the middle of a turn


def _model_file(path: Path) -> Path:
    """A model file, or the current one of a folder."""
    if path.is_dir():
        pointer = path / "CURRENT"
        if not pointer.is_file():
            raise SystemExit(f"{path} has no model yet: run python -m bot.train --out {path}")
        return path / pointer.read_text(encoding="utf-8").strip()
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument(
        "--action-url",
        default=os.environ.get("MOTCUA_ACTION_URL"),
        help="where the action server answers, with /webhook; in the environment, where it carries a key",
    )
    parser.add_argument("--model", type=Path, default=Path("var/rasa/models"), help="a model or its folder")
    parser.add_argument(
        "--tracker", type=Path, default=Path("var/rasa/tracker.db"), help="SQLite file of conversations"
    )
    arguments = parser.parse_args()
    if not arguments.action_url:
        parser.error("MOTCUA_ACTION_URL is not set")
    model = _model_file(arguments.model.resolve())
    os.environ["MOTCUA_ACTION_URL"] = arguments.action_url
    os.environ["MOTCUA_TRACKER_DB"] = str(arguments.tracker.resolve())
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    app = create_app(model)
    app.run(host=HOST, port=arguments.port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
