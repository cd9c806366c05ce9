"""The build, without MkDocs: the same site whatever was there before, and never half a one."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import random
import re
import shutil
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image

from honour_roll.build import carrying, publish
from honour_roll.build.mkdocs_output import Frame
from honour_roll.build.model_pages import ModelPages
from honour_roll.build.roll_check import RollCheck
from honour_roll.entries import folders as entry_folders
from honour_roll.fingerprints import code_fingerprint, fingerprint
from honour_roll.problem import Problem
from honour_roll.settings import Settings
from honour_roll.store import Store, packed, unpacked, write_file
from site_tools import (
    DOCS,
    FRONT,
    SHELL,
    SITE_URL,
    THEME,
    body_of,
    built,
    edit,
    good_roll,
    header_of,
    make,
    opened,
    page,
    theme_of_its_own,
    tree,
)

WORDS = "vườn hoa ngõ nhỏ sạch xanh bà con chung tay <b> & “khéo” đường ấm".split()


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    return good_roll(tmp_path / "entries")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def cold(roll: Path, *, preview: bool = False, shell: str = SHELL) -> dict[str, bytes]:
    """Give the site that is built from nothing, in a folder of its own."""
    site = roll.parent / "from-nothing"
    shutil.rmtree(site, ignore_errors=True)
    make(roll, site, preview=preview, shell=shell)
    return tree(site)


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def photograph(path: Path, colour: tuple[int, int, int]) -> None:
    Image.new("RGB", (400, 300), colour).save(path, "JPEG")


# --- after any edits, the site is the one that would be built from nothing --------------------------------------------


ROWS = [
    ("linh-vuc", "mau", ['"#0b6e4f"', '"#8a5200"', '"#123456"', '"#6a1b4d"']),
    ("linh-vuc", "mo_ta", ["Điều khác hẳn, lần {}."]),
    ("chu-de", "hinh", ["la", "nha", "sach", "loa", "khien"]),
    ("dot-ton-vinh", "ten", ["Đợt biểu dương lần {}"]),
    ("dot-ton-vinh", "ngay", ["2017", "2017-12", "2018-03-05", "2023"]),
    ("danh-hieu", "ten", ["Danh hiệu lần {}"]),
    ("don-vi", "ten_ngan", ["Đơn vị lần {}"]),
    ("don-vi", "den", ["2024-01-{:02}"]),
    ("viet-tat", "LHPN", ["Liên hiệp Phụ nữ lần {}", "Liên hiệp Phụ nữ"]),
]


class Editor:
    """Somebody who edits a roll at random, the same way for the same seed. Not all that they do passes the check."""

    def __init__(self, roll: Path, seed: int) -> None:
        self.roll, self.count = roll, 0
        self.random = random.Random(seed)  # noqa: S311 - the same edits each time
        self.edits: list[Callable[[], str]] = [
            self.body, self.title, self.summary, self.status, self.status, self.add, self.remove, self.rename,
            self.move, self.label, self.label, self.row, self.row, self.round, self.photo, self.photo_bytes,
            self.photo_role, self.no_photos, self.themes, self.learned, self.applied, self.former, self.date,
            self.touch, self.template, self.template, self.link,
        ]  # fmt: skip

    def once(self) -> str:
        """Make one edit and say which."""
        self.count += 1
        chosen = self.random.choice(self.edits)
        has_photos = any(self.roll.glob("*/*/*.jpg")) and any(map(self.photos_of, self.roll.glob("*/*/")))
        of_photos = (self.photo_bytes, self.photo_role, self.no_photos)
        return chosen() if has_photos or chosen not in of_photos else self.body()

    @staticmethod
    def photos_of(folder: Path) -> object:
        return (folder / "index.md").is_file() and header_of(folder).get("anh")

    def any(self, *, photos: bool = False) -> Path:
        folders = sorted(index.parent for index in self.roll.glob("*/*/index.md"))
        return self.random.choice([f for f in folders if not photos or header_of(f).get("anh")])

    def words(self, count: int) -> str:
        return " ".join(self.random.choices(WORDS, k=count)) + f" {self.count}"

    def body(self) -> str:
        folder = self.any()
        edit(folder, body=body_of(folder) + f"\n{self.words(8).replace('<b>', '')}.\n")
        return f"body of {folder.name}"

    def title(self) -> str:
        folder = self.any()
        edit(folder, ten=self.words(6))
        return f"title of {folder.name}"

    def summary(self) -> str:
        folder = self.any()
        edit(folder, tom_tat=self.words(24))
        return f"summary of {folder.name}"

    def status(self) -> str:
        folder, status = (
            self.any(),
            self.random.choice(["cong-bo", "cong-bo", "nhap", "cho-duyet", "tam-an", "thu-hoi"]),
        )
        edit(folder, trang_thai=status)
        return f"status of {folder.name}: {status}"

    def add(self) -> str:
        folder = self.any()
        new = folder.parent / f"bai-{self.count}"
        shutil.copytree(folder, new)
        edit(new, ten_cu=None)
        return f"{new.name} like {folder.name}"

    def remove(self) -> str:
        folder = self.any()
        shutil.rmtree(folder)
        return f"{folder.name} removed"

    def rename(self) -> str:
        folder = self.any()
        new = folder.rename(folder.with_name(f"ten-moi-{self.count}"))
        edit(new, ten_cu=[*header_of(new).get("ten_cu", ()), folder.name])
        return f"{folder.name} renamed {new.name}"

    def move(self) -> str:
        folder = self.any()
        shelf = self.roll / str(self.random.randint(2018, 2026))
        shelf.mkdir(exist_ok=True)
        if not (shelf / folder.name).exists():
            folder.rename(shelf / folder.name)
        return f"{folder.name} to {shelf.name}"

    def label(self) -> str:
        path = self.roll / "danh-muc" / f"{self.random.choice(['linh-vuc', 'chu-de', 'don-vi', 'dia-ban'])}.yml"
        names = re.findall(r"^  ten: .*$", text := path.read_text("utf-8"), re.MULTILINE)
        name = self.random.choice(names)
        path.write_text(text.replace(name, f"  ten: Tên {self.count}", 1), "utf-8")
        return f"{name.strip()} of {path.name}"

    def row(self) -> str:
        """Change something else of a row: all that pages, drawings, cards or texts may show of it."""
        file, key, values = self.random.choice(ROWS)
        path = self.roll / "danh-muc" / f"{file}.yml"
        lines = path.read_text("utf-8").split("\n")
        number = self.random.choice([number for number, line in enumerate(lines) if line.strip().startswith(f"{key}:")])
        before = lines[number].strip()
        lines[number] = f"{lines[number].partition(key)[0]}{key}: {self.random.choice(values).format(self.count)}"
        path.write_text("\n".join(lines), "utf-8")
        return f"{before} of {path.name} is {lines[number].strip()}"

    def round(self) -> str:
        path = self.roll / "danh-muc" / "dot-ton-vinh.yml"
        path.write_text(
            re.sub(r"(tap_the: )\d+", rf"\g<1>{20 + self.count}", path.read_text("utf-8"), count=1), "utf-8"
        )
        return "declared total of a round"

    def photo(self) -> str:
        folder, name = self.any(), f"anh-{self.count}.jpg"
        photograph(folder / name, (self.count % 250, 100, 50))
        photo = {"tep": name, "mo_ta": self.words(5), "tac_gia": "Phường"}
        edit(folder, anh=[*header_of(folder).get("anh", ()), photo])
        return f"photo {name} in {folder.name}"

    def photo_bytes(self) -> str:
        path = self.random.choice(sorted(self.roll.glob("*/*/*.jpg")))
        photograph(path, (self.count % 250, self.random.randrange(250), 200))
        return f"bytes of {path.name}"

    def photo_role(self) -> str:
        folder = self.any(photos=True)
        photos = header_of(folder)["anh"]
        self.random.choice(photos)["vai_tro"] = self.random.choice(["bia", "truoc", "sau", "tu-lieu", "minh-hoa"])
        self.random.shuffle(photos)
        edit(folder, anh=photos)
        return f"roles and order of photos in {folder.name}"

    def no_photos(self) -> str:
        folder = self.any(photos=True)
        for photo in header_of(folder)["anh"]:
            (folder / photo["tep"]).unlink(missing_ok=True)
        edit(folder, anh=None)
        return f"no photos in {folder.name}"

    def themes(self) -> str:
        folder = self.any()
        edit(folder, chu_de=self.random.sample(["ve-sinh-moi-truong", "khong-gian-xanh", "doi-song", "khuyen-hoc"], 2))
        return f"themes of {folder.name}"

    def learned(self) -> str:
        folder, other = self.any(), self.any()
        edit(folder, nhan_rong={"hoc_tu": other.name})
        return f"{folder.name} learned from {other.name}"

    def applied(self) -> str:
        folder, others = self.any(), [self.any().name, self.any().name]
        edit(folder, nhan_rong={"da_ap_dung": others, "lien_he": self.words(3)})
        return f"{folder.name} applied by {others}"

    def former(self) -> str:
        folder = self.any()
        edit(folder, ten_cu=[f"cu-{self.count}"])
        return f"former name of {folder.name}"

    def date(self) -> str:
        folder = self.any()
        edit(folder, ngay_dang=f"{self.random.randint(2018, 2026)}-03-0{self.random.randint(1, 9)}", cap_nhat=None)
        return f"date of {folder.name}"

    def template(self) -> str:
        """Edit the template of models' pages: what it says, or what it does; or that of cards."""
        name, edits = self.random.choice(
            [
                ("entry", [(r"<h1>", f"<h1><!-- {self.count} -->")]),
                ("entry", [(r"Con số</h2>", f"Con số {self.count}</h2>"), (r"\Z", "<!-- @@root@@/x -->\n")]),
                ("entry", [(r"\Z", "<p>{{ e.title }}</p>\n")]),
                ("card", [(r'<article class="card', f'<article class="card card-{self.count}')]),
            ]
        )
        path = self.roll.with_name("theme") / "fragments" / f"{name}.html"
        text = path.read_text("utf-8")
        for pattern, replacement in edits:
            text = re.sub(pattern, replacement, text, count=1)
        path.write_text(text, "utf-8")
        return f"template {name}: {edits}"

    def link(self) -> str:
        """Lead nowhere: what a preview leaves out is taken back afterwards."""
        folder = self.any()
        edit(folder, body=body_of(folder) + "\n[Xem thêm](/mo-hinh/khong-co-bai-nay/).\n")
        return f"link of {folder.name}"

    def touch(self) -> str:
        for path in self.roll.rglob("*"):
            os.utime(path)
        return "every file touched"


