"""Live search: changes are found at once, damage is repaired, files are swapped whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalogue.models import Wording
from knowledge.catalogue.report import ImportBatch
from knowledge.catalogue.repository import Catalogue
from knowledge.search.building import build_snapshot
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.live import LiveSearch
from knowledge.search.snapshot import IndexDamagedError, Snapshot, current_version


def first(search: LiveSearch, text: str) -> str:
    return search.search(text).hits[0].code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("vợ mới đẻ làm giấy tờ cho bé", "1.001193"),
        ("vo moi de lam giay to cho be", "1.001193"),
        ("thuetrọ thì khaibáo với ai", "1.004194"),
        ("sao y bằng", "2.000815"),
        ("đăng ký lại khai sinh", "1.004884"),
    ],
)
def test_finds(search: LiveSearch, text: str, code: str) -> None:
    assert first(search, text) == code


def test_probabilities_sum_to_one(search: LiveSearch) -> None:
    found = search.search("nhập hộ khẩu", limit=100)
    assert sum(h.score for h in found.hits) + found.none == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("text", ["", "😀", "x" * 10_000, "\ud800", "1.2.3 /// ---"])
def test_any_text_is_searchable(search: LiveSearch, text: str) -> None:
    search.search(text)


def test_new_wording_is_live_without_rebuild(search: LiveSearch, catalogue: Catalogue, tmp_path: Path) -> None:
    version = current_version(tmp_path / "index")
    catalogue.add_wordings([Wording(code="1.002755", text="giấy xanh xanh của bà chủ trọ quá ngày", origin="staff")])
    assert first(search, "giấy xanh xanh của bà chủ trọ") == "1.002755"
    taught = search.search("giay xanh xanh cua ba chu tro qua ngay").hits[0]
    assert (taught.code, taught.score > 0.9) == ("1.002755", True)
    assert current_version(tmp_path / "index") == version
    catalogue.remove_wording("1.002755", "giấy xanh xanh của bà chủ trọ quá ngày")
    search.search("x")


def test_withdrawn_record_is_gone_at_once(search: LiveSearch, catalogue: Catalogue) -> None:
    catalogue.apply(ImportBatch((), complete=frozenset({"curated:catalogue"})))
    assert not search.search("khai sinh").hits


def test_family_is_one_hit_with_the_nearest_counter(search: LiveSearch) -> None:
    found = search.search("cấp giấy phép thử")
    assert found.hits[0].code == "1.010001"
    assert found.hits[0].others == ("1.010002",)


def test_damaged_index_is_rebuilt(catalogue: Catalogue, encoder: Encoder, tmp_path: Path) -> None:
    home = tmp_path / "index"
    folder = build_snapshot(catalogue, encoder).save(home)
    (folder / "entries.npz").write_bytes(b"rubbish")
    with pytest.raises(IndexDamagedError, match="damaged"):
        Snapshot.load(home, encoder.version)
    assert first(LiveSearch(catalogue, home, encoder), "khai tử") == "1.000656"
    Snapshot.load(home, encoder.version)


def test_index_of_another_encoder_is_refused(catalogue: Catalogue, encoder: Encoder, tmp_path: Path) -> None:
    build_snapshot(catalogue, encoder).save(tmp_path)
    with pytest.raises(IndexDamagedError, match="another encoder"):
        Snapshot.load(tmp_path, "own-other")


def test_running_search_takes_a_new_index_over(
    search: LiveSearch, catalogue: Catalogue, encoder: Encoder, tmp_path: Path
) -> None:
    catalogue.add_wordings([Wording(code="1.000656", text="cụ đi theo tổ tiên", origin="staff")])
    snapshot = build_snapshot(catalogue, encoder)
    snapshot.save(tmp_path / "index")
    assert search.search("cụ đi theo tổ tiên").index_version == f"{snapshot.version}+0"
