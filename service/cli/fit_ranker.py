"""Fit the ranker on held-out wordings of the bank, and report the distance to what was trained on."""

from __future__ import annotations

from pathlib import Path

from knowledge.answering.settings import thresholds
from knowledge.catalogue.repository import Catalogue
from knowledge.search.calibration.bands import Bands, choose_bands
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
    """Writes parameters/ranker.json and docs/calibration/.

    The report judges by the bands of answering/settings.yml, which people set, and names those of the least cost.
    """
    catalogue = Catalogue(settings.database_url)
    procedures = list(catalogue.procedures())
    catalogue.close()
    cases = collect(procedures, load_bank(), outside(), Recipe(), lambda step: say("step", text=step))
    # two halves: each is judged by the ranker that was fitted on the other one
    halves = cases[::2], cases[1::2]
    judged = [(fit(halves[1]), halves[0]), (fit(halves[0]), halves[1])]
    set_to = thresholds()
    bands = Bands(set_to.answer_at, set_to.answer_margin, set_to.clarify_at, set_to.decline_none)
    write_report(_REPORT, judged, bands, choose_bands(judged))
    fit(cases).save()
    for name, value in figures(judged, bands).items():
        say("figure", name=name, value=value)
