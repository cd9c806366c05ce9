"""A new list is one row of ``taxonomies.py``: a project with two rows more has them in every place where lists are."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from environment import ROOT
from honour_roll import taxonomies
from site_tools import edit, environment_of, good_roll, page, seen

# One whose rows are what entries say, as with years, and one with a register of its own.
ROWS = """\
    Taxonomy("periods", "Giai đoạn", lambda entry, _: (entry.period,), "giai-doan/", has_feeds=True, facet="giai-doan"),
    Taxonomy("forms", "Hình thức", lambda entry, _: (entry.kind,), "hinh-thuc/", "hinh-thuc", facet="hinh-thuc"),
"""
END = ")  # fmt: skip  # rows stay short\n\nPAGES"
REGISTER = """\
tap-the: {ten: Phong trào chung, ma_cu: [nhom]}
ca-nhan: {ten: Gương người tốt}
ket-hop: {ten: Kết hợp}
"""
LINKS = ("giai-doan/", "giai-doan/2016-2020/", "giai-doan/2016-2020/feed.json", "hinh-thuc/ket-hop/", "hinh-thuc/nhom/")
DEAD = ("giai-doan/1999/", "hinh-thuc/khac/")


class Project:
    """A copy of this project, with entries, in which the two rows are the only change of code."""

    def __init__(self, root: Path) -> None:
        self.root, self.entries, self.site = root, root / "entries", root / "site"
        for name in ("hooks", "scripts", "docs"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("mkdocs.yml", "requirements.lock"):
            shutil.copy(ROOT / name, root)
        (root / ".venv").symlink_to(sys.prefix)
        table = root / "hooks" / "honour_roll" / "taxonomies.py"
        before, end, after = table.read_text("utf-8").partition(END)
        assert end
        table.write_text(before + ROWS + end + after, "utf-8")
        good_roll(self.entries)
        (self.entries / "danh-muc" / "hinh-thuc.yml").write_text(REGISTER, "utf-8")
        with (root / "docs" / "gioi-thieu.md").open("a", encoding="utf-8") as file:
            file.write("".join(f"\n- [x](/{address})" for address in (*LINKS, *DEAD)))

    def run(self, command: str, *arguments: str) -> tuple[int, str]:
        """Run a command of this project; return its exit code and all that it said."""
        program = [sys.executable, str(self.root / "scripts" / command), "--entries", str(self.entries), *arguments]
        env = environment_of(self.root.parent, PYTHONPATH=self.root / "hooks")
        done = subprocess.run(program, cwd=self.root, env=env, capture_output=True, check=False, timeout=300)
        return done.returncode, (done.stdout + done.stderr).decode()

    def build(self) -> str:
        """Build the site; return what was said."""
        code, said = self.run("build.py", "--out", str(self.site))
        assert code == 0, said
        return said


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("taxonomies") / "project")


@pytest.fixture(scope="module")
def said(project: Project) -> str:
    return project.build()


@pytest.fixture(scope="module")
def site(project: Project, said: str) -> Path:
    assert said
    return project.site


def test_its_addresses_are_known_and_others_below_it_are_not(said: str) -> None:
    dead = {address for address in (*LINKS, *DEAD) if f"“/{address}”" in said}
    assert dead == set(DEAD)


def test_its_address_is_not_free_for_a_page_by_hand(project: Project, said: str) -> None:
    assert said
    for address in ("giai-doan", "hinh-thuc"):
        taken = project.root / "docs" / f"{address}.md"
        taken.write_text("# Trang\n", "utf-8")
        code, refused = project.run("build.py", "--out", str(project.site))
        taken.unlink()
        assert code == 1
        assert taken.name in refused


def test_each_row_has_its_list(site: Path) -> None:
    period = seen(site / "giai-doan" / "2016-2020" / "index.html")
    assert "Giai đoạn 2016-2020" in period.text
    assert any("goc-xanh-vi-du" in href for href in period.values("href"))
    form = seen(site / "hinh-thuc" / "ca-nhan" / "index.html")
    assert "Gương người tốt" in form.text
    assert any("ba-tran-thi-thu" in href for href in form.values("href"))
    assert "Chưa có bài nào ở đây" in page(site, "hinh-thuc/ket-hop")


def test_it_has_an_overview(site: Path) -> None:
    periods, forms = page(site, "giai-doan"), page(site, "hinh-thuc")
    assert "<h1>Giai đoạn</h1>" in periods
    assert periods.index("Giai đoạn 2025-2026") < periods.index("Giai đoạn 2016-2020")
    assert "<h1>Hình thức</h1>" in forms
    order = [forms.index(f">{name}</a>") for name in ("Gương người tốt", "Kết hợp", "Phong trào chung")]
    assert order == sorted(order)


def test_a_model_leads_to_its_row(site: Path) -> None:
    assert '<a href="../../hinh-thuc/ca-nhan/">Gương người tốt</a>' in page(site, "mo-hinh/ba-tran-thi-thu")


def test_the_menus_of_all_pages_and_the_page_of_the_search_lead_to_it(site: Path) -> None:
    for address in ("", "gioi-thieu/", "mo-hinh/goc-xanh-vi-du/", "nam/", "tim-kiem/"):
        html = (site / address / "index.html").read_text("utf-8")
        root = "../" * address.count("/") or "./"
        menu = html[html.index('aria-label="Xem mô hình theo"') :]
        for title, base in (("Giai đoạn", "giai-doan/"), ("Hình thức", "hinh-thuc/")):
            link = f'<a href="{root}{base}">{title}</a>'.replace('"./', '"')
            assert link in menu, (address, title)
            assert html.count(link) == (2 if address == "tim-kiem/" else 1), (address, title)


def test_it_is_a_facet(site: Path) -> None:
    facets = {facet["name"]: facet for facet in json.loads((site / "tim-kiem" / "danh-muc.json").read_text())["facets"]}
    assert list(facets)[-2:] == ["giai-doan", "hinh-thuc"]
    assert ["2016-2020", "2016-2020"] in [row[:2] for row in facets["giai-doan"]["rows"]]
    assert facets["hinh-thuc"]["title"] == "Hình thức"
    assert facets["hinh-thuc"]["rows"] == [["tap-the", "Phong trào chung"], ["ca-nhan", "Gương người tốt"]]
    assert {*(site / "tim-kiem" / "cot" / "hinh-thuc.bin").read_bytes()} == {1, 2}


def test_it_has_feeds_when_its_row_says_so(site: Path) -> None:
    feed = json.loads((site / "giai-doan" / "2016-2020" / "feed.json").read_text("utf-8"))
    assert feed["title"].endswith(": Giai đoạn 2016-2020")
    assert [item["url"].rpartition("/mo-hinh/")[2] for item in feed["items"]] == ["goc-xanh-vi-du/"]
    assert "giai-doan/2016-2020/atom.xml" in page(site, "giai-doan/2016-2020")
    assert not (site / "hinh-thuc" / "tap-the" / "atom.xml").exists()


def test_open_data_and_the_sitemap_have_it(site: Path) -> None:
    models = json.loads((site / "mo-hinh.json").read_text("utf-8"))["mo_hinh"]
    forms = {model["ma"]: model["hinh_thuc"] for model in models}
    assert forms["ba-tran-thi-thu"] == [{"ma": "ca-nhan", "ten": "Gương người tốt"}]
    assert {model["giai_doan"] for model in models} >= {"2016-2020"}  # where the schema had it already
    head, *lines = csv.reader((site / "mo-hinh.csv").read_text("utf-8-sig").splitlines())
    assert head.count("Giai đoạn") == head.count("Hình thức") == 1
    assert {line[head.index("Hình thức")] for line in lines} == {"Phong trào chung", "Gương người tốt"}
    listed = (site / "sitemap.xml").read_text("utf-8")
    for address in ("giai-doan/", "giai-doan/2016-2020/", "hinh-thuc/", "hinh-thuc/tap-the/"):
        assert f"/{address}</loc>" in listed


def test_a_former_key_leads_to_the_present_one(site: Path) -> None:
    assert "hinh-thuc/tap-the/" in page(site, "hinh-thuc/nhom")
    assert "/hinh-thuc/nhom/ " in (site / ".nginx" / "moved.map").read_text("utf-8")


def test_the_ledger_records_it_and_tells_of_what_is_lost(project: Project, said: str) -> None:
    assert said
    code, told = project.run("ledger.py")
    assert code == 0, told
    lines = (project.entries / "so-dia-chi.yml").read_text("utf-8").splitlines()
    recorded = {line.partition(":")[0] for line in lines if line.startswith(("giai-doan/", "hinh-thuc/"))}
    assert recorded >= {"giai-doan/2016-2020", "hinh-thuc/tap-the", "hinh-thuc/ca-nhan"}
    register = project.entries / "danh-muc" / "hinh-thuc.yml"
    register.write_text(REGISTER.replace("ca-nhan:", "guong:"), "utf-8")
    code, told = project.run("check.py")
    assert code == 1
    assert "hinh-thuc/ca-nhan" in told
    assert "hinh-thuc.yml" in told
    register.write_text(REGISTER, "utf-8")
    edit(project.entries / "2018" / "goc-xanh-vi-du", giai_doan=None)
    assert project.run("check.py")[0] == 0
    project.build()
    assert "Chưa có bài nào ở đây" in page(project.site, "giai-doan/2016-2020")  # its page stays


def test_names_addresses_and_facets_are_one_each() -> None:
    for column in ("name", "title", "address", "register", "facet", "column"):
        values = [value for row in taxonomies.TAXONOMIES if (value := getattr(row, column))]
        assert len(values) == len(set(values)), column
