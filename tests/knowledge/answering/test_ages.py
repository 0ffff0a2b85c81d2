"""Ages in messages and in names."""

from __future__ import annotations

import pytest

from knowledge.answering.ages import ages_in, fits, person_in


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên", "làm căn cước cho con 5 tuổi", False),
        ("Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên", "con em 15 tuổi", True),
        ("Làm thẻ cho trẻ dưới 14 tuổi", "lam the cho con 5 tuoi", True),
        ("Làm thẻ cho trẻ dưới 14 tuổi", "bà 70 tuổi", False),
        ("Trợ giúp người từ đủ 16 đến dưới 18 tuổi", "cháu 17 tuổi", True),
        ("cha mẹ xin cho con chưa thành niên", "con 17 tuổi", True),
        ("Đăng ký kết hôn", "em 19 tuổi", None),
        ("Làm thẻ cho trẻ dưới 14 tuổi", "làm thẻ cho trẻ em", None),
        ("Đăng ký cho con vào lớp 6", "con vào lớp 1 cần giấy tờ gì", False),
        ("Đăng ký cho con vào lớp 6", "con len lop 6", True),
        ("Đăng ký cho con vào lớp 6", "cháu 11 tuổi đi học", None),
    ],
)
def test_a_name_admits_an_age(name: str, text: str, expected: bool | None) -> None:
    assert fits(name, person_in(text)) is expected


def test_a_bound_is_no_age() -> None:
    assert ages_in("trẻ dưới 14 tuổi") == ()
