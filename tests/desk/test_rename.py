"""Another address for an entry: what refers to it is mended, nothing else changes, and nothing is done by halves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import GOOD, check
from environment import ROOT
from honour_roll import store
from honour_roll.desk.desk import Desk
from honour_roll.desk.drafts import Drafts
from honour_roll.desk.edits import digest
from honour_roll.desk.put_away import PutAway
from honour_roll.desk.rename import Rename, Renaming
from honour_roll.desk.roles import Person
from honour_roll.problem import StoppedError
from honour_roll.settings import Settings
from site_tools import DOCS, environment_of, good_roll, header_of, make, page, run, tree

HERE = Person("")  # whoever sits at this machine
OLD, NEW = "goc-xanh-vi-du", "vuon-hoa-vi-du"
SLUGS = sorted(path.parent.name for path in GOOD.glob("*/*/index.md"))
REFERRING = {"2018/goc-xanh-vi-du", "2023/ngo-xanh-minh-hoa", "2026/tuyen-duong-lien-hoan"}


class Project:
    """A project of its own: entries, pages written by hand, and what is being typed at its desk."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.entries = folder, good_roll(folder / "entries")
        (folder / "docs" / "them").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text("site_url: https://dan-van-kheo.example/\n")
        self.page = folder / "docs" / "gioi-thieu.md"
        self.page.write_bytes("# Giới thiệu\r\n\r\nXem [góc](/mo-hinh/goc-xanh-vi-du/), `goc-xanh-vi-du`.\r\n".encode())
        self.drafts = Drafts(folder / "dang-viet")
        self.settings = Settings(
            self.entries, "entries", ROOT / "hooks" / "theme", folder / "cache", DOCS, jobs=1, project=folder
        )
        self.away = PutAway(folder / "da-bo")
        self.renaming = Renaming(self.settings, self.drafts, self.away)

    def index(self, path: str) -> Path:
        return self.entries / path / "index.md"

    def files(self) -> dict[str, bytes]:
        return {name: data for name, data in tree(self.folder).items() if not name.startswith("cache/")}

    def rename(self, old: str = OLD, new: str = NEW) -> Rename:
        plan = self.renaming.planned(old, new)
        self.renaming.carry_out(plan)
        return plan


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


# --- what is mended ---------------------------------------------------------------------------------------------------


def test_every_reference_is_mended_and_no_other_byte_changes(project: Project) -> None:
    before = project.files()
    plan = project.rename()
    after = {name.replace(NEW, OLD): data for name, data in project.files().items()}
    assert before.keys() == after.keys()
    changed = {name for name, data in before.items() if after[name] != data}
    assert changed == {*(f"entries/{path}/index.md" for path in REFERRING), "docs/gioi-thieu.md"}
    for name in changed - {"entries/2018/goc-xanh-vi-du/index.md"}:
        assert after[name].replace(NEW.encode(), OLD.encode()) == before[name]
    own = "entries/2018/goc-xanh-vi-du/index.md"
    former = b"ten_cu: [goc-xanh, goc-xanh-phuong-vi-du"
    assert after[own] == before[own].replace(former, former + b", goc-xanh-vi-du")
    assert {(change.shown.split("/")[-2], change.number) for change in plan.changes[:3]} == {
        ("goc-xanh-vi-du", 0),
        ("ngo-xanh-minh-hoa", 2),
        ("tuyen-duong-lien-hoan", 2),
    }
    assert [count for name, count in plan.left if name.endswith("gioi-thieu.md")] == [1]


def test_photos_move_with_the_folder(project: Project) -> None:
    photos = {path.name for path in (project.entries / "2018" / OLD).iterdir()}
    project.rename()
    assert {path.name for path in (project.entries / "2018" / NEW).iterdir()} == photos > {"index.md"}


