"""The one table from official Vietnamese terms to the model's terms."""

from __future__ import annotations

from knowledge.catalogue.models import Currency, Level, Method, TimeUnit

MISSING = "Không có thông tin"

LEVELS = {
    "cấp xã": Level.COMMUNE,
    "cấp tỉnh": Level.PROVINCE,
    "cấp bộ": Level.MINISTRY,
    "cơ quan khác": Level.OTHER,
    "cấp huyện": Level.COMMUNE,  # abolished in July 2025; its work went to the commune
}
METHODS = {
    "Trực tuyến": Method.ONLINE,
    "Dịch vụ bưu chính": Method.POST,
    "Qua bưu điện": Method.POST,
    "Trực tiếp": Method.IN_PERSON,
}
UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.DAY,
    "giờ làm việc": TimeUnit.WORKING_HOUR,
    "giờ": TimeUnit.HOUR,
    "tháng": TimeUnit.MONTH,
    "năm": TimeUnit.YEAR,
}
CURRENCIES = {
    "việt nam đồng": Currency.VND,
    "vnđ": Currency.VND,
    "đồng": Currency.VND,
    "usd": Currency.USD,
}
# JSON keys of the portal's API
API_METHODS = {"ONLINE": Method.ONLINE, "POSTAL": Method.POST, "DIRECT": Method.IN_PERSON}
API_UNITS = {
    "WORKING_DAY": TimeUnit.WORKING_DAY,
    "DAY": TimeUnit.DAY,
    "WORKING_HOUR": TimeUnit.WORKING_HOUR,
    "HOUR": TimeUnit.HOUR,
    "MONTH": TimeUnit.MONTH,
    "YEAR": TimeUnit.YEAR,
}


def present(text: str) -> str:
    """`text` without outer spaces, or "" where it is the portal's word for a missing value."""
    text = text.strip()
    return "" if text.rstrip(".").strip() in {MISSING, ""} else text


def levels(text: str) -> tuple[Level, ...]:
    """Levels named in "Cấp bộ, Cấp xã", each once."""
    found = (LEVELS.get(part.strip().lower()) for part in text.split(","))
    return tuple(dict.fromkeys(level for level in found if level))


def audience(text: str) -> tuple[str, ...]:
    """Closed list separated by commas, one member of which holds a comma in parentheses."""
    parts: list[str] = []
    depth, start = 0, 0
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    parts.append(text[start:])
    return tuple(p for p in (present(p) for p in parts) if p)