def found(roll: Path, *, preview: bool) -> list[Problem]:
    with contextlib.closing(opened(roll, None, preview=preview)) as build:
        return build.check()


@pytest.mark.parametrize("preview", [False, True], ids=["builds", "preview"])
def test_after_any_edit_the_site_is_the_one_built_from_nothing(
    roll: Path, site: Path, cache: Path, roll_seed: int, *, preview: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As builds, each a process of its own, and as one long preview that keeps everything in memory.

    ``pytest tests/test_build.py -k after_any_edit --rolls 40`` edits forty rolls at random instead of two.
    """
    for number in range(18):  # with the others, more than one page of a list
        shutil.copytree(roll / "2018" / "hoa-giai-vi-du", new := roll / "2020" / f"them-{number}")
        edit(new, ten=f"Tổ hòa giải số {number}", ngay_dang=f"2020-01-0{number % 3 + 1}")  # titles decide among six
    monkeypatch.setattr(entry_folders, "_SETTLED", 0)  # as if a while went by between edits: some ticks of the clock do
    theme_of_its_own(roll)
    editor, done, passed = Editor(roll, roll_seed), list[str](), 0
    long = opened(roll, cache, preview=preview)
    make(roll, site, cache, preview=preview)
    for _ in range(7):
        shutil.copytree(roll, kept := roll.parent / "kept")
        done.append(editor.once())
        problems = found(roll, preview=preview)
        with contextlib.closing(
            Store(cache / "build.sqlite", code_fingerprint())
        ) as shared:  # scripts/check.py in between
            assert RollCheck(long.settings._replace(preview=False), shared).check() == problems, done
        if problems and not preview:
            assert opened(roll, cache).check() == problems, done
        else:
            if preview:
                built(long, site)
            else:
                make(roll, site, cache)
            assert differences(tree(site), cold(roll, preview=preview)) == [], done
            passed += 1
        if problems:  # and taken back, as somebody would who is told
            shutil.rmtree(roll)
            kept.rename(roll)
        else:
            shutil.rmtree(kept)
    long.close()
    assert passed > 3, done


# --- only what changed is made again ----------------------------------------------------------------------------------


def test_when_nothing_changed_nothing_is_made(roll: Path, site: Path, cache: Path) -> None:
    first = make(roll, site, cache)
    before = tree(site)
    assert first.made == first.files
    assert make(roll, site, cache) == first._replace(made=0)
    assert tree(site) == before


def test_touched_files_are_not_changed_files(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    for path in roll.rglob("*"):
        os.utime(path, (1, 1))
    assert make(roll, site, cache).made == 0


def test_a_second_build_opens_no_photo(roll: Path, site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each photo is put out of the way for rubbish with the very same stamp: who looks inside, tells."""
    monkeypatch.setattr(entry_folders, "_stamp", lambda seen: (seen.st_mtime_ns, seen.st_size, seen.st_ino, 0))
    make(roll, site, cache)
    before = tree(site)
    for path in [p for p in roll.glob("*/*/*") if p.suffix in (".jpg", ".png")]:
        stat = path.stat()
        path.write_bytes(b"x" * stat.st_size)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert path.stat().st_ino == stat.st_ino
    edit(roll / "2018" / "hoa-giai-vi-du", ten="Một tên khác hẳn trước")
    assert make(roll, site, cache).made > 0
    pictures = {name for name in before if name.endswith((".avif", ".jpg")) and not name.startswith("the/")}
    assert len(pictures) > 8
    assert not pictures & set(differences(before, tree(site)))


def test_focus_blur_and_credit_change_the_pictures_and_the_next_build_knows(
    roll: Path, site: Path, cache: Path
) -> None:
    folder = roll / "2018" / "goc-xanh-vi-du"
    tall = Image.linear_gradient("L").resize((400, 800))
    tall.save(folder / next(p["tep"] for p in header_of(folder)["anh"] if p.get("vai_tro") == "bia"))
    for change in ({"tam_diem": [10, 90]}, {"lam_mo": [[0, 0, 50, 50]]}, {"tac_gia": "Người khác chụp"}):
        make(roll, site, cache)
        before = tree(site)
        photos = header_of(folder)["anh"]
        next(p for p in photos if p.get("vai_tro") == "bia").update(change)
        edit(folder, anh=photos)
        make(roll, site, cache)
        changed = differences(before, tree(site))
        assert any(name.endswith(".avif") for name in changed), change
        assert differences(tree(site), cold(roll)) == []


def test_a_photo_that_goes_takes_its_renditions_along(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    kept = set((cache / "photos").rglob("*"))
    folder = roll / "2023" / "ba-tran-thi-thu"
    (folder / "lop-hoc.jpg").unlink()
    edit(folder, anh=None)
    make(roll, site, cache)
    assert len(kept - set((cache / "photos").rglob("*"))) == 1
    assert not list(site.rglob("lop-hoc*"))


def test_an_edited_body_makes_its_own_page_and_the_shards_of_its_words(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    before = tree(site)
    edit(roll / "2018" / "goc-xanh-vi-du", body=body_of(roll / "2018" / "goc-xanh-vi-du") + "\nThêm một câu.\n")
    made = make(roll, site, cache).made
    assert "<p>Thêm một câu.</p>" in page(site, "mo-hinh/goc-xanh-vi-du")
    changed = differences(before, tree(site))
    found = [name for name in changed if re.fullmatch("tim-kiem/((am|cap)/.*[.]bin|van[.]txt)", name)]
    own = ["mo-hinh/goc-xanh-vi-du.json", "mo-hinh/goc-xanh-vi-du/index.html"]
    assert sorted(set(changed) - set(found)) == [".honour-roll", *own]
    assert made == len(own) + 1 + len(found)  # and what loudspeakers read, which had no room for more
    assert found


def test_a_title_that_moves_its_model_makes_those_around_it_again_and_no_others(
    roll: Path, site: Path, cache: Path, roll_seed: int
) -> None:
    """Where titles decide among models of one day, another title gives others other neighbours and relations."""
    titles = [f"Tổ {chr(65 + number)} hòa giải" for number in range(26)]
    for number, title in enumerate(titles):
        shutil.copytree(roll / "2018" / "hoa-giai-vi-du", new := roll / "2020" / f"them-{number}")
        edit(new, ten=title, ngay_dang="2020-01-01", chu_de=["khuyen-hoc"] if number % 3 else ["doi-song"])
    make(roll, site, cache)
    chance, moved = random.Random(roll_seed), 0  # noqa: S311 - the same moves each time
    for step in range(6):
        before, old = tree(site), {path: path.stat().st_mtime_ns for path in site.glob("mo-hinh/*/index.html")}
        number = chance.randrange(len(titles))
        edit(roll / "2020" / f"them-{number}", ten=f"Tổ {chr(65 + chance.randrange(26))} hòa giải, lần {step}")
        make(roll, site, cache)
        after = tree(site)
        assert differences(after, cold(roll)) == []
        made = {path.relative_to(site).as_posix() for path, time in old.items() if path.stat().st_mtime_ns != time}
        changed = [name for name in differences(before, after) if re.fullmatch("mo-hinh/[^/]+/index.html", name)]
        assert sorted(made) == changed
        moved += len(made) > 1
    assert moved > 3


@pytest.mark.parametrize("register", ["linh-vuc", "chu-de", "don-vi", "dia-ban", "danh-hieu", "dot-ton-vinh"])
def test_a_changed_label_is_changed_on_every_page_that_shows_it(
    roll: Path, site: Path, cache: Path, register: str
) -> None:
    make(roll, site, cache)
    path = roll / "danh-muc" / f"{register}.yml"
    path.write_text(re.sub(r"\bten: (.*)$", r"ten: \1 đã đổi", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    make(roll, site, cache)
    assert "đã đổi" in page(site, "mo-hinh/goc-xanh-vi-du")
    assert differences(tree(site), cold(roll)) == []


def test_a_changed_frame_or_fragment_makes_every_page_again(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    shell = SHELL.replace("Trang đầu", "Trang chủ")
    make(roll, site, cache, shell=shell)
    assert differences(tree(site), cold(roll, shell=shell)) == []
    assert all("Trang chủ" in page.read_text("utf-8") for page in site.glob("mo-hinh/goc-xanh-vi-du/index.html"))


def never_made(*_: object) -> NoReturn:
    raise AssertionError("a page was made that could be rewritten")


def test_where_a_template_says_something_else_pages_are_rewritten(
    roll: Path, site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = theme_of_its_own(roll)
    make(roll, site, cache)
    edit(roll / "2018" / "goc-xanh-vi-du", body=body_of(roll / "2018" / "goc-xanh-vi-du") + "\nThêm một câu.\n")
    make(roll, site, cache)
    models = len([*site.glob("mo-hinh/*/loa-phuong.txt")])
    for number in range(3):  # the second and the third rewrite what was rewritten
        text = template.read_text("utf-8")
        text = re.sub(r"Nguồn[ \d]*</h2>", f"Nguồn {number}</h2>", text).replace("Báo sai", "Báo ngay sai")
        template.write_text(f"{text}<!-- {number} -->\n", "utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(ModelPages, "_made", never_made)
            assert make(roll, site, cache).made == models
        assert f"Nguồn {number}</h2>" in page(site, "mo-hinh/goc-xanh-vi-du")
        assert differences(tree(site), cold(roll)) == []


@pytest.mark.parametrize("edited", ["does", "does and says", "another too", "an entry too", "a page by hand"])
def test_what_cannot_be_rewritten_is_made(roll: Path, site: Path, cache: Path, edited: str) -> None:
    template = theme_of_its_own(roll)
    make(roll, site, cache)
    text = template.read_text("utf-8")
    says, does = text.replace("Nguồn</h2>", "Nguồn tin</h2>"), "{% if e.title %}Có tên{% endif %}\n"
    template.write_text({"does": text + does, "does and says": says + does}.get(edited, says), "utf-8")
    if edited == "another too":
        card = template.with_name("card.html")
        card.write_text(card.read_text("utf-8").replace('<p class="kicker">', '<p class="kicker other">'), "utf-8")
    if edited == "an entry too":
        edit(roll / "2018" / "goc-xanh-vi-du", ten="Một tên khác hẳn")
    if edited == "a page by hand":
        by_hand = site / "mo-hinh" / "goc-xanh-vi-du" / "index.html"
        by_hand.write_text(by_hand.read_text("utf-8").replace("<h1>", "<h1>Của ai đó: "), "utf-8")
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_a_layout_of_another_template_is_never_used(roll: Path, site: Path, cache: Path) -> None:
    """The cache takes nothing while a template does something else, and is whole again when it says something else."""
    template = theme_of_its_own(roll)
    make(roll, site, cache)
    text = template.read_text("utf-8")
    template.write_text(text.replace("{% if e.sources %}", "{% if e.sources %}<!-- -->{% endif %}{% if e.sources %}"))
    with contextlib.closing(opened(roll, cache)) as build:
        build._layouts.to_keep = lambda *_: []  # type: ignore[method-assign]
        built(build, site)
    edit(roll / "2018" / "goc-xanh-vi-du", body=body_of(roll / "2018" / "goc-xanh-vi-du") + "\nThêm một câu.\n")
    make(roll, site, cache)
    template.write_text(template.read_text("utf-8").replace("Nguồn</h2>", "Nguồn tin</h2>"), "utf-8")
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_a_page_that_somebody_removed_from_the_site_is_made_again(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    shutil.rmtree(site / "mo-hinh" / "goc-xanh-vi-du")
    (site / "nam" / "index.html").unlink()
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_two_sites_from_one_cache_do_not_mix(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    other = site.with_name("other")
    edit(roll / "2018" / "goc-xanh-vi-du", ten="Một tên khác hẳn")
    make(roll, other, cache)
    edit(roll / "2018" / "goc-xanh-vi-du", ten="Lại một tên khác")
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_another_site_put_in_its_place_is_not_taken_for_the_last_one(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    shutil.rmtree(site)
    older = good_roll(roll.with_name("older"))
    edit(
        older / "2018" / "goc-xanh-vi-du",
        tom_tat="Bản cũ, chép lại từ một nơi khác, không phải bản mà bộ nhớ đệm biết.",
    )
    make(older, site)
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


# --- what is published, and what is not -------------------------------------------------------------------------------


def texts(site: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".html", ".xml"))


@pytest.mark.parametrize(("status", "ribbon"), [("nhap", "Bản nháp"), ("cho-duyet", "Chờ duyệt")])
def test_what_is_not_published_shows_nowhere_but_in_a_preview(roll: Path, site: Path, status: str, ribbon: str) -> None:
    edit(roll / "2018" / "hoa-giai-vi-du", trang_thai=status, ten="Một tên chưa ai biết")
    make(roll, site)
    assert "Một tên chưa ai biết" not in texts(site)
    assert "hoa-giai-vi-du" not in texts(site)
    assert not (site / "mo-hinh" / "hoa-giai-vi-du").exists()

    make(roll, site, preview=True)
    assert "Một tên chưa ai biết" in page(site, "mo-hinh/hoa-giai-vi-du")
    assert f"{ribbon} – chưa công bố" in page(site, "mo-hinh/hoa-giai-vi-du")
    assert "noindex" in page(site, "mo-hinh/hoa-giai-vi-du")
    assert "hoa-giai-vi-du" not in (site / "sitemap.xml").read_text("utf-8")


def test_a_withdrawn_honour_leaves_a_tombstone_with_its_title_and_date(roll: Path, site: Path) -> None:
    make(roll, site)
    stone = page(site, "mo-hinh/tiet-kiem-vi-du")
    assert "<h1>Nhóm tiết kiệm năm nghìn đồng</h1>" in stone
    assert "Danh hiệu đã được thu hồi." in stone
    assert "8/3/2024" in stone
    assert "noindex" in stone
    assert "Chị em buôn bán nhỏ" not in texts(site)
    assert "tiet-kiem-vi-du" not in (site / "sitemap.xml").read_text("utf-8")
    assert "tiet-kiem-vi-du" not in page(site, "mo-hinh")


def test_a_hidden_entry_answers_and_says_nothing_of_what_it_said(roll: Path, site: Path) -> None:
    edit(roll / "2023" / "dem-binh-yen-vi-du", ten_cu=["dem-yen"])
    make(roll, site)
    assert "Bài viết hiện không đăng trên trang" in page(site, "mo-hinh/dem-binh-yen-vi-du")
    assert "Đêm bình yên" not in texts(site)
    assert '<a href="../dem-binh-yen-vi-du/">' in page(site, "mo-hinh/dem-yen")


def test_a_former_address_leads_to_the_present_one(roll: Path, site: Path) -> None:
    make(roll, site)
    for former, now in {"goc-xanh": "goc-xanh-vi-du", "tiet-kiem-nam-nghin": "tiet-kiem-vi-du"}.items():
        way = page(site, f"mo-hinh/{former}")
        assert f'<meta http-equiv="refresh" content="0; url=../{now}/">' in way
        assert f'<link rel="canonical" href="https://dan-van-kheo.example/mo-hinh/{now}/">' in way


def test_a_renamed_entry_answers_at_both_addresses_and_its_photos_move_along(
    roll: Path, site: Path, cache: Path
) -> None:
    make(roll, site, cache)
    new = (roll / "2023" / "ba-tran-thi-thu").rename(roll / "2023" / "lop-hoc-buoi-toi")
    edit(new, ten_cu=["ba-tran-thi-thu"])
    make(roll, site, cache)
    assert sorted(p.name for p in (site / "mo-hinh" / "ba-tran-thi-thu").iterdir()) == ["index.html"]
    assert "../lop-hoc-buoi-toi/" in page(site, "mo-hinh/ba-tran-thi-thu")
    assert (site / "mo-hinh" / "lop-hoc-buoi-toi" / "lop-hoc-480.avif").is_file()


def test_a_preview_shows_a_broken_entry_in_its_place_and_goes_on_with_the_rest(
    roll: Path, site: Path, cache: Path
) -> None:
    folder = roll / "2018" / "goc-xanh-vi-du"
    with contextlib.closing(opened(roll, cache, preview=True)) as build:
        built(build, site)
        whole, text = tree(site), (folder / "index.md").read_bytes()
        edit(folder, linh_vuc="van-hoa-xh")
        built(build, site)
        red = page(site, "mo-hinh/goc-xanh-vi-du")
        assert "Lĩnh vực “van-hoa-xh” không có trong danh mục." in red
        assert "Có phải “van-hoa-xa-hoi”?" in red
        assert "/mo-hinh/goc-xanh-vi-du/" not in page(site, "mo-hinh")
        assert "Ngõ xanh Minh Họa" in page(site, "mo-hinh")
        assert "Bài chưa đạt" in (site / "index.html").read_text("utf-8")
        (folder / "index.md").write_bytes(text)
        built(build, site)
        assert differences(tree(site), whole) == []
        assert "Bài chưa đạt" not in (site / "index.html").read_text("utf-8")


# --- a cache is never trusted -----------------------------------------------------------------------------------------


def harm_nothing(_: Path) -> None:
    pass


def harm_by_removing(file: Path) -> None:
    shutil.rmtree(file.parent)


def harm_by_garbage(file: Path) -> None:
    file.write_bytes(b"\x00rubbish" * 999)


def harm_by_cutting(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def harm_by_emptying(file: Path) -> None:
    file.write_bytes(b"")


def harm_by_flipping_bytes(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(5000, len(data), 997):
        data[at] ^= 0xFF
    file.write_bytes(data)


def harm_every_row(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE kept SET value = CAST(zeroblob(40) AS BLOB) WHERE key != ?", (b"recipe",))


def harm_by_swapping_rows(file: Path) -> None:
    """Each value whole, but under the key of another."""
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        rows = database.execute("SELECT key, value FROM kept WHERE key != ? ORDER BY key", (b"recipe",)).fetchall()
        turned = [(value, key) for (key, _), (_, value) in zip(rows, rows[1:] + rows[:1], strict=True)]
        database.executemany("UPDATE kept SET value = ? WHERE key = ?", turned)


def harm_by_another_recipe(file: Path) -> None:
    """As a former version of the code would have left it: entries that it understood otherwise."""
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE kept SET value = ? WHERE key = ?", (b"of old", b"recipe"))
        for key, value in database.execute("SELECT key, value FROM kept WHERE key LIKE 'entries:%'").fetchall():
            old = value[16:].replace("Ngõ xanh".encode(), "Ngõ đỏ!!".encode()[:10].ljust(len("Ngõ xanh".encode())))
            database.execute("UPDATE kept SET value = ? WHERE key = ?", (fingerprint(key, old) + old, key))


def harm_by_other_tables(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("DROP TABLE kept")
        database.execute("CREATE TABLE kept (something TEXT)")


def harm_by_a_folder_there(file: Path) -> None:
    file.unlink()
    (file / "inside").mkdir(parents=True)


def harm_by_a_file_in_place_of_the_folder(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("not a folder", "utf-8")


def harm_by_forbidding_to_write(file: Path) -> None:
    file.chmod(0o400)
    file.parent.chmod(0o500)


HARMS = [value for name, value in sorted(globals().items()) if name.startswith("harm_")]


def edit_title(roll: Path) -> None:
    edit(roll / "2018" / "goc-xanh-vi-du", ten="Góc xanh sau khi sửa")


@pytest.fixture(scope="module")
def after_edit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as it is built from nothing after ``edit_title``."""
    roll = good_roll(tmp_path_factory.mktemp("after") / "entries")
    edit_title(roll)
    return cold(roll)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_whatever_happened_to_the_cache_the_site_is_right(
    roll: Path, site: Path, cache: Path, harm: Callable[[Path], None], after_edit: dict[str, bytes]
) -> None:
    make(roll, site, cache)
    harm(cache / "build.sqlite")
    edit_title(roll)
    make(roll, site, cache)
    assert differences(tree(site), after_edit) == []
    make(roll, site, cache)  # and what that build may have left in the cache is of use
    assert differences(tree(site), after_edit) == []


class Trap:
    """What a stranger would put into a cache: unpickled, it would make a file."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> tuple[Any, ...]:
        return open, (self.path, "w")


def test_only_values_come_out_of_a_cache() -> None:
    """Not the other things that a room knows by name: a cache that is opened may remove a file."""

    class Opened:
        def __reduce__(self) -> tuple[type, tuple[None, bytes]]:
            return Store, (None, b"")

    assert unpacked(packed(Frame("a", "b", "c"))) == Frame("a", "b", "c")
    assert unpacked(packed(Opened())) is None
    assert unpacked(packed(Opened()).replace(b"honour_roll.", b"honour_rolls.")) is None


def test_a_cache_from_a_stranger_runs_nothing(roll: Path, site: Path, cache: Path, tmp_path: Path) -> None:
    make(roll, site, cache)
    value = pickle.dumps(Trap(tmp_path / "caught"))
    with contextlib.closing(sqlite3.connect(cache / "build.sqlite")) as database, database:
        for (key,) in database.execute("SELECT key FROM kept WHERE key != ?", (b"recipe",)).fetchall():
            database.execute("UPDATE kept SET value = ? WHERE key = ?", (fingerprint(key, value) + value, key))
    make(roll, site, cache)
    assert not (tmp_path / "caught").exists()
    assert differences(tree(site), cold(roll)) == []


# --- never half a site ------------------------------------------------------------------------------------------------


def edit_much(roll: Path) -> None:
    edit(roll / "2018" / "goc-xanh-vi-du", ten="Góc xanh sau khi sửa")
    shutil.rmtree(roll / "2018" / "sach-duong-minh-hoa")
    shutil.copytree(roll / "2018" / "hoa-giai-vi-du", roll / "2020" / "bai-moi")
    photograph(roll / "2023" / "ba-tran-thi-thu" / "lop-hoc.jpg", (1, 2, 3))


def test_a_photo_lost_while_a_site_is_built_is_told_or_no_longer_needed(roll: Path, site: Path, cache: Path) -> None:
    photo, stage = roll / "2023" / "ba-tran-thi-thu" / "lop-hoc.jpg", publish.stage_of(site)
    photograph(photo, (1, 2, 3))
    with contextlib.closing(opened(roll, cache)) as build:
        assert build.check() == []
        kept = photo.rename(roll.with_name("away.jpg"))
        told = build.make_photos()
        assert [(p.path, p.rule) for p in told] == [("entries/2023/ba-tran-thi-thu/lop-hoc.jpg", "cannot-open")]
        photograph(photo, (9, 9, 9))
        build.check()
        photograph(photo, (1, 1, 1))
        assert [problem.rule for problem in build.make_photos()] == ["changed-photo"]
        kept.replace(photo)
        assert build.check() + build.make_photos() == []
        expected = cold(roll)
        photo.unlink()
        build.write(stage, site, Frame(SHELL, FRONT, SITE_URL))
        build.publish(stage, site)
    assert differences(tree(site), expected) == []


def test_what_was_only_checked_is_made_whole_for_the_site(roll: Path, site: Path, cache: Path) -> None:
    """A check leaves out what only a site needs; the build after it makes that up, at first and after edits."""
    for then in (lambda _: None, edit_much):
        then(roll)
        kept = Store(cache / "build.sqlite", code_fingerprint())
        checked = RollCheck(Settings(roll, "entries", THEME, cache, DOCS, jobs=1), kept)
        assert checked.check() == []
        assert not all(one.face for one in checked.gathering.kept.values()), "some are new, and only checked"
        kept.close()
        make(roll, site, cache)
        assert differences(tree(site), cold(roll)) == []


class InUse:
    """Windows for a while: some program has a file open, and the ``n``-th folder or file cannot be moved."""

    def __init__(self, patch: pytest.MonkeyPatch, n: int) -> None:
        self.n, self.moves = n, 0
        patch.setattr(os, "rename", self.failing(os.rename))
        patch.setattr(Path, "replace", self.failing(Path.replace))

    def failing(self, move: Callable[..., Any]) -> Callable[..., Any]:
        def moved(*arguments: Any) -> Any:
            self.moves += 1
            if self.moves == self.n:
                raise PermissionError(13, "in use")
            return move(*arguments)

        return moved


def lay(folder: Path, **files: str) -> None:
    """Write files, each with a text; ``__`` in a name stands for a slash."""
    for name, text in files.items():
        write_file(folder / name.replace("__", "/"), text.encode())


KEPT, GONE = ["kept/index", "nam/2017/index", "nam/2018/2/index", "dot/1"], ["nam/2016/index", "tag/cu/index", "cu/x"]
WAITING = ["kept/2/index", "dot/3", "dot/4", "cho/index", "cu/x/index"]
NEW = [
    publish.MARKER,
    "index",
    *KEPT,
    *WAITING,
    "nam/index",
    "nam/2018/index",
    "dot/2",
    "nam/2019/index",
    "replaced/index",
    "moi/index",
]


def lay_site_and_stage(site: Path) -> None:
    """Lay a small site, and a stage that replaces some of its files, adds some, keeps KEPT and drops GONE.

    The stage's own files stand in their folders, or are WAITING: both kinds replace some and add some, and something
    else waits among them.
    """
    lay(site, index="old", kept__index="kept", nam__index="old", nam__2016__index="gone", nam__2017__index="kept",
        nam__2018__index="old", nam__2018__2__index="kept", dot__1="kept", dot__2="old", tag__cu__index="gone",
        dot__3="old", dot__4="old", cu__x="gone", replaced__index="old")  # fmt: skip
    stage = publish.stage_of(site)
    lay(stage, index="new", nam__index="new", nam__2018__index="new", nam__2019__index="new", dot__2="new",
        replaced__index="new", moi__index="new")  # fmt: skip
    for file in (*WAITING, "nobody/asked"):
        write_file(carrying.waiting_of(stage, file), b"new")
    (site / publish.MARKER).write_bytes(b"old")
    (stage / publish.MARKER).write_bytes(b"new")


def published_as_told(site: Path) -> None:
    with publish.publish(site, publish.tops_of(KEPT), GONE, WAITING):
        pass


def test_wherever_publishing_fails_the_old_site_is_there_byte_for_byte(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_site_and_stage(site)
    published, failed = tree(site), 0
    while site.exists() and tree(site) == published:
        with monkeypatch.context() as patch:
            in_use = InUse(patch, failed + 2)  # the first is that of the journal
            try:
                published_as_told(site)
            except PermissionError:
                failed += 1
                assert differences(tree(site), published) == [], f"move {failed} failed"
                assert all(any(folder.iterdir()) for folder in site.rglob("*") if folder.is_dir())
                assert not publish.journal_of(site).exists()
    assert in_use.moves == failed + 1 >= 20, "every move had its turn"
    assert sorted(tree(site)) == sorted(NEW)


def test_ctrl_c_between_any_two_moves_is_heard_when_the_new_site_is_in_its_place(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 100):
        shutil.rmtree(tmp_path)
        lay_site_and_stage(site)
        moves = 0

        def disturbed(*paths: str, move: Callable[..., None] = os.rename, when: int = number) -> None:
            nonlocal moves
            move(*paths)
            moves += 1
            if moves == when:
                os.kill(os.getpid(), signal.SIGINT)

        heard = False
        with monkeypatch.context() as patch:
            patch.setattr(os, "rename", disturbed)
            try:
                published_as_told(site)
            except KeyboardInterrupt:
                heard = True
        assert heard == (moves >= number)
        assert sorted(tree(site)) == sorted(NEW), f"after move {number}"
        assert [path.name for path in tmp_path.iterdir()] == [site.name]
        if not heard:
            break
    assert number > 15
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("held", ["", "/dot", "/kept"])
def test_a_stage_that_holds_parts_of_the_site_is_not_removed(
    site: Path, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program holds files open so long that not all moves can be taken back either: the next command goes on."""
    lay_site_and_stage(site)
    stage, back = str(publish.stage_of(site)), f"{publish.old_of(site)}{held}"
    with monkeypatch.context() as patch:
        renamed = os.rename

        def refused(source: str, target: str) -> None:
            if source == stage or target == back != f"{publish.old_of(site)}":
                raise PermissionError(13, "in use", source)
            renamed(source, target)

        patch.setattr(os, "rename", refused)
        with pytest.raises(PermissionError):
            published_as_told(site)
    publish.discard(site)
    assert publish.journal_of(site).exists() == (held != "")
    if held:
        assert not site.exists()
        publish.complete(site)
        assert sorted(tree(site)) == sorted(NEW)


def test_what_is_told_of_a_publication_is_read(site: Path) -> None:
    plan = carrying.Plan(["a\\b" if os.sep == "/" else "a", "nam"], ["nam/x\udcff"], ["thẻ/1"])
    assert carrying.Plan.read(plan.told) == plan


def test_a_site_whose_stage_somebody_has_removed_is_no_whole_one(tmp_path: Path, site: Path) -> None:
    lay_site_and_stage(site)
    killed_at(9, lambda: published_as_told(site))
    shutil.rmtree(publish.stage_of(site))
    publish.complete(site)
    assert publish.token_of(site) == b""
    publish.refuse_foreign(site)
    assert [path.name for path in tmp_path.iterdir()] == [site.name]


@pytest.mark.parametrize("foreign", ["nothing", "an empty folder", "a file in a folder", "a file"])
def test_what_somebody_laid_where_the_site_was_while_it_was_away(site: Path, foreign: str) -> None:
    """It was killed after its first move; then somebody looked for the site, and made its folder again."""
    lay_site_and_stage(site)
    killed_at(3, lambda: published_as_told(site))
    assert not site.exists()
    if foreign == "a file":
        site.write_bytes(b"mine")
    elif foreign != "nothing":
        site.mkdir()
        if foreign == "a file in a folder":
            (site / "mine.txt").write_bytes(b"mine")
    if foreign.startswith("a file"):
        for _ in range(2):
            with pytest.raises(OSError, match=r"site'"):
                publish.complete(site)
        assert {*tree(site).values()} <= {b"mine"}
        shutil.rmtree(site) if site.is_dir() else site.unlink()
    publish.complete(site)
    assert sorted(tree(site)) == sorted(NEW)


def killed_at(move: int, publish_it: Callable[[], object]) -> bool:
    """Publish in a process that is killed at one of its moves; tell whether it was."""
    if child := os.fork():
        return os.waitpid(child, 0)[1] != 0
    made = 0
    try:
        for name in ("rename", "replace", "mkdir", "rmdir", "unlink"):
            done = getattr(os, name)

            def counted(*arguments: Any, done: Callable[..., Any] = done, **words: Any) -> Any:
                nonlocal made
                made += 1
                if made == move:
                    os.kill(os.getpid(), signal.SIGKILL)
                return done(*arguments, **words)

            setattr(os, name, counted)
        publish_it()
        os._exit(0)
    finally:
        os._exit(1)


def test_killed_at_any_of_its_moves_a_publication_is_completed_by_the_next_command(tmp_path: Path, site: Path) -> None:
    seen, move, killed = [], 0, True
    while killed:
        move += 1
        shutil.rmtree(tmp_path)
        lay_site_and_stage(site)
        before = tree(site)
        killed = killed_at(move, lambda: published_as_told(site))
        now = tree(site) if site.exists() else {}
        if publish.journal_of(site).exists():
            publish.complete(site)
        after = tree(site)
        if after != before:
            assert set(after.values()) == {b"new", b"kept"}, f"killed at move {move}"
            assert sorted(after) == sorted(NEW)
            assert not [path for path in site.rglob("*") if path.is_dir() and not any(path.iterdir())]
            assert [path.name for path in tmp_path.iterdir()] == [site.name]
        assert now in (before, {}, after), f"killed at move {move}: a site, but not a whole one"
        seen.append("old" if now == before else "none" if not now else "new")
    assert seen == sorted(seen, key=["old", "none", "new"].index)
    assert len(seen) > 20
    assert {*seen} == {"old", "none", "new"}


def test_what_an_older_version_was_publishing_when_it_was_killed_is_completed(tmp_path: Path, site: Path) -> None:
    lay_site_and_stage(site)
    site.rename(publish.old_of(site))
    publish.journal_of(site).write_text(json.dumps({"folders": sorted(publish.tops_of(KEPT)), "gone": GONE}), "utf-8")
    publish.complete(site)
    assert {*tree(site)} >= {*NEW} - {*WAITING}
    assert [path.name for path in tmp_path.iterdir()] == [site.name]


STRANGE: list[dict[str, object]] = [
    {"gone": ["../mine"]}, {"gone": ["/mine"]}, {"gone": [""]}, {"gone": ["."]}, {"gone": ["a/../../mine"]},
    {"folders": [""]}, {"folders": ["../mine"]}, {"folders": {"dot": 1}}, {"folders": "dot"}, {"folders": [1]},
    {"waiting": ["../mine"]}, {"waiting": "dot/3"}, {"waiting": None}, {"waiting": ["\0"]}, {"gone": ["\ud800"]},
]  # fmt: skip


@pytest.mark.parametrize("said", STRANGE, ids=str)
def test_a_journal_that_leads_elsewhere_is_passed_over(tmp_path: Path, site: Path, said: dict[str, object]) -> None:
    lay_site_and_stage(site)
    (tmp_path / "mine").write_bytes(b"mine")
    before = tree(site)
    publish.journal_of(site).write_text(json.dumps({"folders": ["dot"], "gone": [], "waiting": [], **said}), "utf-8")
    publish.complete(site)
    assert tree(site) == before
    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert not publish.journal_of(site).exists()


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"folders": 1}', b"[" * 200_000, b"\xff"])
def test_a_journal_that_is_none_of_ours_is_passed_over(site: Path, said: bytes) -> None:
    lay(site, index="old")
    published = tree(site)
    publish.journal_of(site).write_bytes(said)
    publish.complete(site)
    assert tree(site) == published
    assert not publish.journal_of(site).exists()


def test_after_a_failed_publishing_edits_that_were_taken_back_are_not_on_the_site(
    roll: Path, site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(roll, site, cache)
    published = tree(site)
    for n in (3, 9, 15):
        shutil.copytree(roll, kept := roll.with_name("kept"))
        edit_much(roll)
        with monkeypatch.context() as patch:
            InUse(patch, n)
            with pytest.raises(PermissionError):
                make(roll, site, cache)
        shutil.rmtree(roll)
        kept.rename(roll)
        make(roll, site, cache)
        assert differences(tree(site), published) == []


def turned_around(place: Path) -> None:
    """Make a file of a folder, or a folder of a file."""
    if place.is_dir():
        shutil.rmtree(place)
        place.write_bytes(b"a file where a folder was")
    else:
        place.unlink()
        lay(place, inside="a folder where a page was")


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("page", ["mo-hinh/goc-xanh-vi-du", "mo-hinh/goc-xanh-vi-du/index.html", "index.html"])
def test_whatever_somebody_has_made_of_a_page_it_is_a_page_again(
    roll: Path, site: Path, cache: Path, page: str, *, edited: bool
) -> None:
    make(roll, site, cache)
    turned_around(site / page)
    if edited:
        edit_much(roll)
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []
    assert not (site / page / "inside").exists()


@pytest.mark.parametrize("page", ["mo-hinh/sach-duong-minh-hoa", "mo-hinh/sach-duong-minh-hoa/index.html"])
def test_whatever_somebody_has_made_of_a_page_it_goes_with_its_entry(
    roll: Path, site: Path, cache: Path, page: str
) -> None:
    make(roll, site, cache)
    turned_around(site / page)
    shutil.rmtree(roll / "2018" / "sach-duong-minh-hoa")
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_a_folder_with_something_else_in_it_is_not_taken_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "new" / "empty").mkdir(parents=True)
    publish.refuse_foreign(tmp_path / "new" / "empty")
    publish.refuse_foreign(tmp_path / "not-there")
    with pytest.raises(publish.ForeignFolderError):
        publish.refuse_foreign(tmp_path / "new")


@pytest.mark.parametrize("preview", [False, True], ids=["builds", "preview"])
def test_an_entry_that_is_left_out_and_comes_back_is_on_every_page_of_programs(
    roll: Path, site: Path, cache: Path, *, preview: bool
) -> None:
    """It passes the rules of its folder all the time: only the roll tells whether it is published."""
    folder = roll / "2018" / "goc-xanh-vi-du"
    whole = body_of(folder)
    build = opened(roll, cache, preview=preview)
    for body in (whole, f"{whole}\n[Xem thêm](/mo-hinh/khong-co-bai-nay/).\n", whole):
        edit(folder, body=body)
        if preview:
            built(build, site)
        elif not found(roll, preview=False):
            make(roll, site, cache)
        assert ("goc-xanh-vi-du" in (site / "sitemap.xml").read_text("utf-8")) == (body == whole or not preview)
    assert differences(tree(site), cold(roll, preview=preview)) == []
    build.close()


def test_what_is_no_entry_is_told_and_what_desktops_leave_is_not(roll: Path, site: Path) -> None:
    for litter in ("Thumbs.db", ".DS_Store", "~$index.docx", "index.md~"):
        (roll / "2018" / "goc-xanh-vi-du" / litter).write_bytes(b"x")
    make(roll, site)
    (roll / "2018" / "ghi-chu.txt").write_text("x", "utf-8")
    assert [problem.rule for problem in found(roll, preview=False)] == ["misplaced"]
    assert len(entry_folders.scan(roll, "entries")[0]) == len(list(roll.glob("*/*/index.md")))


def test_a_draft_that_has_only_begun_its_photos_is_shown_in_a_preview(roll: Path, site: Path, cache: Path) -> None:
    folder = roll / "2018" / "goc-xanh-vi-du"
    begun = {
        "anh": [{"mo_ta": "Vườn hoa trong ngõ"}],
        "ket_qua": [{"chi_so": "Hộ"}],
        "nhat_ky": [{"viec": "Trồng hoa"}],
    }
    edit(folder, trang_thai="nhap", nguon=[{"ten": "Báo cáo của Hội"}], ton_vinh=[{}], **begun)
    for path in folder.iterdir():
        if path.name != "index.md":
            path.unlink()
    with contextlib.closing(opened(roll, cache, preview=True)) as build:
        built(build, site)
        assert [problem for problem in build.problems if "goc-xanh-vi-du/" in problem.path] == []
    assert "Bài còn thiếu" in page(site, "mo-hinh/goc-xanh-vi-du")
