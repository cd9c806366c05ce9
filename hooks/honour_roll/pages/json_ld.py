"""JSON-LD in the vocabulary of schema.org: the site, the way to a page, and all that a model's page states.

No individual becomes a Person: the header has a title and no name, and a Person without a name says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Any, NamedTuple

from honour_roll import addresses
from honour_roll.contact import Contact, dialled
from honour_roll.entries.entry import Source
from honour_roll.entries.markdown import Part
from honour_roll.entries.roll import Roll, short_name
from honour_roll.pages.views import EntryView, HonourView, Picture
from honour_roll.taxonomies import PLACES, UNITS
from honour_roll.text.vietnamese import capital

Node = dict[str, Any]

_STEPS_UNDER = "Cách làm"
_BLOCKS = frozenset("p li ul ol br table tr td th blockquote pre h3 h4".split())
_EMPTY = frozenset("br hr img input".split())
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# Escaped in a script element: its end, a comment, and line ends that JavaScript knows and JSON does not (ECMA-404).
_UNSAFE = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")


class Website(NamedTuple):
    """The site. ``url`` ends with a slash, or is empty while the site has no address."""

    url: str
    name: str
    description: str = ""
    publisher: str = ""
    contact: Contact = Contact()
    licence_url: str = ""


def script(nodes: Sequence[Node]) -> str:
    """Render nodes as a script element of type ``application/ld+json``."""
    text = _ENCODER.encode({"@context": "https://schema.org", "@graph": nodes})
    for sign, escaped in _UNSAFE:
        text = text.replace(sign, escaped)  # thirty times as quick as str.translate
    return f'<script type="application/ld+json">{text}</script>'


def node(kind: str, identity: str, /, **properties: object) -> Node:
    """Return a node of type ``kind``; empty properties are left out."""
    return {"@type": kind, "@id": identity, **_without_empty(properties)}


def _without_empty(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value not in ("", [], None)}


def _link(identity: str) -> Node:
    return {"@id": identity}


def website(site: Website) -> list[Node]:
    """Return the node of the site, and of its publisher if that is known."""
    about = {"url": site.url, "name": site.name, "description": site.description, "inLanguage": "vi"}
    own = node("WebSite", f"{site.url}#trang", **about, publisher=_publisher(site))
    if not site.publisher:
        return [own]
    name = f"{site.url}#don-vi-xuat-ban"
    return [own, node("Organization", name, name=site.publisher, contactPoint=_contact_point(site.contact))]


def _contact_point(contact: Contact) -> Node | None:
    """Return whom to talk to; nothing when there is no way to."""
    web = next((way.filled("", "").url for way in contact.ways() if way.url.startswith("http")), "")  # Zalo or a form
    about = {"telephone": contact.telephone and dialled(contact.telephone), "email": contact.email, "url": web}
    named = {"name": contact.unit, "contactType": "Báo sai sót, gửi mô hình", "availableLanguage": "vi"}
    return {"@type": "ContactPoint", **_without_empty(named | about)} if contact.is_known else None


def _publisher(site: Website) -> Node | None:
    return _link(f"{site.url}#don-vi-xuat-ban") if site.publisher else None


def breadcrumbs(site: Website, trail: Iterable[tuple[str, str]]) -> Node:
    """Return the way from the front page to the last page of ``trail``, which has (address, name) of each below it."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": site.url + address}
        for position, (address, name) in enumerate((("", site.name), *trail), start=1)
    ]
    return node("BreadcrumbList", f"{items[-1]['item']}#duong-dan", itemListElement=items)


def web_page(site: Website, kind: str, address: str, title: str, description: str, modified: str = "") -> Node:
    """Return the node of a page that is not a model's; ``kind`` is WebPage or CollectionPage."""
    url = site.url + address
    about = {"url": url, "name": title, "description": description, "inLanguage": "vi", "publisher": _publisher(site)}
    around = {"isPartOf": _link(f"{site.url}#trang"), "breadcrumb": _link(f"{url}#duong-dan")}
    return node(kind, url, **about, **around, dateModified=modified)


def dataset(site: Website, description: str, modified: str = "") -> Node:
    """Return the node of the open data: all models, as JSON and as CSV."""
    files = (("application/json", addresses.ALL_JSON), ("text/csv", addresses.ALL_CSV))
    return node(
        "Dataset",
        f"{site.url}{addresses.OPEN_DATA}#du-lieu",
        name=f"Dữ liệu mở: {site.name}",
        description=f"{description} {site.description}".strip(),
        url=site.url + addresses.OPEN_DATA,
        inLanguage="vi",
        isAccessibleForFree=True,
        dateModified=modified,
        license=site.licence_url,
        creator=_publisher(site),
        publisher=_publisher(site),
        distribution=[
            {"@type": "DataDownload", "name": file, "encodingFormat": kind, "contentUrl": site.url + file}
            for kind, file in files
        ],
    )


