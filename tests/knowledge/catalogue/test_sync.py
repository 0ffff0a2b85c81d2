"""Sync against a local stand-in of the portal: cursor, faults, resuming, all or nothing."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from knowledge.catalogue.models import FlagReason
from knowledge.catalogue.report import ImportRefusedError
from knowledge.catalogue.repository import Catalogue
from knowledge.catalogue.sync import SyncError, SyncSettings, sync

_SPEC = importlib.util.spec_from_file_location(
    "portal_api_fake", Path(__file__).parents[2] / "fakes" / "portal_api.py"
)
assert _SPEC
assert _SPEC.loader
fake = importlib.util.module_from_spec(_SPEC)
sys.modules["portal_api_fake"] = fake
_SPEC.loader.exec_module(fake)


@pytest.fixture
def empty(tmp_path: Path) -> Catalogue:
    found = Catalogue(f"sqlite:///{tmp_path}/c.db")
    found.upgrade()
    return found


def settings(portal: object, **values: object) -> SyncSettings:
    return SyncSettings(base_url=portal.url, rate=1000.0, page=2, **values)  # type: ignore[attr-defined,arg-type]


def nap(_: float) -> None:
    """No waiting in tests."""


def test_lists_fetches_and_applies(empty: Catalogue) -> None:
    with fake.serve(fake.Portal([fake.detail(n) for n in range(1, 6)])) as portal:
        report = sync(empty, settings(portal), sleep=nap)
        assert len(report.new) == 5
        found = empty.get("1.000003")
        assert found is not None
        assert found.channels[0].fees[0].amount == 5000
        assert found.cases[0].documents[0].originals == 1
        assert found.source.url.endswith("id-3")
        again = sync(empty, settings(portal), sleep=nap)
        assert not again.anything


def test_change_and_withdrawal_are_reported(empty: Catalogue) -> None:
    portal = fake.Portal([fake.detail(n) for n in range(1, 4)])
    with fake.serve(portal):
        sync(empty, settings(portal), sleep=nap)
        portal.records = [fake.detail(1, name="Tên mới"), fake.detail(2)]
        report = sync(empty, settings(portal), sleep=nap)
    assert [c.field for c in report.changed["1.000001"]] == ["name"]
    assert report.withdrawn == ["1.000003"]


def test_faults_are_retried(empty: Catalogue) -> None:
    portal = fake.Portal([fake.detail(1)])
    portal.faults = [(500, {}, ""), (429, {"Retry-After": "1"}, ""), (200, {}, '{"code": "OK", "da')]
    waits: list[float] = []
    with fake.serve(portal):
        assert len(sync(empty, settings(portal), sleep=waits.append).new) == 1
    assert 1.0 in waits


def test_repeating_cursor_ends_the_listing(empty: Catalogue) -> None:
    with fake.serve(fake.Portal([fake.detail(1), fake.detail(2)], repeat_cursor=True)) as portal:
        assert len(sync(empty, settings(portal), sleep=nap).new) == 2


def test_interrupted_sync_changes_nothing_and_goes_on(empty: Catalogue) -> None:
    portal = fake.Portal([fake.detail(n) for n in range(1, 6)], stop_after=5)
    with fake.serve(portal):
        with pytest.raises(SyncError, match="503"):
            sync(empty, settings(portal, attempts=2), sleep=nap)
        assert list(empty.procedures()) == []
        fetched = portal.requests[:5].count("get-formality-by-citizen")
        portal.stop_after, portal.requests = None, []
        assert len(sync(empty, settings(portal), sleep=nap).new) == 5
        assert portal.requests.count("get-formality-by-citizen") == 5 - fetched
        assert "list-all-public-formality-by-citizen" not in portal.requests


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": ""}, "name"), ({"code": "x"}, "code"), ({"executionMethods": 3}, "executionMethods")],
)
def test_unreadable_record_refuses_all(empty: Catalogue, change: dict[str, object], field: str) -> None:
    with fake.serve(fake.Portal([fake.detail(1), fake.detail(2, **change)])) as portal:
        with pytest.raises(ImportRefusedError) as refused:
            sync(empty, settings(portal), sleep=nap)
        assert refused.value.field == field
        assert list(empty.procedures()) == []


def test_unknown_field_is_kept_as_a_flag(empty: Catalogue) -> None:
    with fake.serve(fake.Portal([fake.detail(1, newField="giá trị")])) as portal:
        sync(empty, settings(portal), sleep=nap)
    found = empty.get("1.000001")
    assert found is not None
    assert [(f.field, f.reason) for f in found.flags] == [("newField", FlagReason.UNMAPPED)]


def test_refusal_of_the_portal_is_said(empty: Catalogue) -> None:
    portal = fake.Portal([fake.detail(1)])
    portal.faults = [(200, {}, '{"code": "DENIED", "data": {}, "message": "no"}')]
    with fake.serve(portal), pytest.raises(SyncError, match="DENIED"):
        sync(empty, settings(portal), sleep=nap)
