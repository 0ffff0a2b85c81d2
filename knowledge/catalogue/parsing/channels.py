"""The flattened table "Cách thức thực hiện": every cell run together, no separators.

A row begins where a filing method is directly followed by a time and a fee. Anything else is left to the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.catalogue.labels import CURRENCIES, METHODS, MISSING, UNITS
from knowledge.catalogue.models import Channel, Duration, Fee, Flag, FlagReason, Method

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"

_UNIT = "Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng|Năm|Tuần|Phút"
_MONEY = r"\d[\d,.]*\s?(?:Việt Nam Đồng|VNĐ|Đồng|USD|EUR|[A-Z]{3}(?![a-z]))"
_ROW = re.compile(
    rf"(?P<method>{'|'.join(METHODS)})"
    rf"(?P<time>{MISSING}|\d+(?:[.,]\d+)?(?:\s(?:{_UNIT}))?)"
    rf"(?=Miễn phí|{MISSING}|{_MONEY})"
)
_FEE = re.compile(rf"(?P<free>Miễn phí)|(?P<none>{MISSING})|(?P<money>{_MONEY})")
_AMOUNT = re.compile(r"(?P<number>\d[\d,.]*)\s?(?P<currency>.+)")


def parse_channels(text: str) -> tuple[tuple[Channel, ...], tuple[Flag, ...]]:
    """Channels of the table, and flags on `channels`, `time` or `fee` for what could not be read with certainty."""
    body = text[len(HEAD) :] if text.startswith(HEAD) else text
    body = body.strip()
    if not body or body == MISSING:
        return (), ()
    rows = list(_ROW.finditer(body))
    if not rows or rows[0].start() != 0:
        return (), (Flag(field="channels", reason=FlagReason.AMBIGUOUS_TABLE, raw=text),)
    channels, flags = [], []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        rest = body[row.end() : after.start() if after else len(body)]
        time, time_flags = _time(row["time"], rest)
        fees, note, fee_flags = _fees(rest)
        flags += time_flags + fee_flags
        unsure = any(f.field == "fee" for f in time_flags)
        channels.append(Channel(method=METHODS[row["method"]], time=time, fees=() if unsure else fees, note=note))
    return tuple(channels), tuple(dict.fromkeys(flags))


def _time(cell: str, rest: str) -> tuple[Duration, list[Flag]]:
    if cell == MISSING:
        return Duration(), []
    number, _, unit = cell.partition(" ")
    lost = Flag(field="time", reason=FlagReason.UNIT_LOST, raw=cell)
    if not unit:
        # "110,000 Việt Nam Đồng": where the time ends and the fee begins is a guess
        glued = (
            [Flag(field="fee", reason=FlagReason.AMBIGUOUS_TABLE, raw=cell + rest[:40])]
            if rest[:1].isdigit()
            else []
        )
        return Duration(), [lost, *glued]
    known = UNITS.get(unit.lower())
    if known is None:
        return Duration(note=cell), []
    return Duration(value=Decimal(number.replace(",", ".")), unit=known), []


def _fees(rest: str) -> tuple[tuple[Fee, ...], str, list[Flag]]:
    """Leading fee cells, each with its note in parentheses; what follows them is the row's description."""
    fees: list[Fee] = []
    flags: list[Flag] = []
    at = 0
    while match := _FEE.match(rest, at):
        at = match.end()
        note, at = _parenthesis(rest, at)
        if match["free"]:
            fees.append(Fee(amount=Decimal(0), note=note, set_by_council=of_council(note)))
        elif match["none"]:
            if note:
                fees.append(Fee(note=note, set_by_council=of_council(note)))
        else:
            fee = _money(match["money"], note)
            if fee is None:
                flags.append(Flag(field="fee", reason=FlagReason.AMBIGUOUS_TABLE, raw=match["money"]))
            else:
                fees.append(fee)
    return tuple(fees), rest[at:].strip(), flags


def _money(cell: str, note: str) -> Fee | None:
    match = _AMOUNT.fullmatch(cell)
    currency = CURRENCIES.get(match["currency"].strip().lower()) if match else None
    if match is None or currency is None:
        return None
    digits = match["number"].rstrip(".,")
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d+", digits):
        return None
    per = re.match(r"/\s*([^.,;:)]{1,30}?)(?:$|[.,;:)])", note)
    return Fee(
        amount=Decimal(digits.replace(",", "")),
        currency=currency,
        per=per[1].strip() if per else "",
        note="" if per and per.end() >= len(note) else note,
        set_by_council=of_council(note),
    )


def _parenthesis(text: str, at: int) -> tuple[str, int]:
    """Content of the parenthesis that begins at `at` (balanced, or to the end), and where it ends."""
    if at >= len(text) or text[at] != "(":
        return "", at
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return text[at + 1 : i].strip(), i + 1
    return "", at  # never closed: leave it to the description


def of_council(note: str) -> bool:
    """Does a note say that the people's council of the province sets the amount?"""
    return "hội đồng nhân dân" in note.lower() or "hđnd" in note.lower()


def doubts(channels: tuple[Channel, ...]) -> Iterator[Flag]:
    """Flags that need the whole table: implausible values, free against its note, times that differ."""
    for fee in (f for c in channels for f in c.fees):
        if fee.amount and fee.currency == "VND" and fee.amount < 1000:
            yield Flag(field="fee", reason=FlagReason.IMPLAUSIBLE, raw=f"{fee.amount} {fee.note}".strip())
    for channel in channels:
        for fee in channel.fees:
            if fee.amount == 0 and speaks_of_fee(f"{fee.note} {channel.note}"):
                yield Flag(
                    field="fee",
                    reason=FlagReason.FREE_BUT_NOTE,
                    raw=f"{fee.note} {channel.note}".strip()[:500],
                )
                break
    if any(c.time.value == 0 for c in channels):
        yield Flag(field="time", reason=FlagReason.IMPLAUSIBLE, raw="0")
    times: dict[Method, set[Duration]] = {}
    for channel in channels:
        if channel.time.value is not None:
            times.setdefault(channel.method, set()).add(channel.time.model_copy(update={"note": ""}))
    if len({frozenset(found) for found in times.values()}) > 1:
        yield Flag(field="time", reason=FlagReason.CHANNELS_DISAGREE)


_NOTHING = re.compile(r"không (?:có|quy định|thu|mất|phải nộp)[^.;]*|miễn (?:phí|lệ phí|thu)[^.;]*", re.I)
_SPEAKS = re.compile(
    r"\d[\d.,]*\s*(?:đ\b|đồng|vnđ|usd|%)|mức (?:thu|lệ phí|phí)|lệ phí|phí |theo quy định|thông tư|nghị quyết|hội đồng",
    re.I,
)


def speaks_of_fee(note: str) -> bool:
    """True when a note beside "Miễn phí" says that something is charged or points to a tariff."""
    return _SPEAKS.search(_NOTHING.sub(" ", note)) is not None
