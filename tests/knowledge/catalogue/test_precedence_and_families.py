"""Which source is answered from, and which procedures are one service."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue.families import family_key, nearest_first
from knowledge.catalogue.models import Completeness, Level, Procedure, Source, SourceKind
from knowledge.catalogue.precedence import best, in_order
from knowledge.text import fold

BEST_FIRST = [
    SourceKind.CURATED, SourceKind.PORTAL_API, SourceKind.WORD_EXPORT, SourceKind.RENDERED, SourceKind.PORTAL_LIST,
    SourceKind.WARD_LIST,
]  # fmt: skip


def record(kind: SourceKind = SourceKind.RENDERED, day: int = 1, decision: str = "1/QĐ", **values: Any) -> Procedure:
    source = Source(kind=kind, stream=f"{kind}", captured=dt.date(2026, 7, day))
    return Procedure.model_validate(
        {"code": "1.000001", "name": "Việc", "source": source, "decision": decision, **values}
    )


records = st.builds(
    record,
    kind=st.sampled_from(BEST_FIRST),
    day=st.integers(1, 28),
    decision=st.sampled_from(["", "1/QĐ", "2/QĐ"]),
    completeness=st.sampled_from(list(Completeness)),
)
# one record a source, as the catalogue holds them
sources = st.lists(records, min_size=1, max_size=5, unique_by=lambda r: r.source.kind)


@given(sources, st.randoms())
def test_order_of_arrival_does_not_matter(found: list[Procedure], dice: Any) -> None:
    shuffled = list(found)
    dice.shuffle(shuffled)
    assert best(shuffled) == best(found)
    assert in_order(shuffled) == in_order(found)


@given(sources)
def test_content_goes_before_a_name(found: list[Procedure]) -> None:
    chosen = best(found)
    assert chosen in found
    assert chosen is not None
    full = [r for r in found if r.completeness is Completeness.FULL]
    assert not full or chosen in full


@given(sources)
def test_only_a_later_decision_beats_a_better_source(found: list[Procedure]) -> None:
    chosen, kept = best(found), in_order(found)[0]
    assert chosen is not None
    if chosen != kept:
        assert chosen.source.captured > kept.source.captured
        assert kept.decision


def test_a_decision_that_the_latest_source_no_longer_names_does_not_win() -> None:
    found = [
        record(SourceKind.CURATED, day=1, decision="2/QĐ"),
        record(SourceKind.WORD_EXPORT, day=2, decision="1/QĐ"),
        record(SourceKind.PORTAL_API, day=3, decision="2/QĐ"),
    ]
    assert best(found) == found[0]
    assert best([record(SourceKind.CURATED, day=1), *found[1:]]) == found[2]


@given(st.lists(st.sampled_from(BEST_FIRST), min_size=1, unique=True))
def test_of_one_legal_state_the_better_kept_source_is_chosen(kinds: list[SourceKind]) -> None:
    chosen = best([record(kind, day=28 - BEST_FIRST.index(kind)) for kind in kinds])
    assert chosen is not None
    assert chosen.source.kind is min(kinds, key=BEST_FIRST.index)


def test_nothing_of_nothing() -> None:
    assert best([]) is None


@pytest.mark.parametrize(
    ("day", "decision", "wins"), [(2, "2/QĐ", True), (1, "2/QĐ", False), (2, "1/QĐ", False), (2, "", False)]
)
def test_a_page_of_a_new_decision_goes_before_our_own_record(day: int, decision: str, wins: bool) -> None:
    chosen = best([record(SourceKind.CURATED), record(SourceKind.RENDERED, day=day, decision=decision)])
    assert chosen is not None
    assert (chosen.source.kind is SourceKind.RENDERED) is wins


NAMES = ["Cấp thẻ thử nghiệm", "Đăng ký lại khai sinh", "Đăng ký kết hôn lưu động", "Cấp phép có yếu tố nước ngoài"]
MARKS = ["", " (cấp xã)", " cấp tỉnh", " tại cấp Trung ương", " (dịch vụ công trực tuyến toàn trình)", " - một phần"]


@given(st.sampled_from(NAMES), st.sampled_from(["", "Thủ tục ", "THỦ TỤC "]), st.sampled_from(MARKS), st.booleans())
def test_level_and_online_variant_do_not_tell_services_apart(name: str, before: str, mark: str, flat: bool) -> None:
    written = f"{before}{name}{mark}"
    variant = record(name=fold(written) if flat else written)
    assert family_key(variant) == family_key(record(name=name))


@pytest.mark.parametrize("word", ["lại", "lưu động", "có yếu tố nước ngoài", "tại khu vực biên giới", "bản sao"])
def test_what_makes_another_service_tells_apart(word: str) -> None:
    assert family_key(record(name=f"Đăng ký khai sinh {word}")) != family_key(record(name="Đăng ký khai sinh"))


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_any_name_has_a_family_that_stays_itself(name: str) -> None:
    key = family_key(record(name=name))
    assert key
    assert key == " ".join(key.split())
    assert family_key(record(name=name, family="riêng")) == "riêng"


@given(st.lists(st.lists(st.sampled_from(list(Level)), max_size=3), max_size=6), st.randoms())
def test_members_stand_by_distance_whatever_their_order(levels: list[list[Level]], dice: Any) -> None:
    members = [record(code=f"1.{n:06}", levels=tuple(found)) for n, found in enumerate(levels)]
    ordered = nearest_first(members)
    dice.shuffle(members)
    assert nearest_first(members) == ordered
    distance = [min([list(Level).index(x) for x in p.levels], default=len(Level)) for p in ordered]
    assert distance == sorted(distance)
