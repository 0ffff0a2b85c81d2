"""Good and broken dumps: a refusal names file, line and field, and nothing is stored."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.catalogue.importers.base import Known
from knowledge.catalogue.importers.rendered import Rendered
from knowledge.catalogue.importers.word_export import WordExport
from knowledge.catalogue.importing import import_files
from knowledge.catalogue.report import ImportRefusedError
from knowledge.catalogue.repository import Catalogue

Refused = Callable[[Path], ImportRefusedError]
Row = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
TODAY = dt.date(2026, 11, 23)


# whole files


def test_good_files_of_both_dumps_plain_and_gzipped(empty: Catalogue, page: Row, export: Row, write: Write) -> None:
    plain = write(page(), page(ma_thu_tuc="1.000002"), name="a-2026-07.jsonl")
    zipped = plain.with_name("b-2026-01.jsonl.gz")
    third = export(thu_tuc_id="1.000003", metadata={"mã_thủ_tục": "1.000003"})
    zipped.write_bytes(gzip.compress(json.dumps(third).encode()))
    report = import_files(empty, [plain, zipped])
    assert sorted(report.new) == ["1.000001", "1.000002", "1.000003"]
    found = empty.get("1.000003")
    assert found is not None
    assert (found.source.captured, found.decision) == (dt.date(2026, 1, 1), "12/QĐ-BTP")


FOREIGN = [b"", b"\n\n", b"\xff\xfe", b"PK\x03\x04", "một câu".encode("utf-16"), b"{}", b"null"]


@pytest.mark.parametrize("content", FOREIGN)
@pytest.mark.parametrize("name", ["x.jsonl", "x.yml", "x.json"])
def test_empty_and_foreign_files(refused: Refused, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert "format is not known" in refused(path).message


def test_half_a_line(refused: Refused, page: Row, write: Write) -> None:
    path = write(page(), page(ma_thu_tuc="1.000002"))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4])
    error = refused(path)
    assert error.line == 2
    assert "not" in error.message


def test_half_a_gzip(refused: Refused, page: Row, tmp_path: Path) -> None:
    rows = "\n".join(json.dumps(page(ma_thu_tuc=f"1.{n:06}"), ensure_ascii=False) for n in range(50))
    path = tmp_path / "x.jsonl.gz"
    data = gzip.compress(rows.encode())
    path.write_bytes(data[: len(data) - 40])
    assert "cut off or damaged" in refused(path).message
    path.write_bytes(data[:-8] + b"\x00" * 8)
    assert "cut off or damaged" in refused(path).message


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16-le"])
def test_wrong_encoding_behind_the_first_line(refused: Refused, page: Row, tmp_path: Path, encoding: str) -> None:
    good = json.dumps(page(), ensure_ascii=False)
    bad = json.dumps(page(ten_thu_tuc="Đăng ký"), ensure_ascii=False).encode(encoding, "replace")
    path = tmp_path / "x.jsonl"
    path.write_bytes(good.encode() + b"\n" + bad)
    assert refused(path).line == 2


def test_byte_order_mark_and_windows_line_ends(empty: Catalogue, page: Row, tmp_path: Path) -> None:
    rows = [json.dumps(page(ma_thu_tuc=f"1.00000{n}"), ensure_ascii=False) for n in (1, 2)]
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode() + b"\r\n")
    assert len(import_files(empty, [path]).new) == 2


# one broken row


def dumped(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (lambda _: "[1]", ""),
        (lambda row: dumped(row)[:-1], ""),
        (lambda _: "[" * 100_000, ""),
        (lambda row: dumped(row).replace('"linh_vuc"', '"ten_thu_tuc"'), "ten_thu_tuc"),
        (lambda row: dumped(row | {"ma_thu_tuc": "khong"}), "ma_thu_tuc"),
        (lambda row: dumped(row | {"ma_thu_tuc": None}), "ma_thu_tuc"),
        (lambda row: dumped(row | {"ten_thu_tuc": " "}), "ten_thu_tuc"),
        (lambda row: dumped(row | {"ten_thu_tuc": 5}), "ten_thu_tuc"),
        (lambda row: dumped(row | {"trinh_tu_thuc_hien": ["a"]}), "trinh_tu_thuc_hien"),
        (lambda row: dumped({k: v for k, v in row.items() if k != "cach_thuc_thuc_hien"}), "cach_thuc_thuc_hien"),
        (lambda row: dumped({k: v for k, v in row.items() if k != "thanh_phan_ho_so"}), "thanh_phan_ho_so"),
        (lambda row: json.dumps(row | {"ten_thu_tuc": "Nửa \ud800 chữ"}), ""),
    ],
)
def test_broken_row_of_the_page(
    refused: Refused, page: Row, write: Write, broken: Callable[[dict[str, Any]], str], field: str
) -> None:
    path = write(page())
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + broken(page(ma_thu_tuc="1.000002")) + "\n")
    error = refused(path)
    assert (error.line, error.field) == (3, field)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"metadata": {"mã_thủ_tục": "1.000007"}}, "mã_thủ_tục"),  # another one in thu_tuc_id
        ({"metadata": {"mã_thủ_tục": "x"}}, "mã_thủ_tục"),
        ({"thu_tuc_id": ""}, "thu_tuc_id"),
        ({"metadata": {"tên_thủ_tục": ""}}, "tên_thủ_tục"),
        ({"metadata": "x"}, "metadata"),
        ({"content": ["x"]}, "content"),
        ({"content": {"trình_tự_thực_hiện": 1}}, "trình_tự_thực_hiện"),
        ({"tables": {"hinh_thuc_nop": {"a": 1}}}, "tables.hinh_thuc_nop"),
        ({"tables": {"thanh_phan_ho_so": ["x"]}}, "tables.thanh_phan_ho_so"),
    ],
)
def test_broken_row_of_the_export(
    refused: Refused, export: Row, write: Write, change: dict[str, Any], field: str
) -> None:
    path = write(export(), export(**{"thu_tuc_id": "1.000001", **change}))
    error = refused(path)
    assert (error.line, error.field) == (2, field)


@pytest.mark.parametrize("missing", ["metadata", "content", "tables", "thu_tuc_id"])
def test_export_without_one_of_its_parts(refused: Refused, export: Row, write: Write, missing: str) -> None:
    path = write(export(), {k: v for k, v in export().items() if k != missing})
    error = refused(path)
    assert (error.line, error.field) == (2, missing)


def test_unknown_field_is_kept_as_a_flag(empty: Catalogue, page: Row, write: Write) -> None:
    import_files(empty, [write(page(moi="giá trị"))])
    found = empty.get("1.000001")
    assert found is not None
    assert [(f.field, f.raw) for f in found.flags] == [("moi", "giá trị")]


# whatever the rows hold

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
quick = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@given(data=st.data())
@quick
def test_any_row_is_read_or_refused_with_its_line(page: Row, export: Row, write: Write, data: st.DataObject) -> None:
    base, importer = data.draw(st.sampled_from([(page(), Rendered()), (export(), WordExport())]))
    keys = st.dictionaries(st.sampled_from(sorted(base)), json_values, min_size=1, max_size=4)
    path = write(base | data.draw(keys))
    try:
        (record,) = importer.parse(path, TODAY, TODAY, Known()).procedures
    except ImportRefusedError as error:
        place = (error.file, error.line)
    else:
        assert record.model_validate_json(record.model_dump_json()) == record
        return
    assert place == (path.name, 1)


def test_two_imports_at_once_of_the_same_file(empty: Catalogue, page: Row, write: Write) -> None:
    path = write(*[page(ma_thu_tuc=f"1.{n:06}") for n in range(100)])
    reports, errors = [], []

    def run() -> None:
        try:
            reports.append(import_files(empty, [path]))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert sorted(len(r.new) for r in reports) == [0, 0, 100]
    assert len(empty.history("1.000001")) == 1
