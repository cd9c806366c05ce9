"""An entry's page: the view that its template is given, the card of the entry in lists, pictures, the share row."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from honour_roll import addresses
from honour_roll.cards.covers import drawn_cover
from honour_roll.entries.entry import Entry, Honour, Photo
from honour_roll.entries.markdown import Part, plain_text
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Related, Roll, is_named_in, short_name
from honour_roll.entries.schema import KINDS, STATUSES
from honour_roll.pages.announcement import seconds
from honour_roll.pages.lists import NOT_COMPARED
from honour_roll.pages.views import (
    Card,
    EntryView,
    HonourView,
    Named,
    Picture,
    Share,
    Sized,
)
from honour_roll.photos.renditions import Job
from honour_roll.photos.resize import planned
from honour_roll.taxonomies import FIELDS, PAGES, PLACES, ROUNDS, THEMES, UNITS, YEARS, Taxonomy
from honour_roll.text.asides import is_aside, sentences
from honour_roll.text.vietnamese import capital, date_text, number_text, when_text

_DRAWN_SIZE = (1200, 800)
_SCROLLING = '<div class="scroll" role="group" aria-label="Bảng, cuộn ngang được" tabindex="0">'  # on a narrow screen


class Around(NamedTuple):
    """The other entries on an entry's page; ``newer`` and ``older`` were published just after and before it."""

    related: tuple[Related, ...] = ()
    applied_by: tuple[str, ...] = ()
    newer: Entry | None = None
    older: Entry | None = None

    def shown(self, entry: Entry) -> list[str]:
        """Return the slugs of the models that the page of ``entry`` shows as cards; one may be empty or unknown."""
        return [*(other.slug for other in self.related), *self.applied_by, entry.spread.learned_from]


ALONE = Around()


def surroundings(roll: Roll, related: Iterable[tuple[Related, ...]]) -> Iterator[tuple[Entry, Around]]:
    """Yield each entry of the roll with the others that its page shows; ``related`` is in the order of the roll."""
    applied = roll.applied_by()
    for entry, (newer, older), others in zip(roll.entries, roll.neighbours(), related, strict=True):
        yield entry, Around(others, applied.get(entry.slug, ()), newer, older)


def card(entry: Entry, roll: Roll, photo: Picture | None) -> Card:
    """Return the card of an entry in lists; ``photo`` is its cover photo if it has one."""
    registers = roll.registers
    unit, field = registers.units.get(entry.unit), registers.fields.get(entry.field)
    names = f"{unit.short}, {unit.name}" if unit else ""
    places = [registers.places[key] for key in entry.places if key in registers.places]
    further = [short_name(place) for place in places if not is_named_in(place, names)]
    return Card(
        title=entry.title,
        url=addresses.model(entry.slug),
        summary=entry.summary,
        kind=KINDS.get(entry.kind, ""),
        unit=(unit.short or unit.name) if unit else "",
        place=", ".join(further[:2]),
        year=roll.year(entry),
        field=field.name if field else "",
        field_key=entry.field,
        cover=photo or Picture(drawn_cover(entry, roll).address, *_DRAWN_SIZE, drawn=True),
        ribbon="" if entry.status == "cong-bo" else STATUSES[entry.status],
    )


class Shots(NamedTuple):
    """The photos of an entry: all on its page, the cover among them, and the cover cut for cards."""

    all: tuple[Picture, ...] = ()
    cover: Picture | None = None
    card: Picture | None = None


def picture(entry: Entry, photo: Photo, job: Job, *, card: bool = False) -> Picture:
    """Return a photo as the page of its entry shows it, or cut as cards show it."""
    plans = [plan for plan in planned(job.original, job.wish) if plan.card is card]
    jpeg = next(plan for plan in plans if not plan.is_avif)
    base = addresses.model(entry.slug)
    return Picture(
        src=base + jpeg.file,
        width=jpeg.width,
        height=jpeg.height,
        alt=photo.alt,
        caption=photo.caption,
        credit=photo.credit,
        role=photo.role,
        avif=tuple(Sized(base + plan.file, plan.width) for plan in reversed(plans) if plan.is_avif),
        fingerprint=job.fingerprint,
    )


