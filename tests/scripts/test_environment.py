from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import environment
from environment import ROOT

LOCKS = environment.GROUPS["bench"]
COMMANDS = sorted(
    path for path in (ROOT / "scripts").glob("*.py") if "\nenvironment.enter(" in path.read_text(encoding="utf-8")
)


def pins(lock: str) -> set[str]:
    """Return the lock's lines such as `colorama==0.4.6`, with what they ask of the machine."""
    return set(re.findall(r"^[\w.-]+==.*?(?= \\$)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


def names(lock: str) -> set[str]:
    return {pin.partition("==")[0] for pin in pins(lock)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with small locks, in a folder as Windows users name theirs, where nothing is downloaded."""
    root = tmp_path / "Dự án của tôi"
    for lock in LOCKS:
        path = root / lock
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{lock}\n", encoding="utf-8")
    (root / "hooks").mkdir()
    (root / "hooks" / "sample_room.py").touch()
    monkeypatch.setattr(environment, "_install", lambda _root, locks: (root / "installed").write_text(str(locks)))
    return root


def installed(project: Path) -> str | None:
    """Return what was installed since the last call."""
    path = project / "installed"
    said = path.read_text() if path.exists() else None
    path.unlink(missing_ok=True)
    return said


def test_one_environment_is_made_added_to_renewed_and_otherwise_left_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.prepare(project, "build")
    assert capsys.readouterr().err == "Lần đầu chạy: đang cài thư viện vào .venv (khoảng một phút)…\n"
    assert installed(project) == "['requirements.lock']"

    environment.prepare(project, "build")
    assert installed(project) is None

    environment.prepare(project, "test")
    assert "cài thêm" in capsys.readouterr().err
    assert installed(project) == str([*environment.GROUPS["test"]])

    environment.prepare(project, "build")
    assert installed(project) is None

    (project / "requirements.lock").write_text("changed")
    environment.prepare(project, "build")
    assert "đã đổi" in capsys.readouterr().err
    assert installed(project) == "['requirements.lock']"

    python = environment._python(project / ".venv")
    asked = "import sys, sample_room; print(sys.prefix); print(sample_room.__file__)"
    answer = subprocess.run([python, "-X", "utf8", "-c", asked], stdout=subprocess.PIPE, check=True)
    prefix, room = answer.stdout.decode().splitlines()
    assert prefix == str(project / ".venv")
    assert Path(room).samefile(project / "hooks" / "sample_room.py")


@pytest.fixture
def no_venv(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the seconds that making a real `.venv` takes."""

    def make(root: Path) -> None:
        python = environment._python(root / ".venv")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(environment, "_make", make)


@pytest.fixture
def finished(project: Path, no_venv: None) -> Path:
    environment.prepare(project, "build")
    assert installed(project)
    return project


def test_a_finished_environment_is_kept(finished: Path) -> None:
    environment.prepare(finished, "build")
    assert installed(finished) is None


@pytest.mark.parametrize(
    "stamp",
    [
        '{"python": "3.10", "base": "/", "locks": {}}',
        json.dumps({**environment.new_stamp(), "base": "/no/such/python"}),
        '{"python": "3.',
        "{}",
    ],
    ids=["another version", "gone", "cut short", "empty"],
)
def test_an_environment_of_another_python_is_made_anew(finished: Path, stamp: str) -> None:
    environment._stamp_path(finished / ".venv").write_text(stamp)
    environment.prepare(finished, "build")
    assert installed(finished)


def test_an_environment_whose_python_is_gone_is_made_anew(finished: Path) -> None:
    environment._python(finished / ".venv").unlink()
    environment.prepare(finished, "build")
    assert installed(finished)


def test_a_folder_that_is_not_an_environment_is_not_deleted(project: Path) -> None:
    mine = project / ".venv" / "thư của tôi.txt"
    mine.parent.mkdir()
    mine.touch()
    with pytest.raises(environment.CannotPrepareError, match="không dám xóa"):
        environment.prepare(project, "build")
    assert mine.exists()


def test_ctrl_c_while_a_command_is_loading_is_answered_in_a_word() -> None:
    loading = (
        "import signal, environment\n"
        "environment._is_command = lambda _: True\n"
        "environment.enter()\n"
        "signal.raise_signal(signal.SIGINT)\n"
    )
    env = {**os.environ, environment.ENTERED: "build", "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", loading], env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == "\nĐã dừng.\n"
    assert done.returncode not in (0, 1), "who runs it is not told of Ctrl+C"


@pytest.mark.usefixtures("no_venv")
def test_an_interrupted_install_is_done_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_root: Path, _locks: list[str]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install", interrupt)
        with pytest.raises(KeyboardInterrupt):
            environment.prepare(project, "build")
    environment.prepare(project, "build")
    assert installed(project) == "['requirements.lock']"


def test_a_failed_command_shows_its_last_lines_and_what_to_do() -> None:
    script = "for i in range(9): print('line', i)\nraise SystemExit(1)"
    with pytest.raises(environment.CannotPrepareError) as caught:
        environment._run([sys.executable, "-c", script], "Không cài được.", "Kiểm tra mạng.")
    assert str(caught.value).splitlines() == [
        "Không cài được.",
        *(f"    | line {i}" for i in range(4, 9)),
        "    Kiểm tra mạng.",
    ]


def test_one_at_a_time(tmp_path: Path) -> None:
    with environment.alone(tmp_path / "a.lock", "…"), (tmp_path / "a.lock").open("a") as other:
        assert not environment._try_lock(other)
    with (tmp_path / "a.lock").open("a") as other:
        assert environment._try_lock(other)


@pytest.mark.parametrize("version", [(3, 8), (3, 10)])
def test_an_old_python_is_told_so_in_vietnamese(version: tuple[int, int]) -> None:
    with pytest.raises(environment.CannotPrepareError, match=r"Cần Python 3\.11 trở lên"):
        environment.refuse_old_python(version)


def test_a_new_python_is_welcome() -> None:
    environment.refuse_old_python((3, 11))
    environment.refuse_old_python((4, 0))


@pytest.mark.parametrize("command", [ROOT / "scripts" / "environment.py", *COMMANDS], ids=lambda path: path.name)
def test_old_pythons_can_parse_a_command_so_that_it_can_refuse_them(command: Path) -> None:
    ast.parse(command.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_process_that_entered_a_larger_group_need_not_enter_a_smaller_one() -> None:
    assert environment.covers("test", "build")
    assert environment.covers("test", "test")
    assert not environment.covers("build", "test")
    assert not environment.covers("", "build")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=sha256:", ""), re.MULTILINE)


def test_the_test_lock_has_all_of_the_build_lock_with_the_same_pins() -> None:
    assert pins("requirements.lock") <= pins("tests/requirements.lock")
    added = pins("tests/requirements.lock") - pins("requirements.lock")
    assert names("requirements.lock").isdisjoint({pin.partition("==")[0] for pin in added})


def test_the_decoder_of_heic_is_in_locks_of_its_own_with_the_pins_of_the_others() -> None:
    assert names("scripts/heic.lock") == {"pillow", "pillow-heif"}
    assert pins("scripts/heic.lock") <= pins("scripts/desk.lock")
    assert {pin for pin in pins("scripts/heic.lock") if pin.startswith("pillow==")} <= pins("tests/requirements.lock")
    assert "pillow-heif" not in names("requirements.lock"), "with it comes x265, under the GPL"


def test_only_the_desk_has_a_web_server_and_its_lock_agrees_with_the_others() -> None:
    assert {"starlette", "uvicorn"} <= names("scripts/desk.lock") - names("requirements.lock")
    for lock in ("requirements.lock", "tests/requirements.lock"):
        ours, theirs = ({pin.partition(" ;")[0] for pin in pins(one)} for one in ("scripts/desk.lock", lock))
        assert {pin for pin in ours if pin.partition("==")[0] in names(lock)} <= theirs


def test_every_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "requirements.lock": project["project"]["dependencies"],
        "scripts/desk.lock": project["dependency-groups"]["desk"],
        "scripts/heic.lock": project["dependency-groups"]["heic"],
        "tests/requirements.lock": [text for text in project["dependency-groups"]["test"] if isinstance(text, str)],
        "tests/bench/requirements.lock": project["dependency-groups"]["bench"],
    }
    for lock, requirements in wanted.items():
        assert {re.split(r"[=~<>]", text)[0].lower() for text in requirements} <= names(lock), lock


@pytest.mark.skipif(sys.prefix != str(ROOT / ".venv"), reason="elsewhere a command makes .venv first")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: path.name)
def test_every_command_explains_itself(command: Path) -> None:
    shown = subprocess.run([sys.executable, command, "--help"], capture_output=True, check=False, timeout=300)
    assert shown.returncode == 0, shown.stderr.decode()
    assert len(shown.stdout.splitlines()) > 3
