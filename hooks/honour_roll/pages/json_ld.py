"""A model in the words of schema.org: the article, what it is about, who leads it, where, its photos, its steps.

An individual is a Person only with consent (Law 91/2025/QH15), and without a name: the header has none but the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll, short_name
from honour_roll.pages.entry_page import NO_DECISION
from honour_roll.pages.head import About, Node, Website, linked, node
from honour_roll.pages.views import EntryView, HonourView, Picture
from honour_roll.text.vietnamese import capital


def graph(entry: Entry, view: EntryView, roll: Roll, steps: tuple[str, ...], site: Website, about: About) -> list[Node]:
    """Give the nodes of a model's page."""
    url = site.url + about.address
    subject = linked(f"{url}#mo-hinh")
    units = list(dict.fromkeys(key for key in (entry.unit, *entry.partners) if key in roll.registers.units))
    places = [key for key in entry.places if key in roll.registers.places]
    pictures = [view.cover, *view.photos, *(photo for pair in view.pairs for photo in pair)]
    where = [linked(_place(site, key)) for key in places]
    images = list(_images(site, dict.fromkeys(p for p in pictures if not p.drawn)))
    registers = roll.registers
    article = node(
        "Article",
        f"{url}#bai-viet",
        url=url,
        mainEntityOfPage=url,
        headline=entry.title,
        description=entry.summary,
        inLanguage="vi",
        isPartOf=linked(site.id),
        publisher=linked(f"{site.url}#don-vi-xuat-ban") if site.publisher else None,
        articleSection=view.field.name,
        keywords=[registers.themes[key].name for key in entry.themes if key in registers.themes],
        datePublished=entry.published,
        dateModified=entry.updated or entry.published,
        temporalCoverage=entry.period.replace("-", "/"),
        about=subject,
        contentLocation=where,
        image=[linked(image["@id"]) for image in images] or [site.url + about.image.address],
        hasPart=linked(f"{url}#cac-buoc") if steps else None,
        citation=[_source(source.title, source.url, source.date) for source in entry.sources],
    )
    return [
        article,
        *_model(entry, view, url, [linked(_unit(site, entry.unit))] if entry.unit in units else [], where),
        *(_organization(site, key, roll) for key in units),
        *_places(site, [*places, *filter(None, (registers.units[key].place for key in units))], roll),
        *images,
        *_how_to(f"{url}#cac-buoc", entry.title, steps),
    ]


def _model(entry: Entry, view: EntryView, url: str, unit: list[Node], places: list[Node]) -> Iterator[Node]:
    """Give the model with what it was awarded; an individual's award is the person's."""
    awards = [_award(honour) for honour in view.honours]
    person = f"{url}#ca-nhan"
    alone = entry.kind == "ca-nhan" and bool(entry.consent and entry.consent.given)
    yield node(
        "Project", f"{url}#mo-hinh", name=entry.title, description=entry.summary, url=url,
        award=[] if alone else awards, parentOrganization=unit, location=places,
        member=[linked(person)] if alone else [], subjectOf=linked(f"{url}#bai-viet"),
    )  # fmt: skip
    if alone:
        yield node("Person", person, description=entry.title, award=awards, affiliation=unit,
                   subjectOf=linked(f"{url}#bai-viet"))  # fmt: skip


def _award(honour: HonourView) -> str:
    decision = "" if honour.decision == NO_DECISION else honour.decision
    return "; ".join(filter(None, (honour.title, honour.round.name, honour.given, decision)))


def _source(title: str, url: str, date: str) -> Node:
    said = {"name": title, "url": url, "datePublished": date}
    return {"@type": "CreativeWork", **{key: value for key, value in said.items() if value}}


def _unit(site: Website, key: str) -> str:
    return f"{site.url}{addresses.UNITS}{key}/#don-vi"


def _organization(site: Website, key: str, roll: Roll) -> Node:
    unit = roll.registers.units[key]
    page = f"{site.url}{addresses.UNITS}{key}/"
    return node(
        "Organization", _unit(site, key), name=unit.name, alternateName=unit.short, url=page,
        dissolutionDate=unit.until, location=linked(_place(site, unit.place)) if unit.place else None,
    )  # fmt: skip


def _place(site: Website, key: str) -> str:
    return f"{site.url}{addresses.PLACES}{key}/#dia-ban"


def _places(site: Website, keys: Iterable[str], roll: Roll) -> Iterator[Node]:
    """Give places and all that they lie within."""
    todo, done = list(keys), set[str]()
    for key in todo:
        if key in done:
            continue
        done.add(key)
        place = roll.registers.places[key]
        todo += [place.within] if place.within else []
        page = f"{site.url}{addresses.PLACES}{key}/"
        yield node("Place", _place(site, key), name=capital(short_name(place)), url=page,
                   containedInPlace=linked(_place(site, place.within)) if place.within else None)  # fmt: skip


def _images(site: Website, pictures: Iterable[Picture]) -> Iterator[Node]:
    for picture in pictures:
        url = site.url + picture.src
        yield node(
            "ImageObject", f"{url}#anh", contentUrl=url, encodingFormat="image/jpeg", width=picture.width,
            height=picture.height, caption=picture.caption, description=picture.alt, creditText=picture.credit,
        )  # fmt: skip


def _how_to(name: str, title: str, steps: tuple[str, ...]) -> Iterator[Node]:
    if steps:
        items = [{"@type": "HowToStep", "position": n, "text": text} for n, text in enumerate(steps, start=1)]
        yield node("HowTo", name, name=f"Cách làm: {title}", inLanguage="vi", step=items)
