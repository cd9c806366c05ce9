"""The files of each model: its page, what loudspeakers read of it, and the code that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.build.exports import File
from honour_roll.build.layouts import LaidOut, Rewriting, key_of, laid_out
from honour_roll.build.load import Gathering
from honour_roll.build.register_rows import Rows
from honour_roll.build.site_cards import SiteCards
from honour_roll.entries.entry import Entry
from honour_roll.entries.markdown import Part
from honour_roll.entries.roll import Roll, Ties
from honour_roll.fingerprints import fingerprint
from honour_roll.pages import announcement, entry_page, qr
from honour_roll.pages.announcement import Script
from honour_roll.pages.entry_page import Around, Shots
from honour_roll.pages.head import is_placeholder
from honour_roll.pages.layout import Head, Shell
from honour_roll.pages.sharing import Sharing
from honour_roll.pages.templates import Templates
from honour_roll.pages.views import Card

NOT_FOR_SEARCH_ENGINES = '<meta name="robots" content="noindex">'


class Given(NamedTuple):
    """What the pages of models are made from. ``made_by`` stands for the code, ``base`` for what all pages share.

    ``card``, ``face`` and ``shots`` give, by a slug, its card, what stands for all that this shows, and its pictures.
    ``standing`` gives what the site holds already at an address if it was made from the key; else nothing.
    """

    roll: Roll
    gathering: Gathering
    rows: Rows
    card: Callable[[str], Card]
    face: Callable[[str], bytes]
    shots: Callable[[str], Shots]
    shell: Shell
    templates: Templates
    sharing: Sharing
    cards: SiteCards
    made_by: bytes
    base: bytes
    standing: Callable[[str, bytes], bytes]


class ModelPages:
    """The files of all models of a roll."""

    def __init__(self, given: Given) -> None:
        """Take what they are made from."""
        self._given, self._site_url = given, given.sharing.site.url
        self._can_be_opened = bool(self._site_url) and not is_placeholder(self._site_url)
        self._arounds = dict[str, Around]()
        self._last_script: tuple[Entry | None, Script] = None, Script("", 0)

    def files(
        self,
        related: Ties,
        only: AbstractSet[str] | None = None,
        reworded: AbstractSet[str] = frozenset(),
    ) -> Iterator[File]:
        """Give the files of all models; or of those in ``only``, and those that show one that is ``reworded``."""
        given = self._given
        for entry, around in entry_page.arounds(given.roll, related, only, reworded):
            others = around.shown(entry)
            own = fingerprint(
                given.base,
                given.gathering.of(entry).fingerprint,
                given.rows.of(entry),
                b"".join([given.face(slug) for slug in others if slug in given.roll.by_slug]),
                "\0".join([*others, "", *(tie.common for tie in around.related), "", *around.beside]).encode(),
            )
            key = key_of(given.templates.sources["entry"], own)
            yield addresses.model(entry.slug), key, partial(self._made, entry, around, own)
            if entry.status == "cong-bo":
                yield addresses.spoken(entry.slug), self._spoken_key(entry), partial(self._spoken, entry)
                if self._can_be_opened:
                    address = self._site_url + addresses.model(entry.slug)
                    yield (
                        addresses.code(entry.slug),
                        fingerprint(given.made_by, address.encode()),
                        partial(qr.svg, address),
                    )

    def of_another_template(self, rewriting: Rewriting, last: Mapping[str, bytes], related: Ties) -> Iterator[File]:
        """Give those files of all models that a template changes, if it alone is another since the site was made.

        ``last`` are the keys from which that was made.
        """
        source, others = self._given.templates.sources["entry"], set[str]()
        for entry in self._given.roll.entries:
            address = addresses.model(entry.slug)
            file = addresses.file_of(address)
            key = last.get(file, b"")
            if own := rewriting.own(file, key):
                make = partial(self._rewritten, rewriting, file, key, own, entry, related)
                yield address, key_of(source, own), make
            else:
                others.add(entry.slug)
        yield from self.files(related, others)

    def _rewritten(self, rewriting: Rewriting, file: str, key: bytes, own: bytes, entry: Entry, related: Ties) -> bytes:
        page = rewriting.page(file, self._given.standing(file, key))
        return page or self._made(entry, self._around(entry, related), own)

    def _around(self, entry: Entry, related: Ties) -> Around:
        """Give what the page of an entry shows of others, found for all when first asked for one."""
        if not self._arounds:
            self._arounds = {one.slug: around for one, around in entry_page.arounds(self._given.roll, related)}
        return self._arounds[entry.slug]

    def _made(self, entry: Entry, around: Around, own: bytes) -> LaidOut:
        given = self._given
        whole, parts = given.gathering.whole(entry), given.gathering.parts(entry)
        shots, address = given.shots(entry.slug), addresses.model(entry.slug)
        view = entry_page.entry_view(
            whole.entry,
            parts,
            given.roll,
            around,
            shots,
            given.card,
            whole.missing,
            self._script(entry, whole.entry, parts) if entry.status == "cong-bo" else None,
            self._site_url + address if self._can_be_opened else "",
        )
        said = NOT_FOR_SEARCH_ENGINES
        if entry.status == "cong-bo":
            card = given.cards.of_model(entry)
            view = view._replace(cards=given.cards.downloads(card))
            said = given.sharing.model(whole.entry, view, given.roll, parts, card, shots.cover)
        before, after = given.shell.around(address, Head(entry.title, entry.summary, said))
        pieces = given.templates.pieces("entry", e=view)
        return laid_out(own, before, pieces, after, addresses.way_to_root(address))

    def _spoken_key(self, entry: Entry) -> bytes:
        return fingerprint(self._given.made_by, self._given.gathering.of(entry).fingerprint, self._given.rows.of(entry))

    def _spoken(self, entry: Entry) -> str:
        if self._last_script[0] is not entry:  # its page was not made just before
            of = self._given.gathering
            self._script(entry, of.whole(entry).entry, of.parts(entry))
        return self._last_script[1].text + "\n"

    def _script(self, entry: Entry, whole: Entry, parts: tuple[Part, ...]) -> Script:
        """Give what loudspeakers read of an entry, and keep it for the next file: what the site holds, or made."""
        script = self._standing(entry) or announcement.script(whole, parts, self._given.roll)
        self._last_script = entry, script
        return script

    def _standing(self, entry: Entry) -> Script | None:
        """Give the text that the site holds already if it would be the same: to read it is ten times as quick."""
        text = self._given.standing(addresses.spoken(entry.slug), self._spoken_key(entry))
        return announcement.timed(text.decode("utf-8", "replace").removesuffix("\n")) if text else None
