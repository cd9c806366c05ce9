"""Where each page lives, from the site's root. An address once published must answer for ever: change none of these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MODELS = "mo-hinh/"
FIELDS = "linh-vuc/"
THEMES = "chu-de/"
PLACES = "dia-ban/"
UNITS = "don-vi/"
YEARS = "nam/"
ROUNDS = "dot-ton-vinh/"
COVERS = "bia/"
CARDS = "the/"
STATISTICS = "thong-ke/"
SEARCH = "tim-kiem/"
COLOURS = "assets/colours.css"
SITEMAP = "sitemap.xml"
ALL_JSON = "mo-hinh.json"
ALL_CSV = "mo-hinh.csv"
ATOM = "atom.xml"  # beside a list
JSON_FEED = "feed.json"
FEEDS = (ATOM, JSON_FEED)
MOVED = ".nginx/moved.map"
GONE = ".nginx/gone.map"

# The top folders and files of the site that are made here alone; MkDocs writes none of them.
OWNED = (MODELS, FIELDS, THEMES, PLACES, UNITS, YEARS, ROUNDS, COVERS, CARDS, STATISTICS, SEARCH, ALL_JSON, ALL_CSV)
# No entry has these names: further pages of lists are in ``trang/``, and ``feed.json`` would be its data.
RESERVED = ("trang", "feed")


def model(slug: str) -> str:
    """Give the address of an entry's page."""
    return f"{MODELS}{slug}/"


def spoken(slug: str) -> str:
    """Give the address of the text that loudspeakers read for an entry."""
    return f"{MODELS}{slug}/loa-phuong.txt"


def code(slug: str) -> str:
    """Give the address of the QR code that leads to an entry's page."""
    return f"{MODELS}{slug}/ma-qr.svg"


def data(slug: str) -> str:
    """Give the address of an entry's data."""
    return f"{MODELS}{slug}.json"


def paged(base: str, page: int) -> str:
    """Give the address of page ``page`` (from 1) of the list at ``base``."""
    return base if page == 1 else f"{base}trang/{page}/"


def file_of(address: str) -> str:
    """Give the file that answers for an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def way_to_root(address: str) -> str:
    """Give the relative way from a page to the site's root, without a slash at the end: ``../..``."""
    return "/".join([".."] * address.count("/")) or "."


def hand_written(docs: Path) -> frozenset[str]:
    """Give the addresses, without slashes around, of the pages in ``docs/``; the front page is the empty one."""
    paths = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
    public = [path for path in paths if not path.startswith("decisions/")]  # as exclude_docs in mkdocs.yml says
    return frozenset(re.sub(r"(^|/)index$", "", path.removesuffix(".md")) for path in public)
