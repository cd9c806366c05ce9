"""Producers of pages: models, lists, the front page, statistics, and what stays where a page was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from markupsafe import Markup

from honour_roll import addresses
from honour_roll.builder.artifact import Artifact, Producer
from honour_roll.builder.context import NOT_FOR_SEARCH_ENGINES, Context
from honour_roll.entries.entry import Entry
from honour_roll.entries.folders import YEAR_FOLDER
from honour_roll.entries.markdown import ROOT
from honour_roll.entries.roll import Related
from honour_roll.feeds import feeds, redirects
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.pages import announcement, descriptions, entry_page, front_page, overviews, qr, statistics
from honour_roll.pages.entry_page import Around
from honour_roll.pages.head import above, above_model
from honour_roll.pages.lists import Listing
from honour_roll.pages.templates import Head
from honour_roll.pages.views import HomeView, Named
from honour_roll.problem import Problem

_STATISTICS, _SEARCH = "Thống kê", "Tìm kiếm"
WRITTEN = {addresses.STATISTICS: _STATISTICS, addresses.SEARCH: _SEARCH}  # titles of the pages that are one each


def _file(address: str, inputs: dict[str, bytes], make: partial[str]) -> Artifact:
    return Artifact(addresses.file_of(address), inputs, make)


# --- models -----------------------------------------------------------------------------------------------------------


def models(context: Context) -> Producer:
    """The page of each model and, of a published one, what loudspeakers read of it and the QR code that leads to it."""
    template = context.templates.fingerprints["entry"]
    # The page shows how long the announcement takes: both are made one after the other, and the text once.
    script = lru_cache(maxsize=2)(partial(_script, context))

    def artifacts() -> Iterator[Artifact]:
        by_slug = context.roll.by_slug
        for entry, around in entry_page.surroundings(context.roll, _related(context)):
            others = around.shown(entry)
            beside = [near and (near.slug, near.title) for near in (around.newer, around.older)]
            shown = b"".join([context.card_fingerprint(slug) for slug in others if slug in by_slug])
            inputs = {
                "code, layout and site": context.frame_fingerprint,
                "template entry.html": template,
                "entry": context.cached(entry).fingerprint,
                "its rows of the registers": context.rows_of(entry),
                "cards of other models": shown,
                "names of other models": plain((others, around.related, beside)),
                "composition of its link card": context.compositions.get(entry.slug, "").encode(),
            }
            yield _file(addresses.model(entry.slug), inputs, partial(_model_page, context, entry, around, script))
            if entry.status == "cong-bo":
                own = ("entry", "its rows of the registers")
                site = context.output.imprint.name.encode()
                inputs = {"code": context.code_fingerprint, "site": site, **{name: inputs[name] for name in own}}
                yield Artifact(addresses.spoken(entry.slug), inputs, partial(_announcement, script, entry))
                if context.has_address:
                    address = context.site_url + addresses.model(entry.slug)
                    inputs = {"code": context.code_fingerprint, "address": address.encode()}
                    yield Artifact(addresses.code(entry.slug), inputs, partial(qr.svg, address))

    return Producer("models", fingerprint(context.frame_fingerprint, template, context.contents_fingerprint), artifacts)


def _script(context: Context, entry: Entry) -> str:
    site = context.output.imprint.name
    return announcement.script(context.whole(entry), context.entries.body(entry), context.roll, site)


def _announcement(script: Callable[[Entry], str], entry: Entry) -> str:
    return f"{script(entry)}\n"


def _related(context: Context) -> list[tuple[Related, ...]]:
    """Return the related models of each model, in the order of the roll."""
    roll = context.roll

    def found() -> list[tuple[Related, ...]]:
        related = roll.related()
        return [related[entry.slug] for entry in roll.entries]

    name, made_from = b"related:" + os.fsencode(context.settings.entries), roll.related_inputs().encode()
    related: list[tuple[Related, ...]] = context.store.remember(name, fingerprint(made_from), found)
    return related


def _model_page(context: Context, entry: Entry, around: Around, script: Callable[[Entry], str]) -> str:
    is_public = entry.status == "cong-bo"
    view = context.view(entry, around, script(entry) if is_public else "")
    said = NOT_FOR_SEARCH_ENGINES
    if is_public:
        card = context.link_card(entry)
        view = view._replace(cards=context.downloads(card))
        said = context.sharing.model(view, context.roll, card)
    head = Head(entry.title, entry.summary, said, above_model(view))
    return context.page("entry", addresses.model(entry.slug), head, {"e": view})


def former_pages(context: Context) -> Producer:
    """What stays where a page was: a tombstone, the way to a new address; in a preview, an entry's Problems."""
    fingerprints = context.templates.fingerprints

    def artifacts() -> Iterator[Artifact]:
        for entry in context.roll.gone:
            # Of an entry that is hidden for a while, nothing is told.
            title, date = (entry.title, entry.updated) if entry.status == "thu-hoi" else ("", "")
            said = "Danh hiệu đã được thu hồi." if title else "Bài viết hiện không đăng trên trang."
            head = Head(title or "Bài tạm thời không hiển thị", said, NOT_FOR_SEARCH_ENGINES)
            yield _shown(context, "tombstone", addresses.model(entry.slug), head, {"title": title, "date": date})
        for old, new, title in redirects.moved(context.roll):
            way = {
                "target": f"../{new.rstrip('/').rpartition('/')[2]}/",
                "title": title or "địa chỉ mới",
                "canonical": f"{context.site_url}{new}" if context.site_url else "",
            }
            inputs = {
                "code": context.frame_fingerprint,
                "template redirect.html": fingerprints["redirect"],
                "way": plain(way),
            }
            yield _file(old, inputs, partial(context.templates.render, "redirect", **way))
        for folder, problems in broken(context).items():
            slug = folder.partition("/")[2]
            head = Head(f"Chưa đạt: {slug}", "", NOT_FOR_SEARCH_ENGINES)
            yield _shown(context, "problems", addresses.model(slug), head, {"title": slug, "problems": problems})

    used = [fingerprints[name] for name in ("tombstone", "redirect", "problems")]
    problems = plain(context.loaded.problems if context.settings.preview else ())
    own = fingerprint(context.frame_fingerprint, *used, context.cards_fingerprint, problems)
    return Producer("former pages", own, artifacts)


