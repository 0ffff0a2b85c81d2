"""An index made with another encoder, or for another catalogue, is replaced when search starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalogue.importing import import_files
from knowledge.catalogue.models import Wording
from knowledge.catalogue.repository import Catalogue
from knowledge.search.building import build_snapshot
from knowledge.search.encoder.encoder import Encoder
from knowledge.search.live import LiveSearch
from knowledge.search.snapshot import IndexDamagedError, Snapshot


class _Turned:
    """The same vectors in another order of columns, as another model would make them."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def encode(self, texts: list[str], **_: object) -> object:
        return self._encoder.encode(texts)[:, ::-1]


def test_index_of_another_encoder_is_rebuilt(catalogue: Catalogue, encoder: Encoder, tmp_path: Path) -> None:
    home = tmp_path / "index"
    build_snapshot(catalogue, encoder).save(home)
    other = Encoder(_Turned(encoder), "turned")
    found = LiveSearch(catalogue, home, other).search("khai tử cho bố")
    assert (found.hits[0].code, found.model_version) == ("1.000656", "turned")
    assert Snapshot.load(home, "turned").encoder_version == "turned"
    with pytest.raises(IndexDamagedError):
        Snapshot.load(home, encoder.version)


def test_index_of_another_catalogue_is_rebuilt(
    catalogue: Catalogue, encoder: Encoder, tmp_path: Path, sample_files: list[Path]
) -> None:
    home = tmp_path / "index"
    catalogue.add_wordings([Wording(code="1.000656", text="cụ đi theo tổ tiên", origin="staff")])
    foreign = build_snapshot(catalogue, encoder)
    foreign.save(home)
    younger = Catalogue(f"sqlite:///{tmp_path}/other.db")
    younger.upgrade()
    import_files(younger, sample_files)
    assert younger.revision() < foreign.revision
    LiveSearch(younger, home, encoder)
    assert Snapshot.load(home, encoder.version).revision == younger.revision()
    younger.close()
