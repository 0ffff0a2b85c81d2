"""`motcua ask`: one question, or a file of questions and dialogues to JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from service.cli.console import bar, say


def register(app: typer.Typer) -> None:
    @app.command("ask")
    def ask(
        question: str = typer.Argument("", help="The question, as a citizen would write it."),
        batch: Path = typer.Option(None, help="JSON lines ({question} or {turns}) or one question a line."),
        as_json: bool = typer.Option(False, "--json", help="Print the API's answer."),
    ) -> None:
        """Ask the running service; starts one for the duration where none runs."""
        from service.cli.asking import AskError, conversation_client
        from service.settings import get_settings

        if not question.strip() and batch is None:
            say("ask_nothing", to=sys.stderr)
            raise typer.Exit(2)
        try:
            rows = None if batch is None else list(_rows(batch))
            with conversation_client(get_settings()) as talk:
                if rows is None:
                    _print(talk([question])[0], as_json)
                    return
                with bar(str(batch)) as advance:
                    for number, row in enumerate(rows, 1):
                        answers = talk(row["texts"])
                        _write(row, answers)
                        advance(number, len(rows))
        except (AskError, OSError, UnicodeDecodeError) as error:
            say("ask_failed", to=sys.stderr, error=error)
            raise typer.Exit(1) from error


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line) if line.lstrip().startswith("{") else {"question": line.strip()}
            turns = data.get("turns")
            texts = [t if isinstance(t, str) else t["question"] for t in turns] if turns else [data["question"]]
            if not all(isinstance(t, str) for t in texts):
                raise TypeError("question")
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            say("ask_bad_line", to=sys.stderr, line=number, error=error)
            raise typer.Exit(2) from error
        yield {"id": data.get("id", str(number)), "dialogue": bool(turns), "texts": texts}


def _write(row: dict[str, Any], answers: list[dict[str, Any]]) -> None:
    found = [{"question": t, **a} for t, a in zip(row["texts"], answers, strict=True)]
    line = {"id": row["id"], "turns": found} if row["dialogue"] else {"id": row["id"], **found[0]}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _print(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
        return
    for reply in answer["replies"]:
        sys.stdout.write(reply["text"] + "\n")
        for source in reply["sources"]:
            sys.stdout.write(f"[{source['title']}] {source['url']}\n")
        if reply["buttons"]:
            sys.stdout.write(" | ".join(b["title"] for b in reply["buttons"]) + "\n")
