"""Redirects of former addresses, and the addresses that are gone: for pages of the site, and as maps for nginx.

Pages that redirect work on every host; ``builder/page_producers.py`` writes one at each former address. nginx can
answer 301 and 410 with ``.nginx/moved.map`` and ``.nginx/gone.map``, which ``builder/data_producers.py`` writes;
``docs/decisions/0012-links-that-never-die.md`` shows how to include them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from honour_roll import addresses
from honour_roll.entries.roll import Roll
from honour_roll.taxonomies import PAGES


class Moved(NamedTuple):
    """A former address, the present one, and the title of its page, empty for an entry that is hidden."""

    old: str
    new: str
    title: str


def moved(roll: Roll) -> Iterator[Moved]:
    """Yield every former address, of models and of rows of registers."""
    for entry in (*roll.entries, *roll.gone):
        title = entry.title if entry.status != "tam-an" else ""
        for slug in dict.fromkeys(entry.former_slugs):
            if slug != entry.slug:  # an entry renamed back has its own slug among the former ones, for its feed id
                yield Moved(addresses.model(slug), addresses.model(entry.slug), title)
    for taxonomy in PAGES:
        for key, row in roll.registers.rows(taxonomy).items():
            for old in dict.fromkeys(row.former_keys):
                yield Moved(taxonomy.page(old), taxonomy.page(key), row.name)


def moved_map(roll: Roll, site_url: str) -> str:
    """Return an nginx map from the path of each former address to where it went."""
    lines = ["# map $uri $moved_to { include .../moved.map; }"]
    for old, new, _ in moved(roll):
        targets = (new, new, new, *_files(new))
        ways = zip(_requests(old), targets, strict=True)
        lines += [f"{_path(site_url, request)} {_target(site_url, target)};" for request, target in ways]
    return "\n".join([*lines, ""])


def gone_map(roll: Roll, site_url: str) -> str:
    """Return an nginx map from the paths of each withdrawn model to the file of its tombstone."""
    lines = ["# map $uri $gone_page { include .../gone.map; }"]
    for entry in roll.gone:
        if entry.status == "thu-hoi":
            address = addresses.model(entry.slug)
            page = _path(site_url, addresses.file_of(address))
            lines += [f"{_path(site_url, request)} {page};" for request in _requests(address)]
    return "\n".join([*lines, ""])


def _requests(address: str) -> tuple[str, ...]:
    """Return the addresses under which browsers ask for a page, then the addresses of a model's other files."""
    return (address, address.rstrip("/"), addresses.file_of(address), *_files(address))


def _files(address: str) -> tuple[str, ...]:
    """Return the addresses of the files beside a model's page; other pages have none."""
    if not address.startswith(addresses.MODELS):
        return ()
    slug = address.removeprefix(addresses.MODELS).strip("/")
    return addresses.data(slug), addresses.spoken(slug), addresses.code(slug)


def _target(site_url: str, address: str) -> str:
    """Return the path of an address on its host, percent-encoded."""
    return quote(unquote(urlsplit(site_url).path or "/"), safe="/") + address


def _path(site_url: str, address: str) -> str:
    """Return the path of an address on its host as nginx has it in ``$uri``, in quotes unless it is plain.

    Slugs and keys are plain; the path of mkdocs.yml's ``site_url`` may not be.
    """
    base = urlsplit(site_url).path or "/"
    if quote(base, safe="/") == base:
        return base + address
    plain = unquote(base).replace("\\", "\\\\").replace('"', '\\"').replace("$", "")  # nginx cannot escape a "$"
    return f'"{plain}{address}"'
