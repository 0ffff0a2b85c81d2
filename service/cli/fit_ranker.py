"""Fit ranker and bands on held-out wordings of the bank, and report the distance to what was trained on."""

from __future__ import annotations

from pathlib import Path

from knowledge.catalogue.repository import Catalogue
from knowledge.search.calibration.bands import choose_bands, write_bands
from knowledge.search.calibration.fit import fit
from knowledge.search.calibration.material import collect
from knowledge.search.calibration.quality import figures, write_report
from knowledge.search.encoder.training import Recipe
from knowledge.starter.bank import load_bank
from knowledge.starter.follow_ups import outside
from service.cli.console import say
from service.settings import Settings

_REPORT = Path(__file__).parents[2] / "docs" / "calibration"


def fit_ranker(settings: Settings) -> None:
    """Writes parameters/ranker.json, answering/settings.yml (the bands) and docs/calibration/."""
    catalogue = Catalogue(settings.database_url)
    procedures = list(catalogue.procedures())
    catalogue.close()
    cases = collect(procedures, load_bank(), outside(), Recipe(), lambda step: say("step", text=step))
    # two halves: each is judged by the ranker that was fitted on the other one
    halves = cases[::2], cases[1::2]
    judged = [(fit(halves[1]), halves[0]), (fit(halves[0]), halves[1])]
    bands = choose_bands(judged)
    write_bands(bands)
    write_report(_REPORT, judged, bands)
    fit(cases).save()
    for name, value in figures(judged, bands).items():
        say("figure", name=name, value=value)
