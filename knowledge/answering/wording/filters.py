"""How times, fees, numbers of copies and dates read in a text: the filters of the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from knowledge.answering.lines import FeeLine, TimeLine
from knowledge.answering.wording.data import words
from knowledge.catalogue.models import Document

_SHORT_NOTE = 100  # characters of a note that an overview may hold


def number(value: Decimal) -> str:
    """1500000 gives 1.500.000; 0.5 gives 0,5."""
    if value == value.to_integral_value():
        return f"{int(value):,}".replace(",", ".")
    return f"{value.normalize():f}".replace(".", ",")


def _line(line: TimeLine | FeeLine, text: str) -> str:
    """`text` behind what it holds for: the way of filing, and what the row is for where there are several."""
    names = ", ".join(words()["methods"][m.value] for m in line.methods)
    before = " – ".join(part for part in (line.label, names) if part)
    return f"{before}: {text}" if before else text


def _time(line: TimeLine) -> str:
    amount, note = _duration(line), line.note
    if amount and note and _opens_with(note, amount):
        amount = ""  # "Không quá 7 ngày làm việc": the note says it all
    if amount and note:
        note = f"– {note}" if "(" in note else f"({note})"
    return _line(line, " ".join(part for part in (amount, note) if part))


def _time_short(line: TimeLine) -> str:
    amount, note = _duration(line), line.note
    if not amount:
        return _line(line, note if len(note) <= _SHORT_NOTE else words()["see_time"])
    remark = f" ({words()['see_time_note']})" if len(note) > _SHORT_NOTE else ""
    return _line(line, amount + remark)


def _duration(line: TimeLine) -> str:
    return f"{number(line.value)} {words()['units'][line.unit]}" if line.value is not None else ""


def _opens_with(note: str, amount: str) -> bool:
    return any(note.lower().startswith(f"{opening} {amount}".strip()) for opening in ("", *words()["at_most"]))


def _amount(line: FeeLine, note_follows: bool = True) -> str:
    texts = words()["fees"]
    if line.doubtful:
        return str(texts["doubtful"])
    if line.amount is None:
        if not line.by_council:
            return ""
        # the note mostly says itself who sets the fee
        named = note_follows and any(cue in line.note for cue in texts["council_cues"])
        return str(texts["not_stated"] if named else texts["by_council"])
    if line.amount == 0:
        return str(texts["free"])
    unit = words()["currencies"][line.currency]
    return f"{number(line.amount)} {unit}" + (f"/{line.per}" if line.per else "")


def _fee(line: FeeLine) -> str:
    amount, note = _amount(line), "" if _says_nothing(line.note) else line.note
    return _line(line, ". ".join(p.rstrip(". ") for p in (amount, note) if p))


def _fee_short(line: FeeLine) -> str:
    note = line.note if len(line.note) <= _SHORT_NOTE else ""
    return _line(line, _amount(line, note_follows=False) or note or words()["fees"]["see_note"])


def _says_nothing(note: str) -> bool:
    """True for a note that only repeats the cell beside it ("Miễn phí", "Nộp trực tiếp")."""
    return note.strip(". ").lower() in _empty_notes()


@lru_cache(maxsize=1)
def _empty_notes() -> frozenset[str]:
    return frozenset(n.lower() for n in words()["empty_notes"])


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _quantity(document: Document) -> str:
    texts = words()["quantities"]
    parts = []
    if document.originals:
        parts.append(texts["originals"].format(n=document.originals))
    if document.copies:
        parts.append(texts["copies"].format(n=document.copies))
    return f" – {', '.join(parts)}" if parts else ""


def _date(value: dt.date) -> str:
    return f"{value:%d/%m/%Y}"


FILTERS: dict[str, Callable[..., str]] = {
    "timeline": _time,
    "timeline_short": _time_short,
    "feeline": _fee,
    "feeline_short": _fee_short,
    "quantity": _quantity,
    "date": _date,
    "upper_first": _upper,
}
