"""Two offices exchange their work through a repository that they share: real git, two clones, one bare repository."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from two_desks import ENTRY, Office, at_once, git, is_whole, office, shared, tree

from desk_server import free_port, wait_until
from honour_roll.desk import git as desk_git
from honour_roll.desk import repository
from honour_roll.desk.exchange import Choices
from honour_roll.desk.git import Git
from honour_roll.desk.git_refusals import sentence
from honour_roll.desk.three_way import BOTH, OURS, THEIRS
from honour_roll.problem import StoppedError

OTHER = "2018/hoa-giai-vi-du"
SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
TITLE = "ten: “Góc xanh” phường Ví Dụ"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Office, Office]:
    return shared(tmp_path)


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return out.getvalue()


# --- nothing collides -------------------------------------------------------------------------------------------------


def test_nothing_new_on_either_side(two: tuple[Office, Office]) -> None:
    assert two[0].run().said == "Không có bài mới để lấy, không có thay đổi nào phải gửi."


def test_what_is_ours_goes_out_and_comes_in_elsewhere(two: tuple[Office, Office]) -> None:
    a, b = two
    a.replace(TITLE, "ten: “Góc xanh” của cả phường Ví Dụ")
    a.replace("Trước năm 2016", "Trước năm 2015")
    new = a.entries / "2026" / "bai-moi"
    new.mkdir(parents=True)
    shutil.copy(a.file(OTHER), new)
    a.commit("Bài mới")
    assert a.exchange.standing().ahead == 3
    assert a.run().said == "Không có bài mới, đã gửi 3 thay đổi."
    standing = a.exchange.standing()
    assert (standing.ahead, standing.to_choose, standing.last[:2]) == (0, 0, "20")
    assert b.run().said == "Đã lấy 1 bài mới và 1 bài đã sửa; không có thay đổi nào phải gửi."
    assert tree(b.top) == tree(a.top)
    assert git(b.top, "rev-list", "--count", "--merges", "HEAD") == "0\n"
    assert is_whole(b.top)


def test_edits_of_both_become_one_commit_with_two_parents(two: tuple[Office, Office]) -> None:
    a, b = two
    a.replace(TITLE, "# chú thích của An\nten: “Góc xanh” của cả phường Ví Dụ")
    b.replace("cap_nhat: 2026-11-22", "cap_nhat: 2026-11-23")
    b.replace("Tưới | Hộ nhận chăm", "Tưới cây | Hộ nhận chăm")
    a.run()
    assert b.run().said == "Đã lấy 1 bài đã sửa, đã gửi 2 thay đổi."
    assert len(git(b.top, "log", "-1", "--format=%P").split()) == 2
    assert git(b.top, "log", "-1", "--format=%an %s") == "Trần Văn Bình Gộp với bài của Nguyễn Thị An\n"
    for words in ("# chú thích của An", "của cả phường", "2026-11-23", "Tưới cây"):
        assert words in b.text()
    a.run()
    assert tree(a.top) == tree(b.top)


def test_lines_side_by_side_collide_for_git_and_not_for_the_desk(two: tuple[Office, Office]) -> None:
    a, b = two
    a.replace("loai: tap-the", "loai: ca-nhan")
    a.replace("| Tưới | Hộ nhận chăm |", "| Tưới | Từng hộ |")
    b.replace("linh_vuc: van-hoa-xa-hoi", "linh_vuc: kinh-te")
    b.replace("| Nhổ cỏ | Chi hội |", "| Nhổ cỏ | Cả ngõ |")
    a.run()
    git(b.top, "fetch", "-q")
    done = Git(b.top).run("merge-tree", "--write-tree", "HEAD", "origin/main")
    assert done
    assert done.returncode == 1
    assert b.run().said == "Đã lấy 1 bài đã sửa, đã gửi 2 thay đổi."
    for words in ("loai: ca-nhan", "linh_vuc: kinh-te", "| Tưới | Từng hộ |", "| Nhổ cỏ | Cả ngõ |"):
        assert words in b.text()
    assert is_whole(b.top)


def test_an_approval_here_and_an_edit_there_that_nobody_approved_wait_for_a_choice(two: tuple[Office, Office]) -> None:
    a, b = two
    a.replace("trang_thai: cong-bo", "trang_thai: cho-duyet")
    a.run()
    b.run()
    a.replace("trang_thai: cho-duyet", "trang_thai: cong-bo")
    b.replace("Tưới | Hộ nhận chăm", "Tưới cây | Hộ nhận chăm")  # far away: git merges it without a word
    a.run()
    assert b.run().to_choose == 1
    waiting = b.exchange.open()
    assert waiting
    (reading,) = waiting.files[0].readings
    assert (reading.ours, reading.theirs) == ("cho-duyet", "cong-bo")
    assert b.run(b.choose(OURS)).said.startswith("Đã ")
    assert "trang_thai: cho-duyet" in b.text()
    assert "Tưới cây" in b.text()


def test_rows_that_both_added_to_a_register_stay(two: tuple[Office, Office]) -> None:
    a, b = two
    for one, name in ((a, "xa"), (b, "gan")):
        register = one.entries / "danh-muc" / "don-vi.yml"
        register.write_bytes(register.read_bytes() + f"\nhoi-{name}:\n  ten: Hội {name}\n".encode())
        one.commit(f"Danh mục: thêm Hội {name}")
    a.run()
    b.run()
    text = (b.entries / "danh-muc" / "don-vi.yml").read_text("utf-8")
    assert text.endswith("\n\nhoi-gan:\n  ten: Hội gan\n\nhoi-xa:\n  ten: Hội xa\n")


def test_an_entry_renamed_here_and_edited_there_is_one_entry(two: tuple[Office, Office]) -> None:
    a, b = two
    git(a.top, "mv", f"entries/{OTHER}", "entries/2018/ten-moi")
    a.commit("Đổi tên")
    b.replace("trong ba ngày", "trong bốn ngày", OTHER)
    (b.entries / OTHER / "anh-moi.jpg").write_bytes(picture("red"))
    b.commit("Thêm ảnh")
    a.run()
    b.run()
    assert "trong bốn ngày" in b.text("2018/ten-moi")
    assert not (b.entries / OTHER).exists()
    assert (b.entries / "2018/ten-moi/anh-moi.jpg").exists()


def test_an_entry_that_both_renamed_stays_under_both_names(two: tuple[Office, Office]) -> None:
    a, b = two
    for one, name in ((a, "ten-an"), (b, "ten-binh")):
        git(one.top, "mv", f"entries/{OTHER}", f"entries/2018/{name}")
        one.commit("Đổi tên")
    a.run()
    b.run()
    assert b.text("2018/ten-an") == b.text("2018/ten-binh")
    assert not b.file(OTHER).exists()
    assert is_whole(b.top)


def test_a_file_where_the_other_has_a_folder_is_for_people_who_know_git(two: tuple[Office, Office]) -> None:
    a, b = two
    (a.entries / "2018" / "cho").write_text("tệp")
    a.commit("Tệp")
    a.run()
    (b.entries / "2018" / "cho").mkdir()
    shutil.copy(b.file(OTHER), b.entries / "2018" / "cho")
    b.commit("Thư mục")
    assert "Nhờ người biết git gộp" in refusal(b)


# --- two readings -----------------------------------------------------------------------------------------------------


def collide(a: Office, b: Office) -> None:
    a.replace(TITLE, "ten: Tên do An viết")
    a.replace("Trước năm 2016, **12 góc phố**", "Từ năm 2014, **12 góc phố**")
    b.replace(TITLE, "ten: Tên do Bình viết")
    b.replace("Trước năm 2016, **12 góc phố**", "Trước năm 2016, **15 góc phố**")
    a.run()


def test_what_both_changed_waits_for_a_choice_and_nothing_moves(two: tuple[Office, Office]) -> None:
    a, b = two
    collide(a, b)
    before, head = tree(b.top), git(b.top, "rev-parse", "HEAD")
    assert b.run().to_choose == 2
    assert (tree(b.top), git(b.top, "rev-parse", "HEAD")) == (before, head)
    assert b.exchange.standing().to_choose == 2
    waiting = b.exchange.open()
    assert waiting
    title, paragraph = waiting.files[0].readings
    assert (title.place, title.ours, title.theirs) == (("ten",), "Tên do Bình viết", "Tên do An viết")
    assert "15 góc phố" in paragraph.ours
    assert "năm 2014" in paragraph.theirs


@pytest.mark.parametrize(("first", "second"), [(OURS, THEIRS), (THEIRS, BOTH), (OURS, OURS)])
def test_what_was_chosen_is_one_commit(two: tuple[Office, Office], first: str, second: str) -> None:
    a, b = two
    collide(a, b)
    b.run()
    assert b.run(b.choose(first, second)).said.startswith("Đã lấy 1 bài đã sửa, đã gửi 2 thay đổi")
    text = b.text()
    assert ("Tên do An viết" in text) == (first == THEIRS)
    assert ("15 góc phố" in text) == (second in (OURS, BOTH))
    assert ("năm 2014" in text) == (second in (THEIRS, BOTH))
    assert "<<<<" not in text
    assert is_whole(b.top)
    assert b.exchange.standing().to_choose == 0
    a.run()
    assert tree(a.top) == tree(b.top)


def test_choices_of_an_older_merge_are_not_taken(two: tuple[Office, Office]) -> None:
    a, b = two
    collide(a, b)
    b.run()
    choices = b.choose(OURS, OURS)
    a.replace("ten: Tên do An viết", "ten: Tên do An viết lại")
    a.run()
    before = tree(b.top)
    assert b.run(choices).to_choose == 2
    assert tree(b.top) == before
    assert b.run(Choices("0" * 40, "0" * 40, choices.sides)).to_choose == 2


def test_other_files_are_chosen_whole_and_of_photos_both_may_stay(two: tuple[Office, Office]) -> None:
    a, b = two
    for one, colour in ((a, "red"), (b, "blue")):
        (one.entries / ENTRY / "ngo-16.jpg").write_bytes(picture(colour))
        (one.top / "mkdocs.yml").write_text(f"site_name: Trang {colour}\n", "utf-8")
        one.commit("Ảnh mới")
    a.run()
    assert b.run().to_choose == 2
    b.run(b.choose(BOTH, THEIRS))
    assert (b.entries / ENTRY / "ngo-16.jpg").read_bytes() == picture("blue")
    assert (b.entries / ENTRY / "ngo-16-2.jpg").read_bytes() == picture("red")
    assert (b.top / "mkdocs.yml").read_text("utf-8") == "site_name: Trang red\n"


@pytest.mark.parametrize("side", [OURS, THEIRS])
def test_an_entry_that_one_removed_and_another_edited(two: tuple[Office, Office], side: str) -> None:
    a, b = two
    shutil.rmtree(a.entries / ENTRY)
    a.commit("Bỏ bài")
    b.replace(TITLE, "ten: Tên do Bình viết")
    photos = {path.name for path in (b.entries / ENTRY).iterdir()}
    a.run()
    assert b.run().to_choose == 1
    b.run(b.choose(side))
    left = {path.name for path in (b.entries / ENTRY).iterdir()} if (b.entries / ENTRY).exists() else set()
    assert left == (photos if side == OURS else set())


# --- what lies in the work tree ---------------------------------------------------------------------------------------


def test_what_was_edited_with_another_program_goes_along(two: tuple[Office, Office]) -> None:
    a, b = two
    b.file().write_text(b.text().replace(TITLE, "ten: Sửa bằng sổ tay"), "utf-8")
    (b.entries / ENTRY / "anh-them.jpg").write_bytes(picture("red"))
    (b.entries / "ghi-chu-rieng.txt").write_text("không đi cùng")
    (b.top / "mkdocs.yml").write_text("site_name: Chỉ ở máy này\n", "utf-8")
    assert b.run().said == "Không có bài mới, đã gửi 1 thay đổi."
    assert git(b.top, "log", "-1", "--format=%an %s").startswith("Trần Văn Bình Sửa bằng chương trình khác: 2 tệp")
    assert git(b.top, "status", "--short") == " M mkdocs.yml\n?? entries/ghi-chu-rieng.txt\n"
    a.run()
    assert "Sửa bằng sổ tay" in a.text()


def test_photos_of_an_entry_that_is_being_written_wait(two: tuple[Office, Office]) -> None:
    b = two[1]
    b.exchange._writing = lambda: {ENTRY}
    (b.entries / ENTRY / "anh-them.jpg").write_bytes(picture("red"))
    b.run()
    assert git(b.top, "status", "--short") == f"?? entries/{ENTRY}/anh-them.jpg\n"


@pytest.mark.parametrize("name", ["mkdocs.yml", "moi.txt"])
def test_other_files_that_collide_are_refused_and_nothing_moves(two: tuple[Office, Office], name: str) -> None:
    a, b = two
    (a.top / name).write_text("site_name: Của An\n", "utf-8")
    a.replace(TITLE, "ten: Tên do An viết")
    a.run()
    (b.top / name).write_text("site_name: Chưa lưu\n", "utf-8")
    before = tree(b.top)
    with pytest.raises(StoppedError, match=f"Tệp “{name}” đã được sửa trên máy này"):
        b.run()
    assert tree(b.top) == before


def test_a_lock_is_waited_for_and_never_removed(two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = two
    a.replace(TITLE, "ten: Tên do An viết")
    a.run()
    lock = b.top / ".git" / "index.lock"
    lock.touch()
    monkeypatch.setattr(desk_git, "_LOCKED", 0.5)
    with pytest.raises(StoppedError, match="Một chương trình git khác đang dùng kho"):
        b.run()
    assert lock.exists()
    monkeypatch.setattr(desk_git, "_LOCKED", 20.0)
    threading.Timer(1, lock.unlink).start()
    b.run()
    assert "Tên do An viết" in b.text()


# --- the other machine ------------------------------------------------------------------------------------------------


def test_who_is_slower_fetches_again(two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = two
    b.replace("trong ba ngày", "trong bốn ngày", OTHER)
    push, faster = b.exchange._push, iter(["Tên một", "Tên hai"])

    def late(*given: object, **more: bool) -> int | None:
        if name := next(faster, ""):
            line = next(line for line in a.text().splitlines() if line.startswith("ten: "))
            a.replace(line, f"ten: {name}")
            a.run()
        return push(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(b.exchange, "_push", late)
    assert b.run().said == "Đã lấy 1 bài đã sửa, đã gửi 1 thay đổi."
    assert "ten: Tên hai" in b.text()
    faster = iter(["Tên ba", "Tên bốn", "Tên năm"])
    b.replace("trong bốn ngày", "trong năm ngày", OTHER)
    with pytest.raises(StoppedError, match="Người khác đang gửi bài liên tục"):
        b.run()
    assert b.exchange.standing().ahead == 1


def test_a_branch_that_is_not_there_yet_is_made(two: tuple[Office, Office]) -> None:
    b = two[1]
    git(b.top, "switch", "-qc", "thu")
    b.replace(TITLE, "ten: Tên trên nhánh mới")
    assert b.run().said.startswith("Không có bài mới, đã gửi")
    assert "Tên trên nhánh mới" in git(b.top, "show", f"origin/thu:entries/{ENTRY}/index.md")


def test_history_that_others_rewrote_is_never_forced_over(two: tuple[Office, Office]) -> None:
    a, b = two
    hook = Path(git(a.top, "remote", "get-url", "origin").strip()) / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'nhánh này khóa' >&2\nexit 1\n")
    hook.chmod(0o755)
    b.replace(TITLE, "ten: Tên do Bình viết")
    with pytest.raises(StoppedError, match="Kho chung không nhận thay đổi"):
        b.run()
    assert b.exchange.standing().ahead == 1


def test_hooks_of_this_machine_do_not_run(two: tuple[Office, Office]) -> None:
    b = two[1]
    for name in ("pre-push", "pre-commit", "post-merge", "reference-transaction"):
        hook = b.top / ".git" / "hooks" / name
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
    b.file().write_text(b.text().replace(TITLE, "ten: Sửa bằng sổ tay"), "utf-8")
    assert "đã gửi 1 thay đổi" in b.run().said


# --- what cannot be exchanged -----------------------------------------------------------------------------------------


def refusal(one: Office) -> str:
    """Return why an exchange is refused; no file, commit or branch of ours has changed."""
    before, refs = tree(one.top), Git(one.top).said("for-each-ref", "refs/heads")
    with pytest.raises(StoppedError) as refused:
        one.run()
    assert (tree(one.top), Git(one.top).said("for-each-ref", "refs/heads")) == (before, refs)
    assert one.exchange.doing == ""
    return str(refused.value)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("remote remove origin", "Kho này chưa biết kho chung ở đâu"),
        ("remote set-url origin /khong/co/kho.git", "Không thấy kho chung"),
        ("remote set-url origin https://127.0.0.1:1/kho.git", "Chưa nối được với kho chung"),
        ("remote set-url origin ssh://127.0.0.1:1/kho.git", "Chưa nối được với kho chung"),
        ("checkout -q --detach", "không ở nhánh nào"),
    ],
)
def test_what_stands_in_the_way_is_one_sentence(two: tuple[Office, Office], words: str, why: str) -> None:
    b = two[1]
    git(b.top, *words.split())
    assert why in refusal(b)


def test_a_writer_without_a_name_commits_nothing(two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = two
    a.replace(TITLE, "ten: Tên do An viết")
    a.run()
    b.replace("giai_doan: 2016-2020", "giai_doan: 2016-2021")
    for name in ("name", "email"):
        git(b.top, "config", "--unset", f"user.{name}")
    git(b.top, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert "Chưa biết tên người viết" in refusal(b._replace(who=""))
    assert b.run().said == "Đã lấy 1 bài đã sửa, đã gửi 1 thay đổi."


def test_a_merge_or_rebase_that_others_left_unfinished_is_theirs(two: tuple[Office, Office]) -> None:
    a, b = two
    collide(a, b)
    git(b.top, "fetch", "-q")
    Git(b.top).run("merge", "origin/main")
    assert "làm dở" in refusal(b)


def test_a_shallow_clone_and_a_submodule_are_refused(two: tuple[Office, Office], tmp_path: Path) -> None:
    a, _ = two
    a.replace(TITLE, "ten: Tên do An viết")
    a.run()
    url = f"file://{tmp_path / 'chung.git'}"
    git(tmp_path, "clone", "-q", "--depth", "1", url, "nong")
    assert "thiếu lịch sử" in refusal(office(tmp_path / "nong", "An"))
    git(tmp_path, "init", "-q", "lon")
    git(tmp_path / "lon", "-c", "protocol.file.allow=always", "submodule", "add", "-q", url, "bai")
    assert "submodule" in refusal(office(tmp_path / "lon" / "bai", "An"))


def test_a_folder_without_git_and_an_old_git(
    two: tuple[Office, Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "khong-git" / "entries" / "danh-muc").mkdir(parents=True)
    assert "không nằm trong kho git" in refusal(office(tmp_path / "khong-git", "An"))
    monkeypatch.setattr(repository, "_LEAST", (99, 0))
    assert "quá cũ" in refusal(two[1])


def test_a_submodule_that_comes_in_is_refused(two: tuple[Office, Office], tmp_path: Path) -> None:
    a, b = two
    url = f"file://{tmp_path / 'chung.git'}"
    git(a.top, "-c", "protocol.file.allow=always", "submodule", "add", "-q", url, "them")
    a.commit("Thêm kho con")
    a.run()
    assert "submodule" in refusal(b)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            "fatal: could not read Username for 'https://x': terminal prompts disabled",
            "chưa có, hoặc đã hết hạn, quyền",
        ),
        ("git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.", "quyền vào kho"),
        ("Host key verification failed.\nfatal: Could not read from remote repository.", "chưa quen máy chủ"),
        ("fatal: unable to access 'https://x/': Could not resolve host: x", "Chưa nối được"),
        ("fatal: unable to access 'https://x/': SSL certificate problem: certificate has expired", "Chứng chỉ"),
        ("fatal: detected dubious ownership in repository at '/x'", "tài khoản khác"),
        ("error: unable to write file: No space left on device", "Ổ đĩa đã đầy"),
        ("*** Please tell me who you are.", "Chưa biết tên người viết"),
        ("fatal: something new", "Git không làm được: “fatal: something new”"),
        ("", "không nói lý do"),
    ],
)
def test_what_git_refuses_is_said_in_vietnamese(told: str, words: str) -> None:
    assert words in sentence(told)


def test_a_server_that_says_nothing_is_given_up(two: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch) -> None:
    b = two[1]
    silent = b.top / "silent.sh"
    silent.write_text("#!/bin/sh\nsleep 60\n")
    silent.chmod(0o755)
    git(b.top, "config", "core.sshCommand", str(silent))
    git(b.top, "remote", "set-url", "origin", "ssh://may.example/kho.git")
    monkeypatch.setattr(desk_git, "_SILENT", 1)
    monkeypatch.setattr(desk_git, "_TO_END", 1)
    start = time.monotonic()
    with pytest.raises(StoppedError, match="Chưa nối được"):
        b.run()
    assert time.monotonic() - start < 20


# --- killed in the middle ---------------------------------------------------------------------------------------------

ALONE = """
import sys
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from two_desks import office
office(Path(sys.argv[1]), "Bình").run()
"""


@pytest.mark.parametrize("after", [None, 0.0, 0.005, 0.01, 0.02, 0.03])
def test_after_a_kill_the_next_exchange_makes_everything_whole(two: tuple[Office, Office], after: float | None) -> None:
    """Killed while it fetches, or ``after`` so many seconds of the move of the work tree."""
    a, b = two
    for number in range(60):
        folder = a.entries / "2020" / f"bai-{number}"
        folder.mkdir(parents=True)
        shutil.copy(a.file(OTHER), folder)
        (folder / "anh.jpg").write_bytes(os.urandom(20_000))
    a.commit("Nhiều bài")
    a.replace("loai: tap-the", "loai: ca-nhan")
    a.run()
    b.replace("linh_vuc: van-hoa-xa-hoi", "linh_vuc: kinh-te")
    command = [sys.executable, "-c", ALONE, str(b.top), *sys.path]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    if after is None:
        wait_until((b.top / ".git" / "FETCH_HEAD").exists)
    else:
        while process.poll() is None and not (b.top / ".git" / repository._PENDING).exists():
            time.sleep(0.001)
        time.sleep(after)
    with suppress(ProcessLookupError):  # it was done before
        os.killpg(process.pid, 9)
    process.wait()
    for lock in (b.top / ".git").rglob("*.lock"):
        lock.unlink()  # as the sentence on a lock says after a power cut
    office(b.top, b.who).run()
    a.run()
    assert tree(a.top) == tree(b.top)
    assert "loai: ca-nhan\nlinh_vuc: kinh-te" in b.text()
    assert is_whole(b.top)


def test_files_that_were_torn_are_made_whole_at_the_next_start(two: tuple[Office, Office]) -> None:
    a, b = two
    a.replace(TITLE, "ten: Tên do An viết")
    a.replace("trong ba ngày", "trong bốn ngày", OTHER)
    shutil.rmtree(a.entries / "2026")
    a.commit("Bỏ năm 2026")
    a.run()
    git(b.top, "fetch", "-q")
    git(b.top, "update-ref", repository._PENDING, "origin/main")
    b.file().write_bytes(a.file().read_bytes()[:100])
    b.file(OTHER).unlink()
    next((b.entries / "2026").glob("*/index.md")).unlink()
    again = office(b.top, b.who)
    assert tree(b.top) == tree(a.top)
    assert is_whole(b.top)
    assert again.run().said == "Không có bài mới để lấy, không có thay đổi nào phải gửi."


# --- ssh --------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(SSHD is None, reason="no sshd")
def test_over_ssh_with_a_key_and_without(two: tuple[Office, Office], tmp_path: Path) -> None:
    a, b = two
    for name in ("host", "user"):
        git_free = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(git_free, check=True)
    (tmp_path / "keys").write_bytes((tmp_path / "user.pub").read_bytes())
    port = free_port()
    options = [f"Port={port}", "ListenAddress=127.0.0.1", f"HostKey={tmp_path / 'host'}", "StrictModes=no"]
    options += [f"AuthorizedKeysFile={tmp_path / 'keys'}", "PasswordAuthentication=no", "UsePAM=no"]
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    words = [word for option in options for word in ("-o", option)]
    server = subprocess.Popen([str(SSHD), "-D", "-f", "/dev/null", *words])
    try:
        known = f"-oUserKnownHostsFile={tmp_path / 'known'} -oStrictHostKeyChecking=accept-new"
        ssh = f"ssh -oBatchMode=yes -oIdentitiesOnly=yes {known}"
        git(b.top, "remote", "set-url", "origin", f"ssh://127.0.0.1:{port}{tmp_path / 'chung.git'}")
        a.replace(TITLE, "ten: Tên do An viết")
        a.run()
        git(b.top, "config", "core.sshCommand", f"{ssh} -i {tmp_path / 'host'}")
        wait_until(lambda: "quyền vào kho" in refusal(b), 20)
        git(b.top, "config", "core.sshCommand", f"{ssh} -i {tmp_path / 'user'}")
        b.replace("trong ba ngày", "trong bốn ngày", OTHER)
        assert b.run().said == "Đã lấy 1 bài đã sửa, đã gửi 1 thay đổi."
    finally:
        server.terminate()
        server.wait()


def test_one_exchange_at_a_time(two: tuple[Office, Office]) -> None:
    b = two[1]
    with b.exchange._busy, pytest.raises(StoppedError, match="đang lấy và gửi bài rồi"):
        b.exchange.run(b.who, at_once)
