"""What a message is said along with: the shortest thing that people call the procedure in focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.answering.focus import along
from knowledge.answering.focus.along import along_with
from knowledge.catalogue.models import Procedure, Source, SourceKind, Wording
from knowledge.starter.bank import Bank

SOURCE = Source(kind=SourceKind.CURATED, stream="x", captured="2026-07-01")  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _bank(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    said = [("plain", "cưới"), ("spoken", "đăng ký kết hôn"), ("spoken", "kết hôn"), ("spoken", "cưới vợ")]
    bank = Bank(tuple(Wording(code="1.000894", text=text, style=style) for style, text in said), (), ())
    monkeypatch.setattr(along, "load_bank", lambda: bank)
    along._called.cache_clear()
    yield
    along._called.cache_clear()


def procedure(code: str, name: str, short_name: str = "") -> Procedure:
    return Procedure(code=code, name=name, short_name=short_name, source=SOURCE)


def test_the_shortest_spoken_name_stands_before_the_message() -> None:
    found = along_with(procedure("1.000894", "Thủ tục đăng ký kết hôn"), "bạn trai là người Trung Quốc")
    assert found == "kết hôn bạn trai là người Trung Quốc"


@pytest.mark.parametrize(
    ("title", "called"),
    [("Cấp đổi sổ đỏ (rách, cũ)", "Cấp đổi sổ đỏ"), ("Mai táng phí", "Mai táng phí"), ("(không rõ)", "(không rõ)")],
)
def test_without_one_it_is_the_title_without_its_asides(title: str, called: str) -> None:
    assert along_with(procedure("1.012783", "Tên dài của thủ tục", title), "phí") == f"{called} phí"