def model(view: EntryView, roll: Roll, site: Website, link_card: str) -> list[Node]:
    """Return the nodes of a model's page. ``link_card`` is the URL of its card, the image of a page without photos."""
    entry, registers, how = view.entry, roll.registers, steps(view.sections)
    url = site.url + addresses.model(entry.slug)
    units = list(dict.fromkeys(key for key in (entry.unit, *entry.partners) if key in registers.units))
    places = [key for key in entry.places if key in registers.places]
    where = [_place_link(site, key) for key in places]
    pictures = (view.cover, *view.photos, *(photo for pair in view.pairs for photo in pair))
    images = [_image(site, picture) for picture in dict.fromkeys(pictures) if not picture.drawn]
    article = node(
        "Article",
        f"{url}#bai-viet",
        url=url,
        mainEntityOfPage=url,
        headline=entry.title,
        description=entry.summary,
        inLanguage="vi",
        isPartOf=_link(f"{site.url}#trang"),
        publisher=_publisher(site),
        articleSection=view.field.name,
        keywords=[registers.themes[key].name for key in entry.themes if key in registers.themes],
        datePublished=entry.published,
        dateModified=entry.updated or entry.published,
        temporalCoverage=entry.period.replace("-", "/"),
        about=_link(f"{url}#mo-hinh"),
        contentLocation=where,
        image=[_link(image["@id"]) for image in images] or [link_card],
        hasPart=_link(f"{url}#cac-buoc") if how else None,
        citation=[_source(source) for source in entry.sources],
    )
    organizations = [_organization(site, key, roll) for key in units]
    leader = [_link(organizations[0]["@id"])] if entry.unit in units else []
    return [
        article,
        _project(view, url, leader, where),
        *organizations,
        *_places(site, [*places, *filter(None, (registers.units[key].place for key in units))], roll),
        *images,
        *_how_to(f"{url}#cac-buoc", entry.title, how),
    ]


def _project(view: EntryView, url: str, unit: list[Node], places: Sequence[Node | None]) -> Node:
    """Return the model with its awards."""
    entry = view.entry
    about = {"name": entry.title, "description": entry.summary, "url": url}
    return node(
        "Project",
        f"{url}#mo-hinh",
        **about,
        award=[_award(honour) for honour in view.honours if not honour.doubt],
        parentOrganization=unit,
        location=places,
        subjectOf=_link(f"{url}#bai-viet"),
    )


def _award(honour: HonourView) -> str:
    return "; ".join(filter(None, (honour.title, honour.round.name, honour.given, honour.decision)))


def _source(source: Source) -> Node:
    properties = {"name": source.title, "url": source.url, "datePublished": source.date}
    return {"@type": "CreativeWork", **_without_empty(properties)}


def _organization(site: Website, key: str, roll: Roll) -> Node:
    unit, url = roll.registers.units[key], site.url + UNITS.page(key)
    about = {"name": unit.name, "alternateName": unit.short, "url": url, "dissolutionDate": unit.until}
    return node("Organization", f"{url}#don-vi", **about, location=_place_link(site, unit.place))


def _place_link(site: Website, key: str) -> Node | None:
    """Return a link to the node of a place; None without a key."""
    return _link(f"{site.url}{PLACES.page(key)}#dia-ban") if key else None


def _places(site: Website, keys: list[str], roll: Roll) -> Iterator[Node]:
    """Yield the places and all that they lie within, each once."""
    todo, places = list(keys), roll.registers.places
    for key in todo:
        todo += filter(None, [places[key].within])
    for key in dict.fromkeys(todo):
        url, within = site.url + PLACES.page(key), _place_link(site, places[key].within)
        name = capital(short_name(places[key]))
        yield node("Place", f"{url}#dia-ban", name=name, url=url, containedInPlace=within)


def _image(site: Website, picture: Picture) -> Node:
    url = site.url + picture.src
    file = {"contentUrl": url, "encodingFormat": "image/jpeg", "width": picture.width, "height": picture.height}
    about = {"caption": picture.caption, "description": picture.alt, "creditText": picture.credit}
    return node("ImageObject", f"{url}#anh", **file, **about)


def _how_to(identity: str, title: str, steps: tuple[str, ...]) -> Iterator[Node]:
    if steps:
        items = [{"@type": "HowToStep", "position": n, "text": text} for n, text in enumerate(steps, start=1)]
        yield node("HowTo", identity, name=f"Cách làm: {title}", inLanguage="vi", step=items)


def steps(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the steps of a model as plain text: the numbered list directly under “Cách làm”; none without one."""
    return tuple(item for part in parts if part.title == _STEPS_UNDER for item in listed(part.html, "ol"))


def listed(html: str, *lists: str) -> tuple[str, ...]:
    """Return as plain text the items of a body's lists at the top level; ``lists`` are their elements: ol, ul."""
    if not any(f"<{name}" in html for name in lists):
        return ()
    reader = _ItemReader(*lists)
    reader.feed(html)
    return tuple(filter(None, (" ".join("".join(item).split()) for item in reader.items)))


class _ItemReader(HTMLParser):
    """Collects the text of each item of the lists at the top level that are such elements."""

    def __init__(self, *lists: str) -> None:
        super().__init__()
        self.items: list[list[str]] = []
        self._items = [[name, "li"] for name in lists]
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's signature
        if tag in _EMPTY:
            self.handle_data(" ")
            return
        self._open.append(tag)
        if self._open in self._items:
            self.items.append([])
        elif tag in _BLOCKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.handle_data(" ")
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._open[:2] in self._items:
            self.items[-1].append(data)
