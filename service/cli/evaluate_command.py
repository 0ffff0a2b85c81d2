"""`motcua evaluate`: score labelled questions and dialogues through the product, or compare two runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
import yaml

from service.cli.console import bar, say

_FLOORS = Path(__file__).parents[2] / "knowledge" / "evaluation" / "floors.yml"
_MARKS = {True: "+", False: "-", None: "="}


def register(app: typer.Typer) -> None:
    @app.command("evaluate")
    def evaluate(
        files: list[Path] = typer.Argument(None, help="JSON lines of questions or dialogues."),
        variants: str = typer.Option("plain", help="plain,stripped,nfd,glued,misspelt or all."),
        compare: tuple[str, str] = typer.Option(("", ""), help="Two run folders."),
        floors: bool = typer.Option(False, help="Fail below knowledge/evaluation/floors.yml."),
    ) -> None:
        """Ask every question as a citizen would and write a dated run folder."""
        if all(compare):
            _compare(*map(Path, compare))
            return
        if not files:
            say("nothing_to_do")
            raise typer.Exit(2)
        figures = _run(files, variants)
        if floors and not _above_floors(figures):
            raise typer.Exit(1)


def _run(files: list[Path], variants: str) -> dict[str, dict[str, Any]]:
    from knowledge.evaluation.cases import read_dialogues, read_questions
    from knowledge.evaluation.dialogues import evaluate as score_dialogues
    from knowledge.evaluation.dialogues import generate as play
    from knowledge.evaluation.questions import evaluate as score_questions
    from knowledge.evaluation.questions import generate as pose
    from knowledge.evaluation.runs import write_run
    from knowledge.evaluation.variants import VARIANTS
    from service.cli.asking import conversation_client
    from service.settings import get_settings

    settings = get_settings()
    names = list(VARIANTS) if variants == "all" else variants.split(",")
    figures: dict[str, dict[str, Any]] = {}
    with conversation_client(settings) as ask:
        for file in files:
            questions, dialogues = read_questions(file), read_dialogues(file)
            rows = []
            for variant in names:
                with bar(f"{file.name} {variant}") as advance:
                    part = pose.generate(questions, variant, ask, advance) if questions else []
                    turns = play.generate(dialogues, variant, ask, advance) if dialogues else []
                result: dict[str, Any] = {}
                if part:
                    result |= score_questions.evaluate(part)
                if turns:
                    result |= score_dialogues.evaluate(turns)
                figures[f"{file.stem}:{variant}"] = result
                rows += part + turns
                for name, value in result.items():
                    say("figure", name=f"{file.stem}:{variant}:{name}", value=value)
            own = {k: v for k, v in figures.items() if k.startswith(f"{file.stem}:")}
            folder = write_run(
                settings.home / "evaluation", file.stem, rows, own, {"file": str(file), "variants": names}
            )
            say("run_written", folder=folder)
    return figures


def _compare(old: Path, new: Path) -> None:
    from knowledge.evaluation.compare import compare

    for change in compare(old, new):
        say(
            "changed",
            mark=_MARKS[change.better],
            id=change.id,
            variant=change.variant,
            question=change.question,
            before=change.before,
            after=change.after,
        )


def _above_floors(figures: dict[str, dict[str, Any]]) -> bool:
    """Floors: file stem and variant -> figure -> least (or, for `most`, greatest) value."""
    good = True
    for run, wanted in (yaml.safe_load(_FLOORS.read_text(encoding="utf-8")) or {}).items():
        for name, limit in wanted.items():
            value = figures.get(run, {}).get(name)
            if value is None:
                continue
            broken = value > limit["most"] if "most" in limit else value < limit["least"]
            if broken:
                say("floor_broken", name=f"{run}:{name}", value=value, floor=limit)
                good = False
    return good
