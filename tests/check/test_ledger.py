"""The ledger: a published address answers for ever, whatever is renamed, hidden or removed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import check
from environment import ROOT
from honour_roll.check import ledger
from honour_roll.settings import LEDGER
from site_tools import ANSWERS, SITE_URL, edit, good_roll, header_of, make, page, run, tree, write_entry


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    """A roll with its ledger."""
    roll = good_roll(tmp_path / "entries")
    code, said = run("ledger.py", "--entries", roll, folder=tmp_path)
    assert code == 0, said
    return roll


def days(roll: Path) -> dict[str, str]:
    book, problems = ledger.load(roll / LEDGER, "so-dia-chi.yml")
    assert problems == []
    return dict(book.days)


def rules(roll: Path) -> list[str]:
    return [problem.rule for problem in check(roll)[0]]


def test_the_ledger_of_this_repository_is_complete(tmp_path: Path) -> None:
    code, said = run("ledger.py", "--check", folder=tmp_path)
    assert code == 0, said


# --- the command ------------------------------------------------------------------------------------------------------


def test_every_published_list_and_model_is_recorded_with_its_first_day(roll: Path) -> None:
    make(roll, roll.parent / "site")
    recorded = days(roll)
    for address in recorded:
        assert (roll.parent / "site" / address / "index.html").is_file(), address
    assert recorded["mo-hinh/hoa-giai-vi-du"] == "2018-10-05"
    assert recorded["mo-hinh/goc-xanh"] == recorded["mo-hinh/goc-xanh-vi-du"]  # a former name
    assert "mo-hinh/tiet-kiem-vi-du" in recorded  # withdrawn
    assert "mo-hinh/dem-binh-yen-vi-du" in recorded  # hidden
    assert {"nam/2018", "dia-ban/quan-vi-du", "linh-vuc/kinh-te"} <= recorded.keys()
    assert not [a for a in recorded if "tu-sach-minh-hoa" in a]  # a draft
    for path in (roll.parent / "site").glob("*/*/index.html"):  # and each list that shows a model
        address = path.parent.relative_to(roll.parent / "site").as_posix()
        if 'class="cards"' in path.read_text("utf-8") and not address.startswith("mo-hinh/"):
            assert address in recorded


def test_the_command_adds_new_addresses_and_removes_none(roll: Path, tmp_path: Path) -> None:
    before, names = (roll / LEDGER).read_text("utf-8"), {p.name for p in roll.iterdir()}
    (roll / LEDGER).write_text(
        before.replace("mo-hinh/hoa-giai-vi-du: 2018-10-05", "mo-hinh/hoa-giai-vi-du: 2017-01-01")
    )
    shutil.copytree(roll / "2018" / "hoa-giai-vi-du", roll / "2019" / "bai-moi")
    code, said = run("check.py", "--entries", roll, folder=tmp_path)
    assert code == 0
    assert "1 địa chỉ mới chưa có trong sổ địa chỉ. Chạy: python scripts/ledger.py" in said
    assert run("ledger.py", "--check", "--entries", roll, folder=tmp_path)[0] == 1
    code, said = run("ledger.py", "--entries", roll, folder=tmp_path)
    assert (code, said) == (0, f"+ mo-hinh/bai-moi\nĐã ghi thêm 1 địa chỉ vào {roll}/so-dia-chi.yml.\n")
    after = (roll / LEDGER).read_text("utf-8")
    assert "mo-hinh/hoa-giai-vi-du: 2017-01-01\n" in after
    assert set(after.splitlines()) - set(before.splitlines()) == {
        "mo-hinh/bai-moi: 2018-10-05",
        "mo-hinh/hoa-giai-vi-du: 2017-01-01",
    }
    assert list(days(roll)) == sorted(days(roll))
    assert {p.name for p in roll.iterdir()} - {"2019"} == names
    assert run("ledger.py", "--entries", roll, folder=tmp_path)[0] == 0
    assert (roll / LEDGER).read_text("utf-8") == after


@pytest.mark.parametrize("harm", ["mo-hinh/x\n", "mo-hinh/mat-roi: 2018-01-01\n"])
def test_the_command_writes_nothing_while_there_are_problems(roll: Path, tmp_path: Path, harm: str) -> None:
    with (roll / LEDGER).open("a", encoding="utf-8") as file:
        file.write(harm)
    shutil.copytree(roll / "2018" / "hoa-giai-vi-du", roll / "2019" / "bai-moi")
    before = tree(roll)
    code, said = run("ledger.py", "--entries", roll, folder=tmp_path)
    assert code == 1
    assert "Sổ địa chỉ chưa ghi gì: sửa những lỗi trên trước." in said
    assert "Traceback" not in said
    assert tree(roll) == before


def test_a_full_disk_leaves_the_old_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / LEDGER
    ledger.write(file, {"mo-hinh/a": "2018-01-01"})
    before = file.read_bytes()

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        ledger.write(file, {"mo-hinh/b": "2018-01-01"})
    assert tree(tmp_path) == {LEDGER: before}


def test_two_branches_that_add_to_it_merge(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@t.example", "-C", tmp_path, *arguments]
        subprocess.run(command, check=True, capture_output=True)

    entries = tmp_path / "entries"
    entries.mkdir()
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    git("init", "-b", "main")
    both = {"mo-hinh/a": "2018-01-01", "mo-hinh/z": "2018-01-01"}
    for branch, slug in (("main", ""), ("one", "m"), ("two", "n")):
        if slug:
            git("checkout", "-b", branch, "main")
        ledger.write(entries / LEDGER, both | ({f"mo-hinh/{slug}": "2019-01-01"} if slug else {}))
        git("add", ".")
        git("commit", "-m", branch)
    git("merge", "one")
    book, problems = ledger.load(entries / LEDGER, "x")
    assert problems == []
    assert book.days.keys() == both.keys() | {"mo-hinh/m", "mo-hinh/n"}


def test_an_address_that_two_branches_added_keeps_its_earlier_day_and_becomes_one_line(roll: Path) -> None:
    before = days(roll)
    text = (roll / LEDGER).read_text("utf-8")
    (roll / LEDGER).write_text(text + "nam/2018: 2019-05-05\nnam/2018: 2001-02-03\nnam/2023: 2030-01-01\n", "utf-8")
    assert check(roll)[0] == []
    assert days(roll) == before | {"nam/2018": "2001-02-03"}
    assert run("ledger.py", "--check", "--entries", roll, folder=roll.parent)[0] == 0
    assert "đã xếp lại" in run("ledger.py", "--entries", roll, folder=roll.parent)[1]
    assert (roll / LEDGER).read_text("utf-8").count("nam/2018: ") == 1
    assert days(roll) == before | {"nam/2018": "2001-02-03"}
    assert f"đủ {len(before)} địa chỉ" in run("ledger.py", "--entries", roll, folder=roll.parent)[1]


@pytest.mark.parametrize("base", ["", "||||||| gốc\nnam/2018: 2018-08-17\n"])
def test_the_mend_for_an_unfinished_merge_mends(roll: Path, base: str) -> None:
    text = (roll / LEDGER).read_text("utf-8")
    ours, theirs = "nam/2018: 2018-08-17\nnam/2023: 2023-01-01\n", "nam/2018: 2018-08-17\nnam/2023: 2023-02-02\n"
    merged = f"<<<<<<< HEAD\n{ours}{base}=======\n{theirs}>>>>>>> nhánh\n"
    (roll / LEDGER).write_text(text + merged, "utf-8")
    (problem,) = check(roll)[0]
    kept = [
        line
        for line in merged.splitlines()
        if not any(
            mark in problem.mend and line.startswith(mark) for mark in ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
        )
    ]
    (roll / LEDGER).write_text(text + "\n".join(kept) + "\n", "utf-8")
    assert check(roll)[0] == []


# --- what the check refuses ------------------------------------------------------------------------------------------


def rename(roll: Path) -> Path:
    return (roll / "2018" / "hoa-giai-vi-du").rename(roll / "2018" / "to-hoa-giai-vi-du")


def remove(roll: Path) -> None:
    shutil.rmtree(roll / "2018" / "hoa-giai-vi-du")


def back_to_draft(roll: Path) -> None:
    edit(roll / "2018" / "hoa-giai-vi-du", trang_thai="nhap")


def back_to_review(roll: Path) -> None:
    edit(roll / "2018" / "hoa-giai-vi-du", trang_thai="cho-duyet")


def forget_a_former_name(roll: Path) -> None:
    edit(roll / "2018" / "goc-xanh-vi-du", ten_cu=header_of(roll / "2018" / "goc-xanh-vi-du")["ten_cu"][1:])


@pytest.mark.parametrize("harm", [rename, remove, back_to_draft, back_to_review, forget_a_former_name])
def test_a_published_model_does_not_vanish(roll: Path, harm: Callable[[Path], object]) -> None:
    harm(roll)
    problems, _ = check(roll)
    assert len(problems) == 1
    assert problems[0].rule in ("address-gone", "unpublished")
    assert problems[0].line > 0
    code, said = run("build.py", "--entries", roll, "--out", roll.parent / "site", folder=roll.parent)
    assert code == 1
    assert problems[0].text in said
    assert not (roll.parent / "site").exists()


def test_each_mend_of_a_lost_address_mends(roll: Path) -> None:
    new = rename(roll)
    (problem,) = check(roll)[0]
    assert "Bài đổi tên thành “to-hoa-giai-vi-du”? Ghi ten_cu: [hoa-giai-vi-du] trong" in problem.mend
    assert f"{roll.as_posix()}/2018/to-hoa-giai-vi-du/index.md" in problem.mend
    edit(new, ten_cu=["hoa-giai-vi-du"])
    assert rules(roll) == []
    for status in ("tam-an", "thu-hoi"):
        edit(new, trang_thai=status)
        assert rules(roll) == []


@pytest.mark.parametrize("status", ["tam-an", "thu-hoi"])
@pytest.mark.parametrize("emptied", [False, True])
def test_an_individual_who_withdraws_consent_leaves_the_site(roll: Path, status: str, *, emptied: bool) -> None:
    folder, site = roll / "2023" / "ba-tran-thi-thu", roll.parent / "site"
    name = "Trần Thị Thử"
    make(roll, site)
    assert name in page(site, "mo-hinh/ba-tran-thi-thu")
    title = "Bài đã gỡ theo đề nghị"
    if emptied:
        header = {"ten": title, "trang_thai": status, "ngay_dang": header_of(folder)["ngay_dang"]}
        for file in folder.iterdir():
            file.unlink()
        write_entry(folder, header, "")
    else:
        edit(folder, ten=title, trang_thai=status, dong_y={"co": False, "ngay": "2026-05-01"})
    assert check(roll)[0] == []
    make(roll, site)
    assert "không" in page(site, "mo-hinh/ba-tran-thi-thu")
    assert [path for path, data in tree(site).items() if name.encode() in data] == []


def test_an_entry_that_was_taken_down_keeps_its_day(roll: Path) -> None:
    folder = roll / "2023" / "ba-tran-thi-thu"
    write_entry(folder, {"ten": "Bài đã gỡ theo đề nghị", "trang_thai": "tam-an"}, "")
    (folder / "lop-hoc.jpg").unlink()
    assert rules(roll) == ["missing-key"]


def test_a_model_with_an_unlike_name_is_recognized_by_its_day(roll: Path) -> None:
    (roll / "2018" / "hoa-giai-vi-du").rename(roll / "2018" / "xyz")
    assert "“xyz”" in check(roll)[0][0].mend


def test_while_a_folder_cannot_be_read_no_address_is_reported_gone(roll: Path) -> None:
    """The broken entry may have the address, or may name it among its former ones."""
    new = rename(roll)
    (new / "index.md").write_text("---\nten: a: b\n---\n", "utf-8")
    assert rules(roll) == ["broken-yaml"]


@pytest.mark.parametrize("name", ["linh-vuc", "chu-de", "don-vi", "dia-ban", "dot-ton-vinh", "danh-hieu"])
def test_while_a_register_is_broken_its_addresses_are_not_reported_gone(roll: Path, name: str) -> None:
    (roll / "danh-muc" / f"{name}.yml").write_text("a: {ten: [}\n", "utf-8")
    assert "address-gone" not in rules(roll)


def test_ten_thousand_lost_addresses_are_reported_in_a_few_lines(roll: Path) -> None:
    lost = {f"mo-hinh/mat-{number}": "2018-01-01" for number in range(10_000)}
    ledger.write(roll / LEDGER, days(roll) | lost)
    problems, _ = check(roll)
    assert len(problems) == 41
    assert problems[0].text == "Còn 9.960 địa chỉ nữa như trên."


@pytest.mark.parametrize(
    "content",
    [
        b"\0" * 100,
        b"\xff\xfea\0",
        b"a: " + b"[" * 20_000,
        b"- &a [*a]\n" * 1000,
        b"mo-hinh/" + b"a-" * 100_000,
        b"\r" * 9,
        "mo-hinh/a: 2018-01-01\u2028mo-hinh/\x1b[31mb: 2018-01-01".encode(),
        b"nam/20188: 2018-01-01",
    ],
    ids=range(8),
)
def test_a_hostile_ledger_is_reported(roll: Path, content: bytes) -> None:
    (roll / LEDGER).write_bytes(content)
    problems, _ = check(roll)
    assert len(problems) <= 40
    assert {p.rule for p in problems} <= {"bad-ledger", "address-gone"}
    assert bool(problems) == (content.strip() != b"")
    assert all((p.text + p.mend).isprintable() for p in problems)
    assert (roll / LEDGER).read_bytes() == content


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem(roll: Path) -> None:
    text = (roll / LEDGER).read_text("utf-8")
    before = days(roll)
    (roll / LEDGER).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert days(roll) == before


# --- rows of registers, and years -------------------------------------------------------------------------------------


def renamed_field(roll: Path, *, told: bool) -> None:
    path = roll / "danh-muc" / "linh-vuc.yml"
    former = "\n  ma_cu: [van-hoa-xa-hoi]" if told else ""
    path.write_text(path.read_text("utf-8").replace("van-hoa-xa-hoi:", f"van-hoa:{former}"), "utf-8")
    for index in roll.glob("*/*/index.md"):
        text = index.read_text("utf-8")
        index.write_text(text.replace("linh_vuc: van-hoa-xa-hoi", "linh_vuc: van-hoa"), "utf-8")


def test_a_row_with_a_new_key_leaves_a_redirect(roll: Path) -> None:
    copy = Path(shutil.copytree(roll, roll.parent / "copy"))
    renamed_field(copy, told=False)
    (problem,) = check(copy)[0]
    assert problem.value == "linh-vuc/van-hoa-xa-hoi"
    assert "ma_cu: [van-hoa-xa-hoi]" in problem.mend
    renamed_field(roll, told=True)
    assert rules(roll) == []
    make(roll, roll.parent / "site")
    way = page(roll.parent / "site", "linh-vuc/van-hoa-xa-hoi")
    assert '<meta http-equiv="refresh" content="0; url=../van-hoa/">' in way
    assert f'<link rel="canonical" href="{SITE_URL}linh-vuc/van-hoa/">' in way


def test_a_year_without_models_keeps_its_page(roll: Path) -> None:
    make(roll, roll.parent / "site")
    assert "nam/2023" in days(roll)
    for path in (roll.parent / "site").glob("mo-hinh/*/index.html"):
        if 'href="../../nam/2023/"' in path.read_text("utf-8"):
            (folder,) = roll.glob(f"*/{path.parent.name}")
            edit(folder, trang_thai="tam-an")
    assert rules(roll) == []
    make(roll, roll.parent / "site")
    assert "Chưa có bài nào ở đây" in page(roll.parent / "site", "nam/2023")
    assert "nam/2023" not in page(roll.parent / "site", "nam")


# --- new entries ------------------------------------------------------------------------------------------------------


def test_a_new_entry_does_not_take_a_published_address(roll: Path, tmp_path: Path) -> None:
    options = ["--title", "Góc xanh", *ANSWERS]
    before = tree(roll)
    code, said = run("new.py", "--entries", roll, *options, "--slug", "goc-xanh", folder=tmp_path)
    assert code == 1
    assert "“goc-xanh” là địa chỉ của một bài đã công bố trước đây (" in said
    assert tree(roll) == before
    code, said = run("new.py", "--entries", roll, *options, folder=tmp_path, given="\n")
    assert code == 0
    assert "goc-xanh-moi/index.md" in said
