"""Fit the gate between staying with a procedure and leaving it, and report how it judges what it was not fitted on."""

from __future__ import annotations

from knowledge.answering.focus import gate, phrasing
from knowledge.answering.focus.fitting import cross_fitted, fit, fit_phrasing, measure, rephrased
from knowledge.answering.focus.material import said
from knowledge.answering.settings import thresholds
from knowledge.catalogue.repository import Catalogue
from knowledge.starter.bank import load_bank
from knowledge.starter.follow_ups import load_follow_ups
from service.cli.after_import import open_search
from service.cli.console import say
from service.settings import Settings


def fit_gate(settings: Settings) -> None:
    """Writes answering/focus/gate.json and phrasing.json."""
    catalogue = Catalogue(settings.database_url)
    messages = list(said(load_follow_ups(), list(catalogue.procedures()), load_bank().wordings))
    rows = rephrased(measure(messages, open_search(settings, catalogue)))
    catalogue.close()
    limits, judged = thresholds(), cross_fitted(rows)
    for name, away in (("stay", judged[rows.away == 0]), ("switch", judged[rows.away == 1])):
        left, asked = away >= limits.switch_at, (away >= limits.ask_at) & (away < limits.switch_at)
        say("figure", name=f"gate: {name} ({len(away)}): taken for a switch", value=round(float(left.mean()), 3))
        say("figure", name=f"gate: {name}: asked about", value=round(float(asked.mean()), 3))
    gate.save(fit(rows))
    phrasing.save(fit_phrasing(rows))
