"""How long somebody is signed in, and how often somebody may try: with a clock that the tests turn."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from shared_desk import AN, BINH, PASSWORD

from honour_roll.desk.accounts import Accounts
from honour_roll.desk.login import Login
from honour_roll.desk.roles import APPROVER, WRITER
from honour_roll.desk.sessions import IDLE, LONGEST, Sessions, Tries, Uploads, network_of
from honour_roll.problem import StoppedError

MINUTE, HOUR = 60, 3600


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ban-viet" / "phien.json"


@pytest.fixture
def sessions(file: Path, clock: Clock) -> Sessions:
    return Sessions(file, clock)


# --- sessions ---------------------------------------------------------------------------------------------------------


def test_a_session_ends_two_hours_after_it_was_last_used(sessions: Sessions, clock: Clock) -> None:
    given = sessions.begin("an", "dấu")
    clock.turn(IDLE)
    assert sessions.found(given, is_used=True)
    clock.turn(IDLE)
    assert sessions.found(given, is_used=False)
    clock.turn(1)
    assert sessions.found(given, is_used=True) is None
    clock.turn(-HOUR)
    assert sessions.found(given, is_used=True) is None  # what is over stays over


def test_a_form_that_only_listens_does_not_keep_a_session_alive(sessions: Sessions, clock: Clock) -> None:
    given = sessions.begin("an", "dấu")
    for _ in range(12):
        clock.turn(IDLE / 12)
        assert sessions.found(given, is_used=False)
    clock.turn(1)
    assert sessions.found(given, is_used=False) is None


def test_a_session_ends_after_twelve_hours_however_busy(sessions: Sessions, clock: Clock) -> None:
    given = sessions.begin("an", "dấu")
    for _ in range(LONGEST // HOUR):
        clock.turn(HOUR)
        assert sessions.found(given, is_used=True)
    clock.turn(1)
    assert sessions.found(given, is_used=True) is None


def test_sessions_outlive_a_restart_and_the_file_lets_nobody_in(sessions: Sessions, file: Path, clock: Clock) -> None:
    given = sessions.begin("an", "dấu")
    kept = file.read_text("utf-8")
    assert given not in kept
    again = Sessions(file, clock)
    found = again.found(given, is_used=False)
    assert found
    assert (found.key, found.stamp) == ("an", "dấu")
    for name in json.loads(kept):
        assert again.found(name, is_used=False) is None


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of Unix")
def test_nobody_else_on_the_machine_can_read_the_file_of_sessions(sessions: Sessions, file: Path) -> None:
    sessions.begin("an", "dấu")
    assert file.stat().st_mode & 0o777 == 0o600


def test_when_a_session_was_used_outlives_a_restart(sessions: Sessions, file: Path, clock: Clock) -> None:
    given = sessions.begin("an", "dấu")
    clock.turn(IDLE - MINUTE)
    assert sessions.found(given, is_used=True)
    clock.turn(2 * MINUTE)
    assert Sessions(file, clock).found(given, is_used=True)


def test_who_signs_out_is_out_after_a_restart_too(sessions: Sessions, file: Path, clock: Clock) -> None:
    given, other = sessions.begin("an", "dấu"), sessions.begin("an", "dấu")
    sessions.end(given)
    sessions.end("không có")
    for one in (sessions, Sessions(file, clock)):
        assert one.found(given, is_used=True) is None
        assert one.found(other, is_used=True)


def test_the_oldest_of_too_many_sessions_goes_and_nobody_else_s(sessions: Sessions, clock: Clock) -> None:
    binh = sessions.begin("binh", "dấu")
    given = []
    for _ in range(23):
        clock.turn(1)
        given.append(sessions.begin("an", "dấu"))
    assert [sessions.found(one, is_used=False) is not None for one in given] == [False] * 3 + [True] * 20
    assert sessions.found(binh, is_used=False)


def test_sessions_that_nobody_ended_do_not_stay_in_the_file(sessions: Sessions, file: Path, clock: Clock) -> None:
    sessions.begin("an", "dấu")
    clock.turn(LONGEST + 1)
    sessions.begin("binh", "dấu")
    assert [row[0] for row in json.loads(file.read_bytes()).values()] == ["binh"]


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b"5", b"\xff", b'{"a": 5}', b'{"a": ["an"]}'])
def test_a_file_that_cannot_be_read_holds_no_sessions(file: Path, clock: Clock, held: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(held)
    sessions = Sessions(file, clock)
    assert sessions.found("a", is_used=True) is None
    assert sessions.found(sessions.begin("an", "dấu"), is_used=True)


def test_on_a_full_disk_one_signs_in_all_the_same(
    sessions: Sessions, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    given = sessions.begin("an", "dấu")
    assert not file.exists()
    assert sessions.found(given, is_used=True)


# --- a session is over when the account is another --------------------------------------------------------------------


@pytest.mark.parametrize("change", ["password", "role", "removal", "file"])
def test_a_session_is_over_when_the_account_changes(tmp_path: Path, change: str) -> None:
    accounts = Accounts(tmp_path)
    accounts.put(AN, WRITER, PASSWORD)
    accounts.put(BINH, APPROVER, PASSWORD)
    begun = Sessions(tmp_path / "phien.json")
    cookies = {key: f"ban-viet-8001={begun.begin(key, account.stamp)}" for key, account in accounts.all().items()}
    login = Login(tmp_path, ["http://127.0.0.1:8001"])

    def who(key: str) -> str:
        person = login.person({"host": "127.0.0.1:8001", "cookie": cookies[key]})
        return person.name if person else ""

    assert (who("nguyen-thi-an"), who("tran-van-binh")) == (AN, BINH)
    if change == "password":
        accounts.put(AN, WRITER, "nắng tháng tám rám trái bưởi")
    elif change == "role":
        accounts.put(AN, APPROVER, PASSWORD)
    elif change == "removal":
        accounts.remove(AN)
    else:
        (tmp_path / "tai-khoan.json").write_text("[", "utf-8")
    assert who("nguyen-thi-an") == ""
    assert who("tran-van-binh") == ("" if change == "file" else BINH)


# --- tries ------------------------------------------------------------------------------------------------------------


def test_after_the_free_tries_each_one_more_doubles_the_pause_up_to_a_quarter_of_an_hour(clock: Clock) -> None:
    tries, pauses = Tries(5, clock), []
    for _ in range(12):
        tries.begin("an")
        pauses.append(tries.pause("an"))
        clock.turn(pauses[-1])
        assert tries.pause("an") == 0
    assert pauses == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert tries.pause("binh") == 0


def test_a_pause_runs_out_second_by_second(clock: Clock) -> None:
    tries = Tries(1, clock)
    tries.begin("an")
    clock.turn(29.5)
    assert tries.pause("an") == 1
    clock.turn(0.5)
    assert tries.pause("an") == 0


def test_very_many_tries_are_no_longer_pause(clock: Clock) -> None:
    tries = Tries(1, clock)
    for _ in range(5000):
        tries.begin("an")
    assert tries.pause("an") == 900


def test_failed_tries_are_forgotten_after_an_hour(clock: Clock) -> None:
    tries = Tries(2, clock)
    for _ in range(6):
        tries.begin("an")
    clock.turn(HOUR)
    tries.begin("an")
    assert tries.pause("an") == 0
    tries.begin("an")
    assert tries.pause("an") == 30


def test_a_right_password_forgives_the_name_and_takes_back_but_one_try_of_the_address(clock: Clock) -> None:
    names, addresses = Tries(3, clock), Tries(3, clock)
    for _ in range(2):
        addresses.begin("10.0.0.7")
        names.begin("an")
    names.begin("binh")
    addresses.begin("10.0.0.7")
    names.succeed("binh", forgive=True)
    addresses.succeed("10.0.0.7", forgive=False)
    assert (names.pause("binh"), addresses.pause("10.0.0.7")) == (0, 0)
    addresses.begin("10.0.0.7")
    assert addresses.pause("10.0.0.7") == 30
    names.succeed("an", forgive=True)
    names.begin("an")
    names.begin("an")
    assert names.pause("an") == 0


def test_tries_that_all_succeed_count_for_nothing(clock: Clock) -> None:
    tries = Tries(3, clock)
    for _ in range(50):
        tries.begin("10.0.0.7")
        tries.succeed("10.0.0.7", forgive=False)
    assert tries.pause("10.0.0.7") == 0


def test_many_made_up_names_fill_no_memory_and_the_newest_are_remembered(clock: Clock) -> None:
    tries = Tries(1, clock)
    for number in range(10_001):
        tries.begin(str(number))
    assert tries.pause("0") == 0
    assert tries.pause("1") == tries.pause("10000") == 30


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_line_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


# --- uploads ----------------------------------------------------------------------------------------------------------


def test_a_person_uploads_six_photos_at_once_and_no_more(clock: Clock) -> None:
    uploads = Uploads(clock)
    with ExitStack() as held:
        for _ in range(6):
            held.enter_context(uploads.one("an"))
        with pytest.raises(StoppedError, match="Đang tải lên 6 ảnh"), uploads.one("an"):
            pytest.fail("a seventh was let in")
        with uploads.one("binh"):
            pass
    with uploads.one("an"):
        pass


def test_an_upload_that_fails_gives_its_place_back(clock: Clock) -> None:
    uploads = Uploads(clock)
    for _ in range(7):
        with pytest.raises(OSError, match="đứt"), uploads.one("an"):
            raise OSError("đứt")
    with uploads.one("an"):
        pass


def test_a_person_uploads_three_hundred_photos_in_an_hour_and_no_more(clock: Clock) -> None:
    uploads = Uploads(clock)
    for _ in range(300):
        with uploads.one("an"):
            clock.turn(1)
    with pytest.raises(StoppedError, match="300 ảnh trong một giờ"), uploads.one("an"):
        pytest.fail("one more was let in")
    with uploads.one("binh"):
        pass
    clock.turn(HOUR - 300)
    with uploads.one("an"):
        pass
