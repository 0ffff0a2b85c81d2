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
    clarify_at: float
    offer_most: int
    offer_share: float
    decline_none: float
    switch_at: float
    new_subject_none: float
    stay_weight: float
    pick_at: float
    context_minutes: float
    soon_days: int
    stale_days: int
    reply_characters: int


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    return Thresholds(**yaml.safe_load(_FILE.read_text(encoding="utf-8")))
