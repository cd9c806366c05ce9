"""Who may sign in at a shared desk: adding and removing people, what is refused, and the file that holds it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from shared_desk import AN, BINH, PASSWORD

from environment import ROOT
from honour_roll.desk.accounts import Accounts, key_of
from honour_roll.desk.roles import APPROVER, WRITER
from honour_roll.problem import StoppedError

OTHER = "nắng tháng tám rám trái bưởi"
POSIX = pytest.mark.skipif(os.name != "posix", reason="rights of files are those of Unix")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the desk is to keep its things; it is not there yet."""
    return tmp_path / "ban-viet"


@pytest.fixture
def accounts(folder: Path) -> Accounts:
    """Return accounts with a writer and an approver."""
    made = Accounts(folder)
    made.put(AN, WRITER, PASSWORD)
    made.put(BINH, APPROVER, PASSWORD)
    return made


def file(folder: Path) -> Path:
    return folder / "tai-khoan.json"


# --- adding and removing ----------------------------------------------------------------------------------------------


def test_who_was_added_is_known_by_a_name_without_accents_and_by_a_hash(accounts: Accounts, folder: Path) -> None:
    an = accounts.checked(key_of("  nguyen thi AN"), PASSWORD)
    assert an
    assert an.person == (AN, WRITER, "nguyen-thi-an")
    kept = file(folder).read_text("utf-8")
    assert [row["name"] for row in json.loads(kept)] == [AN, BINH]
    assert kept.count('"$argon2id$') == 2
    assert PASSWORD not in kept


@pytest.mark.parametrize("wrong", ["", PASSWORD[:-1], PASSWORD + " ", PASSWORD.upper(), OTHER])
def test_a_wrong_password_opens_nothing(accounts: Accounts, wrong: str) -> None:
    assert accounts.checked(key_of(AN), wrong) is None


def test_nobody_has_the_account_of_an_unknown_or_an_empty_name(accounts: Accounts) -> None:
    assert accounts.checked(key_of("Lê Văn Không"), PASSWORD) is None
    assert accounts.checked(key_of(" … "), PASSWORD) is None


def test_a_password_is_the_same_from_keyboards_that_put_accents_apart(accounts: Accounts) -> None:
    apart = unicodedata.normalize("NFD", PASSWORD)
    assert apart != PASSWORD
    assert accounts.checked(key_of(AN), apart)


@pytest.mark.parametrize("same", ["NGUYỄN THỊ AN", "nguyen thi an", unicodedata.normalize("NFD", AN), f"  {AN}\t"])
def test_the_same_name_otherwise_typed_is_the_same_account(accounts: Accounts, same: str) -> None:
    assert accounts.put(same, APPROVER, OTHER) is False
    assert [*accounts.all()] == ["nguyen-thi-an", "tran-van-binh"]
    now = accounts.all()["nguyen-thi-an"]
    assert now.role == APPROVER
    assert now.name == unicodedata.normalize("NFC", same).strip()
    assert accounts.checked("nguyen-thi-an", PASSWORD) is None
    assert accounts.checked("nguyen-thi-an", OTHER)


def test_a_new_password_changes_the_stamp_though_it_is_the_old_one_again(accounts: Accounts) -> None:
    before = accounts.all()["nguyen-thi-an"].stamp
    accounts.put(AN, WRITER, PASSWORD)
    assert accounts.all()["nguyen-thi-an"].stamp != before


def test_who_is_removed_is_gone_at_once_in_a_desk_that_runs(accounts: Accounts, folder: Path) -> None:
    running = Accounts(folder)
    assert running.checked(key_of(AN), PASSWORD)
    assert accounts.remove("nguyen thi an") == AN
    assert [*running.all()] == ["tran-van-binh"]
    assert running.checked(key_of(AN), PASSWORD) is None
    with pytest.raises(StoppedError, match=f"Không có tài khoản “{AN}”"):
        accounts.remove(AN)


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Tên có 0 ký tự"),
        ("A", "Tên có 1 ký tự"),
        ("A" * 61, "Tên có 61 ký tự"),
        ("An <an@example.vn>", "ký tự không dùng được"),
        ("An\x1b[31m", "ký tự không dùng được"),
        ("An\u202eB", "ký tự không dùng được"),
        ("../../An", "ký tự không dùng được"),
        ("''--..", "chữ cái"),
    ],
)
def test_a_name_that_is_none_is_told_and_writes_nothing(folder: Path, name: str, said: str) -> None:
    with pytest.raises(StoppedError, match=said) as told:
        Accounts(folder).put(name, WRITER, PASSWORD)
    assert str(told.value).isprintable()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "có 0 ký tự, cần ít nhất 12"),
        ("mua thang 7", "có 11 ký tự"),
        ("x" * 201, "nhiều nhất là 200"),
        ("abababababababab", "lặp lại"),
        ("toi la nguyen thi an day", "chứa họ tên"),
        ("NguyễnThịAn-2026", "chứa họ tên"),
    ],
)
def test_a_weak_password_is_told_and_not_repeated(accounts: Accounts, folder: Path, password: str, said: str) -> None:
    before = file(folder).read_bytes()
    with pytest.raises(StoppedError, match=said) as told:
        accounts.put(AN, APPROVER, password)
    assert not password or password not in str(told.value)
    assert file(folder).read_bytes() == before


@pytest.mark.parametrize("password", ["mưa tháng 7!", "á" * 8 + "bcdefgh" * 20])
def test_a_password_needs_length_and_no_kinds_of_characters(folder: Path, password: str) -> None:
    assert Accounts(folder).put(AN, WRITER, password) is True


