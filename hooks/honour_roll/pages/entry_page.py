"""An entry becomes its page: first a view, in which everything is decided, then HTML through the theme's fragments."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from honour_roll import addresses
from honour_roll.cards.covers import drawn_cover
from honour_roll.entries.roll import Related, short_name
from honour_roll.entries.schema import KINDS, STATUSES
from honour_roll.pages import share
from honour_roll.pages.views import (
    Card,
    EntryView,
    FigureView,
    HonourView,
    Named,
    NoteView,
    Picture,
    Relation,
    Section,
    Sized,
    SourceView,
)
from honour_roll.photos.resize import planned
from honour_roll.text.vietnamese import capital, date_text, number_text, when_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from honour_roll.entries.entry import Entry, Honour, Photo
    from honour_roll.entries.markdown import Part
    from honour_roll.entries.roll import Roll, Ties
    from honour_roll.pages.announcement import Script
    from honour_roll.photos.renditions import Job

_DRAWN = (1200, 800)
NO_DECISION = "Chưa có số quyết định"


class Around(NamedTuple):
    """What an entry's page shows of other entries."""

    related: tuple[Related, ...] = ()
    applied_by: tuple[str, ...] = ()
    newer: Entry | None = None
    older: Entry | None = None

    def shown(self, entry: Entry) -> list[str]:
        """Give the slugs of the other models that the page of ``entry`` shows as cards."""
        return [*(r.slug for r in self.related), *self.applied_by, entry.spread.learned_from]

    @property
    def beside(self) -> tuple[str, ...]:
        """Give the slugs and the titles of the models before and after it; empty where there is none."""
        named = [(entry.slug, entry.title) if entry else ("", "") for entry in (self.newer, self.older)]
        return (*named[0], *named[1])


def arounds(
    roll: Roll, related: Ties, only: AbstractSet[str] | None = None, naming: AbstractSet[str] = frozenset()
) -> Iterator[tuple[Entry, Around]]:
    """Give every entry with what its page shows of others; or those in ``only``, and those that show ``naming``."""
    applied = roll.applied_by()
    wanted = None if only is None else only | _showing(naming, roll, related, applied)
    for entry, (newer, older), line in zip(roll.entries, roll.neighbours(), related, strict=True):
        if wanted is None or entry.slug in wanted:
            ties = tuple([Related(*tie) for tie in json.loads(line)])
            yield entry, Around(ties, applied.get(entry.slug, ()), newer, older)


def _showing(slugs: AbstractSet[str], roll: Roll, related: Ties, applied: Mapping[str, Sequence[str]]) -> set[str]:
    """Give the models whose pages show one of these, beside them, as related, or as one who learned or taught."""
    if not slugs:
        return set()
    names = {slug.encode() for slug in slugs}  # as they stand in JSON: none has a sign that is written otherwise there
    found = {slug for slug, line in zip(roll.order, related, strict=True) if not names.isdisjoint(line.split(b'"'))}
    found |= {slug for slug, learners in applied.items() if not slugs.isdisjoint(learners)}
    found |= {learner for slug in slugs for learner in applied.get(slug, ())}
    places = [roll.order[slug] for slug in slugs if slug in roll.order]
    return found | {entry.slug for place in places for entry in roll.entries[max(0, place - 1) : place + 2]}


def card(entry: Entry, roll: Roll, photo: Picture | None) -> Card:
    """Give the card of an entry; ``photo`` is its cover photograph if it has one."""
    registers = roll.registers
    unit = registers.units.get(entry.unit)
    field = registers.fields.get(entry.field)
    places = [short_name(registers.places[key]) for key in entry.places if key in registers.places]
    return Card(
        title=entry.title,
        url=addresses.model(entry.slug),
        summary=entry.summary,
        kind=KINDS.get(entry.kind, ""),
        unit=(unit.short or unit.name) if unit else "",
        place=", ".join(places[:2]),
        year=roll.year(entry),
        field=field.name if field else "",
        field_key=entry.field,
        cover=photo or Picture(drawn_cover(entry, roll).address, *_DRAWN, drawn=True),
        ribbon="" if entry.status == "cong-bo" else STATUSES[entry.status],
    )


class Shots(NamedTuple):
    """The pictures of an entry: those its page shows, which of them is the cover, and the cover cut for cards."""

    all: tuple[Picture, ...] = ()
    cover: Picture | None = None
    card: Picture | None = None


def picture(entry: Entry, photo: Photo, job: Job, *, card: bool = False) -> Picture:
    """Give a photo as the page shows it, or cut as cards show it."""
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
        key=job.key,
    )


