"""`motcua train`: the encoder and Rasa's model, where their material changed; `--ranker` fits the ranker anew."""

from __future__ import annotations

import typer

from service.cli.console import bar, say


def register(app: typer.Typer) -> None:
    @app.command("train")
    def train(
        ranker: bool = typer.Option(
            False,
            help="Fit the ranker on held-out wordings, and what keeps to a procedure (for developers, minutes).",
        ),
        rasa: bool = typer.Option(True, help="Train Rasa's model too."),
    ) -> None:
        """Train what changed (content hashes decide), then write the index."""
        from service.cli.after_import import refresh_index
        from service.settings import get_settings
        from service.supervisor.starter import load_starter

        settings = get_settings()
        load_starter(settings)
        if ranker:
            from service.cli.fit_ranker import fit_ranker

            fit_ranker(settings)
        with bar("encoder") as advance:
            done = refresh_index(settings, advance)
        say("train_done" if done.trained else "train_current", procedures=done.procedures)
        if ranker:
            from service.cli.fit_gate import fit_gate

            fit_gate(settings)
        if rasa:
            from service.supervisor.training import train_rasa

            say("rasa_training")
            train_rasa(settings)
            say("rasa_done")
