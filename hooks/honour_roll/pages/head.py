"""What a page says of itself to those who show its link, and to search engines: Open Graph and JSON-LD.

Open Graph is that of ogp.me, with the size and the words of the picture, so that the first share has it; Twitter's
card follows from it. JSON-LD says the same in the words of schema.org. Nothing is said that the page does not say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

Node = dict[str, Any]

_CONTEXT = "https://schema.org"
# In a script element: no end of it, no comment, no line end of JavaScript's that JSON does not know (ECMA-404).
_UNSAFE = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")  # a name, in Vietnamese letters too, or an IPv6 address
_LONGEST_ADDRESS = 200  # with the longest slug behind it a QR code still takes it, and a poster shows it
_MEND = (
    "Sửa dòng site_url: ghi địa chỉ thật của trang, có https:// ở đầu, ví dụ site_url: https://danvankheo.tinh.gov.vn/"
)


class Website(NamedTuple):
    """The site: its address with a slash at the end, or empty when it has none yet; its name; who publishes it."""

    url: str
    name: str
    description: str = ""
    publisher: str = ""

    @property
    def id(self) -> str:
        """Give what stands for the site in JSON-LD."""
        return f"{self.url}#trang"


class Image(NamedTuple):
    """The picture of a page's link: where it lives from the site's root, its size in pixels, and what it shows."""

    address: str
    width: int
    height: int
    alt: str


class About(NamedTuple):
    """A page: its address from the site's root, its title, what it is about, its picture.

    ``published`` and ``updated`` are days of an article's; other pages have none. ``above`` are the pages on the way
    to it from the front page, by address and name.
    """

    address: str
    title: str
    description: str
    image: Image
    above: tuple[tuple[str, str], ...] = ()
    published: str = ""
    updated: str = ""
    section: str = ""


def wrong_address(site_url: str) -> str:
    """Say in two lines why a site cannot be published under an address, and the mend; nothing when it can."""
    try:
        parts = urlsplit(site_url)
        fit = (
            parts.scheme in ("http", "https")
            and bool(_HOST.fullmatch(parts.hostname or ""))
            and parts.port != 0  # asked, it raises ValueError for what is no port
            and not (parts.query or parts.fragment)
            and len(site_url) <= _LONGEST_ADDRESS
        )
    except ValueError:
        fit = False
    if not site_url:
        return f"mkdocs.yml: chưa có site_url, nên thẻ chia sẻ và liên kết không có địa chỉ đầy đủ.\n    {_MEND}"
    return "" if fit else f"mkdocs.yml: site_url “{site_url}” không phải là địa chỉ đầy đủ của trang web.\n    {_MEND}"


def is_placeholder(site_url: str) -> bool:
    """Tell whether an address is but a place for one: the ending ``.example`` leads nowhere (RFC 2606)."""
    return (urlsplit(site_url).hostname or "").rpartition(".")[2] == "example"


def reminder(site_url: str) -> str:
    """Give the line that staff are told while the address is but a place for one."""
    return (
        f"Nhắc: site_url trong mkdocs.yml còn là địa chỉ giữ chỗ ({urlsplit(site_url).hostname}); "
        "thẻ chia sẻ và liên kết chỉ đúng khi ghi địa chỉ thật."
    )


def head(site: Website, about: About, graph: Iterable[Node] | None = None) -> str:
    """Give the elements of a page's head; nothing while the site has no address, as all of them need one.

    ``graph`` is what JSON-LD says beside the site and the way to the page; without it, that this is a page.
    """
    if not site.url:
        return ""
    url = site.url + about.address
    rows = [
        ("og:type", "article" if about.published else "website"),
        ("og:title", about.title),
        ("og:description", about.description),
        ("og:url", url),
        ("og:site_name", site.name),
        ("og:locale", "vi_VN"),
        ("og:image", site.url + about.image.address),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", str(about.image.width)),
        ("og:image:height", str(about.image.height)),
        ("og:image:alt", about.image.alt),
        ("article:published_time", about.published),
        ("article:modified_time", about.updated or about.published),
        ("article:section", about.section if about.published else ""),
    ]
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in rows if value]
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    nodes = [*website(site), *(_page(site, about) if graph is None else graph), *breadcrumbs(site, about)]
    return "".join([*lines, script(nodes)])


def script(nodes: Sequence[Node]) -> str:
    """Give JSON-LD as a script element, which is data: no browser runs it."""
    said = _ENCODER.encode({"@context": _CONTEXT, "@graph": nodes})
    for sign, written in _UNSAFE:
        said = said.replace(sign, written)  # thirty times as quick as translate
    return f'<script type="application/ld+json">{said}</script>'


def node(kind: str, identity: str, /, **said: object) -> Node:
    """Give a node of JSON-LD; what is empty is not said."""
    known = {key: value for key, value in said.items() if value not in ("", [], None)}
    return {"@type": kind, "@id": identity, **known}


def linked(name: str) -> Node:
    """Give a way to another node."""
    return {"@id": name}


def website(site: Website) -> list[Node]:
    """Give the site, and who publishes it if that is known."""
    publisher = f"{site.url}#don-vi-xuat-ban"
    nodes = [node("WebSite", site.id, url=site.url, name=site.name, description=site.description, inLanguage="vi",
                  publisher=linked(publisher) if site.publisher else None)]  # fmt: skip
    return [*nodes, node("Organization", publisher, name=site.publisher)] if site.publisher else nodes


def breadcrumbs(site: Website, about: About) -> list[Node]:
    """Give the way from the front page to a page; none for the front page."""
    if not about.address:
        return []
    way = [("", site.name), *about.above, (about.address, about.title)]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": site.url + address}
        for number, (address, name) in enumerate(way, start=1)
    ]
    return [node("BreadcrumbList", f"{site.url}{about.address}#duong-dan", itemListElement=items)]


def _page(site: Website, about: About) -> list[Node]:
    if not about.address:
        return []
    url = site.url + about.address
    kind = "CollectionPage" if about.above else "WebPage"
    return [node(kind, url, url=url, name=about.title, description=about.description, inLanguage="vi",
                 isPartOf=linked(site.id), breadcrumb=linked(f"{url}#duong-dan"))]  # fmt: skip
