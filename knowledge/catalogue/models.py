"""The typed model of one administrative procedure (thủ tục hành chính).

Everything the official record carries (docs/architecture.md lists the official Vietnamese labels; the one
table that maps them is `labels.py`). All models are frozen: a change is a new version, never an edit.

A field whose content could not be read with certainty stays empty, its source text is kept in a `Flag`, and
the answering steps never say it as a fact.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from knowledge.catalogue.codes import CODE_PATTERN


class Frozen(BaseModel):
    """Base: immutable, unknown keys refused, strings trimmed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Level(StrEnum):
    """Level of government that serves the citizen; order = distance from the citizen."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"
    OTHER = "other"


class Method(StrEnum):
    """How a dossier is handed in."""

    ONLINE = "online"
    POST = "post"
    IN_PERSON = "in_person"


class TimeUnit(StrEnum):
    """Unit of a processing time as published."""

    WORKING_DAY = "working_day"
    DAY = "day"
    WORKING_HOUR = "working_hour"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


class Currency(StrEnum):
    VND = "VND"
    USD = "USD"


class DocumentKind(StrEnum):
    """`submit`: handed in; `show`: only presented; `note`: a remark in the table, not a paper ("0 bản chính")."""

    SUBMIT = "submit"
    SHOW = "show"
    NOTE = "note"


class ServiceLevel(StrEnum):
    """Online service kind: `full` = toàn trình, `partial` = một phần."""

    FULL = "full"
    PARTIAL = "partial"


class Completeness(StrEnum):
    """`name_only`: the procedure is known to exist, its content is not loaded."""

    FULL = "full"
    NAME_ONLY = "name_only"


class Status(StrEnum):
    """State of one stored version."""

    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class SourceKind(StrEnum):
    """Where a version came from."""

    CURATED = "curated"
    PORTAL_API = "portal_api"
    WORD_EXPORT = "word_export"
    RENDERED = "rendered"
    PORTAL_LIST = "portal_list"
    WARD_LIST = "ward_list"


class FlagReason(StrEnum):
    """Why a field is marked "cần kiểm tra"."""

    UNIT_LOST = "unit_lost"  # "1" without day/hour
    FREE_BUT_NOTE = "free_but_note"  # cell says free, note speaks of a fee
    EXPIRED_TEXT = "expired_text"  # the text quotes a date that has passed
    AMBIGUOUS_TABLE = "ambiguous_table"  # a flattened table that cannot be split with certainty
    IMPLAUSIBLE = "implausible"  # e.g. a fee of 100 đ
    CHANNELS_DISAGREE = "channels_disagree"
    CODE_MISMATCH = "code_mismatch"  # code and name, or code and page, may not belong together
    UNMAPPED = "unmapped"  # a source field that the model has no place for
    UNCONFIRMED = "unconfirmed"  # curated record: fact not confirmed
    OLD_LEGAL_BASIS = "old_legal_basis"
    OTHER_PROVINCE = "other_province"  # decided by one province for itself, and not by ours


class Flag(Frozen):
    """A mark "cần kiểm tra" on one field, with the source text kept raw."""

    field: str
    reason: FlagReason
    raw: str = ""


class Duration(Frozen):
    """Processing time. `value` without `unit` is refused: keep the raw text in a Flag instead."""

    value: Decimal | None = Field(default=None, ge=0)
    unit: TimeUnit | None = None
    note: str = ""

    @model_validator(mode="after")
    def _value_has_unit(self) -> Duration:
        if (self.value is None) != (self.unit is None):
            raise ValueError("value and unit of a duration go together")
        return self


class Fee(Frozen):
    """One fee row. `amount` None = not stated; 0 = the cell says free. Never shown without `note`."""

    amount: Decimal | None = Field(default=None, ge=0)
    currency: Currency = Currency.VND
    per: str = ""  # "trang", "bản", "lần"
    note: str = ""
    set_by_council: bool = False  # HĐND tỉnh decides the amount


class Channel(Frozen):
    """One row of "Cách thức thực hiện": method, time and fees that hold together."""

    method: Method
    time: Duration = Duration()
    fees: tuple[Fee, ...] = ()
    note: str = ""


class Document(Frozen):
    """One row of "Thành phần hồ sơ"."""

    name: str = Field(min_length=1)
    form: str = ""  # form name or file name
    originals: int | None = Field(default=None, ge=0)
    copies: int | None = Field(default=None, ge=0)
    kind: DocumentKind = DocumentKind.SUBMIT


class Case(Frozen):
    """Documents of one case ("Trường hợp ..."); `name` empty = the only or common case."""

    name: str = ""
    documents: tuple[Document, ...] = ()


class Step(Frozen):
    name: str = ""
    text: str = Field(min_length=1)


class Result(Frozen):
    """Paper the citizen receives; `code` like KQ.G15.000031."""

    name: str = Field(min_length=1)
    code: str = ""


class LegalBasis(Frozen):
    """A legal document: `code` = số ký hiệu (123/2015/NĐ-CP), `name` = trích yếu."""

    code: str = ""
    name: str = ""
    issued: dt.date | None = None
    issuer: str = ""


class Agency(Frozen):
    """Bodies named by the record."""

    executing: str = ""  # Cơ quan thực hiện
    authority: str = ""  # Cơ quan có thẩm quyền
    delegated: str = ""  # Cơ quan được ủy quyền
    coordinating: str = ""  # Cơ quan phối hợp
    receiving_address: str = ""  # Địa chỉ tiếp nhận hồ sơ


class Source(Frozen):
    """Provenance. `stream` names one feed whose full listing defines "withdrawn" (one per importer and file family)."""

    kind: SourceKind
    stream: str
    url: str = ""  # public page of the record
    captured: dt.date  # when the content was read from the source


class Procedure(Frozen):
    """One version of one procedure. `code` is the national code without the organisation suffix."""

    code: str
    name: str = Field(min_length=1)
    short_name: str = ""  # plain words for buttons and headings, <= 80 characters
    field: str = ""
    levels: tuple[Level, ...] = ()
    service_level: ServiceLevel | None = None
    organisation: str = ""  # suffix of a provincial instance, e.g. H14
    family: str = ""  # explicit family key; empty = derived (families.py)
    kind: str = ""  # Loại thủ tục
    audience: tuple[str, ...] = ()
    agency: Agency = Agency()
    decision: str = ""  # Số quyết định công bố
    channels: tuple[Channel, ...] = ()
    cases: tuple[Case, ...] = ()
    steps: tuple[Step, ...] = ()
    conditions: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    notes: tuple[str, ...] = ()  # remarks a citizen must hear (law about to change, exemptions ...)
    keywords: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()  # codes that this record has taken the place of
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    checked: dt.date | None = None  # when a person or sync last compared it with the source
    source: Source
    completeness: Completeness = Completeness.FULL
    flags: tuple[Flag, ...] = ()

    @field_validator("code")
    @classmethod
    def _code_form(cls, value: str) -> str:
        if not CODE_PATTERN.fullmatch(value):
            raise ValueError(f"not a procedure code: {value!r} (expected a digit, a dot, six digits)")
        return value

    @model_validator(mode="after")
    def _dates_in_order(self) -> Procedure:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self

    @property
    def title(self) -> str:
        """Name to show a citizen."""
        return self.short_name or self.name

    @property
    def named_surely(self) -> bool:
        """False where the name may be that of another procedure."""
        return all(f.reason is not FlagReason.CODE_MISMATCH for f in self.flagged("name"))

    def flagged(self, field: str) -> tuple[Flag, ...]:
        """Flags on `field` (a top-level field name; "time" and "fee" for the two halves of channels)."""
        return tuple(f for f in self.flags if f.field == field)

    def current(self, today: dt.date) -> bool:
        """True when `today` lies within the validity dates (open ends count as unlimited)."""
        return (self.valid_from is None or self.valid_from <= today) and (
            self.valid_to is None or today <= self.valid_to
        )


class Wording(Frozen):
    """A citizen's way of asking for a procedure. `origin`: starter, staff, import. `style`: see the bank."""

    code: str
    text: str = Field(min_length=1)
    style: str = "plain"
    origin: str = "starter"
