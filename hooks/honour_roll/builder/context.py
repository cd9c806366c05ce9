"""The context of a build: the roll, everything that its pages are made with, and the fingerprints of all of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from honour_roll import addresses, fingerprints
from honour_roll.addresses import is_placeholder
from honour_roll.builder.entry_cache import CachedEntry, EntryCache
from honour_roll.builder.load import Loaded
from honour_roll.builder.mkdocs_output import MkDocsOutput
from honour_roll.cards import card_plans
from honour_roll.cards.covers import cover_photo
from honour_roll.cards.link_cards import LINK, LinkCard, Shape
from honour_roll.entries.entry import Entry, Photo
from honour_roll.entries.registers import FILES
from honour_roll.entries.roll import Roll
from honour_roll.entries.schema import named_in
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.pages import entry_page, lists
from honour_roll.pages.entry_page import ALONE, Around, Shots
from honour_roll.pages.head import Sharing, above
from honour_roll.pages.lists import Listing
from honour_roll.pages.templates import Head, Layout, Templates
from honour_roll.pages.views import Card, EntryView
from honour_roll.photos.renditions import Job
from honour_roll.photos.resize import FOCUS, Wish
from honour_roll.settings import Settings
from honour_roll.site_info import current_day
from honour_roll.store import Store
from honour_roll.taxonomies import FIELDS, REGISTERS
from honour_roll.text.vietnamese import number_text

NOT_FOR_SEARCH_ENGINES = '<meta name="robots" content="noindex">'


class Pictures:
    """The photos of a roll: what each is to be made into, and how pages show it. ``folder`` has the entries."""

    def __init__(self, roll: Roll, entries: EntryCache, folder: Path) -> None:
        """Take the roll, and the cached entries, which know the photos' sizes."""
        self._roll, self._entries, self._folder = roll, entries, folder
        self._shots: dict[str, Shots] = {}

    def of(self, entry: Entry) -> Iterator[tuple[Photo, Job]]:
        """Yield an entry's photos in the header's order, each with what it is to be made into."""
        if not entry.photos:
            return
        originals = {original.file: original for original in self._entries.of(entry).originals}
        cover = cover_photo(entry)
        for photo in entry.photos:
            if photo.file not in originals:
                continue  # a draft's, not there yet
            focus = photo.focus if photo.focus and photo is cover else FOCUS  # only cards are cut
            wish = Wish(photo.credit, photo.blur, focus, card=photo is cover)
            path = self._folder / entry.year_folder / entry.slug / photo.file
            yield photo, Job(path, originals[photo.file], wish)

    @cached_property
    def jobs(self) -> list[Job]:
        """Return what the photos of all entries are to be made into."""
        return [job for entry in self._roll.entries for _, job in self.of(entry)]

    def cover(self, entry: Entry) -> Job | None:
        """Return what an entry's cover photo is to be made into, if it has one."""
        cover = cover_photo(entry)
        return next((job for photo, job in self.of(entry) if photo is cover), None)

    def shots(self, slug: str) -> Shots:
        """Return the pictures of an entry as its page and its card show them."""
        if slug not in self._shots:
            entry = self._roll.by_slug[slug]
            cover = cover_photo(entry)
            shown, cover_shot, card = [], None, None
            for photo, job in self.of(entry):
                shown.append(entry_page.picture(entry, photo, job))
                if photo is cover:
                    cover_shot, card = shown[-1], entry_page.picture(entry, photo, job, card=True)
            self._shots[slug] = Shots(tuple(shown), cover_shot, card)
        return self._shots[slug]


