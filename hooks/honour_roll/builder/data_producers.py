"""Producers of files for programs: open data, feeds, the sitemap, and the redirects that nginx reads.

A site that does not know its own address has only the redirects: all else would lead nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

from honour_roll import addresses, taxonomies
from honour_roll.builder.artifact import Artifact, Producer
from honour_roll.builder.context import Context
from honour_roll.builder.page_producers import WRITTEN
from honour_roll.entries.entry import Entry
from honour_roll.feeds import feeds, open_data, redirects
from honour_roll.feeds.open_data import OpenData
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.pages import entry_page
from honour_roll.pages.views import Picture


def _pictures(context: Context, entry: Entry) -> Iterator[tuple[str, Picture]]:
    return ((photo.file, entry_page.picture(entry, photo, job)) for photo, job in context.pictures.of(entry))


def _open_data(context: Context) -> OpenData:
    return OpenData(context.roll, context.output.imprint, context.site_url, partial(_pictures, context))


def _record(context: Context, entry: Entry) -> dict[str, bytes]:
    """Return the inputs of an entry's record: its own, and which of the models that it names are published."""
    inputs = {
        "code, site and licence": context.site_fingerprint,
        "what is published of the entry": context.cached(entry).data,
        "its rows of the registers": context.rows_of(entry),
    }
    if entry.spread.learned_from or entry.spread.applied_by:
        inputs["models that it names"] = plain(open_data.public(context.roll, entry))
    return inputs


def model_data(context: Context) -> Producer:
    """The data of each published model, as JSON."""

    def artifacts() -> Iterator[Artifact]:
        data = _open_data(context)
        for entry in context.public if context.site_url else ():
            inputs = {**_record(context, entry), "entry": context.cached(entry).fingerprint}
            yield Artifact(addresses.data(entry.slug), inputs, partial(_model_data, context, data, entry))

    return Producer("model data", fingerprint(context.site_fingerprint, context.contents_fingerprint), artifacts)


def _model_data(context: Context, data: OpenData, entry: Entry) -> bytes:
    return data.own(context.whole(entry), context.entries.body(entry))


def all_data(context: Context) -> Producer:
    """The data of all published models in one file, as JSON and as CSV: one line for each model."""

    def artifacts() -> Iterator[Artifact]:
        if not context.site_url:
            return
        data, public = _open_data(context), context.public
        own = {entry.slug: fingerprint(*_record(context, entry).values()) for entry in public}
        inputs = {"code, site and licence": context.site_fingerprint, "records": b"".join(own.values())}

        def line_and_row(slug: str) -> tuple[bytes, bytes]:
            whole = context.whole(context.roll.by_slug[slug])
            return data.line(whole), data.row(whole)

        # To make ten thousand lines anew takes a second or two, to read the kept ones 0.1 s.
        name = b"lines:" + os.fsencode(context.settings.entries)
        lines = context.store.remember_each(name, own, line_and_row).values()
        in_json, in_csv = [line for line, _ in lines], [row for _, row in lines]
        end = b"\n]}\n" if public else b"]}\n"
        yield Artifact(addresses.ALL_JSON, inputs, lambda: data.head(len(public)) + b",\n".join(in_json) + end)
        yield Artifact(addresses.ALL_CSV, inputs, lambda: b"\r\n".join([open_data.csv_head()[:-2], *in_csv, b""]))

    return Producer("all data", fingerprint(context.site_fingerprint, context.data_fingerprint), artifacts)


def feed_files(context: Context) -> Producer:
    """The feeds of all lists that have one, as Atom and as JSON Feed."""
    with_registers = fingerprint(context.site_fingerprint, context.registers_fingerprint)

    def artifacts() -> Iterator[Artifact]:
        imprint, url, registers = context.output.imprint, context.site_url, context.roll.registers
        for feed in feeds.feeds(context.lists) if url else ():
            inputs = {
                "code, site, licence and registers": with_registers,
                "title": feed.title.encode(),
                "models": b"".join([context.cached(entry).data for entry in feed.entries]),
            }
            for file, make in zip(addresses.FEEDS, (feeds.atom, feeds.json_feed), strict=True):
                made = partial(make, feed, imprint, url, registers, partial(_cover, context))
                yield Artifact(feed.address + file, inputs, made)

    return Producer("feeds", fingerprint(context.site_fingerprint, context.data_fingerprint), artifacts)


def _cover(context: Context, entry: Entry) -> str:
    """Return the address of an entry's cover photo (JPEG); nothing when its cover is drawn."""
    cover = context.card(entry.slug).cover
    return "" if cover.drawn else cover.src


def site_files(context: Context) -> Producer:
    """The sitemap, and the redirects and withdrawn pages for nginx."""
    docs = plain(sorted(context.settings.docs))
    inputs = {
        "code, site and licence": context.site_fingerprint,
        "registers": context.registers_fingerprint,
        "models": context.of_all("data"),
        "hand-written pages": docs,
    }

    def artifacts() -> Iterator[Artifact]:
        roll, url = context.roll, context.site_url
        if url:
            yield Artifact(
                addresses.SITEMAP,
                inputs,
                lambda: feeds.sitemap(
                    roll,
                    context.lists,
                    (*taxonomies.OVERVIEWS, *WRITTEN),
                    context.settings.docs,
                    url,
                    lambda entry: [picture.src for _, picture in _pictures(context, entry)],
                ),
            )
        for address, make in ((addresses.MOVED, redirects.moved_map), (addresses.GONE, redirects.gone_map)):
            text = make(roll, url)
            yield Artifact(address, {"what it says": text.encode()}, partial(str, text))

    return Producer("site files", fingerprint(*inputs.values()), artifacts)
