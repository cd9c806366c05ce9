from __future__ import annotations

from pathlib import Path

import pytest

from environment import ROOT
from honour_roll.check.check import Surroundings
from honour_roll.desk.desk import Desk
from honour_roll.desk.review import review
from honour_roll.desk.roles import Person
from honour_roll.settings import Settings
from site_tools import DOCS

OLD = """---
ten: Ngõ 16 trồng hoa
don_vi: to-16
ton_vinh:
  - dot: so-ket
    tam_xep: true
ket_qua:
  - {chi_so: Chậu hoa, gia_tri: 1250.5, don_vi_tinh: chậu, nguon: n1}
trang_thai: cong-bo
---
## Cách làm

Trồng **hoa**.

## Kết quả

Sạch.
"""
NAMES = {"don-vi": {"to-16": "Tổ dân phố 16", "to-17": "Tổ dân phố 17"}, "dot-ton-vinh": {"so-ket": "Sơ kết"}}


def test_a_change_is_told_in_names_and_words_and_not_in_codes() -> None:
    new = (
        OLD.replace("to-16", "to-17").replace("1250.5", "1300").replace("trang_thai: cong-bo", "trang_thai: cho-duyet")
    )
    found = review(OLD.encode(), new.encode(), "ngo-16", NAMES)
    assert [tuple(change) for change in found.changes] == [
        ("Đơn vị chủ trì", "Tổ dân phố 16", "Tổ dân phố 17"),
        (
            "Kết quả bằng số",
            "Chỉ số: Chậu hoa; Giá trị: 1.250,5; Đơn vị tính: chậu; Nguồn: n1",
            "Chỉ số: Chậu hoa; Giá trị: 1.300; Đơn vị tính: chậu; Nguồn: n1",
        ),
    ]
    assert found.differences == 2


def test_sections_are_shown_as_readers_see_them_and_those_that_changed_beside_each_other() -> None:
    new = OLD.replace("**hoa**", "hoa <script>alert(1)</script>").replace("## Kết quả", "## Thực trạng")
    found = review(OLD.encode(), new.encode(), "ngo-16", NAMES)
    shown = {section.title: section for section in found.sections}
    assert shown["Cách làm"].old == "<p>Trồng <strong>hoa</strong>.</p>\n"
    assert "<script" not in shown["Cách làm"].new
    assert (shown["Thực trạng"].old, shown["Kết quả"].new) == ("", "")
    assert all(section.is_changed for section in found.sections)


def test_of_an_entry_that_was_never_public_everything_is_new() -> None:
    found = review(b"", OLD.encode(), "ngo-16", NAMES)
    assert {change.old for change in found.changes} == {"chưa ghi"}
    assert found.changes[2].new == "Đợt tôn vinh: Sơ kết; Tạm xếp: có"


def test_days_and_years_are_said_as_people_say_them() -> None:
    new = OLD.replace("trang_thai:", "giai_doan: 2017\nngay_dang: 2018-08-17\ntrang_thai:")
    said = {change.label: change.new for change in review(OLD.encode(), new.encode(), "ngo-16", NAMES).changes}
    assert said == {"Giai đoạn": "2017", "Ngày đăng": "17/8/2018"}


@pytest.mark.parametrize("data", [b"", b"\xff", b"no header"])
def test_a_file_that_cannot_be_read_has_no_changes_to_show(data: bytes) -> None:
    assert review(data, data, "ngo-16", NAMES).differences == 0


def test_where_approval_is_asked_for_a_published_entry_names_who_approved(roll: Path, tmp_path: Path) -> None:
    desk = Desk(Settings(roll, "entries", ROOT / "hooks" / "theme", None, DOCS, jobs=1), tmp_path)
    path = "2018/hoa-giai-vi-du"
    data = (roll / path / "index.md").read_bytes()
    assert desk.told(path, data) == []
    around: Surroundings = desk.loaded.around._replace(asks_approval=True)
    desk._loaded = desk.loaded._replace(around=around)
    assert [one["rule"] for one in desk.told(path, data)] == ["not-approved"]
    _, approved = desk.edited(
        path, {"data": desk.opened(path, Person(""))["data"] | {"duyet": {"nguoi": "Lê Mai", "ngay": "2026-11-30"}}}
    )
    assert desk.told(path, approved) == []
