"""Fit the gate between staying with a procedure and leaving it, and report how it judges what it was not fitted on."""

from __future__ import annotations

from knowledge.answering.focus import aside as aside_gate
from knowledge.answering.focus import elsewhere, gate, phrasing
from knowledge.answering.focus.fitting import cross_fitted, fit, fit_aside, fit_phrasing, measure, rephrased
from knowledge.answering.focus.fitting_elsewhere import fit_elsewhere, measure_led, right_first
from knowledge.answering.focus.material import aside, said
from knowledge.answering.settings import thresholds
from knowledge.catalogue.repository import Catalogue
from knowledge.starter.bank import load_bank
from knowledge.starter.follow_ups import asides, load_follow_ups
from service.cli.after_import import open_search
from service.cli.console import say
from service.settings import Settings


def fit_gate(settings: Settings) -> None:
    """Writes gate.json, phrasing.json, elsewhere.json and aside.json of answering/focus."""
    catalogue = Catalogue(settings.database_url)
    procedures = list(catalogue.procedures())
    messages = list(said(load_follow_ups(), procedures, load_bank().wordings))
    search = open_search(settings, catalogue)
    led = measure_led(messages, search)
    say("figure", name=f"where a switch leads ({len(led)}): right first", value=round(right_first(led), 3))
    elsewhere.save(fit_elsewhere(led))  # the evidence holds where a message would lead
    rows = rephrased(measure(messages, search))
    beside = measure(list(aside(asides(), procedures)), search)
    catalogue.close()
    limits, judged = thresholds(), cross_fitted(rows)
    for name, away in (("stay", judged[rows.away == 0]), ("switch", judged[rows.away == 1])):
        left, asked = away >= limits.switch_at, (away >= limits.ask_at) & (away < limits.switch_at)
        say("figure", name=f"gate: {name} ({len(away)}): taken for a switch", value=round(float(left.mean()), 3))
        say("figure", name=f"gate: {name}: asked about", value=round(float(asked.mean()), 3))
    gate.save(fit(rows))
    aside_gate.save(fit_aside(rows, beside))
    phrasing.save(fit_phrasing(rows))
