"""Links of hand-written pages lead to pages and files of the roll."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from honour_roll import addresses
from site_tools import built, good_roll, opened

UNKNOWN = (
    "mo-hinh/khong-co",
    "mo-hinh/tiet-kiem-vi-du.json",  # withdrawn
    "nam/1999",
    "linh-vuc/quoc-phong-an-ninh/atom.xml",  # without models
    "chu-de/atom.xml",
    "dia-ban/phuong-vi-du/xatom.xml",
    "khong-co.csv",
)


def test_every_page_and_feed_of_the_site_is_known_and_nothing_else_is(tmp_path: Path) -> None:
    roll = good_roll(tmp_path / "entries")
    with closing(opened(roll, None)) as build:
        built(build, tmp_path / "site")
        for path in sorted((tmp_path / "site").rglob("*")):
            address = path.relative_to(tmp_path / "site").as_posix()
            if path.name in ("index.html", *addresses.FEEDS) and address != "index.html":
                assert build.answers(address.removesuffix("/index.html")), address
        for address in ("mo-hinh.json", "mo-hinh.csv", "sitemap.xml", "mo-hinh/goc-xanh-vi-du.json"):
            assert build.answers(address), address
        for address in UNKNOWN:
            assert not build.answers(address), address
