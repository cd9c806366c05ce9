"""The check as staff meet it: the exact messages for every folder of tests/bad_entries/, and for hostile files."""

from __future__ import annotations

import ast
import datetime
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import BAD, GOOD, REGISTERS, check, check_bad, check_output, output
from environment import ROOT
from honour_roll.builder import load
from honour_roll.check import header_rules, roll_rules
from honour_roll.check.check import RULES, checked
from honour_roll.check.messages import FUTURE_DATES
from honour_roll.entries import folders, schema
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.field_types import Date, Period
from honour_roll.problem import Problem
from honour_roll.settings import Settings
from honour_roll.store import Store

CASES = sorted(path for path in BAD.iterdir() if path.is_dir())
INDEX = Path("2018/mo-hinh-thu/index.md")
RIGHT = (GOOD / "2018/sach-duong-minh-hoa/index.md").read_text("utf-8")
# The place of the rule's name among the arguments.
RULE_AT = {"Message": 0, "Problem": 3, "_problem": 3, "_whole": 1, "UnusablePhotoError": 0}
MADE_HERE = {"not-a-file", "too-big", "cannot-open", "cannot-list"}  # git cannot keep such files: tests below make them
ASKED_FOR = {"not-approved"}  # where mkdocs.yml asks for approval: tests/desk/test_review.py
MADE_IN_RENDITIONS = {"heavy-photo", "changed-photo"}  # found when the pixels are read
MOST_SECONDS = 60  # no measurement: a check that hangs takes minutes, and the machine may be busy


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_messages_for_a_bad_folder(case: Path, request: pytest.FixtureRequest) -> None:
    said = output(case, *check_bad(case))
    expected = case / "expected.txt"
    if request.config.getoption("--update-expected"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text("utf-8")


@pytest.mark.parametrize("name", ["colon-in-title", "everything-wrong", "not-utf-8-utf-16", "place-gone"])
def test_the_command_says_the_same(name: str) -> None:
    done = command("--entries", f"tests/bad_entries/{name}", "--registers", "tests/good_entries/danh-muc")
    said = done.stdout.replace(f"tests/bad_entries/{name}/", "").replace("tests/good_entries/danh-muc/", "danh-muc/")
    assert said == (BAD / name / "expected.txt").read_text("utf-8")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_good_entries_pass() -> None:
    assert check_output(GOOD) == "10 bài đạt.\n"
    assert command("--entries", "tests/good_entries").returncode == 0


def dates_in(row: schema.Key) -> Iterator[schema.Key]:
    """Yield the dates in the type of a key."""
    if isinstance(row.inner, schema.Table):
        for inner in row.inner.rows:
            yield from dates_in(inner)
    elif isinstance(row.inner, (Date, Period)):
        yield row


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/check.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def rules_in_code() -> Iterator[str]:
    """Yield every rule's name: a fixed argument where a Message or Problem is made, or the first of three returned."""
    for path in (ROOT / "hooks" / "honour_roll").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            made: ast.expr | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RULE_AT:
                place = RULE_AT[node.func.id] - any(isinstance(a, ast.Starred) for a in node.args)
                made = node.args[place] if len(node.args) > place else None
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
                made = node.value.elts[0] if path.stem == "validate" else None
            elif isinstance(node, ast.keyword) and node.arg == "rule":
                made = node.value
            if isinstance(made, ast.Constant) and made.value:
                yield str(made.value)


def test_every_rule_has_a_folder_that_shows_it() -> None:
    found: set[str] = set()
    for case in CASES:
        problems, warnings, _ = check_bad(case)
        found |= {problem.rule for problem in problems + warnings}
    assert set(rules_in_code()) - MADE_HERE - ASKED_FOR - MADE_IN_RENDITIONS == found


@pytest.mark.parametrize("key", [row.key for row in ENTRY.rows if any(dates_in(row))])
def test_each_date_of_an_entry_has_its_message_when_it_has_not_come(key: str) -> None:
    assert key in FUTURE_DATES


def test_what_depends_on_the_day_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry(tmp_path / "entries", RIGHT.replace("ngay_dang: 2018", "ngay_dang: 2027"))
    settings = Settings(tmp_path / "entries", "entries", ROOT / "hooks" / "theme", None, registers=REGISTERS, jobs=1)
    for day, rules in (("2028-01-01", []), ("2026-11-30", ["future-date"]), ("2027-12-31", [])):
        monkeypatch.setattr(load, "day_of_check", lambda day=day: datetime.date.fromisoformat(day))
        store = Store(tmp_path / "store.sqlite", b"code")
        loaded = load.Loader(settings, store).load()
        store.close()
        assert [p.rule for p in loaded.problems] == rules
        assert len(loaded.entries) == 1 - len(rules)


def test_the_docstring_of_a_rule_is_the_rule() -> None:
    of_the_roll = [rule for name, rule in vars(roll_rules).items() if name.split("_")[-2:-1] in (["are"], ["lead"])]
    rules = [header_rules.slug_is_kebab_case, *RULES, *of_the_roll, roll_rules.places_existed]
    assert len(of_the_roll) == 4
    assert all(re.fullmatch(r"[A-Z].*\.", rule.__doc__ or "", re.DOTALL) for rule in rules)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_message_has_a_place_a_text_and_a_mend(case: Path) -> None:
    for problem in check_bad(case)[0]:
        assert problem.path.startswith(f"{case.as_posix()}/")
        assert problem.text.endswith((".", "?"))
        assert problem.text[0] == problem.text[0].upper()
        assert problem.mend.strip()
        assert "\n" not in problem.text + problem.mend
        assert "None" not in problem.text + problem.mend
        if problem.line and (case / problem.path.removeprefix(f"{case.as_posix()}/")).is_file():
            lines = (case / problem.path.removeprefix(f"{case.as_posix()}/")).read_bytes().count(b"\n") + 1
            assert 1 <= problem.line <= lines


# --- files that git cannot keep: links, pipes, huge files, strange names ---------------------------------------------


def entry(folder: Path, text: str | bytes = RIGHT) -> Path:
    """Write an entry and return its file."""
    path = folder / INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return path


def problems_of(folder: Path) -> list[Problem]:
    return check(folder, REGISTERS)[0]


def with_photo(name: str) -> str:
    photo = f"anh: [{{tep: {name}, mo_ta: Góc phố sau khi trồng hoa, tac_gia: Tổ dân phố}}]\ntrang_thai:"
    return RIGHT.replace("trang_thai:", photo)


needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")


@needs_links
@pytest.mark.parametrize("target", ["/etc/hostname", "nowhere.jpg", "anh.jpg", "/dev/zero"])
def test_a_photo_that_is_a_link_is_refused(tmp_path: Path, target: str) -> None:
    entry(tmp_path, with_photo("anh.jpg")).with_name("anh.jpg").symlink_to(target)
    assert [p.rule for p in problems_of(tmp_path)] == ["not-a-file"]


@needs_links
@pytest.mark.parametrize("target", ["/etc/hostname", "nowhere.md", "index.md", "/dev/zero", "."])
def test_a_text_that_is_a_link_is_refused(tmp_path: Path, target: str) -> None:
    path = entry(tmp_path)
    path.unlink()
    path.symlink_to(target)
    assert [p.rule for p in problems_of(tmp_path)] == ["not-a-file"]


@needs_links
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    entry(tmp_path / "elsewhere")
    (tmp_path / "entries/2018").mkdir(parents=True)
    (tmp_path / "entries/2018/mo-hinh-thu").symlink_to(tmp_path / "elsewhere/2018/mo-hinh-thu")
    (tmp_path / "entries/2019").symlink_to(tmp_path / "entries")
    assert [p.rule for p in problems_of(tmp_path / "entries")] == ["misplaced", "misplaced"]


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    there = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(there)


@needs_posix
@pytest.mark.parametrize("make", [make_pipe, make_socket, Path.mkdir])
def test_a_pipe_a_socket_or_a_folder_is_never_opened(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = entry(tmp_path, with_photo("anh.jpg"))
    make(path.with_name("anh.jpg"))
    assert [p.rule for p in problems_of(tmp_path)] == ["not-a-file"]
    path.unlink()
    make(path)
    assert [p.rule for p in problems_of(tmp_path)] == ["not-a-file"]


@needs_posix
def test_a_register_that_is_a_pipe_is_never_opened(tmp_path: Path) -> None:
    entry(tmp_path)
    (tmp_path / "danh-muc").mkdir()
    for name in ("linh-vuc", "chu-de", "don-vi", "dia-ban", "danh-hieu", "dot-ton-vinh", "dong-nghia"):
        (tmp_path / f"danh-muc/{name}.yml").write_bytes((REGISTERS / f"{name}.yml").read_bytes())
    os.mkfifo(tmp_path / "danh-muc/viet-tat.yml")
    assert [p.rule for p in problems_of_registers(tmp_path)] == ["not-a-file"]


def problems_of_registers(folder: Path) -> list[Problem]:
    """Load the registers alone: no other module opens a file."""
    from honour_roll.entries import register_files

    return register_files.load(folder / "danh-muc", "danh-muc")[1]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may open everything")
def test_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    path = entry(tmp_path)
    path.chmod(0)
    assert [p.rule for p in problems_of(tmp_path)] == ["cannot-open"]


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry(tmp_path)

    def refused(_: Path) -> bytes:
        raise PermissionError

    folder = folders.folder_at(tmp_path, "2018/mo-hinh-thu")
    monkeypatch.setattr(Path, "read_bytes", refused)
    found = folders.read(tmp_path, folder, "entries")
    assert isinstance(found, list)
    assert [p.rule for p in found] == ["cannot-open"]


@pytest.mark.parametrize("text", [RIGHT + "x" * 10_000_000, RIGHT + "\n" * 1_000_000], ids=["10 MB", "1e6 lines"])
def test_a_file_that_is_far_too_long_is_reported(tmp_path: Path, text: str) -> None:
    entry(tmp_path, text)
    (found,) = problems_of(tmp_path)
    assert found.rule == "too-big"
    assert "nhiều nhất 600.000" in found.text


@needs_posix
@pytest.mark.parametrize(
    "name", [b"a\nb.jpg", b"\xff.jpg", b"a\x1b[31mb.jpg", "a\u202egpj.exe".encode(), b"x" * 250 + b".jpg", b"%0Aa.txt"]
)
def test_a_strange_file_name_is_shown_on_one_line(tmp_path: Path, name: bytes) -> None:
    entry(tmp_path)
    with open(os.fsencode(tmp_path / INDEX.parent) + b"/" + name, "wb") as file:
        file.write(b"x")
    lines = check_output(tmp_path, REGISTERS).split("\n")
    assert len(lines) in (5, 7)  # stray, or a photo that is not named and not a photo
    assert all(line.isprintable() for line in lines)


@needs_posix
@pytest.mark.parametrize("name", [b"a\nb", b"\xff", b"..a", b"con tr\xc3\xa2u", b"-", b"a\x1b[31mb"])
def test_a_strange_folder_name_is_shown_on_one_line(tmp_path: Path, name: bytes) -> None:
    path = os.fsencode(tmp_path) + b"/2018/" + name
    os.makedirs(path)
    with open(path + b"/index.md", "wb") as file:
        file.write(RIGHT.encode())
    said = check_output(tmp_path, REGISTERS)
    assert all(line.isprintable() for line in said.split("\n"))
    assert not name.startswith(b"..") or said == "0 bài đạt.\n"  # hidden files are not looked at


@needs_posix
@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn", "com1", "lpt9"])
def test_a_folder_that_windows_cannot_have_is_reported(tmp_path: Path, name: str) -> None:
    """Such a folder must not be in git, not even below tests/bad_entries/."""
    path = tmp_path / "2018" / name
    path.mkdir(parents=True)
    (path / "index.md").write_text(RIGHT, "utf-8")
    (found,) = problems_of(tmp_path)
    assert found.rule == "bad-slug"
    assert found.mend == f"Đổi tên thư mục thành “mo-hinh-{name}”."
    path.rename(path.with_name(f"mo-hinh-{name}"))
    assert problems_of(tmp_path) == []


@needs_posix
@pytest.mark.parametrize("name", ["con.jpg", "aux.anh.png", "com1.webp"])
def test_a_photo_that_windows_cannot_have_is_reported(tmp_path: Path, name: str) -> None:
    from PIL import Image

    path = entry(tmp_path, with_photo(name)).with_name(name)
    Image.new("RGB", (400, 300)).save(path)
    (found,) = problems_of(tmp_path)
    assert found.rule == "bad-photo-name"
    assert found.text.startswith(f"Windows không cho đặt tên ảnh là “{name}”")
    assert "fix_photos.py" in found.mend


@needs_posix
def test_a_command_names_a_folder_with_a_space_in_quotes(tmp_path: Path) -> None:
    from PIL import Image

    entry(tmp_path)
    folder = (tmp_path / INDEX.parent).rename(tmp_path / "2018" / "Góc xanh")
    Image.new("RGB", (400, 300)).save(folder / "anh.gif")
    assert f'fix_photos.py "{folder.as_posix()}"' in "\n".join(problem.mend for problem in problems_of(tmp_path))


def test_no_entries_are_no_problem(tmp_path: Path) -> None:
    assert check_output(tmp_path, REGISTERS) == "0 bài đạt.\n"


def test_each_missing_register_is_reported_once(tmp_path: Path) -> None:
    assert [p.rule for p in problems_with_own_registers(tmp_path)] == ["missing-register"]  # the whole folder
    (tmp_path / "danh-muc").mkdir()
    assert [p.rule for p in problems_with_own_registers(tmp_path)] == ["missing-register"] * 8


def problems_with_own_registers(folder: Path) -> list[Problem]:
    return check(folder)[0]


def test_a_hundred_nested_folders_are_one_stray_file(tmp_path: Path) -> None:
    deep = entry(tmp_path).parent
    for _ in range(100):
        deep /= "thu-muc"
    deep.mkdir(parents=True)
    assert [p.rule for p in problems_of(tmp_path)] == ["stray-file"]


HEADERS = {
    "NUL": "ten: a\0b",
    "bell": "ten: a\x07b",
    "next line": "ten: a\x85b",
    "line separator": "ten: a\u2028b",
    "lone surrogate": '"\\ud800": b',
    "huge number": f"giai_doan: {'9' * 50_000}",
    "huge float": f"giai_doan: {'9' * 50_000}.5",
    "infinity": "giai_doan: .inf",
    "not a number": "giai_doan: .nan",
    "exponent": "giai_doan: 1e999",
    "base sixty": "giai_doan: 190:20:30",
    "python object": "ten: !!python/object/apply:os.system [ls]",
    "binary": "ten: !!binary aGVsbG8=",
    "set": "chu_de: !!set {a, b}",
    "pairs": "chu_de: !!pairs [a: b]",
    "bad timestamp": "ngay_dang: !!timestamp 2018-99-99",
    "merge": "<<: {ten: Mô hình thử phường Ví Dụ}",
    "merge list": "<<: [a, b]",
    "laughs": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
    "own alias": "a: &a [*a]",
    "keys of all kinds": "1: a\ntrue: b\nnull: c\n1.5: d\n~: e",
    "list as key": "? [a, b]\n: c",
    "table as key": "{a: b}: c",
    "unhashable deep": "? {a: [b]}\n: c",
    "nested": "a: " + "[" * 10_000,
    "nested tables": "{a: " * 5_000,
    "nested dashes": "- " * 10_000,
    "nested questions": "? " * 10_000,
    "nested by indent": "\n".join(" " * i + "a:" for i in range(200)),
    "spaces": "a    " + " " * 200_000 + 'b: "x',
    "quotes": 'ten: "' + '""' * 100_000 + "x",
    "quotes on lines": 'ten: "\n' * 20_000,
    "colons": "a: " * 50_000,
    "many keys": "\n".join(f"k{i}: x" for i in range(20_000)),
    "many doubles": "\n".join("ten: x" for _ in range(20_000)),
    "many items": "chu_de: [" + "x," * 30_000 + "]",
    "many tables": "nguon: [" + "{}," * 30_000 + "]",
    "many wrong dates": "nhat_ky:\n" + "- {ngay: x}\n" * 10_000,
    "directive": "%YAML 9.9\n---\nten: a",
    "second document": "ten: a\n...\nten: b",
    "block": "ten: |\n  a\n  b\ntom_tat: >\n  c",
    "comment": "ten: a #b",
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_hostile_header_is_reported_in_time(tmp_path: Path, name: str) -> None:
    path = entry(tmp_path, f"---\n{HEADERS[name]}\n---\n")
    start = time.monotonic()
    problems = problems_of(tmp_path)
    assert 0 < len(problems) < 60
    assert {p.path for p in problems} == {path.as_posix()}
    assert time.monotonic() - start < MOST_SECONDS


@pytest.mark.parametrize("size", [3_000])
def test_a_hostile_register_is_reported_in_time(tmp_path: Path, size: int) -> None:
    lists = tmp_path / "danh-muc"
    lists.mkdir()
    for file in REGISTERS.iterdir():
        (lists / file.name).write_bytes(file.read_bytes())
    (lists / "viet-tat.yml").write_text("a: " + "[" * size, encoding="utf-8")
    rows = "".join(f"p{n}: {{ten: Nơi số {n}, cap: phuong, thuoc: p{n + 1}}}\n" for n in range(size))
    (lists / "dia-ban.yml").write_text(rows, encoding="utf-8")
    start = time.monotonic()
    problems = problems_of_registers(tmp_path)
    assert time.monotonic() - start < MOST_SECONDS
    assert {p.rule for p in problems} == {"broken-yaml", "unknown-reference"}


def test_an_entry_with_problems_keeps_its_right_values(tmp_path: Path) -> None:
    entry(tmp_path, RIGHT.replace("ten: Sạch đường, sạch ngõ phường Minh Họa", "ten: [Sạch đường]"))
    found, problems = checked(tmp_path, folders.folder_at(tmp_path, "2018/mo-hinh-thu"), "entries")
    assert [p.rule for p in problems] == ["wrong-type"]
    assert found
    assert (found.entry.title, found.entry.unit) == ("", "to-dan-pho-5-minh-hoa")


@pytest.mark.parametrize("consent", ["", "dong_y: {co: false}\n", "dong_y: {co: true}\n"])
def test_a_draft_is_told_what_would_stop_it_when_it_is_published(tmp_path: Path, consent: str) -> None:
    text = RIGHT.replace("loai: tap-the\n", f"loai: ca-nhan\n{consent}")
    stopping = problems_of(entry(tmp_path, text).parents[2])
    entry(tmp_path, text.replace("trang_thai: cong-bo", "trang_thai: nhap"))
    found, problems = checked(tmp_path, folders.folder_at(tmp_path, "2018/mo-hinh-thu"), "entries")
    assert (problems, len(stopping)) == ([], 1)
    assert found
    assert found.missing == (stopping[0].text,)