# --- the file ---------------------------------------------------------------------------------------------------------


@POSIX
def test_nobody_else_on_the_machine_can_read_the_file(accounts: Accounts, folder: Path) -> None:
    assert file(folder).stat().st_mode & 0o777 == 0o600
    file(folder).chmod(0o644)
    accounts.put(AN, WRITER, OTHER)
    assert file(folder).stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_the_accounts_that_were_there(
    accounts: Accounts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file(folder).read_bytes()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        accounts.put("Lê Thị Mới", WRITER, PASSWORD)
    assert file(folder).read_bytes() == before
    assert [one.name for one in folder.iterdir()] == ["tai-khoan.json"]


ROW = {"name": AN, "role": WRITER, "hash": "$argon2id$"}


@pytest.mark.parametrize(
    "held",
    [
        "",
        "{",
        "\x00",
        "5",
        '["a"]',
        '[{"name": "An"}]',
        json.dumps([ROW | {"name": 5}]),
        json.dumps([ROW | {"hash": None}]),
        json.dumps([ROW | {"role": "giam-doc"}]),
        json.dumps([ROW | {"more": ""}]),
        "[" * 100_000,
    ],
    ids=lambda held: held[:40],
)
def test_a_file_that_cannot_be_read_is_told_and_left_alone(folder: Path, held: str) -> None:
    folder.mkdir()
    file(folder).write_text(held, "utf-8")
    for work in (Accounts(folder).all, lambda: Accounts(folder).put(AN, WRITER, PASSWORD)):
        with pytest.raises(StoppedError, match="Không đọc được các tài khoản"):
            work()
    assert file(folder).read_text("utf-8") == held


# --- the command line -------------------------------------------------------------------------------------------------


def desk(folder: Path, *options: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run ``desk.py`` with some options; ``typed`` is piped in."""
    command = [sys.executable, str(ROOT / "scripts" / "desk.py"), "--folder", str(folder), *options]
    return subprocess.run(command, input=typed, capture_output=True, encoding="utf-8", timeout=120, check=False)


def test_people_are_added_listed_and_removed_by_command(folder: Path) -> None:
    assert desk(folder, "--list-users").stdout == "Chưa có tài khoản nào.\n"
    added = desk(folder, "--add-user", BINH, "--role", APPROVER, typed=f"{PASSWORD}\n")
    assert (added.returncode, added.stdout, added.stderr) == (0, f"Đã thêm tài khoản {BINH}, người duyệt.\n", "")
    assert desk(folder, "--add-user", AN, typed=f"{PASSWORD}\r\n").stdout == f"Đã thêm tài khoản {AN}, người viết.\n"
    assert Accounts(folder).checked(key_of(AN), PASSWORD)
    again = desk(folder, "--add-user", AN, "--role", APPROVER, typed=OTHER)
    assert again.stdout.startswith("Tài khoản đã có: đã ghi mật khẩu và vai mới")
    assert desk(folder, "--list-users").stdout == f"{AN}: người duyệt\n{BINH}: người duyệt\n"
    assert AN in desk(folder, "--remove-user", "nguyen thi an").stdout
    assert desk(folder, "--list-users").stdout == f"{BINH}: người duyệt\n"


@pytest.mark.parametrize(
    ("options", "typed", "said"),
    [
        (("--host", "127.0.0.1"), "", "Chưa có tài khoản nào nên bàn viết chưa mở ra mạng được."),
        (("--remove-user", "Lê Văn Không"), "", "Không có tài khoản “Lê Văn Không”."),
        (("--add-user", AN), "ngắn\n", "Mật khẩu có 4 ký tự"),
        (("--add-user", AN), "", "Mật khẩu có 0 ký tự"),
        (("--add-user", "<An>"), PASSWORD, "Tên có ký tự không dùng được"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_one_line_and_exit_1(
    folder: Path, options: tuple[str, ...], typed: str, said: str
) -> None:
    done = desk(folder, *options, typed=typed)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert not file(folder).exists()


def test_a_file_that_cannot_be_read_keeps_the_desk_closed(folder: Path) -> None:
    folder.mkdir()
    file(folder).write_text("[", "utf-8")
    done = desk(folder, "--host", "127.0.0.1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Không đọc được các tài khoản")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--role", APPROVER), "--role chỉ đi cùng --add-user"),
        (("--add-user", AN, "--role", "giam-doc"), "--role"),
        (("--add-user", AN, "--list-users"), "--list-users"),
        (("--address", "https://ban-viet.example.vn"), "--address và --proxy chỉ đi cùng --host hoặc --nginx"),
        (("--proxy", "127.0.0.1"), "--address và --proxy chỉ đi cùng --host hoặc --nginx"),
        (("--host", "127.0.0.1", "--name", "An"), "--name không đi cùng --host"),
        (("--host", "0.0.0.0"), "cần kèm --address"),  # noqa: S104 - refused
        (("--host", "::"), "cần kèm --address"),
        (("--host", "127.0.0.1", "--address", "ban-viet.example.vn"), "địa chỉ phải như https://"),
        (("--host", "127.0.0.1", "--address", "https://a.vn/ban-viet"), "địa chỉ phải như https://"),
        (("--nginx",), "--nginx cần kèm --address https://"),
        (("--nginx", "--address", "http://ban-viet.example.vn"), "--nginx cần kèm --address https://"),
    ],
    ids=str,
)
def test_options_that_do_not_go_together_are_told(folder: Path, options: tuple[str, ...], said: str) -> None:
    done = desk(folder, *options, typed=PASSWORD)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not folder.exists()