def entry_view(
    entry: Entry,
    parts: Sequence[Part],
    roll: Roll,
    around: Around,
    shots: Shots,
    card_of: Callable[[str], Card],
    missing: tuple[str, ...],
    script: str,
    address: str,
) -> EntryView:
    """Return the view of an entry's page, without downloads.

    ``card_of`` returns the card of a slug of the roll. ``missing`` is what a draft lacks, in words. ``script`` is the
    loudspeaker text of a published model, ``address`` the page's URL if the site has one.
    """
    before, after = ([shot for shot in shots.all if shot.role == role] for role in ("truoc", "sau"))
    pairs = tuple(zip(before, after, strict=False))
    placed = {shots.cover, *chain.from_iterable(pairs)}
    own = card_of(entry.slug)
    learned = entry.spread.learned_from
    return EntryView(
        entry=entry,
        card=own,
        field=Named(own.field, FIELDS.page(entry.field)),
        cover=shots.cover or own.cover,
        facts=tuple(_facts(entry, own.year, roll)),
        honours=tuple(_honour(honour, roll) for honour in entry.honours if honour.round in roll.registers.rounds),
        sections=tuple(part._replace(html=_with_scrolling_tables(part.html)) for part in parts),
        pairs=pairs,
        photos=tuple(shot for shot in shots.all if shot not in placed),
        diary=tuple(sorted(entry.diary, key=lambda note: note.date)),
        learned_from=card_of(learned) if learned in roll.by_slug else None,
        applied_by=tuple(map(card_of, around.applied_by)),
        sources=tuple((s, ", ".join(filter(None, (_host(s.url), date_text(s.date))))) for s in entry.sources),
        numbers={source.code: number for number, source in enumerate(entry.sources, start=1)},
        related=tuple((card_of(other.slug), _reason(other.common, roll)) for other in around.related),
        newer=Named(around.newer.title, addresses.model(around.newer.slug)) if around.newer else None,
        older=Named(around.older.title, addresses.model(around.older.slug)) if around.older else None,
        follow=_follow(entry, parts),
        missing=missing,
        share=_share(entry, own, script, address) if script else None,
    )


def _follow(entry: Entry, parts: Sequence[Part]) -> Named | None:
    """Return the link for readers who want to follow a model, which says at once when how it was done is not known.

    Of a body without “Cách làm”, which only a draft has, there is none.
    """
    how = [part.html for part in parts if part.id == "cach-lam"]
    said = [is_aside(sentence) for html in how for line in plain_text(html).split("\n") for sentence in sentences(line)]
    if not how:
        return None
    if all(said):
        return (
            Named("Chưa rõ cách làm: hỏi nơi đã làm", "#duoc-nhan-rong")
            if entry.spread.contact
            else Named("Chưa rõ cách làm: hỏi chúng tôi", "#bao-cho-chung-toi")
        )
    return Named("Cách làm (chưa đầy đủ)" if any(said) else "Làm theo mô hình này", "#cach-lam")


def _with_scrolling_tables(html: str) -> Markup:
    return Markup(  # noqa: S704 - a body's HTML is clean
        html.replace("<table>", f"{_SCROLLING}<table>").replace("</table>", "</table></div>")
    )


def _facts(entry: Entry, year: str, roll: Roll) -> Iterator[tuple[str, tuple[Named, ...]]]:
    """Yield the known facts of the official table, each with its label."""
    registers = roll.registers
    rows = {
        "Đơn vị": _links(UNITS, (entry.unit,), registers),
        "Phối hợp": _links(UNITS, entry.partners, registers),
        "Địa bàn": [
            Named(capital(roll.full_name(key)), PLACES.page(key), roll.today(key))
            for key in entry.places
            if key in registers.places
        ],
        "Giai đoạn": [Named(entry.period.replace("-", "–"), "")] if entry.period else [],
        "Năm": [Named(year, YEARS.page(year))] if year else [],
        "Đợt tôn vinh": [
            Named(registers.rounds[honour.round].name, ROUNDS.page(honour.round), "tạm xếp" * honour.is_supposed)
            for honour in entry.honours
            if honour.round in registers.rounds
        ],
        "Chủ đề": _links(THEMES, entry.themes, registers),
    }
    further = [row for row in PAGES if row.register and row is not FIELDS and row.title not in rows]
    rows |= {taxonomy.title: _links(taxonomy, taxonomy.keys(entry, registers), registers) for taxonomy in further}
    return ((label, tuple(values)) for label, values in rows.items() if values)


