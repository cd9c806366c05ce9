"""Redirects: addresses that moved and those that are gone, for pages of the site and for nginx.

Every host can serve the pages. nginx can do better, 301 and 410, with the two maps that lie in the site's ``.nginx/``,
where no page is; ``docs/decisions/0012-links-that-never-die.md`` shows how they are included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from honour_roll import addresses
from honour_roll.entries.registers import rows_with_pages
from honour_roll.entries.roll import Roll


class Moved(NamedTuple):
    """A former address, the present one, and the name of what is there; empty when it may not be told."""

    old: str
    new: str
    title: str


def moved(roll: Roll) -> Iterator[Moved]:
    """Give every former address: of models that were renamed, and of rows of the registers that were."""
    for entry in (*roll.entries, *roll.gone):
        if not entry.former_slugs:
            continue
        title = entry.title if entry.status != "tam-an" else ""
        for slug in dict.fromkeys(entry.former_slugs):
            if slug != entry.slug:  # renamed back; its first name stays the first of its list, for feeds
                yield Moved(addresses.model(slug), addresses.model(entry.slug), title)
    for base, rows in rows_with_pages(roll.registers):
        for key, row in rows.items():
            yield from (Moved(f"{base}{old}/", f"{base}{key}/", row.name) for old in dict.fromkeys(row.former_keys))


def moved_map(roll: Roll, site_url: str) -> str:
    """Give what nginx' ``map`` includes to know where a former address went."""
    lines = ["# map $uri $moved_to { include .../moved.map; }"]
    for old, new, _ in moved(roll):
        lines += [f"{path} {_target(site_url, new)};" for path in _ways_to_ask(site_url, old)]
        if old.startswith(addresses.MODELS):
            ways = zip(_files(old), _files(new), strict=True)
            lines += [f"{_path(site_url, was)} {_target(site_url, now)};" for was, now in ways]
    return "\n".join([*lines, ""])


def gone_map(roll: Roll, site_url: str) -> str:
    """Give what nginx' ``map`` includes to know which models were withdrawn, each with the page that says so."""
    lines = ["# map $uri $gone_page { include .../gone.map; }"]
    for entry in roll.gone:
        if entry.status == "thu-hoi":
            address = addresses.model(entry.slug)
            page = _path(site_url, addresses.file_of(address))
            asked = [*_ways_to_ask(site_url, address), *(_path(site_url, file) for file in _files(address))]
            lines += [f"{path} {page};" for path in asked]
    return "\n".join([*lines, ""])


def _files(address: str) -> tuple[str, ...]:
    """Give the files that a model at this address has beside its page: data, what loudspeakers read, its code."""
    slug = address.removeprefix(addresses.MODELS).strip("/")
    return addresses.data(slug), addresses.spoken(slug), addresses.code(slug)


def _ways_to_ask(site_url: str, address: str) -> Iterable[str]:
    return (_path(site_url, way) for way in (address, address.rstrip("/"), addresses.file_of(address)))


def _target(site_url: str, address: str) -> str:
    """Give a path from the host's root as an address has it."""
    return quote(unquote(urlsplit(site_url).path or "/"), safe="/") + address


def _path(site_url: str, address: str) -> str:
    """Give a path from the host's root, as nginx has it in ``$uri``, in quotes when it is not plain.

    Keys hold no more than small letters, digits and hyphens; the rest is the path of mkdocs.yml's ``site_url``.
    """
    base = urlsplit(site_url).path or "/"
    if quote(base, safe="/") == base:
        return base + address
    plain = unquote(base).replace("\\", "\\\\").replace('"', '\\"').replace("$", "")  # a "$" cannot be written
    return f'"{plain}{address}"'
