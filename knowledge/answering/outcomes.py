"""The closed list of ways in which a turn can end. Label and explanation for staff: wording/outcomes.yml."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    ANSWERED = "answered"
    CLARIFIED = "clarified"
    UNANSWERABLE_NO_MATCH = "unanswerable_no_match"
    UNANSWERABLE_NO_RECORD = "unanswerable_no_record"
    UNANSWERABLE_NO_FIELD = "unanswerable_no_field"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_TALK = "small_talk"
    REFUSED_PERSONAL_DATA = "refused_personal_data"
    CRISIS = "crisis"
    HANDED_OVER = "handed_over"
    ERROR_DIALOGUE_UNAVAILABLE = "error_dialogue_unavailable"
    ERROR_CATALOGUE_UNAVAILABLE = "error_catalogue_unavailable"
    ERROR_TIMEOUT = "error_timeout"
    ERROR_INTERNAL = "error_internal"
