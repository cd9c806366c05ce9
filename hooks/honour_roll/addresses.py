"""Addresses of pages and files, relative to the site's root, and the check of the site's own address.

Addresses of lists are in ``taxonomies.py``. Never change one: a published address must answer for ever.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from honour_roll.taxonomies import OVERVIEWS

MODELS = "mo-hinh/"
COVERS = "bia/"
CARDS = "the/"
STATISTICS = "thong-ke/"
SEARCH = "tim-kiem/"
COLOURS = "assets/colours.css"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
ALL_JSON = "mo-hinh.json"
ALL_CSV = "mo-hinh.csv"
OPEN_DATA = "du-lieu-mo/"  # the hand-written page that documents both
ATOM = "atom.xml"  # below the address of a list
JSON_FEED = "feed.json"  # below the address of a list
FEEDS = (ATOM, JSON_FEED)
MOVED = ".nginx/moved.map"
GONE = ".nginx/gone.map"

# Folders and files of generated pages: MkDocs may write nothing there.
OWNED = (MODELS, *OVERVIEWS, COVERS, CARDS, STATISTICS, SEARCH, ALL_JSON, ALL_CSV, SITEMAP, COLOURS, ".nginx/")
# Slugs that no entry may have: lists have their further pages in trang/, and mo-hinh/feed.json is a feed.
RESERVED = ("trang", "feed")

_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")  # a name, in Vietnamese letters too, or an IPv6 address
_LONGEST_SITE_URL = 200  # with the longest slug it still fits a QR code and a poster
_MEND = (
    "Sửa dòng site_url: ghi địa chỉ thật của trang, có https:// ở đầu, ví dụ site_url: https://danvankheo.tinh.gov.vn/"
)


def model(slug: str) -> str:
    """Return the address of an entry's page."""
    return f"{MODELS}{slug}/"


def spoken(slug: str) -> str:
    """Return the address of an entry's loudspeaker text."""
    return f"{MODELS}{slug}/loa-phuong.txt"


def code(slug: str) -> str:
    """Return the address of an entry's QR code."""
    return f"{MODELS}{slug}/ma-qr.svg"


def data(slug: str) -> str:
    """Return the address of an entry's open data."""
    return f"{MODELS}{slug}.json"


def paged(base: str, page: int) -> str:
    """Return the address of page ``page`` (from 1) of the list at ``base``."""
    return base if page == 1 else f"{base}trang/{page}/"


def file_of(address: str) -> str:
    """Return the path of the file that is served at an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def way_to_root(address: str) -> str:
    """Return the relative path from a page to the site's root, without a final slash: ``../..``."""
    return "/".join([".."] * address.count("/")) or "."


def hand_written(docs: Path) -> frozenset[str]:
    """Return the addresses of the pages in ``docs/``, without slashes around; that of the front page is empty."""
    paths = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
    public = [path for path in paths if not path.startswith("decisions/")]  # exclude_docs in mkdocs.yml
    return frozenset(re.sub(r"(^|/)index$", "", path.removesuffix(".md")) for path in public)


def wrong_address(site_url: str) -> str:
    """Return why a site cannot be published at ``site_url`` and the mend, in two lines; empty when it can."""
    try:
        parts = urlsplit(site_url)
        in_ascii(site_url)
        fits = (
            parts.scheme in ("http", "https")
            and bool(_HOST.fullmatch(parts.hostname or ""))
            and parts.port != 0  # reading an invalid port raises ValueError
            and not (parts.query or parts.fragment)
            and len(site_url) <= _LONGEST_SITE_URL
        )
    except ValueError:
        fits = False
    if not site_url:
        return f"mkdocs.yml: chưa có site_url, nên thẻ chia sẻ và liên kết không có địa chỉ đầy đủ.\n    {_MEND}"
    return "" if fits else f"mkdocs.yml: site_url “{site_url}” không phải là địa chỉ đầy đủ của trang web.\n    {_MEND}"


def in_ascii(url: str) -> str:
    """Return a URL as programs have it: the host in Punycode, the rest percent-encoded (RFC 3986).

    Python's codec has the IDNA of 2003, browsers that of 2008: for Vietnamese letters both give the same, which a test
    holds against the idna library. Raises ValueError for a host that cannot be encoded.
    """
    if url.isascii():  # an empty one too
        return url
    found = re.fullmatch(r"(\w+://)([^/:?#\[]*)(.*)", url, re.DOTALL)
    if not found:
        raise ValueError(url)
    start, host, rest = found.groups()
    return start + host.encode("idna").decode() + quote(rest, safe="/:?#[]@!$&'()*+,;=%~")


def within(url: str, site_url: str) -> str | None:
    """Return the address from the root (``/mo-hinh/x/``) of a whole URL of this site; None for that of another.

    Scheme, ``www.`` and spelling of the host do not matter, and the query is left out.
    """
    if not (site_url and is_web_address(url)):
        return None
    try:
        own, given = (urlsplit(in_ascii(one)) for one in (site_url, url))
        hosts = {(part.hostname or "").removeprefix("www.") for part in (own, given)}
    except ValueError:
        return None
    root, path = f"{unquote(own.path).rstrip('/')}/", unquote(given.path) or "/"
    inside = len(hosts) == 1 and f"{path.rstrip('/')}/".startswith(root)
    return f"/{path[len(root) :]}" if inside else None


def is_web_address(url: str) -> bool:
    """Return whether ``url`` is the whole address of something on the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url


def is_placeholder(site_url: str) -> bool:
    """Return whether ``site_url`` is a placeholder: the top-level domain ``.example`` leads nowhere (RFC 2606)."""
    return (urlsplit(site_url).hostname or "").rpartition(".")[2] == "example"


def reminder(site_url: str) -> str:
    """Return the line that reminds staff of a placeholder in mkdocs.yml."""
    return (
        f"Nhắc: site_url trong mkdocs.yml còn là địa chỉ giữ chỗ ({urlsplit(site_url).hostname}); "
        "thẻ chia sẻ và liên kết chỉ đúng khi ghi địa chỉ thật."
    )