@pytest.mark.parametrize(
    ("former", "then"),
    [
        ("", "ten_cu: [goc-xanh-vi-du]\n"),
        ("ten_cu:\n", "ten_cu: [goc-xanh-vi-du]\n"),
        ("ten_cu: [] # chưa có\n", "ten_cu: [goc-xanh-vi-du] # chưa có\n"),
        ("ten_cu: ['a-b'] # một\n", "ten_cu: ['a-b', goc-xanh-vi-du] # một\n"),
        ("ten_cu:\n- a-b # một\n# hết\n", "ten_cu:\n- a-b # một\n- goc-xanh-vi-du\n# hết\n"),
        ("ten_cu: [goc-xanh-vi-du]\n", "ten_cu: [goc-xanh-vi-du]\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_former_name_is_added_however_they_are_written(project: Project, former: str, then: str, end: str) -> None:
    text = "\ufeff---\n# ghi chú\nten: Góc xanh\ntrang_thai: nhap\n{}---\n\n[a](../goc-xanh-vi-du/#b)\n".replace(
        "\n", end
    )
    project.index(f"2018/{OLD}").write_bytes(text.format(former.replace("\n", end)).encode())
    project.rename()
    wanted = text.format(then.replace("\n", end)).replace("../goc-xanh-vi-du/", "../vuon-hoa-vi-du/")
    assert project.index(f"2018/{NEW}").read_bytes().decode() == wanted


def test_references_in_blocks_and_quotes_keep_their_shape(project: Project) -> None:
    text = (
        "---\nten: Ngõ\nnhan_rong:\n    hoc_tu:   'goc-xanh-vi-du'   # đã hỏi\n"
        '    da_ap_dung: # hai nơi\n    - "goc-xanh-vi-du"\n\n    # nơi này sau\n    - ngo-xanh-minh-hoa\n---\n'
    )
    project.index("2018/hoa-giai-vi-du").write_text(text, "utf-8")
    project.rename()
    assert project.index("2018/hoa-giai-vi-du").read_text("utf-8") == text.replace(OLD, NEW)


def test_what_is_being_typed_follows(project: Project) -> None:
    own, other = project.index(f"2018/{OLD}").read_bytes(), project.index("2023/ngo-xanh-minh-hoa").read_bytes()
    typed = {"ten": "Đang gõ", "ten_cu": ["goc-xanh"]}
    project.drafts.keep(f"2018/{OLD}", {"digest": digest(own), "data": typed, "sections": {}})
    typed = {"ten": "Ngõ", "nhan_rong": {"da_ap_dung": ["a-b", OLD]}}
    sections = {"1": "[góc][g] `goc-xanh-vi-du`\n\n", "2": "[g]: /mo-hinh/goc-xanh-vi-du/\n"}
    kept = {"digest": digest(other), "data": typed, "sections": sections, "at": 5}
    project.drafts.keep("2023/ngo-xanh-minh-hoa", kept)
    project.rename()
    assert project.drafts.all() == {f"2018/{NEW}", "2023/ngo-xanh-minh-hoa"}
    assert project.drafts.kept(f"2018/{NEW}") == {
        "digest": digest(project.index(f"2018/{NEW}").read_bytes()),
        "data": {"ten": "Đang gõ", "ten_cu": ["goc-xanh", OLD]},
        "sections": {},
    }
    assert project.drafts.kept("2023/ngo-xanh-minh-hoa") == {
        "digest": digest(project.index("2023/ngo-xanh-minh-hoa").read_bytes()),
        "data": {"ten": "Ngõ", "nhan_rong": {"da_ap_dung": ["a-b", NEW]}},
        "sections": {"1": "[góc][g] `goc-xanh-vi-du`\n\n", "2": "[g]: /mo-hinh/vuon-hoa-vi-du/\n"},
        "at": 5,
    }


@pytest.mark.parametrize(
    "kept",
    [
        {"data": 5, "sections": 7},
        {"data": {"nhan_rong": OLD, "ten_cu": 5}, "sections": {"1": None, "99": OLD, "x": 1}},
        {"data": {"nhan_rong": {"da_ap_dung": OLD, "hoc_tu": [OLD]}}, "sections": {}},
        {},
    ],
    ids=repr,
)
def test_a_draft_of_a_strange_shape_is_not_in_the_way(project: Project, kept: dict[str, Any]) -> None:
    for path in (f"2018/{OLD}", "2023/ngo-xanh-minh-hoa"):
        project.drafts.keep(path, kept)
    project.rename()
    assert project.drafts.all() == {f"2018/{NEW}", "2023/ngo-xanh-minh-hoa"}


@pytest.mark.parametrize("former", ["5", NEW, f"{{a: {NEW}}}", f"[[{NEW}], 5, null]", "[2018-01-02]"])
def test_former_names_that_are_no_list_of_names_are_no_names(project: Project, former: str) -> None:
    project.index("2018/hoa-giai-vi-du").write_text(f"---\nten: Tổ\nten_cu: {former} # {NEW}\n---\n", "utf-8")
    project.rename()
    assert project.index(f"2018/{NEW}").exists()


def test_pages_of_a_project_that_has_other_entries_are_left_alone(project: Project, tmp_path: Path) -> None:
    before = project.page.read_bytes()
    elsewhere = good_roll(tmp_path / "noi-khac")
    plan = Renaming(project.settings._replace(entries=elsewhere), project.drafts, project.away).planned(OLD, NEW)
    assert [change.shown for change in plan.changes if "docs" in change.shown] == []
    assert project.page.read_bytes() == before


def test_a_name_may_come_back(project: Project) -> None:
    project.rename()
    project.rename(NEW, OLD)
    assert header_of(project.entries / "2018" / OLD)["ten_cu"][-2:] == [OLD, NEW]
    assert check(project.entries) == ([], len(SLUGS) + 1)


def test_a_name_that_was_never_an_address_is_not_remembered(project: Project) -> None:
    (project.entries / "2018" / OLD).rename(project.entries / "2018" / "Góc xanh")
    project.rename("Góc xanh", NEW)
    assert "Góc xanh" not in header_of(project.entries / "2018" / NEW)["ten_cu"]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_roll_that_passed_still_passes_and_the_old_address_leads_on(project: Project, site: Path, slug: str) -> None:
    assert check(project.entries)[0] == []
    recorded = run("ledger.py", "--entries", project.entries, folder=project.folder)
    assert recorded[0] == 0, recorded[1]
    project.rename(slug, "ten-moi-cua-bai")
    assert check(project.entries)[0] == []
    make(project.entries, site)
    if header_of(next(project.entries.glob("*/ten-moi-cua-bai")))["trang_thai"] == "cong-bo":
        assert "../ten-moi-cua-bai/" in page(site, f"mo-hinh/{slug}/")


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (OLD, "", "phải là chữ thường không dấu"),
        (OLD, "Vườn hoa", "“vuon-hoa”"),
        (OLD, "../x", "phải là chữ thường không dấu"),
        (OLD, "vuon--hoa", "phải là chữ thường không dấu"),
        (OLD, "x" * 81, "dài 81 ký tự, nhiều nhất 80"),
        (OLD, "feed", "đã dành cho trang do máy dựng"),
        (OLD, "con", "Windows không cho đặt tên"),
        (OLD, OLD, "là tên đang dùng"),
        (OLD, "tu-sach-minh-hoa", r"Đã có bài “tu-sach-minh-hoa” \(entries/2026/tu-sach-minh-hoa\)"),
        (OLD, "chua-co-bai", r"Đã có bài “chua-co-bai”"),
        (OLD, "hoa", "Đã có bài “hoa”"),
        (OLD, "tiet-kiem-nam-nghin", "là địa chỉ cũ của bài entries/2023/tiet-kiem-vi-du"),
        (OLD, "bai-xua", r"đã công bố \(entries/so-dia-chi.yml:1\)"),
        ("goc-xanh-vi-da", NEW, "Không có bài nào tên “goc-xanh-vi-da”. Có phải “goc-xanh-vi-du”?"),
    ],
)
def test_a_name_that_will_not_do_is_refused_and_nothing_changes(
    project: Project, old: str, new: str, said: str
) -> None:
    (project.entries / "2026" / "chua-co-bai").mkdir()
    (project.entries / "2026" / "Hoa").mkdir()
    (project.entries / "so-dia-chi.yml").write_text("mo-hinh/bai-xua: 2020-01-02\n")
    before = project.files()
    with pytest.raises(StoppedError, match=said):
        project.rename(old, new)
    assert project.files() == before


UNREADABLE = [
    b"---\nten: goc-xanh-vi-du: sai\n---\n",
    b"---\nten: vuon-hoa-vi-du: sai\n---\n",
    b"goc-xanh-vi-du\n",
    b"---\nten: \xff goc-xanh-vi-du\n---\n",
]


@pytest.mark.parametrize("data", UNREADABLE)
def test_an_entry_that_may_refer_and_cannot_be_read_is_in_the_way(project: Project, data: bytes) -> None:
    project.index("2018/hoa-giai-vi-du").write_bytes(data)
    before = project.files()
    with pytest.raises(StoppedError, match=r"phần đầu của entries/2018/hoa-giai-vi-du/index\.md"):
        project.rename()
    assert project.files() == before


def test_an_entry_that_cannot_be_read_and_names_neither_is_not_in_the_way(project: Project) -> None:
    project.index("2018/hoa-giai-vi-du").write_bytes(b"---\nten: khac: sai\n---\n")
    project.rename()
    assert project.index(f"2018/{NEW}").exists()


def test_a_folder_that_cannot_be_opened_is_in_the_way(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, real = project.entries / "2018" / "hoa-giai-vi-du", os.scandir

    def scandir(path: str) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (closed / "index.md").rename(closed / "khac.md")  # nor can it be read
    with pytest.raises(StoppedError, match=r"Không đọc được entries/2018/hoa-giai-vi-du/index\.md"):
        project.rename()


@pytest.mark.parametrize("name", ["entries/2023/ngo-xanh-minh-hoa/index.md", "docs/gioi-thieu.md", "entries/2018"])
def test_what_cannot_be_written_is_told_before_anything_changes(
    project: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, real = project.folder / name, os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != locked and real(path, mode))
    before = project.files()
    with pytest.raises(StoppedError, match="Đóng chương trình đang mở tệp"):
        project.rename()
    assert project.files() == before


def test_what_was_put_away_goes_back_when_the_folder_cannot_be_renamed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.away.keep(f"2018/{OLD}", "ngo.jpg", b"1")
    before = project.files()
    with monkeypatch.context() as refusing:
        fail_once(refusing, "rename_durably", 1)
        with pytest.raises(StoppedError, match="Mọi tệp vẫn như cũ"):
            project.rename()
    assert project.files() == before


@pytest.mark.parametrize("fails_at", range(6))
def test_when_the_system_refuses_half_way_all_is_put_back(
    project: Project, fails_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.drafts.keep(f"2018/{OLD}", {"digest": "x", "data": {"ten": "Đang gõ"}, "sections": {}})
    before, plan = project.files(), project.renaming.planned(OLD, NEW)
    assert len([*plan.changes, *plan.drafts]) == 6  # the last takes away the draft under the old name
    fail_once(monkeypatch, "rename_durably" if fails_at == 5 else "write_durably", fails_at % 5)
    with pytest.raises(StoppedError, match="Mọi tệp vẫn như cũ"):
        project.renaming.carry_out(plan)
    assert project.files() == before
    project.rename()
    assert not (project.entries / "2018" / OLD).exists()


def test_what_cannot_be_put_back_is_told_and_can_be_finished(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        fail_once(full, "write_durably", 2, for_ever=True)
        with pytest.raises(StoppedError, match="Mới đổi được một phần; đổi lại đúng như thế"):
            project.rename()
    project.rename()
    assert check(project.entries)[0] == []


def fail_once(monkeypatch: pytest.MonkeyPatch, what: str, after: int, *, for_ever: bool = False) -> None:
    """Let the system refuse a call of ``store``, or all from it on."""
    real, calls = getattr(store, what), []

    def refusing(*given: Any) -> None:
        calls.append(given)
        if len(calls) == after + 1 or (for_ever and len(calls) > after):
            raise OSError(28, "No space left on device")
        real(*given)

    monkeypatch.setattr(store, what, refusing)


def test_a_file_that_somebody_changed_after_the_plan_is_not_overwritten(project: Project) -> None:
    plan = project.renaming.planned(OLD, NEW)
    project.page.write_text("# Khác\n")
    before = project.files()
    with pytest.raises(StoppedError, match="vừa có người sửa"):
        project.renaming.carry_out(plan)
    assert project.files() == before


# --- killed, and asked for again --------------------------------------------------------------------------------------

KILLED = """
import os, runpy, signal, sys
left, real = {moment}, os.fsync
def fsync(file):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    real(file)
os.fsync = fsync
sys.argv = {command!r}
runpy.run_path(sys.argv[0], run_name="__main__")
"""
FSYNCS = 9  # of a rename with three entries and a draft: two a file, one for the folder


@pytest.mark.parametrize("moment", range(1, FSYNCS + 1))
def test_a_killed_rename_is_finished_by_the_same_command(project: Project, tmp_path: Path, moment: int) -> None:
    project.drafts.keep(f"2018/{OLD}", {"digest": "x", "data": {"ten": "Đang gõ"}, "sections": {}})
    whole = Project(tmp_path / "whole")
    whole.drafts.keep(f"2018/{OLD}", {"digest": "x", "data": {"ten": "Đang gõ"}, "sections": {}})
    arguments = ["--folder", str(project.folder), "--entries", str(project.entries), OLD, NEW]
    command = [str(ROOT / "scripts" / "rename.py"), *arguments]
    code = KILLED.format(moment=moment, command=command)
    own = environment_of(tmp_path) | {"PYTHONPATH": str(ROOT / "scripts")}
    died = subprocess.run([sys.executable, "-c", code], env=own, capture_output=True, cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    code, said = run("rename.py", *arguments, folder=tmp_path)
    assert code == 0, said
    whole.rename()
    made, wanted = (tree(one.entries) | drafts(one) for one in (project, whole))
    assert {name: data for name, data in made.items() if "/." not in name} == wanted


def drafts(project: Project) -> dict[str, bytes]:
    return {name: data for name, data in tree(project.folder / "dang-viet").items() if not name.startswith(".")}


# --- the command, and the desk ----------------------------------------------------------------------------------------


def test_the_command_says_what_it_would_do_and_does_it(project: Project) -> None:
    arguments = ["--folder", project.folder, "--entries", project.entries, project.entries / "2018" / OLD, NEW]
    before = project.files()
    code, would = run("rename.py", *arguments, "--dry-run", folder=project.folder)
    assert (code, project.files()) == (0, before)
    code, said = run("rename.py", *arguments, folder=project.folder)
    assert code == 0
    assert said.startswith(would.replace("Sẽ đổi", "Đã đổi"))
    assert "ngo-xanh-minh-hoa/index.md: 2 chỗ nhắc tới bài" in said
    assert "đã mang tên “vuon-hoa-vi-du” từ trước" in run("rename.py", *arguments, folder=project.folder)[1]
    code, said = run("rename.py", "--entries", project.entries, NEW, "feed", folder=project.folder)
    assert (code, len(said.splitlines())) == (1, 1)


def test_the_desk_renames_in_one_commit_and_takes_no_other_change_along(project: Project) -> None:
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=project.folder, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "Nguyễn Thị Hương")
    git("config", "user.email", "huong@example.vn")
    git("add", "entries", "docs", "mkdocs.yml")
    git("commit", "-qm", "Đầu tiên")
    project.index("2018/hoa-giai-vi-du").write_bytes(b"do dang\n")
    desk = Desk(project.settings, project.folder / "kept")
    assert desk.rename(f"2018/{OLD}", NEW, Person("Trần Văn Bình")) == f"2018/{NEW}"
    assert git("log", "-1", "--format=%an %s").strip() == "Trần Văn Bình Đổi tên: “Góc xanh” phường Ví Dụ"
    assert git("status", "--short", "entries", "docs").split() == ["M", "entries/2018/hoa-giai-vi-du/index.md"]
    assert {version.title[:8] for version in desk.versions(f"2018/{NEW}")} == {"Đổi tên:"}
    assert desk.opened(f"2018/{NEW}", Person(""))["problems"] == []


def test_a_photo_that_was_put_away_before_a_rename_comes_back_after_it(project: Project) -> None:
    desk = Desk(project.settings, project.folder)
    (photo,) = [file.name for file in (project.entries / "2018" / OLD).glob("vuon-hoa.*")]
    data = (project.entries / "2018" / OLD / photo).read_bytes()
    opened = desk.opened(f"2018/{OLD}", HERE)
    shots = opened["data"]["anh"]
    fewer = opened["data"] | {"anh": [shot for shot in shots if shot["tep"] != photo]}
    desk.save(f"2018/{OLD}", {"digest": opened["digest"], "data": fewer, "removed": [photo]}, HERE)
    assert photo not in desk.photos(f"2018/{OLD}")
    for old, new in ((OLD, NEW), (NEW, "vuon-hoa-nay"), ("vuon-hoa-nay", NEW)):  # the last one back
        desk.rename(f"2018/{old}", new, HERE)
    opened = desk.opened(f"2018/{NEW}", HERE)
    desk.save(f"2018/{NEW}", {"digest": opened["digest"], "data": opened["data"] | {"anh": shots}}, HERE)
    assert (project.entries / "2018" / NEW / photo).read_bytes() == data
    assert [folder.name for folder in (project.folder / "da-bo").iterdir()] == [f"2018_{NEW}"]


def test_an_entry_that_git_does_not_know_yet_can_be_renamed(project: Project) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project.folder, check=True)
    desk = Desk(project.settings, project.folder / "kept")
    desk.rename(f"2018/{OLD}", NEW, Person("Trần Văn Bình"))
    assert [version.who for version in desk.versions(f"2018/{NEW}")] == ["Trần Văn Bình"]
