"""Rows in the shape of the portal's dumps (the sentences are ours), and what the importers make of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue.importers.base import Known
from knowledge.catalogue.importers.rendered import Rendered
from knowledge.catalogue.importers.word_export import WordExport
from knowledge.catalogue.importing import import_files
from knowledge.catalogue.models import Procedure
from knowledge.catalogue.report import ImportRefusedError
from knowledge.catalogue.repository import Catalogue

TODAY = dt.date(2026, 11, 23)
READ = dt.date(2026, 7, 1)
PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
NONE = "Không có thông tin"

_PAGE = {
    "ma_thu_tuc": "1.000001",
    "detail_url": "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/thu",
    "formality_id": "",
    "ten_thu_tuc": "Thủ tục cấp thẻ thử nghiệm",
    "so_quyet_dinh": "12/QĐ-BTP",
    "cap_thuc_hien": "Cấp xã",
    "loai_thu_tuc": "Loại khác",
    "linh_vuc": "Thử nghiệm",
    "doi_tuong_thuc_hien": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)",
    "co_quan_co_tham_quyen": "",
    "dia_chi_tiep_nhan": "",
    "co_quan_duoc_uy_quyen": "",
    "co_quan_phoi_hop": "",
    "thu_tuc_lien_quan": NONE,
    "trinh_tu_thuc_hien": "Bước 1: Chuẩn bị giấy tờ.\nBước 2: Nộp tại bộ phận một cửa.",
    "cach_thuc_thuc_hien": WAYS + "Trực tuyến3 Ngày làm việcMiễn phíTrực tiếp3 Ngày làm việcMiễn phí",
    "thanh_phan_ho_so": f"--{PAPERS}Tờ khai cấp thẻ1 bản chính",
    "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật thử nghiệm68/2020/QH14",
    "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
    "yeu_cau_dieu_kien": NONE,
    "ket_qua_xu_ly": "Thẻ thử nghiệmMã: KQ.G15.000099Từ khóaKhông có thông tinMô tảNộp hồ sơ",
}

_EXPORT: dict[str, Any] = {
    "thu_tuc_id": "1.000001",
    "source_file": "ChiTietTTHC_1.000001.doc",
    "metadata": {
        "mã_thủ_tục": "1.000001",
        "tên_thủ_tục": "Thủ tục cấp thẻ thử nghiệm",
        "số_quyết_định": "Quyết định số 12/QĐ-BTP",
        "cấp_thực_hiện": "Cấp Xã",
        "loại_thủ_tục": "Loại khác",
        "lĩnh_vực": "Thử nghiệm",
    },
    "content": {
        "trình_tự_thực_hiện": "Bước 1: Chuẩn bị giấy tờ. Bước 2: Nộp tại bộ phận một cửa.",
        "đối_tượng_thực_hiện": "Công dân Việt Nam",
        "cơ_quan_thực_hiện": "Ủy ban nhân dân cấp xã",
        "kết_quả_thực_hiện": "Thẻ thử nghiệm",
        "yêu_cầu_điều_kiện_thực_hiện": "Không",
    },
    "tables": {
        "hinh_thuc_nop": [
            {
                "hinh_thuc": "Trực tiếp",
                "thoi_han_giai_quyet": "3 Ngày làm việc",
                "phi_le_phi": "Phí : 0 Đồng",
                "mo_ta": "",
            }
        ],
        "thanh_phan_ho_so": [
            {"ten_giay_to": "Tờ khai cấp thẻ", "so_luong": "mau.doc", "ghi_chu": "Bản chính: 1\nBản sao: 0"}
        ],
        "can_cu_phap_ly": [
            {
                "so_ky_hieu": "68",
                "trich_yeu": "Luật số 68/2020/QH14 thử nghiệm",
                "ngay_ban_hanh": "13-11-2020",
                "co_quan_ban_hanh": "Quốc hội",
            }
        ],
    },
}

Make = Callable[..., Procedure]
Refused = Callable[[Path], ImportRefusedError]


@pytest.fixture
def page() -> Callable[..., dict[str, Any]]:
    """A row of the rendered dump; every code has a page of its own."""

    def made(**values: Any) -> dict[str, Any]:
        row = {**_PAGE, **values}
        for key in ("detail_url", "ten_thu_tuc"):
            if row["ma_thu_tuc"] != _PAGE["ma_thu_tuc"] and key not in values:
                row[key] = f"{row[key]} {row['ma_thu_tuc']}"
        return row

    return made


@pytest.fixture
def export() -> Callable[..., dict[str, Any]]:
    """A row of the Word dump; `content`, `tables` and `metadata` are laid over the plain one."""

    def made(**values: Any) -> dict[str, Any]:
        row = json.loads(json.dumps(_EXPORT))
        for key, value in values.items():
            if isinstance(row.get(key), dict) and isinstance(value, dict):
                row[key].update(value)
            else:
                row[key] = value
        return dict(row)

    return made


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as JSON lines."""

    def written(*rows: dict[str, Any], name: str = "rows-2026-07.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
        return path

    return written


@pytest.fixture
def rendered(page: Callable[..., dict[str, Any]], write: Callable[..., Path]) -> Make:
    """The record that the page's importer makes of one row."""

    def read(**values: Any) -> Procedure:
        parsed = Rendered().parse(write(page(**values)), READ, TODAY, Known())
        return parsed.procedures[0]

    return read


@pytest.fixture
def exported(export: Callable[..., dict[str, Any]], write: Callable[..., Path]) -> Make:
    """The record that the Word export's importer makes of one row."""

    def read(**values: Any) -> Procedure:
        parsed = WordExport().parse(write(export(**values)), READ, TODAY, Known())
        return parsed.procedures[0]

    return read


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue with nothing in it."""
    found = Catalogue(f"sqlite:///{tmp_path}/empty.db")
    found.upgrade()
    yield found
    found.close()


@pytest.fixture
def refused(empty: Catalogue) -> Refused:
    """The refusal of a file that comes with a good one, of which nothing may stay either."""

    def tried(path: Path) -> ImportRefusedError:
        good = path.parent / "good.yml"
        good.write_text("procedures:\n  - {code: '1.000009', name: x}\n")
        before = empty.revision()
        with pytest.raises(ImportRefusedError) as caught:
            import_files(empty, [good, path])
        assert (list(empty.procedures()), list(empty.wordings())) == ([], [])
        assert empty.revision() == before
        assert caught.value.file == path.name
        assert path.name in str(caught.value)
        return caught.value

    return tried