def broken(context: Context) -> dict[str, list[Problem]]:
    """Return the Problems of the entries that a preview leaves out because of them, by ``<year>/<slug>``."""
    by_folder: dict[str, list[Problem]] = {}
    for problem in context.loaded.problems if context.settings.preview else ():
        year_folder, _, rest = problem.path.removeprefix(f"{context.settings.shown}/").partition("/")
        slug = rest.partition("/")[0]
        if (
            slug
            and YEAR_FOLDER.fullmatch(year_folder)
            and slug not in context.roll.by_slug
            and problem.rule != "misplaced"
        ):
            by_folder.setdefault(f"{year_folder}/{slug}", []).append(problem)
    return dict(sorted(by_folder.items()))


def _shown(
    context: Context, template: str, address: str, head: Head, values: dict[str, object], title: str = ""
) -> Artifact:
    """Return a page that shows just ``values``; one with a ``title`` has a link card."""
    inputs = {
        "code, layout and site": context.frame_fingerprint,
        f"template {template}.html": context.templates.fingerprints[template],
        "what it shows": plain((head, values)),
    }
    card = context.sharing.card(address, title) if title else None
    return _file(address, inputs, partial(context.page, template, address, head, values, card))


# --- lists ------------------------------------------------------------------------------------------------------------