def _links(taxonomy: Taxonomy, keys: Iterable[str], registers: Registers) -> list[Named]:
    rows = registers.rows(taxonomy)
    return [Named(rows[key].name, taxonomy.page(key)) for key in keys if key in rows]


def _honour(honour: Honour, roll: Roll) -> HonourView:
    given = roll.registers.rounds[honour.round]
    title = roll.registers.titles.get(given.title)
    body = roll.registers.units.get(given.body)
    decision = honour.decision
    return HonourView(
        title=title.name if title else "",
        round=Named(given.name, ROUNDS.page(honour.round)),
        given=", ".join(filter(None, (body.name if body else "", date_text(given.date)))),
        decision=f"Quyết định số {decision.number} {when_text(decision.date)}" if decision else "",
        doubt=f"Tạm xếp vào đợt này; {NOT_COMPARED}." if honour.is_supposed else "",
    )


def _reason(common: str, roll: Roll) -> str:
    """Return in words why a related model is shown; ``common`` is as in ``Related``."""
    name, _, key = common.partition(":")
    taxonomy = next(taxonomy for taxonomy in PAGES if taxonomy.name == name)
    is_known = key in roll.registers.rows(taxonomy)
    return f"Cùng {taxonomy.title.lower()}: {roll.label(taxonomy, key)}" if is_known else ""


def _host(url: str) -> str:
    """Return the host of a source's URL, without ``www.``; empty for a source without one."""
    return urlsplit(url).netloc.rpartition("@")[2].removeprefix("www.") if url else ""


def _share(entry: Entry, card: Card, script: str, address: str) -> Share:
    """Return the view of the share row of an entry: links, captions to copy, the QR code, the loudspeaker text.

    No script of another site runs, and none learns of a reader who does not follow its link. ``address`` is the page's
    URL, empty while the site has none: then only the loudspeaker text is left.
    """
    spoken = Share(script, seconds(script), addresses.spoken(entry.slug))
    if not address:
        return spoken
    return spoken._replace(
        address=address,
        code_url=addresses.code(entry.slug),
        links=tuple(_share_links(entry, address)),
        captions=tuple(_captions(entry, card, address)),
    )


def _share_links(entry: Entry, address: str) -> Iterator[Named]:
    # Zalo's is undocumented: what its own button opens.
    data = base64.b64encode(json.dumps({"url": address}).encode()).decode()
    zalo = f"layout=2&color=blue&customize=false&d={quote(data, safe='')}&shareType=0"
    yield Named("Zalo", f"https://button-share.zalo.me/share_external?{zalo}")
    yield Named("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={quote(address, safe='')}")
    body = f"{entry.summary}\r\n\r\n{address}"
    yield Named("Thư điện tử", f"mailto:?subject={quote(entry.title)}&body={quote(body)}")


def _captions(entry: Entry, card: Card, address: str) -> Iterator[tuple[str, str]]:
    """Yield a caption to copy in each of three lengths, with the name of the length."""
    where = ", ".join(filter(None, (card.unit, card.place, card.year)))
    head = f"{entry.title}\n{where}" if where else entry.title
    results = "\n".join(f"• {' '.join(filter(None, (number_text(f.value), f.unit)))}: {f.name}" for f in entry.results)
    more = f"Đọc cách làm, xem ảnh và nguồn tin: {address}"
    yield "Ngắn", f"{entry.title}\n{address}"
    yield "Vừa", f"{entry.title}\n\n{entry.summary}\n\n{address}"
    yield "Dài", "\n\n".join(filter(None, (head, entry.summary, results, more)))
