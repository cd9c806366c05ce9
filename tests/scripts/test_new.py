"""The command that lays down a new entry: by options, by answers, and never over anything."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from site_tools import ANSWERS, GOOD, header_of, run, tree

YEAR = str(datetime.datetime.now().astimezone().year)
ALL = ["--title", "Tủ thuốc: của “ngõ” #12", *ANSWERS]


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    shutil.copytree(GOOD / "danh-muc", tmp_path / "bai" / "danh-muc")
    return tmp_path / "bai"


def new(entries: Path, *options: str, typed: list[str] | None = None) -> tuple[int, str]:
    given = "".join(f"{line}\n" for line in typed or ())
    return run("new.py", "--entries", entries, *options, folder=entries.parent, given=given)


def made(entries: Path) -> list[str]:
    return [name for name in tree(entries) if not name.startswith("danh-muc/")]


def passes(entries: Path) -> str:
    code, said = run("check.py", "--entries", entries, folder=entries.parent)
    assert code == 0, said
    return said


def test_with_all_options_it_asks_only_for_the_folder(entries: Path) -> None:
    code, said = new(entries, *ALL, typed=[""])
    assert code == 0, said
    assert made(entries) == [f"{YEAR}/tu-thuoc-cua-ngo-12/index.md"]
    assert f"Đã tạo {entries}/{YEAR}/tu-thuoc-cua-ngo-12/index.md (bản nháp, chưa lên trang)." in said
    header = header_of(entries / YEAR / "tu-thuoc-cua-ngo-12")
    assert header["ten"] == "Tủ thuốc: của “ngõ” #12"
    assert header["trang_thai"] == "nhap"
    assert header["dia_ban"] == ["phuong-vi-du"]
    assert passes(entries) == f"1 bài đạt.\n1 bản nháp, chưa lên trang: {YEAR}/tu-thuoc-cua-ngo-12\n"


def test_with_every_option_it_asks_nothing(entries: Path) -> None:
    assert new(entries, *ALL, "--slug", "tu-thuoc")[0] == 0
    assert made(entries) == [f"{YEAR}/tu-thuoc/index.md"]


def test_a_name_that_windows_keeps_for_itself_is_asked_again(entries: Path) -> None:
    code, said = new(entries, *ALL, typed=["con", "mo-hinh-con"])
    assert code == 0, said
    assert "Windows không cho đặt tên thư mục là “con”." in said
    assert made(entries) == [f"{YEAR}/mo-hinh-con/index.md"]


def test_it_asks_by_number_by_key_and_by_some_words_without_accents(entries: Path) -> None:
    typed = [
        "Ngắn",  # refused, asked again
        "  Bếp ăn   ấm lòng  ",
        "2",
        "không có lĩnh vực này",  # refused, asked again
        "kinh te",
        "ve sinh moi truong",
        "hoi phu nu vi",
        "không có nơi này",  # refused, asked again
        "phuong-minh-hoa",
        "Bếp Ăn",  # refused, asked again
        "bep-an",
    ]
    code, said = new(entries, typed=typed)
    assert code == 0, said
    header = header_of(entries / YEAR / "bep-an")
    assert header["ten"] == "Bếp ăn ấm lòng"
    assert header["loai"] == "ca-nhan"
    assert header["linh_vuc"] == "kinh-te"
    assert header["don_vi"] == "hoi-phu-nu-vi-du"
    assert header["dia_ban"] == ["phuong-minh-hoa"]
    assert header["chu_de"] == ["ve-sinh-moi-truong"]
    assert "Tên có 4 ký tự; cần từ 8 đến 120." in said
    assert "Không thấy." in said
    assert "Chỉ dùng chữ thường không dấu, số và gạch ngang" in said
    passes(entries)


def test_a_title_typed_in_loose_accents_is_written_in_composed_ones(entries: Path) -> None:
    assert new(entries, "--title", "Bê\u0301p a\u0306n â\u0301m lo\u0300ng", *ALL[2:], "--slug", "bep")[0] == 0
    assert header_of(entries / YEAR / "bep")["ten"] == "Bếp ăn ấm lòng"


def test_a_former_place_is_offered_with_its_end_as_readers_write_it(entries: Path) -> None:
    said = new(entries, typed=["Bếp ăn ấm lòng", "1", "kinh te", "", "hoi phu nu vi"])[1]
    assert "quận Ví Dụ (đến 1/7/2025)\n" in said


def test_it_never_writes_over_an_entry_of_any_year(entries: Path) -> None:
    assert new(entries, *ALL, "--slug", "tu-thuoc")[0] == 0
    (entries / YEAR).rename(entries / "2017")
    before = tree(entries)
    code, said = new(entries, *ALL, "--slug", "tu-thuoc")
    assert code == 1
    assert "Đã có bài “tu-thuoc”." in said
    assert tree(entries) == before


def test_a_second_entry_of_the_same_title_gets_a_folder_of_its_own(entries: Path) -> None:
    new(entries, *ALL, typed=[""])
    assert new(entries, *ALL, typed=[""])[0] == 0
    folders = {name.split("/")[1] for name in made(entries)}
    assert folders == {"tu-thuoc-cua-ngo-12", "tu-thuoc-cua-ngo-12-moi"}


@pytest.mark.parametrize("answers", range(7))
def test_when_the_answers_end_early_nothing_is_left(entries: Path, answers: int) -> None:
    before = tree(entries)
    typed = ["Bếp ăn ấm lòng", "1", "kinh te", "", "hoi phu nu vi", "phuong-minh-hoa"][:answers]
    code, said = new(entries, typed=typed)
    assert code == 1
    assert said.endswith("\nĐã dừng, chưa tạo gì.\n")
    assert "Traceback" not in said
    assert tree(entries) == before
    assert [folder.name for folder in entries.iterdir()] == ["danh-muc"]


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--title", "Ngắn", "Tên có 4 ký tự; cần từ 8 đến 120."),
        ("--title", "Bếp ăn\u200b ấm lòng", "Tên có ký tự lạ"),
        ("--kind", "nhóm", "không có “nhóm”. Có: tap-the, ca-nhan"),
        ("--field", "x", "không có “x”. Có: "),
        ("--place", "../..", "không có “../..”. Có: "),
        ("--slug", "../tren", "Chỉ dùng chữ thường không dấu, số và gạch ngang"),
        ("--slug", "trang", "Chỉ dùng chữ thường không dấu, số và gạch ngang"),
    ],
)
def test_an_option_that_cannot_be_is_said_and_nothing_is_made(entries: Path, option: str, value: str, why: str) -> None:
    code, said = new(entries, *ALL, "--slug", "tu-thuoc", option, value)
    assert code == 1
    assert why in said
    assert "Traceback" not in said
    assert made(entries) == []


def test_broken_registers_are_told_before_anything_is_asked(entries: Path) -> None:
    (entries / "danh-muc" / "linh-vuc.yml").write_text("kinh-te: {\n", "utf-8")
    code, said = new(entries)
    assert code == 1
    assert "Sửa danh mục trước rồi chạy lại." in said
    assert "Tên mô hình" not in said


def test_a_theme_a_unit_and_a_place_that_are_not_listed_are_added_on_the_way(entries: Path) -> None:
    typed = [
        "Bếp ăn ấm lòng",
        "1",
        "kinh te",
        "+ Chuyển đổi số",
        "hoi nong dan",
        "+ Hội Nông dân phường Láng",
        "+Láng",
        "+ phường Láng",
        "",
    ]
    code, said = new(entries, typed=typed)
    assert code == 0, said
    assert "Chưa có trong danh mục thì gõ dấu +" in said
    assert "Ghi cả cấp ở trước tên" in said
    header = header_of(entries / YEAR / "bep-an-am-long")
    assert (header["don_vi"], header["dia_ban"]) == ("hoi-nong-dan-phuong-lang", ["phuong-lang"])
    assert header["chu_de"] == ["chuyen-doi-so"]
    assert "chuyen-doi-so:\n  ten: Chuyển đổi số\n  hinh: la\n" in (entries / "danh-muc/chu-de.yml").read_text("utf-8")
    unit = "hoi-nong-dan-phuong-lang:\n  ten: Hội Nông dân phường Láng\n  dia_ban: phuong-lang\n"
    assert unit in (entries / "danh-muc/don-vi.yml").read_text("utf-8")
    assert "phuong-lang:\n  ten: Láng\n  cap: phuong\n" in (entries / "danh-muc/dia-ban.yml").read_text("utf-8")
    passes(entries)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\n\n"])
def test_a_row_is_added_however_a_register_ends(entries: Path, end: bytes) -> None:
    path = entries / "danh-muc" / "don-vi.yml"
    newline = b"\r\n" if end == b"\r\n" else b"\n"
    path.write_bytes(path.read_bytes().rstrip().replace(b"\n", newline) + end)
    assert new(entries, *ALL, "--slug", "tu-thuoc", "--unit", "+ Tổ: “Ấm” #1")[0] == 0
    assert path.read_bytes().count(b"\r\n") in (0, path.read_bytes().count(b"\n"))
    assert header_of(entries / YEAR / "tu-thuoc")["don_vi"] == "to-am-1"
    passes(entries)


def test_answers_are_not_lost_when_it_stops(entries: Path) -> None:
    code, said = new(entries, typed=["Bếp ăn ấm lòng", "1", "kinh te", "0", "+ Hội Nông dân phường Láng"])
    assert code == 1
    options = (
        '--title "Bếp ăn ấm lòng" --kind "tap-the" --field "kinh-te" --theme "0" --unit "+Hội Nông dân phường Láng"'
    )
    assert f"Muốn làm tiếp với những điều đã trả lời: python scripts/new.py {options}\n" in said
    assert "hoi-nong-dan" not in (entries / "danh-muc/don-vi.yml").read_text("utf-8")


def test_what_a_shell_would_expand_is_not_in_the_line_that_goes_on(entries: Path) -> None:
    said = new(entries, typed=['Bếp $(id) “ấm” `id` "lòng" $HOME'])[1]
    assert """ --title "Bếp  (id) “ấm”  id  'lòng'  HOME"\n""" in said


def test_a_wrong_option_is_told_before_anything_is_asked(entries: Path) -> None:
    code, said = new(entries, "--unit", "khong-co")
    assert code == 1
    assert "Tên mô hình" not in said
    assert "Chưa có thì ghi dấu + rồi tên đầy đủ." in said


def test_a_register_is_as_before_when_the_folder_cannot_be_made(entries: Path) -> None:
    before = (entries / "danh-muc/don-vi.yml").read_bytes()
    (entries / YEAR).write_text("", "utf-8")
    code, said = new(entries, *ALL, "--slug", "tu-thuoc", "--unit", "+ Tổ ấm lòng")
    assert code == 1
    assert (entries / "danh-muc/don-vi.yml").read_bytes() == before
    assert '--unit "+ Tổ ấm lòng"' in said  # the answers are not lost


def test_an_index_is_laid_beside_photos_that_came_first(entries: Path) -> None:
    folder = entries / "2018" / "tu-thuoc"
    folder.mkdir(parents=True)
    (folder / "anh.jpg").write_bytes(b"")
    code, said = new(entries, *ALL, "--slug", "tu-thuoc")
    assert code == 0, said
    assert made(entries) == ["2018/tu-thuoc/anh.jpg", "2018/tu-thuoc/index.md"]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("khu dân cư số 5", "khu-dan-cu-so-5:\n  ten: số 5\n  cap: khu-dan-cu\n"),
        ("phường 5", 'phuong-5:\n  ten: "5"\n  cap: phuong\n'),
        ("phường Phường Láng", "phuong-phuong-lang:\n  ten: Láng\n  cap: phuong\n"),
    ],
)
def test_a_place_is_added_with_the_level_that_was_written(entries: Path, name: str, row: str) -> None:
    code, said = new(entries, *ALL, "--slug", "tu-thuoc", "--place", f"+ {name}")
    assert code == 0, said
    assert row in (entries / "danh-muc/dia-ban.yml").read_text("utf-8")
    passes(entries)


@pytest.mark.parametrize("name", ["Quan Hoa", "Láng Hạ", "Quan Nhân"])
def test_a_name_that_begins_as_a_level_sounds_has_none(entries: Path, name: str) -> None:
    before = tree(entries)
    code, said = new(entries, *ALL, "--slug", "tu-thuoc", "--place", f"+ {name}")
    assert (code, tree(entries)) == (1, before)
    assert "Ghi cả cấp ở trước tên" in said


@pytest.mark.parametrize(
    ("option", "name", "why"),
    [
        ("--unit", "Hội Liên hiệp Phụ nữ phường Ví Dụ", "Đã có trong danh mục: hoi-phu-nu-vi-du."),
        ("--unit", "Hội LHPN phường Ví Dụ", "Đã có trong danh mục: hoi-phu-nu-vi-du."),
        ("--place", "thành phố Mẫu", "Đã có trong danh mục: thanh-pho-mau."),
        ("--unit", "Hội\u200b Nông dân", "Tên có ký tự lạ"),
        ("--unit", "Héi N«ng d©n ph\xadêng §«ng", "Tên có ký tự lạ"),
        ("--place", "phường Lá\u4e2d", "không vẽ được: “\u4e2d” (U+4E2D)"),
    ],
)
def test_a_row_that_the_check_would_refuse_is_not_added(entries: Path, option: str, name: str, why: str) -> None:
    before = tree(entries)
    code, said = new(entries, *ALL, "--slug", "tu-thuoc", option, f"+ {name}")
    assert (code, tree(entries)) == (1, before)
    assert why in said
    assert "Traceback" not in said


def test_a_new_row_takes_no_former_key(entries: Path) -> None:
    path = entries / "danh-muc" / "don-vi.yml"
    path.write_text(f"{path.read_text('utf-8')}\nhoi-moi:\n  ten: Hội Mới\n  ma_cu: [to-am-long]\n", "utf-8")
    assert new(entries, *ALL, "--slug", "tu-thuoc", "--unit", "+ Tổ ấm lòng")[0] == 0
    assert header_of(entries / YEAR / "tu-thuoc")["don_vi"] == "to-am-long-2"
    passes(entries)
