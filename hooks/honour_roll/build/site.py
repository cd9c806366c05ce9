"""The site: every file that is made here, each with a digest of all that it depends on.

A page whose digest is the one it was last made from is not made again. So whatever a page shows must be in its key;
a test edits at random and compares the outcome with a site built from nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from honour_roll import addresses, colours
from honour_roll.build.exports import Given
from honour_roll.build.layouts import Rewriting
from honour_roll.build.load import Gathering
from honour_roll.build.mkdocs_output import Frame
from honour_roll.build.model_pages import NOT_FOR_SEARCH_ENGINES, ModelPages
from honour_roll.build.model_pages import Given as ModelsGiven
from honour_roll.build.register_rows import Rows
from honour_roll.build.relations import Moves
from honour_roll.build.site_cards import SiteCards
from honour_roll.cards import covers
from honour_roll.cards.kept_cards import KeptCards
from honour_roll.cards.link_cards import Card
from honour_roll.entries import folders
from honour_roll.entries.entry import Entry, Photo
from honour_roll.entries.markdown import ROOT
from honour_roll.entries.roll import Roll, Ties
from honour_roll.feeds import feeds, redirects
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.pages import entry_page as pages
from honour_roll.pages import lists as page_lists
from honour_roll.pages import statistics
from honour_roll.pages.entry_page import Around, Shots
from honour_roll.pages.layout import Head, Shell
from honour_roll.pages.lists import Listing
from honour_roll.pages.sharing import Sharing
from honour_roll.pages.templates import Templates
from honour_roll.pages.views import EntryView, HomeView, Named, Picture, ProblemView, TombstoneView
from honour_roll.photos import resize
from honour_roll.photos.renditions import Job, Renditions
from honour_roll.problem import Problem
from honour_roll.search.documents import WrittenPage
from honour_roll.search.files import Search
from honour_roll.text.vietnamese import date_text

_STATISTICS, _SEARCH = "Thống kê", "Tìm kiếm"


class Page(NamedTuple):
    """One file of the site: its address, a digest of everything it depends on, and how to make it."""

    address: str
    key: bytes
    make: Callable[[], str | bytes]


class Site:
    """All pages of a roll. ``entries`` is the folder with the photos."""

    def __init__(self, roll: Roll, gathering: Gathering, entries: Path, renditions: Renditions) -> None:
        """Look at a roll and what was gathered for it."""
        self._roll, self._gathering, self._entries, self._renditions = roll, gathering, entries, renditions
        self._card = cache(lambda slug: pages.card(roll.by_slug[slug], roll, self._shots(slug).card))
        self._rows = Rows(roll.registers)
        self._face = cache(lambda slug: gathering.of(roll.by_slug[slug]).face + self._rows.of(roll.by_slug[slug]))

    @cached_property
    def lists(self) -> list[Listing]:
        """Give all lists, made once."""
        return list(page_lists.listings(self._roll))

    def dress(
        self, frame: Frame, templates: Templates, made_by: bytes, today: date, search: Search, sharing: Sharing,
        cards: KeptCards, standing: Callable[[str, bytes], bytes],
    ) -> None:  # fmt: skip
        """Take what all pages are made with. ``made_by`` stands for the code.

        ``standing`` gives what the site holds already at an address if it was made from the key; else nothing.
        """
        self._sharing = sharing
        tops = (*self._others(), addresses.MODELS, "", *(text.address for text in frame.texts))
        self.cards = SiteCards(self._roll, sharing, cards, self._cover_job, self._other_cards, tops)
        self._today, self._search_files = today, search
        self._frame, self._shell, self._site_url = frame, Shell(frame.shell, frame.site_url), frame.site_url
        self._templates = templates
        templates.forget_cards()
        self._made_by = fingerprint(made_by, self._rows.common)
        shared = plain((frame.site_url, sharing.site, sharing.brand, self.cards.posts))
        self._base = fingerprint(self._made_by, frame.shell.encode(), shared)
        self._models = ModelPages(ModelsGiven(
            self._roll, self._gathering, self._rows, self._card, self._face, self._shots, self._shell, templates,
            sharing, self.cards, self._made_by, self._base, standing,
        ))  # fmt: skip

    def given(self, docs: frozenset[str]) -> Given:
        """Give what exports are made from, once dressed. ``docs`` are the addresses of hand-written pages."""
        return Given(self._roll, self._gathering, self._frame, self._made_by, self._rows.of, lambda: self.lists,
                     self._others, docs, self._pictures, self._cover)  # fmt: skip

    def _others(self) -> tuple[str, ...]:
        """Give the addresses of the pages that list no models."""
        return (*page_lists.OVERVIEWS, addresses.STATISTICS, addresses.SEARCH)

    def pages(self, related: Ties, broken: Iterable[str] = ()) -> Iterator[Page]:
        """Give every page in a fixed order.

        ``broken`` are folders of entries with Problems, for the front page of a preview.
        """
        yield self._home(self._frame, broken)
        yield from self.models(related)
        yield from self.list_pages()
        yield self._statistics()
        yield self._search()
        yield from self._found()
        yield from self.shards()
        yield from self._stones()
        yield self._colours()
        yield from self._drawn_covers()
        yield from self._photos()
        yield from self.link_cards()

    def link_cards(self, reworded: AbstractSet[str] | None = None) -> Iterator[Page]:
        """Give the pictures that apps show with a link; or those of these models, and of lists, which may share one."""
        return (Page(*file) for file in self.cards.files(reworded))

    def naming(self, reworded: AbstractSet[str], broken: Iterable[str], moves: Moves) -> Iterator[Page]:
        """Give the files that show titles or summaries of these models, but models' own pages, and lists.

        So do those that showed them before some moved, as ``moves`` tells. ``broken`` as for ``pages``.
        """
        yield from self.link_cards(reworded)  # first: to draw takes longest
        week, newest = page_lists.on_front(self._roll, self._today)
        on_front = [entry.slug for entry in (week, *newest) if entry]
        if not reworded.isdisjoint([*on_front, *moves.before[: page_lists.NEWEST + 1]]):
            yield self._home(self._frame, broken)
        as_before = [self._roll.by_slug[slug] for slug in moves.before]
        if not reworded.isdisjoint(statistics.named(self._roll.entries) | statistics.named(as_before)):
            yield self._statistics()
        yield from self._found(reworded)
        yield from self._stones()

    def _pictures(self, entry: Entry) -> Iterator[tuple[str, Picture]]:
        return ((photo.file, pages.picture(entry, photo, job)) for photo, job in self._jobs(entry))

    def _cover(self, entry: Entry) -> str:
        cover = self._card(entry.slug).cover
        return "" if cover.drawn else cover.src

    def broken(self, problems: list[Problem], shown: str) -> dict[str, list[Problem]]:
        """Give the Problems of the entries that are not shown because of them, by ``<shelf>/<slug>``."""
        by_folder: dict[str, list[Problem]] = {}
        for problem in problems:
            shelf, _, rest = problem.path.removeprefix(f"{shown}/").partition("/")
            slug = rest.partition("/")[0]
            if (
                slug
                and folders.SHELF.fullmatch(shelf)
                and slug not in self._roll.by_slug
                and problem.rule != "misplaced"
            ):
                by_folder.setdefault(f"{shelf}/{slug}", []).append(problem)
        return dict(sorted(by_folder.items()))

    def red_pages(self, problems: list[Problem], shown: str) -> Iterator[Page]:
        """Give for each entry that does not pass a page with its Problems, in its own place; for a preview."""
        for folder, found in self.broken(problems, shown).items():
            slug = folder.partition("/")[2]
            views = tuple(ProblemView(p.place, p.text, p.mend) for p in found)
            head = Head(f"Chưa đạt: {slug}", "", NOT_FOR_SEARCH_ENGINES)
            values: dict[str, object] = {"title": slug, "problems": views}
            address = addresses.model(slug)
            key = self._key("problems", [tuple(view) for view in views])
            yield Page(address, key, partial(self._filled, "problems", address, head, values))

    def _home(self, frame: Frame, broken: Iterable[str]) -> Page:
        """Give the front page."""
        named = [Named(folder, addresses.model(folder.partition("/")[2])) for folder in broken]
        view = page_lists.home(self._roll, self._card, self._today, named)
        key = self._key("home", view, frame.front.encode(), self._feeds(self.lists[0], ".").encode())
        return Page("", key, partial(self._front, frame, view))

    def _front(self, frame: Frame, view: HomeView) -> str:
        before, greeting, more, after = frame.front_around()
        before = before.replace("</head>", f"{self._feeds(self.lists[0], '.')}</head>", 1)
        body = self._templates.render("home", home=view, greeting=Markup(greeting), more=Markup(more))  # noqa: S704 - MkDocs made them
        return before + body.replace(ROOT, ".") + after

    def models(
        self,
        related: Ties,
        only: AbstractSet[str] | None = None,
        reworded: AbstractSet[str] = frozenset(),
    ) -> Iterator[Page]:
        """Give the files of all models; or of those in ``only``, and those that show one that is ``reworded``."""
        return (Page(*file) for file in self._models.files(related, only, reworded))

    def of_another_template(self, rewriting: Rewriting, last: Mapping[str, bytes], related: Ties) -> Iterator[Page]:
        """Give the files that the template of models' pages changes, as ``ModelPages`` does."""
        return (Page(*file) for file in self._models.of_another_template(rewriting, last, related))

    def view(self, entry: Entry) -> EntryView:
        """Give what the page of an entry shows of the entry itself, for print."""
        whole, parts = self._gathering.whole(entry).entry, self._gathering.parts(entry)
        return pages.entry_view(whole, parts, self._roll, Around(), self._shots(entry.slug), self._card)

    def list_pages(self, naming: AbstractSet[str] | None = None) -> Iterator[Page]:
        """Give the pages of all lists, or those on which these models are; these are not named by lists of lists."""
        for listing in self.lists:
            numbers = range(1, listing.page_count + 1) if naming is None else listing.pages_of(naming)
            shown = self._key("listing", listing.view, bytes([feeds.has_feed(listing)])) if numbers else b""
            for number in numbers:
                address = addresses.paged(listing.address, number)
                faces = b"".join([self._face(entry.slug) for entry in listing.on_page(number)])
                yield Page(address, fingerprint(shown, faces), partial(self._list, listing, number))
        for address, view in page_lists.overviews(self._roll) if naming is None else ():
            head = Head(view.title, view.lead or view.title)
            card = self._sharing.card(address, view.title)
            make = partial(self._filled, "overview", address, head, {"o": view}, card)
            yield Page(address, self._key("overview", view), make)

    def _list(self, listing: Listing, number: int) -> str:
        view = listing.page(number, {entry.slug: self._card(entry.slug) for entry in listing.on_page(number)})
        title = f"{view.title} – trang {number}" if number > 1 else view.title
        address = addresses.paged(listing.address, number)
        ways = self._feeds(listing, addresses.way_to_root(address))
        head = Head(title, view.lead or view.declared or view.title, ways)
        return self._filled("listing", address, head, {"l": view}, self.cards.of_list(listing))

    def _feeds(self, listing: Listing, root: str) -> str:
        """Give the markup that leads to a list's feeds; there are none while the site does not know its address."""
        return feeds.links(listing, root) if self._site_url and feeds.has_feed(listing) else ""

    def _statistics(self) -> Page:
        """Give the page of statistics."""
        view = statistics.statistics(self._roll)
        head = Head(_STATISTICS, "Mô hình theo lĩnh vực, năm, địa bàn, đợt tôn vinh, và những điều còn thiếu.")
        card = self._sharing.card(addresses.STATISTICS, _STATISTICS)
        make = partial(self._filled, "statistics", addresses.STATISTICS, head, {"s": view}, card)
        return Page(addresses.STATISTICS, self._key("statistics", view), make)

    def _search(self) -> Page:
        """Give the page of the search, which without JavaScript leads to the lists."""
        head = Head(_SEARCH, "Tìm mô hình theo tên, đơn vị, địa bàn, chủ đề; gõ có dấu hay không dấu đều được.")
        card = self._sharing.card(addresses.SEARCH, _SEARCH)
        make = partial(self._filled, "search", addresses.SEARCH, head, {}, card)
        return Page(addresses.SEARCH, self._key("search", addresses.SEARCH), make)

    def shards(self) -> Iterator[Page]:
        """Give what the search looks into: all of it that may change when only an entry's own page does."""
        yield from (Page(*file) for file in self._search_files.shards())

    def _found(self, reworded: AbstractSet[str] | None = None) -> Iterator[Page]:
        """Give what the search shows: names, columns, and cards; or what of it shows or sorts these models' titles."""
        columns = self._search_files.columns() if reworded is None else self._search_files.orders()
        yield from (Page(*file) for file in columns)
        looks = fingerprint(self._made_by, self._templates.sources["found_page"])
        cards = self._search_files.cards(self._found_card, self._found_page, self._face, looks, reworded)
        yield from (Page(*file) for file in cards)

    def _found_card(self, slug: str) -> str:
        return self._templates.card(self._card(slug), level=2, lazy=True)

    def _found_page(self, text: WrittenPage) -> str:
        return self._templates.render("found_page", p=text)

    def _stones(self) -> Iterator[Page]:
        """Give what stays where a page was: a tombstone, or the way to the new name."""
        for entry in self._roll.gone:
            withdrawn = entry.status == "thu-hoi"
            view = TombstoneView(entry.title, date_text(entry.updated)) if withdrawn else TombstoneView("", "")
            head = Head(view.title or "Bài tạm thời không hiển thị", "", NOT_FOR_SEARCH_ENGINES)
            address = addresses.model(entry.slug)
            make = partial(self._filled, "tombstone", address, head, {"t": view})
            yield Page(address, self._key("tombstone", view), make)
        for old, new, title in redirects.moved(self._roll):
            way = {
                "target": f"../{new.rstrip('/').rpartition('/')[2]}/",
                "title": title or "địa chỉ mới",
                "canonical": f"{self._site_url}{new}" if self._site_url else "",
            }
            yield Page(old, self._key("redirect", way), partial(self._templates.render, "redirect", **way))

    def _colours(self) -> Page:
        """Give the stylesheet with the site's own colours and the fields'."""
        fields = {key: field.colour for key, field in self._roll.registers.fields.items()}
        css = colours.stylesheet(self._frame.look, fields)
        return Page(addresses.COLOURS, fingerprint(css.encode()), lambda: css)

    def _drawn_covers(self) -> Iterator[Page]:
        """Give the drawn covers that are in use, each once."""
        drawn = [entry for entry in self._roll.entries if not covers.has_photograph(entry)]
        for cover in sorted({covers.drawn_cover(entry, self._roll) for entry in drawn}):
            make = partial(covers.cover, cover.colour, cover.motif, cover.number)
            yield Page(cover.address, fingerprint(self._made_by, plain(cover)), make)

    def _cover_job(self, entry: Entry) -> Job | None:
        cover = covers.cover_photo(entry)
        return next((job for photo, job in self._jobs(entry) if photo is cover), None)

    @cached_property
    def jobs(self) -> list[Job]:
        """Give what the photos of all entries are to be made into, made once."""
        return [job for entry in self._roll.entries for _, job in self._jobs(entry)]

    def _jobs(self, entry: Entry) -> Iterator[tuple[Photo, Job]]:
        """Give an entry's photos in the header's order, each with what it is to be made into."""
        if not entry.photos:
            return
        originals = {o.file: o for o in self._gathering.of(entry).originals}
        cover = covers.cover_photo(entry)
        for photo in entry.photos:
            if photo.file not in originals:
                continue  # a draft's, not there yet
            focus = photo.focus if photo.focus and photo is cover else resize.FOCUS  # only cards are cut
            wish = resize.Wish(photo.credit, photo.blur, focus, card=photo is cover)
            path = self._entries / entry.shelf / entry.slug / photo.file
            yield photo, Job(path, originals[photo.file], wish)

    def _photos(self) -> Iterator[Page]:
        """Give the renditions of all photos, beside their entries' pages."""
        for job in self.jobs:
            address, key = addresses.model(job.path.parent.name), job.key
            for plan in resize.planned(job.original, job.wish):
                yield Page(address + plan.file, bytes.fromhex(key), partial(self._rendition, key, plan.file))

    def _other_cards(self) -> Iterator[Card]:
        """Give the cards of all pages but the models'."""
        titles = [*page_lists.OVERVIEWS.items()]
        titles += [(addresses.STATISTICS, _STATISTICS), (addresses.SEARCH, _SEARCH)]
        titles += [(text.address, text.title) for text in self._frame.texts]
        return chain(map(self.cards.of_list, self.lists), (self._sharing.card(*title) for title in titles))

    def _rendition(self, key: str, file: str) -> bytes:
        return self._renditions.files(key)[file]

    def _shots(self, slug: str) -> Shots:
        """Give the pictures of an entry."""
        entry = self._roll.by_slug[slug]
        cover = covers.cover_photo(entry)
        all_, cover_shot, card = [], None, None
        for photo, job in self._jobs(entry):
            all_.append(pages.picture(entry, photo, job))
            if photo is cover:
                cover_shot, card = all_[-1], pages.picture(entry, photo, job, card=True)
        return Shots(tuple(all_), cover_shot, card)

    def _key(self, fragment: str, shows: object, *more: bytes) -> bytes:
        return fingerprint(self._base, self._templates.sources[fragment], plain(shows), *more)

    def _filled(
        self, fragment: str, address: str, head: Head, values: dict[str, object], card: Card | None = None
    ) -> str:
        """Give a page; one with a card says in its head what it is to those who pass its link on."""
        said = self._sharing.page(address, head.title, head.description, card) if card else ""
        whole = head._replace(extra=head.extra + said)
        return self._shell.page(address, whole, self._templates.render(fragment, **values))
