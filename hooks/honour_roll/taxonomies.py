"""The taxonomies, by which entries are listed and found: one table, a row for each.

A new row has its pages, its overview, feeds, facet, redirects and ledger lines, and stands in menus and in open data,
without further code. Entries name it by a field of ``Entry`` in ``entries/entry.py``, its rows stand in
``danh-muc/<register>.yml``, and ``scripts/write_schema.py`` tells editors and the guide. Where a list says more than a
name and its models, ``pages/lists.py`` has its wording; a register whose rows have more than names has a class in
``entries/registers.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class Taxonomy(NamedTuple):
    """A way to group entries: by field, by place, by year.

    ``keys`` returns the keys that an entry names; they stand in addresses, so they are slugs. With a ``register`` the
    rows are those of that file, and ``keys`` looks at the entry alone. Without one the rows are the keys that entries
    name, and ``keys`` may look at the registers, its second argument.
    """

    name: str  # rows of a register are in Registers under this name: ``Registers.rows``
    title: str  # in Vietnamese
    keys: Callable[[Any, Any], Iterable[str]]
    address: str = ""  # under which the rows have pages; empty: they have none
    register: str = ""  # the file in danh-muc/, without its ending
    lead: str = ""  # the sentence under the title of the overview
    has_feeds: bool = False
    facet: str = ""  # its name in the addresses of the search; empty: it is no facet
    facet_rank: int = 99  # its place among the facets, where it is not the last
    column: str = ""  # its key in open data, where that is not its address
    key_pattern: str = ""  # of its keys in the ledger, where not every slug is one

    def page(self, key: str) -> str:
        """Return the address of a row's page."""
        return f"{self.address}{key}/"


def year_of(entry: Any, registers: Any) -> str:
    """Return the year of an entry's newest honour, else of its publication; empty for a draft without either."""
    rounds = registers.rounds
    dates = [rounds[honour.round].date for honour in entry.honours if honour.round in rounds]
    return str((max(dates) if dates else entry.published)[:4])


# One row a list, in the order of menus.
TAXONOMIES = (
    FIELDS := Taxonomy(
        "fields", "Lĩnh vực", lambda entry, _: (entry.field,), "linh-vuc/", "linh-vuc",
        has_feeds=True, facet="linh-vuc", facet_rank=1,
    ),
    THEMES := Taxonomy(
        "themes", "Chủ đề", lambda entry, _: entry.themes, "chu-de/", "chu-de",
        facet="chu-de", facet_rank=5,
    ),
    PLACES := Taxonomy(
        "places", "Địa bàn", lambda entry, _: entry.places, "dia-ban/", "dia-ban",
        "Mỗi bài ghi địa bàn theo tên gọi lúc đó. Nơi mới tính cả bài của nơi cũ nhập vào; "
        "nơi cũ chia ra thì tính ở từng nơi nhận.",
        has_feeds=True, facet="dia-ban", facet_rank=3,
    ),
    UNITS := Taxonomy(
        "units", "Đơn vị", lambda entry, _: (entry.unit, *entry.partners), "don-vi/", "don-vi",
        facet="don-vi", facet_rank=4,
    ),
    YEARS := Taxonomy(
        "years", "Năm", lambda entry, registers: (year_of(entry, registers),), "nam/",
        lead="Năm của lần tôn vinh gần nhất.", facet="nam", facet_rank=6, key_pattern="[0-9]{4}",
    ),
    ROUNDS := Taxonomy(
        "rounds", "Đợt tôn vinh", lambda entry, _: dict.fromkeys(honour.round for honour in entry.honours),
        "dot-ton-vinh/", "dot-ton-vinh", facet="dot", facet_rank=7, column="ton_vinh",
    ),
    Taxonomy("titles", "Danh hiệu", lambda _entry, _registers: (), register="danh-hieu"),  # of rounds, not of entries
    KINDS := Taxonomy("kinds", "Loại", lambda entry, _: (entry.kind,), facet="loai", facet_rank=2),
)  # fmt: skip  # rows stay short

PAGES = tuple(taxonomy for taxonomy in TAXONOMIES if taxonomy.address)  # taxonomies whose rows have pages
REGISTERS = {taxonomy.register: taxonomy for taxonomy in TAXONOMIES if taxonomy.register}  # by file
FACETS = tuple(sorted((taxonomy for taxonomy in TAXONOMIES if taxonomy.facet), key=lambda row: row.facet_rank))
OVERVIEWS = {taxonomy.address: taxonomy.title for taxonomy in PAGES}
