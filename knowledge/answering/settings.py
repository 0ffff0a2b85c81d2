"""Thresholds of the dialogue, read once from settings.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).parent / "settings.yml"


class Thresholds(BaseModel):
    """Meanings stand in settings.yml beside the values."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer_at: float
    answer_margin: float
    means_at: float
    clarify_at: float
    offer_most: int
    offer_share: float
    sibling_share: float
    decline_none: float
    outside_at: float
    offer_outside_at: float
    aside_at: float
    sure_at: float
    switch_at: float
    ask_at: float
    ask_aspect_at: float
    doubt_at: float
    named_at: float
    pick_least: float
    pick_at: float
    pick_asking_at: float
    sharpen_at: float
    presume_at: float
    presume_asked_at: float
    presume_stay_at: float
    pick_case_below: float
    pick_share: float
    unknown_at: float
    continue_at: float
    continue_lead: float
    context_minutes: float
    soon_days: int
    stale_days: int
    reply_characters: int
    piece_characters: int
    overview_characters: int
    note_characters: int
    papers_replies: int
    more_replies: int
    case_at: float
    case_lead: float
    cases_whole: int
    case_buttons: int
    case_title: int
    choice_characters: int


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    return Thresholds(**yaml.safe_load(_FILE.read_text(encoding="utf-8")))