def entry_view(
    entry: Entry,
    parts: Iterable[Part],
    roll: Roll,
    around: Around,
    shots: Shots,
    card_of: Callable[[str], Card],
    missing: tuple[str, ...] = (),
    script: Script | None = None,
    address: str = "",
) -> EntryView:
    """Give everything that the page of ``entry`` shows.

    ``card_of`` gives the card of a slug of the roll; ``script`` is what loudspeakers read of a published model, and
    ``address`` the page's whole address if it is known.
    """
    registers = roll.registers
    numbers = {source.code: number for number, source in enumerate(entry.sources, start=1)}
    pairs = _pairs(shots.all)
    shown = {shots.cover, *chain.from_iterable(pairs)}
    face = card_of(entry.slug)
    figures = tuple(
        FigureView(number_text(f.value), f.unit, f.name, date_text(f.date), numbers.get(f.source, 0))
        for f in entry.results
    )
    learned = entry.spread.learned_from
    return EntryView(
        title=entry.title,
        summary=entry.summary,
        kind=face.kind,
        field=Named(face.field, f"{addresses.FIELDS}{entry.field}/"),
        field_key=entry.field,
        cover=shots.cover or face.cover,
        facts=tuple(_facts(entry, face.year, roll)),
        honours=tuple(_honour(honour, roll) for honour in entry.honours if honour.round in registers.rounds),
        figures=figures,
        sections=tuple(Section(part.id, part.title, _with_scrolling_tables(part.html)) for part in parts),
        pairs=pairs,
        photos=tuple(photo for photo in shots.all if photo not in shown),
        diary=tuple(
            NoteView(date_text(n.date), n.date, n.text, numbers.get(n.source, 0))
            for n in sorted(entry.diary, key=lambda n: n.date)
        ),
        learned_from=card_of(learned) if learned in roll.by_slug else None,
        applied_by=tuple(map(card_of, around.applied_by)),
        contact=entry.spread.contact,
        sources=tuple(
            SourceView(number, s.title, s.url, ", ".join(filter(None, (_host(s.url), date_text(s.date)))))
            for number, s in enumerate(entry.sources, start=1)
        ),
        related=tuple(Relation(card_of(r.slug), _common(r.common, roll)) for r in around.related),
        newer=Named(around.newer.title, addresses.model(around.newer.slug)) if around.newer else None,
        older=Named(around.older.title, addresses.model(around.older.slug)) if around.older else None,
        published=date_text(entry.published),
        updated=date_text(entry.updated),
        ribbon=f"{face.ribbon} – chưa công bố" if face.ribbon else "",
        missing=missing,
        share=share.share(entry, face, figures, script, address) if script else None,
    )


def _pairs(pictures: tuple[Picture, ...]) -> tuple[tuple[Picture, Picture], ...]:
    """Give the first picture of before with the first of after, and so on."""
    before, after = ([p for p in pictures if p.role == role] for role in ("truoc", "sau"))
    return tuple(zip(before, after, strict=False))


def _with_scrolling_tables(html: str) -> Markup:
    """Give a part of a body, which is clean, with its tables in boxes that scroll on a narrow screen."""
    wide = '<div class="scroll" role="group" aria-label="Bảng, cuộn ngang được" tabindex="0"><table>'
    return Markup(html.replace("<table>", wide).replace("</table>", "</table></div>"))  # noqa: S704


def _facts(entry: Entry, year: str, roll: Roll) -> Iterator[tuple[str, tuple[Named, ...]]]:
    """Give the facts of the official table that are known, each with its label."""
    units, places, themes = roll.registers.units, roll.registers.places, roll.registers.themes
    rounds = [honour.round for honour in entry.honours if honour.round in roll.registers.rounds]
    rows = (
        ("Đơn vị", [Named(units[k].name, f"{addresses.UNITS}{k}/") for k in (entry.unit,) if k in units]),
        ("Phối hợp", [Named(units[k].name, f"{addresses.UNITS}{k}/") for k in entry.partners if k in units]),
        ("Địa bàn",
         [Named(capital(roll.full_name(k)), f"{addresses.PLACES}{k}/", roll.today(k))
          for k in entry.places if k in places]),
        ("Giai đoạn", [Named(entry.period.replace("-", "–"), "")] if entry.period else []),
        ("Năm", [Named(year, f"{addresses.YEARS}{year}/")] if year else []),
        ("Đợt tôn vinh", [Named(roll.registers.rounds[k].name, f"{addresses.ROUNDS}{k}/") for k in rounds]),
        ("Chủ đề", [Named(themes[k].name, f"{addresses.THEMES}{k}/") for k in entry.themes if k in themes]),
    )  # fmt: skip
    return ((label, tuple(values)) for label, values in rows if values)


def _honour(honour: Honour, roll: Roll) -> HonourView:
    given = roll.registers.rounds[honour.round]
    title = roll.registers.titles.get(given.title)
    body = roll.registers.units.get(given.body)
    decision = honour.decision
    return HonourView(
        title=title.name if title else "",
        round=Named(given.name, f"{addresses.ROUNDS}{honour.round}/"),
        given=", ".join(filter(None, (body.name if body else "", date_text(given.date)))),
        decision=f"Quyết định số {decision.number} {when_text(decision.date)}" if decision else NO_DECISION,
    )


def _common(tie: str, roll: Roll) -> str:
    """Give in words why a related model is shown."""
    kind, _, key = tie.partition(":")
    registers = roll.registers
    match kind:
        case "theme" if key in registers.themes:
            return f"Cùng chủ đề: {registers.themes[key].name}"
        case "place" if key in registers.places:
            return f"Cùng địa bàn: {short_name(registers.places[key])}"
        case "unit" if key in registers.units:
            return f"Cùng đơn vị: {registers.units[key].short or registers.units[key].name}"
        case "field" if key in registers.fields:
            return f"Cùng lĩnh vực: {registers.fields[key].name}"
        case _:
            return ""


def _host(url: str) -> str:
    """Give the site's name to show beside a link: ``caugiay.hanoi.gov.vn``."""
    return urlsplit(url).netloc.rpartition("@")[2].removeprefix("www.") if url else ""
