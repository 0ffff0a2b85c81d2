"""`motcua import | sync | diff | procedures | check`."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from knowledge.catalogue.report import ImportRefusedError, ImportReport
from knowledge.catalogue.repository import Catalogue
from service.cli.console import bar, say
from service.settings import Settings, get_settings

_LISTED = 20  # records named one by one in a report


def register(app: typer.Typer) -> None:
    """Add the catalogue's commands to `app`."""
    app.command("import")(import_)
    app.command("diff")(diff)
    app.command("sync")(sync)
    app.command("procedures")(procedures)
    app.command("check")(check)


def import_(
    files: list[Path] = typer.Argument(..., help="Dumps, lists, YAML files or folders; the format is recognised."),
    captured: str = typer.Option("", help="Day the content was read from its source (YYYY-MM-DD)."),
) -> None:
    """Import files, all or nothing; a running service answers from them at once."""
    from service.cli.after_import import refresh_index

    settings = get_settings()
    with _catalogue(settings) as catalogue:
        report = _import(catalogue, files, captured, dry_run=False)
    _print(report)
    if report.anything:
        with bar("index") as advance:
            done = refresh_index(settings, advance)
        say("index_after_import", procedures=done.procedures)


def diff(
    files: list[Path] = typer.Argument(..., help="Files as for import."),
    captured: str = typer.Option("", help="Day the content was read from its source (YYYY-MM-DD)."),
) -> None:
    """Say what an import would change, and store nothing."""
    with _catalogue(get_settings()) as catalogue:
        report = _import(catalogue, files, captured, dry_run=True)
    _print(report, every=True)


def sync(
    url: str = typer.Option("", help="Base address of the portal's API."),
    rate: float = typer.Option(2.0, help="Requests a second at the most."),
) -> None:
    """Synchronise with the national portal; an interrupted run goes on where it stopped."""
    from knowledge.catalogue.sync import SyncError, SyncSettings
    from knowledge.catalogue.sync import sync as run
    from service.cli.after_import import refresh_index

    settings = get_settings()
    wanted = SyncSettings(rate=rate, **({"base_url": url} if url else {}))  # type: ignore[arg-type]
    with _catalogue(settings) as catalogue, bar("sync") as advance:
        try:
            report = run(catalogue, wanted, progress=lambda _, done, of: advance(done, of))
        except SyncError as error:
            say("sync_failed", error=error)
            raise typer.Exit(1) from error
        except ImportRefusedError as error:
            say("import_refused", error=error)
            raise typer.Exit(1) from error
    _print(report)
    if report.anything:
        say("index_after_import", procedures=refresh_index(settings).procedures)


def procedures(
    query: str = typer.Argument("", help="Code, or words of the name or field."),
    level: str = typer.Option("", help="commune, province, ministry or other."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """List the records in force."""
    from rich.console import Console
    from rich.table import Table

    from knowledge.text import fold
    from service.cli.console import text

    words = fold(query).split()
    with _catalogue(get_settings()) as catalogue:
        found = [
            p
            for p in catalogue.procedures()
            if (not level or level in {x.value for x in p.levels})
            and all(w in fold(f"{p.code} {p.name} {p.short_name} {p.field}") for w in words)
        ]
    if as_json:
        for p in found:
            sys.stdout.write(p.model_dump_json(exclude_defaults=True) + "\n")
        return
    table = Table()
    for column in ("table_code", "table_name", "table_field", "table_level", "table_source"):
        table.add_column(text(column))
    for p in found:
        table.add_row(p.code, p.title, p.field, ", ".join(x.value for x in p.levels), p.source.kind.value)
    Console().print(table)


def check(
    days: int = typer.Option(365, help="Records checked longer ago are named."),
    warnings: bool = typer.Option(True, help="Print warnings too."),
) -> None:
    """Lint records and wordings; errors give a non-zero exit."""
    from knowledge.catalogue.linting import check as lint
    from knowledge.starter.bank import load_bank
    from service.supervisor.starter import load_starter

    settings = get_settings()
    with _catalogue(settings) as catalogue:
        load_starter(settings)  # what is shipped is always linted, in the state it is in now
        found = lint(list(catalogue.procedures()), load_bank(), dt.datetime.now(tz=dt.UTC).date(), days)
    for finding in found:
        if finding.error or warnings:
            mark = "E" if finding.error else "w"
            say("check_line", mark=mark, rule=finding.rule, about=finding.about, detail=finding.detail)
    errors = sum(f.error for f in found)
    say("check_done", errors=errors, warnings=len(found) - errors)
    if errors:
        raise typer.Exit(1)


@contextmanager
def _catalogue(settings: Settings) -> Iterator[Catalogue]:
    from sqlalchemy.exc import SQLAlchemyError

    catalogue = Catalogue(settings.database_url)
    try:
        catalogue.upgrade()
        yield catalogue
    except SQLAlchemyError as error:
        say("database_away", error=str(error.__cause__ or error).splitlines()[0])
        raise typer.Exit(1) from error
    finally:
        catalogue.close()


def _import(catalogue: Catalogue, files: list[Path], captured: str, *, dry_run: bool) -> ImportReport:
    from knowledge.catalogue.importing import import_files

    day = dt.date.fromisoformat(captured) if captured else None
    with bar("import") as advance:
        try:
            return import_files(
                catalogue,
                files,
                captured=day,
                progress=lambda _, done, of: advance(done, of),
                dry_run=dry_run,
            )
        except ImportRefusedError as error:
            say("import_refused", error=error)
            raise typer.Exit(1) from error


def _print(report: ImportReport, every: bool = False) -> None:
    if not report.anything:
        say("import_nothing")
        return
    say(
        "import_done",
        new=len(report.new),
        changed=len(report.changed),
        unchanged=len(report.unchanged),
        kept=len(report.kept),
        withdrawn=len(report.withdrawn),
        flagged=report.flagged,
        added=report.wordings_added,
        removed=report.wordings_removed,
    )
    limit = None if every else _LISTED
    for code in report.withdrawn[:limit]:
        say("import_withdrawn", code=code)
    for code, changes in list(report.changed.items())[:limit]:
        for change in changes:
            say(
                "import_change",
                code=code,
                field=change.field,
                before=_short(change.before),
                after=_short(change.after),
            )


def _short(value: str) -> str:
    text = json.loads(value)
    shown = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    return shown if len(shown) <= 80 else shown[:77] + "..."
