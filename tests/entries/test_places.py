"""Places and units: every level with its word, names without it, and what existed when."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REGISTERS
from honour_roll.entries import register_files
from honour_roll.entries.lifetimes import Life, days
from honour_roll.entries.place_levels import LEVELS, PLACE_LEVELS, named_twice, parted
from honour_roll.entries.register_times import end_in_words
from honour_roll.entries.registers import Place, Unit
from honour_roll.entries.roll import short_name

# The words of the two administrative maps (Laws 77/2015/QH13 and 72/2025/QH15), and of what lies in a commune.
OF_THE_LAW = (
    "tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu|thôn|làng|ấp|bản|buôn|bon|phum|sóc|tổ dân phố|khu phố"
)
OF_THE_LAW += "|khối phố|khóm|tiểu khu|khu vực|xóm"


def test_all_levels_of_the_map_are_there() -> None:
    assert set(OF_THE_LAW.split("|")) <= set(PLACE_LEVELS.values())
    assert {level.tier for level in LEVELS.values()} == {1, 2, 3, 4}


@pytest.mark.parametrize("level", LEVELS)
def test_a_place_of_each_level_is_read_and_named(tmp_path: Path, level: str) -> None:
    lists = Path(shutil.copytree(REGISTERS, tmp_path / "danh-muc"))
    with (lists / "dia-ban.yml").open("a", encoding="utf-8") as file:
        outer = "" if LEVELS[level].tier == 1 else "  thuoc: thanh-pho-mau\n"
        file.write(f"\nnoi-moi:\n  ten: 5\n  cap: {level}\n{outer}")
    loaded, problems = register_files.load(lists, "danh-muc")
    assert problems == []
    assert short_name(loaded.places["noi-moi"]) == f"{PLACE_LEVELS[level]} 5"


@given(st.sampled_from(list(LEVELS)), st.sampled_from(["Láng", "Cầu Giấy", "5", "số 12", "Xà Phìn", "H’Lơ"]))
def test_a_name_with_its_level_is_told_with_the_name_alone(level: str, name: str) -> None:
    word = PLACE_LEVELS[level]
    for written in (word, word.capitalize(), word.upper(), word.title(), f" {word}  "):
        assert named_twice(level, f"{written} {name}") == name
    for short in LEVELS[level].short:
        assert named_twice(level, f"{short} {name}") == named_twice(level, f"{short}. {name}") == name
    assert named_twice(level, name) == ""


NAMES = {
    "xa": ["Xà Phìn", "Bản Lầu", "Xuân"],
    "thi-xa": ["Buôn Hồ"],
    "phuong": ["Phường", "Phú Diễn"],
    "quan": ["Quản Bạ"],
    "thi-tran": ["Thị Nghè"],
    "huyen": ["Hà"],
    "tinh": ["Tĩnh Gia"],
    "thanh-pho": ["Thanh Phố"],
}


@pytest.mark.parametrize(("level", "name"), [(level, name) for level, names in NAMES.items() for name in names])
def test_a_name_that_begins_as_a_level_sounds_is_a_name(level: str, name: str) -> None:
    assert named_twice(level, name) == ""


def test_a_place_without_the_place_around_it_still_reads_well() -> None:
    assert short_name(Place("Phú Quốc", "dac-khu")) == "đặc khu Phú Quốc"


PARTED = {
    "phường Láng": ("phuong", "Láng"),
    "PHƯỜNG Láng Hạ": ("phuong", "Láng Hạ"),
    "Láng Hạ": ("", "Láng Hạ"),
    "Quan Nhân": ("", "Quan Nhân"),
    "Quan Hoa": ("", "Quan Hoa"),
    "quận Quan Hoa": ("quan", "Quan Hoa"),
    "khu dân cư số 5": ("khu-dan-cu", "số 5"),
    "Khu 5": ("khu", "5"),
    "thành phố Vinh": ("thanh-pho", "Vinh"),
    "phuong Lang": ("phuong", "Lang"),
    "Quan 1": ("quan", "1"),
    "To dan pho so 5": ("to-dan-pho", "so 5"),
    "khu-dan-cu-5": ("khu-dan-cu", "5"),
    "thanh-pho-thuoc-tinh-vi-du": ("thanh-pho-thuoc-tinh", "vi du"),
    "vi-du": ("", "vi-du"),
    "phường": ("", "phường"),
    "": ("", ""),
}


@pytest.mark.parametrize("name", PARTED)
def test_a_name_is_parted_from_its_level_where_it_begins_with_one(name: str) -> None:
    assert parted(name) == PARTED[name]


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_parted_from_a_name_and_from_a_key(level: str) -> None:
    found, rest = parted(f"{PLACE_LEVELS[level]} Xà Phìn")
    assert (PLACE_LEVELS[found], rest) == (PLACE_LEVELS[level], "Xà Phìn")
    assert parted(f"{level}-5") == (level, "5")


DATES = st.sampled_from(["", "2008", "2008-08", "2008-08-01", "2025", "2025-07", "2025-07-01", "2026"])


@given(DATES, DATES, DATES, DATES)
def test_lives_meet_either_way_and_what_they_share_is_no_longer(a: str, b: str, c: str, d: str) -> None:
    one, two = Life(a, b), Life(c, d)
    assert one.meets(two) == two.meets(one)
    both = one.within(two)
    for day in ("2007-06-15", "2008-08-15", "2025-07-15"):
        assert both.had_ended(day) == (one.had_ended(day) or two.had_ended(day))
        assert both.had_not_begun(day) == (one.had_not_begun(day) or two.had_not_begun(day))


def test_a_date_is_as_many_days_as_it_leaves_open() -> None:
    assert days("2024") == ("2024-01-01", "2024-12-31")
    assert days("2024-02") == ("2024-02-01", "2024-02-29")
    assert days("2024-02-05") == ("2024-02-05", "2024-02-05")


def rules(tmp_path: Path, name: str, more: str) -> list[str]:
    """Return the rules that the good registers break with more rows in one of them."""
    lists = Path(shutil.copytree(REGISTERS, tmp_path / "danh-muc"))
    with (lists / f"{name}.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{more}")
    return [problem.rule for problem in register_files.load(lists, "danh-muc")[1]]


TWINS = [
    ("don-vi", "moi: {ten: Hội Liên hiệp Phụ nữ phường Ví Dụ}"),
    ("don-vi", "moi: {ten: HỘI LIÊN HIỆP PHỤ NỮ PHƯỜNG VÍ DỤ, dia_ban: phuong-vi-du}"),
    ("don-vi", "moi: {ten: Hội LHPN phường Ví Dụ, dia_ban: phuong-vi-du}"),
    ("dia-ban", "moi: {ten: Liên Hoàn, cap: phuong, thuoc: thanh-pho-mau}"),
    ("dia-ban", "moi: {ten: Mẫu, cap: thanh-pho}"),
    ("chu-de", "moi: {ten: Hoà giải, hinh: nha}"),
    ("linh-vuc", 'moi: {ten: Kinh tế, mau: "#0b6e4f"}'),
    ("danh-hieu", "moi: {ten: Điển hình “Dân vận khéo”}"),
]
NO_TWINS = [
    ("don-vi", "moi: {ten: Hội Liên hiệp Phụ nữ phường Ví Dụ, dia_ban: phuong-vi-du-2025}"),  # after the change of 2025
    ("don-vi", "moi: {ten: Hội Liên hiệp Phụ nữ phường Ví Dụ Bắc, dia_ban: phuong-vi-du}"),
    ("dia-ban", "moi: {ten: Liên Hoàn, cap: phuong, thuoc: quan-vi-du, den: 2025-07-01}"),
    ("dia-ban", "moi: {ten: Liên Hoàn, cap: phuong, thuoc: thanh-pho-mau, den: 2025-07-01}"),
    ("dia-ban", "moi: {ten: Liên Hoàn, cap: xa, thuoc: thanh-pho-mau}"),
]


@pytest.mark.parametrize(("name", "row"), TWINS)
def test_twins_are_told(tmp_path: Path, name: str, row: str) -> None:
    assert rules(tmp_path, name, row) == ["twin-names"]


@pytest.mark.parametrize(("name", "row"), NO_TWINS)
def test_namesakes_may_be(tmp_path: Path, name: str, row: str) -> None:
    assert rules(tmp_path, name, row) == []


OUT_OF_TIME = [
    ("dia-ban", "moi: {ten: Mới, cap: phuong, thuoc: quan-vi-du, tu: 2025-07-01, den: 2030}"),
    ("dia-ban", "moi: {ten: Mới, cap: phuong, thuoc: quan-vi-du, tu: 2026-02}"),
    ("dia-ban", "moi: {ten: Mới, cap: phuong, thuoc: quan-vi-du}"),
    ("dia-ban", "moi: {ten: số 5, cap: to-dan-pho, thuoc: phuong-vi-du}"),
    ("dia-ban", "moi: {ten: số 5, cap: to-dan-pho, thuoc: phuong-lien-hoan, den: 2019}"),
]


@pytest.mark.parametrize(("name", "row"), OUT_OF_TIME)
def test_places_out_of_their_time_are_told(tmp_path: Path, name: str, row: str) -> None:
    assert rules(tmp_path, name, row) == ["place-out-of-time"]


IN_TIME = [
    ("dia-ban", "moi: {ten: Mới, cap: phuong, thuoc: quan-vi-du, den: 2025-07-01}"),
    ("dia-ban", "moi: {ten: Mới, cap: phuong, thuoc: quan-vi-du, tu: 2020, den: 2025}"),
    ("dia-ban", "moi: {ten: số 5, cap: to-dan-pho, thuoc: phuong-lien-hoan}"),
    ("dia-ban", "moi: {ten: số 5, cap: to-dan-pho, thuoc: phuong-vi-du, den: 2025-07-01}"),
    ("dia-ban", "moi: {ten: số 5, cap: to-dan-pho, thuoc: phuong-lien-hoan, tu: 2025-07-01}"),
    ("dia-ban", "moi: {ten: Mới, cap: xa, thuoc: thanh-pho-mau, tu: 2008-08-01}"),
    ("dia-ban", "moi: {ten: Mới, cap: thanh-pho-thuoc-thanh-pho, thuoc: thanh-pho-mau}"),
]


@pytest.mark.parametrize(("name", "row"), IN_TIME)
def test_places_in_their_time_pass(tmp_path: Path, name: str, row: str) -> None:
    assert rules(tmp_path, name, row) == []


@pytest.mark.parametrize("body", ["dang-uy-lien-hoan", "hoi-phu-nu-vi-du"])
@pytest.mark.parametrize("day", ["2017", "2025-06", "2025-07-01", "2026-04"])
def test_a_round_was_held_by_who_existed(tmp_path: Path, body: str, day: str) -> None:
    row = f"moi: {{ten: Đợt mới, danh_hieu: dien-hinh-dan-van-kheo, co_quan: {body}, ngay: {day}, "
    found = rules(tmp_path, "dot-ton-vinh", row + "cong_bo: {tap_the: 1, ca_nhan: 0}}")
    existed = (day >= "2025-07") == (body == "dang-uy-lien-hoan")
    assert found == ([] if existed else ["unit-out-of-time"])


def test_many_namesakes_are_compared_in_time(tmp_path: Path) -> None:
    rows = "".join(f"x{n}: {{ten: Trùng, cap: xa, thuoc: thanh-pho-mau}}\n" for n in range(2000))
    assert rules(tmp_path, "dia-ban", rows) == ["twin-names"] * 1999


@pytest.mark.parametrize(
    ("until", "ended", "said"),
    [
        ("2020", True, "không còn từ năm 2020"),
        ("2020", False, "thuộc phường Láng (phường ấy mới có từ năm 1997)"),
        ("", True, "thuộc phường Láng (phường ấy không còn từ 1/7/2025)"),
        ("2026", True, "thuộc phường Láng (phường ấy không còn từ 1/7/2025)"),
    ],
)
def test_a_ward_is_named_only_for_what_is_of_the_ward(until: str, *, ended: bool, said: str) -> None:
    places = {"lang": Place("Láng", "phuong", since="1997", until="2025-07-01")}
    assert end_in_words(Unit("Hội Phụ nữ", place="lang", until=until), places, ended=ended) == said


@pytest.mark.parametrize(
    ("written", "level", "name"),
    [("TT. Mơ", "thi-tran", "Mơ"), ("TP Huế", "thanh-pho", "Huế"), ("P.5", "phuong", "5"), ("Hà Nội", "", "Hà Nội")],
)
def test_a_level_in_short_is_parted_from_the_name(written: str, level: str, name: str) -> None:
    assert parted(written) == (level, name)
