"""Exports: all files that programs read, each with a digest of what it depends on: data, feeds, sitemap, redirects."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from honour_roll import addresses
from honour_roll.build.kept_lines import Form, Kept, joined
from honour_roll.build.load import Gathering
from honour_roll.build.mkdocs_output import Frame
from honour_roll.build.relations import Moves
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.feeds import feeds, open_data, redirects, sitemap
from honour_roll.feeds.open_data import OpenData
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.pages.lists import Listing
from honour_roll.pages.views import Picture
from honour_roll.store import Store, packed, unpacked

# Its address, what stands for all that is in it, and how to make it.
File: TypeAlias = tuple[str, bytes, Callable[[], str | bytes]]


class Given(NamedTuple):
    """What exports are made from. ``base`` stands for the code.

    ``rows`` gives what stands for the rows of the registers that an entry names. ``lists`` gives all lists, ``others``
    the addresses of pages that list no models; ``docs`` are those of hand-written pages. ``pictures`` gives the
    pictures of an entry, each with the name of its original; ``cover`` the address of its cover photo (JPEG), or
    nothing.
    """

    roll: Roll
    gathering: Gathering
    frame: Frame
    base: bytes
    rows: Callable[[Entry], bytes]
    lists: Callable[[], Sequence[Listing]]
    others: Callable[[], tuple[str, ...]]
    docs: frozenset[str]
    pictures: Callable[[Entry], Iterable[tuple[str, Picture]]]
    cover: Callable[[Entry], str]


class Exports:
    """All files for programs. Without an address of its own, a site has none but the redirects: they would be wrong."""

    def __init__(self, given: Given, registers: bytes, cache: Store, site: Path, keys: Mapping[str, bytes]) -> None:
        """Take what is given; ``keys`` are those of the files that ``site`` holds already.

        ``registers`` stands for all of these: feeds are made anew when anything in them changes.
        """
        self._given, self._cache, self._site = given, cache, site
        self._base_of_one = fingerprint(given.base, plain((given.frame.site_url, given.frame.imprint)))
        self._base = fingerprint(self._base_of_one, registers)
        self._public = [entry for entry in given.roll.entries if entry.status == "cong-bo"]
        self._data = OpenData(given.roll, given.frame.imprint, given.frame.site_url, given.pictures)
        self._name = b"lines:" + os.fsencode(site)
        kept = unpacked(cache.get(self._name))
        last = Kept(*kept) if isinstance(kept, tuple) else Kept()
        whole = all(keys.get(file) == last.stands_for(file) for file in (addresses.ALL_JSON, addresses.ALL_CSV))
        self._now = self._last = last if whole else Kept()
        self._only: AbstractSet[str] | None = None
        self._displaced: AbstractSet[str] = frozenset()

    def look(self, only: AbstractSet[str] | None, moves: Moves) -> None:
        """Find what the files are to be made from.

        When no entries but ``only`` have changed, only files that may change are given afterwards; these entries do not
        make others appear or go, but they may have moved some, as ``moves`` tells.
        """
        self._only, self._displaced = only, moves.displaced
        self._now = Kept(self._base_of_one, self._line_keys(only, moves.before))

    def files(self) -> Iterator[File]:
        """Give every file, or those that may change, once it was looked what they are made from."""
        only = self._only
        roll, url = self._given.roll, self._given.frame.site_url
        if url:
            yield from self._of_all()
            yield from (self._of_one(entry) for entry in self._public if only is None or entry.slug in only)
        if only is not None and self._now == self._last:
            return  # no record has changed, and everything else is made of these
        if url:
            yield from self._feeds(None if only is None else only | self._displaced)
            yield self._sitemap()
        for address, make in ((addresses.MOVED, redirects.moved_map), (addresses.GONE, redirects.gone_map)):
            text = make(roll, url)
            yield address, fingerprint(text.encode()), partial(str, text)

    def remember(self) -> None:
        """Keep what the lines of the large files were made from, once these are in the site."""
        if self._now != self._last:
            self._cache.put([(self._name, packed(tuple(self._now)))])

    def _line_keys(self, only: AbstractSet[str] | None, before: Sequence[str]) -> bytes:
        """Give what the lines of the large files depend on, a digest each; those of last time but for ``only``."""
        slugs, keys = before or [entry.slug for entry in self._public], self._last.split()
        known = dict(zip(slugs, keys, strict=False))
        if only is None or self._last.base != self._base_of_one or len(keys) != len(slugs):
            known = {}
        for entry in self._public:
            if entry.slug not in known or (only and entry.slug in only):
                known[entry.slug] = fingerprint(self._key(entry), self._given.rows(entry))
        return b"".join([known[entry.slug] for entry in self._public])

    def _key(self, entry: Entry) -> bytes:
        """Give what stands for an entry's record: its own, and which of the others that it names are published."""
        own = self._given.gathering.of(entry).record
        if not (entry.spread.learned_from or entry.spread.applied_by):
            return own  # as most; to ask further for ten thousand would take as long as all the rest of this
        return fingerprint(own, plain(open_data.public(self._given.roll, entry)))

    def _of_all(self) -> Iterator[File]:
        """Give the two files that have all models."""
        json_form = Form(self._data.head(len(self._public)), b",\n", b"\n", b"]}\n")
        csv_form = Form(open_data.csv_head(), b"\r\n", b"\r\n", b"")
        for file, form, line in (
            (addresses.ALL_JSON, json_form, self._data.line),
            (addresses.ALL_CSV, csv_form, self._data.row),
        ):
            yield file, self._now.stands_for(file), partial(self._joined, file, form, line)

    def _joined(self, file: str, form: Form, line: Callable[[Entry], bytes]) -> bytes:
        return joined(
            form, self._now, self._last, self._site / file, lambda place: line(self._whole(self._public[place]))
        )

    def _of_one(self, entry: Entry) -> File:
        text = self._given.gathering.of(entry).fingerprint
        key = fingerprint(self._base_of_one, self._key(entry), self._given.rows(entry), text)
        return addresses.data(entry.slug), key, partial(self._own, entry)

    def _own(self, entry: Entry) -> bytes:
        return self._data.own(self._whole(entry), self._given.gathering.parts(entry))

    def _whole(self, entry: Entry) -> Entry:
        return self._given.gathering.whole(entry).entry

    def _feeds(self, naming: AbstractSet[str] | None) -> Iterator[File]:
        """Give all feeds, or those that name one of these models."""
        of, registers = self._given.gathering.of, self._given.roll.registers
        imprint, url = self._given.frame.imprint, self._given.frame.site_url
        for feed in feeds.feeds(self._given.lists()):
            if naming is not None and naming.isdisjoint([entry.slug for entry in feed.entries]):
                continue
            key = fingerprint(self._base, feed.title.encode(), *[of(entry).record for entry in feed.entries])
            for file, make in zip(addresses.FEEDS, (feeds.atom, feeds.json_feed), strict=True):
                yield feed.address + file, key, partial(make, feed, imprint, url, registers, self._given.cover)

    def _sitemap(self) -> File:
        given, lists, others = self._given, self._given.lists(), self._given.others()
        pages = plain((others, sorted(given.docs), [(x.view.pages, bool(x.entries)) for x in lists]))
        models = {entry.slug for entry in self._public}
        kept = [one for one in given.gathering.kept.values() if one.entry.slug in models]
        bearings, days = b"".join([one.bearing for one in kept]), "\0".join([one.entry.updated for one in kept])
        key = fingerprint(self._base, bearings, days.encode(), pages)
        return addresses.SITEMAP, key, lambda: sitemap.sitemap(
            given.roll, lists, others, given.docs, given.frame.site_url,
            lambda entry: [shot.src for _, shot in given.pictures(entry)],
        )  # fmt: skip