def list_pages(context: Context) -> Producer:
    """The pages of all lists, 24 models each."""
    template = context.templates.fingerprints["listing"]

    def artifacts() -> Iterator[Artifact]:
        for listing in context.lists:
            shown = plain((listing.view, feeds.has_feed(listing), listing.modified))
            link_card = bytes.fromhex(context.link_card_of_list(listing).fingerprint)
            for number, address in enumerate(listing.view.pages, start=1):
                inputs = {
                    "code, layout and site": context.frame_fingerprint,
                    "template listing.html": template,
                    "list": shown,
                    "cards": b"".join([context.card_fingerprint(entry.slug) for entry in listing.on_page(number)]),
                    "link card": link_card,
                }
                yield _file(address, inputs, partial(_list_page, context, listing, number))

    changed = plain([entry.updated for entry in context.roll.entries])  # is on no card
    parts = (context.frame_fingerprint, template, context.cards_fingerprint, changed)
    return Producer("list pages", fingerprint(*parts), artifacts)


def _list_page(context: Context, listing: Listing, number: int) -> str:
    view = listing.page(number, context.card)
    title = f"{view.title} – trang {number}" if number > 1 else view.title
    address = view.pages[number - 1]
    trail = (*above(address), *([(view.pages[0], view.title)] if number > 1 else []))
    head = Head(title, descriptions.of_list(view), _feed_links(context, listing, address), trail, listing.modified)
    return context.page("listing", address, head, {"l": view}, context.link_card_of_list(listing))


def _feed_links(context: Context, listing: Listing, address: str) -> str:
    """Return the markup that leads to a list's feeds; there are none while the site does not know its address."""
    root = addresses.way_to_root(address)
    return feeds.links(listing, root) if context.site_url and feeds.has_feed(listing) else ""


def single_pages(context: Context) -> Producer:
    """The pages that are one each: lists of lists, statistics, the search."""
    used = [context.templates.fingerprints[name] for name in ("overview", "statistics", "search")]
    year = context.today.year

    def artifacts() -> Iterator[Artifact]:
        for address, view in overviews.overviews(context.roll):
            head = Head(view.title, descriptions.of_overview(view))
            yield _shown(context, "overview", address, head, {"o": view}, view.title)
        head = Head(_STATISTICS, "Mô hình theo lĩnh vực, năm, địa bàn, đợt tôn vinh, và những điều còn thiếu.")
        figures = statistics.statistics(context.roll, year)
        yield _shown(context, "statistics", addresses.STATISTICS, head, {"s": figures}, _STATISTICS)
        head = Head(_SEARCH, "Tìm mô hình theo tên, đơn vị, địa bàn, chủ đề; gõ có dấu hay không dấu đều được.")
        yield _shown(context, "search", addresses.SEARCH, head, {}, _SEARCH)

    parts = (context.frame_fingerprint, *used, context.cards_fingerprint, plain(year))
    return Producer("single pages", fingerprint(*parts), artifacts)


def front(context: Context) -> Producer:
    """The front page, which MkDocs has made with a place for the roll."""
    template, week = context.templates.fingerprints["home"], context.today.strftime("%G-%V").encode()
    front = context.output.front.encode()
    problems = [Named(folder, addresses.model(folder.partition("/")[2])) for folder in broken(context)]

    def artifacts() -> Iterator[Artifact]:
        view = front_page.home(context.roll, context.card, context.today, problems)
        inputs = {
            "code, layout and site": context.frame_fingerprint,
            "template home.html": template,
            "page by MkDocs": front,
            "what it shows": plain(view),
            "feeds": _feed_links(context, context.lists[0], "").encode(),
        }
        yield _file("", inputs, partial(_front_page, context, view))

    parts = (context.frame_fingerprint, template, front, week, context.cards_fingerprint, plain(problems))
    return Producer("front page", fingerprint(*parts), artifacts)


def _front_page(context: Context, view: HomeView) -> str:
    before, greeting, more, after = context.output.front_around()
    before = before.replace("</head>", f"{_feed_links(context, context.lists[0], '')}</head>", 1)
    body = context.templates.render("home", home=view, greeting=Markup(greeting), more=Markup(more))  # noqa: S704 - MkDocs made them
    return before + body.replace(ROOT, ".") + after