class Context:
    """The roll, its lists, cards and pictures, the layout and the templates, and the fingerprints of all of these."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        loaded: Loaded,
        entries: EntryCache,
        output: MkDocsOutput,
        templates: Templates,
    ) -> None:
        """Take what was read and what MkDocs made."""
        self.settings, self.store, self.loaded, self.entries = settings, store, loaded, entries
        self.output, self.templates, self.today = output, templates, current_day()
        self.roll = loaded.roll
        self.pictures = Pictures(self.roll, self.entries, self.settings.entries)
        self.sharing = Sharing(self.output.site_url, self.output.imprint, self.output.look, self.settings.theme)
        self.public = [entry for entry in self.roll.entries if entry.status == "cong-bo"]
        self.posts = len(self.roll.entries) <= card_plans.MOST_POSTS
        self.site_url = self.output.site_url
        self.has_address = bool(self.site_url) and not is_placeholder(self.site_url)
        # No ``functools.cache`` of a method: a preview makes a context each round, and cycles would keep the old ones.
        self._cards: dict[str, Card] = {}
        self._list_cards: dict[str, LinkCard] = {}
        self._card_fingerprints: dict[str, bytes] = {}
        self._rows: dict[tuple[str, str], bytes] = {}

    @cached_property
    def layout(self) -> Layout:
        """Return the layout of generated pages."""
        return Layout(self.output.layout, self.site_url)

    # --- what pages show ----------------------------------------------------------------------------------------------

    def cached(self, entry: Entry) -> CachedEntry:
        """Return what is remembered of an entry of the roll."""
        return self.entries.of(entry)

    def whole(self, entry: Entry) -> Entry:
        """Return an entry with the fields that only its own page and data show."""
        return self.entries.whole(entry).entry

    @cached_property
    def lists(self) -> list[Listing]:
        """Return all lists of the roll."""
        return list(lists.listings(self.roll))

    def card(self, slug: str) -> Card:
        """Return the card of a model, made once."""
        if slug not in self._cards:
            self._cards[slug] = entry_page.card(self.roll.by_slug[slug], self.roll, self.pictures.shots(slug).card)
        return self._cards[slug]

    def link_card(self, entry: Entry) -> LinkCard:
        """Return the link card of a model."""
        cover, composition = self.pictures.cover(entry), self.compositions[entry.slug]
        return card_plans.of_model(entry, self.roll, self.sharing.brand, cover, composition)

    @cached_property
    def compositions(self) -> dict[str, str]:
        """Return the composition of each published model's link card, by slug: it depends on the models around it."""
        return card_plans.compositions(self.public, self.roll)

    def link_card_of_list(self, listing: Listing) -> LinkCard:
        """Return the link card that all pages of a list have, made once."""
        if listing.address not in self._list_cards:
            self._list_cards[listing.address] = self._made_list_card(listing)
        return self._list_cards[listing.address]

    def _made_list_card(self, listing: Listing) -> LinkCard:
        view, field = listing.view, self.roll.registers.fields.get(listing.view.field_key)
        shown = (
            card_plans.picture_of(entry, self.roll, self.pictures.cover(entry))
            for entry in listing.entries
            if entry.status == "cong-bo"
        )
        line = f"{number_text(view.total)} mô hình" if view.total else ""
        return self.sharing.card(listing.address, view.title, view.kicker, field.colour if field else "", line, shown)

    def downloads(self, card: LinkCard) -> tuple[tuple[str, Shape], ...]:
        """Return the cards of a model that readers may take away: the address and the shape of each."""
        cards = card_plans.files([card], posts=self.posts)
        return tuple((address, shape) for address, (_, shape) in cards.items() if shape is not LINK)

    def view(self, entry: Entry, around: Around = ALONE, script: str = "") -> EntryView:
        """Return what the page of an entry shows: the entry alone for print, with a share row for a ``script``."""
        whole, parts = self.entries.whole(entry), self.entries.body(entry)
        shots, address = self.pictures.shots(entry.slug), addresses.model(entry.slug)
        url = self.site_url + address if self.has_address else ""
        return entry_page.entry_view(
            whole.entry, parts, self.roll, around, shots, self.card, whole.missing, script, url
        )

    def page(
        self, template: str, address: str, head: Head, values: dict[str, object], card: LinkCard | None = None
    ) -> str:
        """Render a page. One with a link card says in its head what it is, for apps that show a link to it."""
        trail = head.trail or above(address)
        said = self.sharing.page(address, head.title, head.description, card, trail, head.modified) if card else ""
        whole = head._replace(extra=head.extra + said, trail=trail)
        return self.layout.page(address, whole, self.templates.render(template, **values))

    # --- fingerprints of what pages show ------------------------------------------------------------------------------

    @cached_property
    def code_fingerprint(self) -> bytes:
        """Return the fingerprint of the code and of the short registers that nearly every page shows."""
        registers = self.roll.registers
        short = plain((registers.fields, registers.titles, registers.abbreviations))
        return fingerprint(fingerprints.code_fingerprint(), short)

    @cached_property
    def frame_fingerprint(self) -> bytes:
        """Return the fingerprint of what all pages share: code, layout, the site's name, address and colours."""
        shared = plain((self.site_url, self.sharing.site, self.sharing.brand, self.posts))
        return fingerprint(self.code_fingerprint, self.output.layout.encode(), shared)

    @cached_property
    def site_fingerprint(self) -> bytes:
        """Return the fingerprint of what files for programs say of the site: code, address, imprint."""
        return fingerprint(self.code_fingerprint, plain((self.site_url, self.output.imprint)))

    @cached_property
    def registers_fingerprint(self) -> bytes:
        """Return the fingerprint of all registers, and of the years and the like whose pages were published."""
        return fingerprint(self.loaded.registers_fingerprint, plain(sorted(self.roll.kept)))

    @cached_property
    def contents_fingerprint(self) -> bytes:
        """Return the fingerprint of the registers and of all that is in the folders of the roll's entries."""
        return fingerprint(self.registers_fingerprint, self.of_all("fingerprint"))

    @cached_property
    def cards_fingerprint(self) -> bytes:
        """Return the fingerprint of the registers and of what other pages show of the roll's entries."""
        return fingerprint(self.registers_fingerprint, self.of_all("card"))

    @cached_property
    def data_fingerprint(self) -> bytes:
        """Return the fingerprint of the registers and of what feeds and data show of the roll's entries."""
        return fingerprint(self.registers_fingerprint, self.of_all("data"))

    def of_all(self, name: str) -> bytes:
        """Return the fingerprint of what ``CachedEntry`` has under a name, of all entries in the order of the roll."""
        shown = fingerprint(b"".join([getattr(self.cached(entry), name) for entry in self.roll.entries]))
        former = [(entry.slug, entry.former_slugs) for entry in self.roll.entries if entry.former_slugs]
        return fingerprint(shown, plain((former, self.roll.gone)))

    def card_fingerprint(self, slug: str) -> bytes:
        """Return the fingerprints of all that the card of an entry shows, one after the other."""
        if slug not in self._card_fingerprints:
            entry = self.roll.by_slug[slug]
            self._card_fingerprints[slug] = self.cached(entry).card + self.rows_of(entry)
        return self._card_fingerprints[slug]

    def rows_of(self, entry: Entry) -> bytes:
        """Return the fingerprints of all that the registers say of what an entry of the roll names.

        So another name for a ward makes the files again that show it, and no others.
        """
        named = [(t.register, key) for t in REGISTERS.values() if t is not FIELDS for key in t.keys(entry, None)]
        return b"".join([self._row(*row) for row in named])

    def _row(self, register: str, key: str) -> bytes:
        """Return the fingerprint of a row of a register and of all rows that it leads to."""
        if (register, key) not in self._rows:
            waiting = [(register, key)]
            found: dict[tuple[str, str], object] = {}
            while waiting:
                at = waiting.pop()
                row = self.roll.registers.rows(REGISTERS[at[0]]).get(at[1])
                if row is not None and at not in found:
                    found[at] = row
                    waiting += named_in(FILES[at[0]], row)
            self._rows[register, key] = fingerprint(plain(sorted(found.items())))
        return self._rows[register, key]
