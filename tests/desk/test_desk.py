from __future__ import annotations

import codecs
import errno
import io
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desk_server import put_in_git
from environment import ROOT
from honour_roll.desk import photos_in
from honour_roll.desk.desk import ChangedMeanwhileError, Desk
from honour_roll.desk.edits import VERBS, digest
from honour_roll.desk.roles import Person
from honour_roll.entries.header_edits import CannotEditError
from honour_roll.entries.schema import STATUSES
from honour_roll.photos import arrivals, names
from honour_roll.photos.inspect import UnusablePhotoError
from honour_roll.problem import StoppedError
from honour_roll.settings import Settings
from site_tools import DOCS

PATH = "2018/hoa-giai-vi-du"
HERE = Person("")  # whoever sits at this machine


@pytest.fixture
def desk(roll: Path, tmp_path: Path) -> Desk:
    return Desk(
        Settings(roll, "entries", ROOT / "hooks" / "theme", tmp_path / "cache", DOCS, jobs=1), tmp_path / "kept"
    )


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def in_git(roll: Path) -> None:
    """The roll is in git before the desk opens."""
    put_in_git(roll, "Nguyễn Thị Hương", "huong@example.vn")


def photo(width: int = 1200, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.effect_mandelbrot((width, width * 3 // 4), (-2, -1, 1, 1), 40).convert("RGB").save(out, kind)
    return out.getvalue()


def edits(desk: Desk, **changes: Any) -> dict[str, Any]:
    opened = desk.opened(PATH, HERE)
    return {"digest": opened["digest"], "data": {**opened["data"], **changes}, "sections": {}}


def file(desk: Desk) -> Path:
    return desk.entries / PATH / "index.md"


# --- what is there ----------------------------------------------------------------------------------------------------


def test_all_entries_are_listed_with_their_state_and_what_is_wrong(desk: Desk) -> None:
    broken = desk.entries / "2018" / "hong" / "index.md"
    broken.parent.mkdir()
    broken.write_text("Chưa có phần đầu.\n", "utf-8")
    rows = {row.path: row for row in desk.rows(HERE)}
    assert rows[PATH].title.startswith("Tổ hòa giải")
    assert (rows[PATH].status, rows[PATH].problems) == ("cong-bo", 0)
    assert (rows["2018/hong"].title, rows["2018/hong"].status) == ("hong", "")
    assert rows["2018/hong"].problems == 1


def test_an_entry_opens_with_all_that_its_form_needs(desk: Desk) -> None:
    opened = desk.opened(PATH, HERE)
    assert opened["data"]["trang_thai"] == "cong-bo"
    assert [section["title"] for section in opened["sections"]][1:] == [
        "Thực trạng",
        "Cách làm",
        "Kết quả",
        "Nhân rộng",
    ]
    assert ("phuong-vi-du", "phường Ví Dụ") in [(one["key"], one["name"]) for one in opened["choices"]["dia-ban"]]
    assert opened["problems"] == []
    assert opened["kept"] is None


@pytest.mark.parametrize("path", ["2018/khong-co", "../../etc", "2018/..", "danh-muc/don-vi.yml"])
def test_what_is_no_entry_cannot_be_opened(desk: Desk, path: str) -> None:
    with pytest.raises(StoppedError, match="Không có bài này"):
        desk.opened(path, HERE)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nothing"])
def test_an_entry_without_a_file_of_its_own_is_neither_read_nor_written(desk: Desk, tmp_path: Path, kind: str) -> None:
    index = file(desk)
    (tmp_path / "outside.md").write_bytes(index.read_bytes())
    asked = edits(desk, giai_doan="2011")
    index.unlink()
    if kind == "link":
        index.symlink_to(tmp_path / "outside.md")
    elif kind == "pipe":
        os.mkfifo(index)
    elif kind == "folder":
        index.mkdir()
    for work in (
        lambda: desk.opened(PATH, HERE),
        lambda: desk.edited(PATH, asked),
        lambda: desk.save(PATH, asked, HERE),
    ):
        with pytest.raises(StoppedError):
            work()
    assert "giai_doan: 2011" not in (tmp_path / "outside.md").read_text("utf-8")
    assert kind == "link" or desk.changed(PATH) == ""


def test_the_check_speaks_of_what_is_typed_and_not_of_the_disk(desk: Desk) -> None:
    before = file(desk).read_bytes()
    _, typed = desk.edited(PATH, edits(desk, tom_tat="Quá ngắn.", don_vi="khong-co"))
    told = desk.told(PATH, typed)
    assert [(one["at"], one["rule"]) for one in told] == [(["tom_tat"], "too-short"), (["don_vi"], "unknown-reference")]
    assert file(desk).read_bytes() == before


# --- saving -----------------------------------------------------------------------------------------------------------


def test_a_save_without_edits_leaves_the_file_alone(desk: Desk) -> None:
    before, stamp = file(desk).read_bytes(), file(desk).stat().st_mtime_ns
    assert desk.save(PATH, edits(desk), HERE)["digest"] == digest(before)
    assert (file(desk).read_bytes(), file(desk).stat().st_mtime_ns) == (before, stamp)


def test_a_save_changes_its_own_lines_only(desk: Desk) -> None:
    before = file(desk).read_text("utf-8").splitlines()
    asked = edits(desk, ten="Tổ hòa giải ngõ 12, nay là tổ hòa giải khu phố", giai_doan="2017")
    asked["sections"] = {"2": "\nMỗi tuần gặp một lần.\n\n"}
    saved = desk.save(PATH, asked, HERE)
    after = file(desk).read_text("utf-8").splitlines()
    assert saved["problems"] == []
    assert "giai_doan: 2017" in after
    gone = set(before) - set(after)
    assert {line.split(":")[0] for line in gone if ": " in line and not line.startswith(" ")} <= {"ten", "giai_doan"}
    assert after[after.index("## Cách làm") : after.index("## Kết quả")] == [
        "## Cách làm",
        "",
        "Mỗi tuần gặp một lần.",
        "",
    ]


@pytest.mark.parametrize("removed", [[[1]], 5, {"a": 1}, None])
def test_photos_to_put_away_that_are_no_names_are_none(desk: Desk, removed: Any) -> None:
    before = file(desk).read_bytes()
    desk.save(PATH, edits(desk) | {"removed": removed}, HERE)
    assert file(desk).read_bytes() == before


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    asked = edits(desk, giai_doan="2017")
    theirs = file(desk).read_bytes() + b"\n"
    file(desk).write_bytes(theirs)
    with pytest.raises(ChangedMeanwhileError) as refused:
        desk.save(PATH, asked, HERE)
    assert refused.value.theirs == file(desk).read_bytes() == theirs


@pytest.mark.parametrize(
    "asked",
    [
        {"data": []},
        {"sections": "x"},
        {"sections": {"99": "x"}},
        {"sections": {"+Lời kết": "x"}},
        {"sections": {"": "x"}},
        {"data": {"a: b\nc": "x"}},
        {"data": {"ten": "\u2028"}},
    ],
    ids=repr,
)
def test_edits_that_cannot_be_are_refused_and_nothing_is_written(desk: Desk, asked: dict[str, Any]) -> None:
    before = file(desk).read_bytes()
    with pytest.raises(CannotEditError):
        desk.save(PATH, {"digest": digest(before), **asked}, HERE)
    assert file(desk).read_bytes() == before


def test_what_is_typed_is_kept_until_it_is_saved(desk: Desk) -> None:
    desk.drafts.keep(PATH, edits(desk, giai_doan="2017"))
    assert desk.opened(PATH, HERE)["kept"]["data"]["giai_doan"] == "2017"
    assert next(row for row in desk.rows(HERE) if row.path == PATH).has_draft
    desk.save(PATH, edits(desk, giai_doan="2017"), HERE)
    assert desk.opened(PATH, HERE)["kept"] is None


def test_a_section_that_is_not_there_is_added_and_told_at_its_place(desk: Desk) -> None:
    text = file(desk).read_text("utf-8")
    before, _, after = text.partition("## Kết quả\n")
    file(desk).write_text(before + after[after.index("## Nhân rộng") :], "utf-8")
    (problem,) = desk.opened(PATH, HERE)["problems"]
    assert problem["edit"] == ("section", (), "Kết quả")

    asked = edits(desk) | {"sections": {"+Kết quả": "<b>x</b>", "3": "\n## \n"}}
    assert {tuple(one["at"]) for one in desk.checked(PATH, asked)} == {("#", "+Kết quả"), ("#", 3)}
    asked["sections"] = {"+Kết quả": "\nĐã hòa giải thành cả ba vụ.\n", "+Cách làm": "  "}
    assert desk.checked(PATH, asked) == []
    answer = desk.save(PATH, asked, HERE)
    assert [one["title"] for one in answer["sections"]] == ["", "Thực trạng", "Cách làm", "Kết quả", "Nhân rộng"]
    assert answer["keys"] == [0, 1, 2, "+Kết quả", 3]
    assert "\n\n## Kết quả\n\nĐã hòa giải thành cả ba vụ.\n\n## Nhân rộng\n" in file(desk).read_text("utf-8")


# --- new entries, new rows --------------------------------------------------------------------------------------------


def test_a_new_entry_is_a_draft_that_says_what_it_lacks(desk: Desk) -> None:
    path = desk.new("Ngõ 16 trồng hoa thay bãi rác", HERE)
    assert path.endswith("/ngo-16-trong-hoa-thay-bai-rac")
    opened = desk.opened(path, HERE)
    assert opened["data"].keys() == {"ten", "trang_thai", "ngay_dang"}
    assert [one["text"] for one in opened["problems"] if not one.get("missing")] == []
    assert len([one for one in opened["problems"] if one.get("missing")]) > 3
    assert desk.new("Ngõ 16 trồng hoa thay bãi rác", HERE) == f"{path}-2"


@pytest.mark.parametrize("title", ["Ngắn", "x" * 121, "Ngõ \u200b16 trồng hoa thay bãi rác"])
def test_a_title_that_will_not_do_makes_no_folder(desk: Desk, title: str) -> None:
    before = sorted(desk.entries.rglob("*"))
    with pytest.raises(StoppedError):
        desk.new(title, HERE)
    assert sorted(desk.entries.rglob("*")) == before


def test_a_new_entry_that_finds_no_room_leaves_no_folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = sorted(desk.entries.glob("*/*"))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            desk.new("Bài mới khi ổ đĩa đầy", HERE)
    assert sorted(desk.entries.glob("*/*")) == before
    assert desk.new("Bài mới khi ổ đĩa đầy", HERE).endswith("/bai-moi-khi-o-dia-day")


def test_a_unit_is_added_to_its_register_and_can_be_chosen(desk: Desk) -> None:
    register = desk.entries / "danh-muc" / "don-vi.yml"
    before = register.read_text("utf-8")
    added = desk.add_row("don-vi", {"ten": "Hội Nông dân phường Ví Dụ", "dia_ban": "phuong-vi-du"}, HERE)
    assert added["key"] == "hoi-nong-dan-phuong-vi-du"
    assert register.read_text("utf-8").startswith(before)
    assert desk.refresh().registers.units[added["key"]].place == "phuong-vi-du"


@pytest.mark.parametrize(
    ("register", "values"),
    [
        ("don-vi", {"ten": "X"}),
        ("don-vi", {"ten": "Hội Nông dân", "dia_ban": "khong-co"}),
        ("dia-ban", {"ten": "Ví Dụ Mới"}),
        ("dot-ton-vinh", {"ten": "Đợt năm nay"}),
        ("don-vi", {}),
    ],
)
def test_a_row_that_the_check_refuses_is_not_added(desk: Desk, register: str, values: dict[str, Any]) -> None:
    folder = desk.entries / "danh-muc"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(StoppedError):
        desk.add_row(register, values, HERE)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_register_stays_as_its_editor_wrote_it(desk: Desk, mark: bytes, end: bytes) -> None:
    register = desk.settings.lists / "don-vi.yml"
    before = mark + register.read_bytes().replace(b"\n", end)
    register.write_bytes(before)
    key = desk.add_row("don-vi", {"ten": "Chi hội Phụ nữ ngõ 259"}, HERE)["key"]
    added = f"{key}:\n  ten: Chi hội Phụ nữ ngõ 259\n".encode().replace(b"\n", end)
    assert register.read_bytes() == before + added


@pytest.mark.parametrize("data", [b"\xff\xfea: b\n", b"a b c\nd: [\n"])
def test_a_register_that_cannot_be_read_stays_and_is_named(desk: Desk, data: bytes) -> None:
    register = desk.settings.lists / "chu-de.yml"
    register.write_bytes(data)
    with pytest.raises(StoppedError, match=r"Danh mục chu-de\.yml có chỗ gõ sai"):
        desk.add_row("chu-de", {"ten": "Trồng hoa"}, HERE)
    assert register.read_bytes() == data


def test_a_file_that_breaks_while_it_is_open_is_told_of_and_not_overwritten(desk: Desk) -> None:
    broken = file(desk).read_bytes().replace(b"ten:", b"ten", 1)
    assert desk.told(PATH, broken)[0]["at"] == []


@pytest.mark.parametrize("register", ["viet-tat", "../so-dia-chi", "khong-co"])
def test_other_files_are_no_registers(desk: Desk, register: str) -> None:
    with pytest.raises(StoppedError, match="không thêm được"):
        desk.add_row(register, {"ten": "Hội Nông dân"}, HERE)


# --- photos -----------------------------------------------------------------------------------------------------------


def drop(desk: Desk, uploaded: Path, name: str) -> str:
    """Drop a photo on the entry; return its name there."""
    return desk.take_photo(PATH, arrivals.made_fit(uploaded, name))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG 1234.JPG", "JPEG"),
        ("ảnh chụp màn hình.png", "PNG"),
        ("z123.jfif", "JPEG"),
        ("con.webp", "WEBP"),
        ("a", "JPEG"),
    ],
)
def test_a_dropped_photo_becomes_fit_and_lies_beside_its_entry(
    desk: Desk, tmp_path: Path, name: str, kind: str
) -> None:
    uploaded = tmp_path / "uploaded"
    uploaded.write_bytes(photo(3200, kind))
    taken = drop(desk, uploaded, name)
    assert taken in desk.photos(PATH)
    with Image.open(desk.entries / PATH / taken) as made:
        assert max(made.size) <= 2560
    other = drop(desk, uploaded, name)
    assert other != taken
    assert list(desk.uploads.iterdir()) == []


@pytest.mark.parametrize(
    "called", ["😀" * 90 + ".jpg", "x" * 300 + ".jpg", ".jpg", "-rf.jpg", "CON.jpg", "a\0b.jpg", "..", "", "ảnh\n1"]
)
def test_a_photo_may_be_called_anything(desk: Desk, tmp_path: Path, called: str) -> None:
    (tmp_path / "up").write_bytes(photo())
    name = drop(desk, tmp_path / "up", called)
    assert names.is_plain(name)
    assert desk.photos(PATH) == [name]


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00", b"%PDF-1.7", b"\xff\xd8\xff\xe0" + b"x" * 100, photo()[:5000]])
def test_what_is_no_photo_leaves_nothing_behind(desk: Desk, tmp_path: Path, data: bytes) -> None:
    uploaded = tmp_path / "uploaded"
    uploaded.write_bytes(data)
    before = desk.photos(PATH)
    with pytest.raises(UnusablePhotoError) as refused:
        drop(desk, uploaded, "../../index.md")
    assert refused.value.text
    assert desk.photos(PATH) == before


def test_a_photo_that_was_taken_out_is_put_away_and_not_destroyed(desk: Desk, tmp_path: Path) -> None:
    uploaded = tmp_path / "uploaded"
    uploaded.write_bytes(photo())
    name = drop(desk, uploaded, "ngo.jpg")
    asked = edits(desk) | {"removed": [name, "../../2018/hoa-giai-vi-du/index.md"]}
    desk.save(PATH, asked, HERE)
    assert name not in desk.photos(PATH)
    assert [path.name.endswith(f"-{name}") for path in tmp_path.glob("kept/da-bo/*/*")] == [True]
    assert file(desk).exists()


def test_a_photo_that_comes_back_by_undo_is_not_put_away_and_one_that_was_put_away_comes_back(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "up").write_bytes(photo())
    name = drop(desk, tmp_path / "up", "IMG_1.jpg")
    item = {"tep": name, "mo_ta": "Hội viên quét ngõ 12 sáng thứ bảy", "tac_gia": "Chi hội ngõ 12"}
    desk.save(PATH, edits(desk, anh=[item]) | {"removed": [name]}, HERE)
    assert desk.photos(PATH) == [name]
    desk.save(PATH, edits(desk, anh=[]) | {"removed": [name]}, HERE)
    assert desk.photos(PATH) == []
    assert desk.save(PATH, edits(desk, anh=[item]), HERE)["problems"] == []
    assert desk.photos(PATH) == [name]


def test_nothing_but_photos_comes_back_from_where_things_are_put_away(desk: Desk) -> None:
    desk.save(PATH, edits(desk, giai_doan="2014") | {"over": True}, HERE)
    desk.save(PATH, edits(desk, giai_doan="2015", anh=[{"tep": "index.md"}, {"tep": "../x.jpg"}]), HERE)
    assert "giai_doan: 2015" in file(desk).read_text("utf-8")


def test_the_desk_shows_photos_upright_and_small(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (3000, 2000), "red").save(path, exif=exif)
    with Image.open(io.BytesIO(photos_in.shown(path))) as shown:
        assert shown.size == (1067, 1600)


# --- history ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("in_git")
def test_each_save_is_a_commit_of_its_writer_and_can_be_gone_back_to(desk: Desk) -> None:
    (desk.entries / "ghi-chu-rieng.txt").write_text("không đi cùng")
    before = file(desk).read_bytes()
    desk.save(PATH, edits(desk, giai_doan="2017"), Person("Trần Văn Bình"))
    desk.save(PATH, edits(desk, trang_thai="tam-an"), Person("Trần Văn Bình"))
    newest, middle, first = desk.versions(PATH)
    assert (newest.title[:7], middle.title[:8], middle.who) == ("Tạm ẩn:", "Sửa bài:", "Trần Văn Bình")
    assert "ghi-chu-rieng.txt" in git(desk.entries, "status", "--short")
    desk.back(PATH, first.commit, Person("Trần Văn Bình"))
    assert file(desk).read_bytes() == before
    assert desk.versions(PATH)[0].title.startswith("Trở lại bản cũ:")


@pytest.mark.usefixtures("in_git")
@pytest.mark.usefixtures("in_git")
def test_who_goes_back_loses_nothing_that_git_does_not_have(desk: Desk) -> None:
    first = desk.versions(PATH)[0].commit
    file(desk).write_text(file(desk).read_text("utf-8") + "Viết thêm bằng Notepad.\n", "utf-8")
    desk.back(PATH, first, HERE)
    assert "Notepad" not in file(desk).read_text("utf-8")
    away = next((file(desk).parents[2].parent / "kept").glob("da-bo/*/*-index.md"))
    assert "Notepad" in away.read_text("utf-8")


@pytest.mark.parametrize("commit", ["HEAD", "--output=/tmp/x", "0" * 40, ""])
def test_only_versions_of_the_entry_can_be_gone_back_to(desk: Desk, commit: str) -> None:
    with pytest.raises(StoppedError, match="Không còn bản ấy"):
        desk.back(PATH, commit, HERE)


def test_without_git_everything_but_history_works(desk: Desk) -> None:
    saved = desk.save(PATH, edits(desk, giai_doan="2017"), HERE)
    assert saved["unrecorded"] is False
    assert desk.versions(PATH) == []


def test_each_state_has_a_word_for_the_history() -> None:
    assert VERBS.keys() == STATUSES.keys()


@pytest.mark.usefixtures("in_git")
def test_a_save_that_git_could_not_record_says_so(desk: Desk) -> None:
    (desk.entries / ".git" / "index.lock").touch()
    assert desk.save(PATH, edits(desk, giai_doan="2017"), HERE)["unrecorded"] is True
    assert "giai_doan: 2017" in file(desk).read_text("utf-8")


@pytest.mark.parametrize("status", ["cho-duyet", "cong-bo"])
def test_what_has_something_wrong_is_neither_sent_nor_published(desk: Desk, status: str) -> None:
    path = desk.new("Ngõ 16 trồng hoa thay bãi rác", HERE)
    opened = desk.opened(path, HERE)
    before = (desk.entries / path / "index.md").read_bytes()
    asked = {"digest": opened["digest"], "data": opened["data"] | {"trang_thai": status}}
    with pytest.raises(StoppedError, match=r"được: còn \d+ chỗ phải sửa"):
        desk.save(path, asked, HERE)
    assert (desk.entries / path / "index.md").read_bytes() == before
