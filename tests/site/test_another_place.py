"""Another locality takes the project: it changes a few lines of mkdocs.yml and the entries, and nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from environment import ROOT
from honour_roll.builder import publish
from look import served
from site_tools import environment_of, good_roll, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")

CHANGES = {
    r"site_name: .*": "site_name: Điển hình xã Ví Dụ",
    r"site_description: .*": "site_description: Những việc hay ở xã Ví Dụ.",
    r"site_url: .*": "site_url: https://xa-vi-du.example/dien-hinh/",
    r"  # logo: .*": "  logo: assets/logo.svg",
    r"  favicon: .*": "  favicon: assets/logo.svg",
    r"    brand: .*": '    brand: "#0b3d6e"',
    r"    accent: .*": '    accent: "#ffd27f"',
    r'  publisher: "".*': "  publisher: Ủy ban Mặt trận Tổ quốc xã Ví Dụ",
}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z" fill="#0b3d6e"/></svg>'


def project(folder: Path) -> Path:
    for name in ("hooks", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for old, new in CHANGES.items():
        settings, times = re.subn(f"(?m)^{old}$", new, settings)
        assert times == 1, f"mkdocs.yml has no line of its own for {old}"
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("decisions"))
    (folder / "docs" / "assets").mkdir()
    (folder / "docs" / "assets" / "logo.svg").write_text(LOGO, "utf-8")
    good_roll(folder / "entries")
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return folder


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, folder / "scripts" / "build.py"]
    env = environment_of(folder / "kept")
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)


def test_a_few_lines_make_it_another_place(tmp_path: Path, browser: Browser) -> None:
    folder = project(tmp_path)
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    ours = [path for path in (folder / "site").rglob("*") if path.suffix in (".html", ".css")]
    made = [path for path in ours if path.parent.name not in ("gioi-thieu", "rieng-tu", "tiep-can", "huong-dan")]
    for path in made:
        text = path.read_text("utf-8")
        assert not re.search(r"Cầu Giấy|#8a1520|#f2cf7e", text), path
    with served(folder / "site") as host, browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(host)
        assert page.title() == "Điển hình xã Ví Dụ"
        assert page.locator("header .brand").inner_text() == "Điển hình xã Ví Dụ"
        assert page.locator("header .brand img").evaluate("image => image.naturalWidth") > 0
        ground = page.locator(".hero").evaluate("hero => getComputedStyle(hero).backgroundColor")
        assert ground == "rgb(11, 61, 110)"
        assert page.locator("meta[name=theme-color]").first.get_attribute("content") == "#0b3d6e"
        assert "Ủy ban Mặt trận Tổ quốc xã Ví Dụ" in page.locator("footer.foot").inner_text()


def test_colours_that_nobody_can_read_are_refused_and_the_old_site_stays(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert build(folder).returncode == 0
    before = (folder / "site" / "index.html").read_bytes()
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace('brand: "#0b3d6e"', 'brand: "#ffd700"'), "utf-8")
    done = build(folder)
    assert done.returncode == 1
    assert "brand “#ffd700” nhạt quá" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (folder / "site" / "index.html").read_bytes() == before


@pytest.mark.parametrize("line", ["", "site_url: xa-vi-du.vn/dien-hinh/", "site_url: ftp://xa-vi-du.vn/"])
def test_a_site_without_a_whole_address_is_not_published_and_the_old_one_stays(tmp_path: Path, line: str) -> None:
    folder = project(tmp_path)
    (folder / "site").mkdir()
    (folder / "site" / publish.MARKER).write_text("old", "utf-8")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(re.sub("(?m)^site_url: .*$", line, settings), "utf-8")
    done = build(folder)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert said.startswith("mkdocs.yml: ")
    assert said.count("site_url: https://") == 1
    assert len(said.splitlines()) <= 3, said
    assert "Traceback" not in said
    assert [path.name for path in (folder / "site").iterdir()] == [publish.MARKER]


def test_a_slip_in_a_template_is_told_and_the_site_stays(tmp_path: Path) -> None:
    """Both in the theme's own frame and in the pages of entries."""
    folder = project(tmp_path)
    assert build(folder).returncode == 0
    before = tree(folder / "site")
    slips = {
        "fragments/entry.html": b"{% if x %}",
        "fragments/home.html": b"\n{{ 'a' + 1 }}",
        "partials/mark.html": b"{% if x %}",
    }
    for name, slip in [("fragments/entry.html", b"\xff"), *slips.items()]:
        file = folder / "hooks" / "theme" / name
        kept = file.read_bytes()
        file.write_bytes(kept + slip)
        done = build(folder)
        said = done.stdout + done.stderr
        assert done.returncode == 1, said
        assert f"{Path(name).name}" in said
        assert "khuôn trang hỏng: " in said or "không phải UTF-8" in said, said
        assert "Trang cũ vẫn còn nguyên." in said
        assert "Traceback" not in said
        assert tree(folder / "site") == before
        file.write_bytes(kept)
