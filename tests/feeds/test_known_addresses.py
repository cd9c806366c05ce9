"""Links of hand-written pages lead to pages and files of the roll."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from honour_roll import addresses
from honour_roll.feeds.known_addresses import answers
from site_tools import context_of, good_roll, make

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
    entries = good_roll(tmp_path / "entries")
    make(entries, tmp_path / "site")
    context = context_of(entries)
    known = partial(answers, roll=context.roll, lists=lambda: context.lists)
    for path in sorted((tmp_path / "site").rglob("*")):
        address = path.relative_to(tmp_path / "site").as_posix()
        if path.name in ("index.html", *addresses.FEEDS) and address != "index.html":
            assert known(address.removesuffix("/index.html")), address
    for address in ("mo-hinh.json", "mo-hinh.csv", "sitemap.xml", "mo-hinh/goc-xanh-vi-du.json"):
        assert known(address), address
    for address in UNKNOWN:
        assert not known(address), address
