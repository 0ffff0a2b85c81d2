"""Bring encoder and index up to date with the catalogue; every part is skipped where nothing changed."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.catalogue.repository import Catalogue
from knowledge.search.building import build_snapshot
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.encoder.fit import ensure_encoder
from knowledge.search.encoder.training import Progress
from knowledge.search.live import LiveSearch
from knowledge.search.snapshot import IndexDamagedError, Snapshot
from knowledge.starter.bank import load_bank
from service.settings import Settings


@dataclass(frozen=True)
class Refreshed:
    """What was done: encoder trained, index built, and how many procedures can be found."""

    trained: bool
    indexed: bool
    procedures: int


def load_encoder(settings: Settings, progress: Progress | None = None) -> tuple[Encoder, bool]:
    """The encoder named in the settings, or our own, trained where it is missing or its material changed.

    Our own is trained on curated records, as written, and the shipped bank alone: imports of thousands of records
    must not retrain it, even where answers are then given from them, and the same release gives the same encoder.
    """
    if settings.encoder:
        return Encoder.named(settings.encoder), False
    bank = load_bank()
    catalogue = Catalogue(settings.database_url)
    curated = catalogue.curated()
    catalogue.close()
    folder, trained = ensure_encoder(
        settings.home / "encoder", curated, bank.wordings, bank.hard_negatives, progress=progress
    )
    return Encoder.own(folder), trained


def refresh_index(settings: Settings, progress: Progress | None = None, force: bool = False) -> Refreshed:
    """Train the encoder if need be, and write the index of the catalogue's present revision.

    A running service takes the new index over with its next search.
    """
    encoder, trained = load_encoder(settings, progress)
    catalogue = Catalogue(settings.database_url)
    try:
        home = settings.home / "index"
        if not force and _is_current(settings, encoder, catalogue):
            return Refreshed(trained, False, sum(1 for _ in catalogue.procedures()))
        snapshot = build_snapshot(catalogue, encoder)
        snapshot.save(home)
        return Refreshed(trained, True, len(snapshot.segment.metas))
    finally:
        catalogue.close()


def open_search(settings: Settings, catalogue: Catalogue) -> LiveSearch:
    """Live search for a process that answers."""
    encoder, _ = load_encoder(settings)
    return LiveSearch(catalogue, settings.home / "index", encoder)


def _is_current(settings: Settings, encoder: Encoder, catalogue: Catalogue) -> bool:
    try:
        return Snapshot.load(settings.home / "index", encoder.version).revision == catalogue.revision()
    except IndexDamagedError:
        return False
