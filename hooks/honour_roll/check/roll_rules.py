"""Roll rules: an entry held against the registers, the other entries and the site's addresses. The docstring is the rule."""

from __future__ import annotations

import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.entries import schema
from honour_roll.entries.validate import nearest, row_at
from honour_roll.problem import Problem, quoted
from honour_roll.text.vietnamese import date_text, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from honour_roll.entries.entry import Entry
    from honour_roll.entries.folders import Folder
    from honour_roll.entries.registers import Registers
    from honour_roll.entries.yaml_reader import Location


IN_BODY = "@"
_MOST_TOLD = 30  # dead links of one entry: to guess what was meant, each is held against all addresses
REGISTER_OF = {  # the register's file, and its list among the Registers
    "linh-vuc": "fields", "chu-de": "themes", "don-vi": "units", "dia-ban": "places", "dot-ton-vinh": "rounds",
}  # fmt: skip


class Reference(NamedTuple):
    """What an entry says of something outside itself: where it says so, the register, and the key."""

    location: tuple[int | str, ...]
    register: str
    key: str


class Finding(NamedTuple):
    """A Problem of a roll rule before its place is looked up. A location in the body is (IN_BODY, line, column)."""

    location: Location
    rule: str
    value: str
    text: str
    mend: str


class Guess:
    """The names of all entries, and which of them a wrong name was probably meant to be: each guessed but once."""

    def __init__(self, slugs: AbstractSet[str], shown: str) -> None:
        """Take the names; ``shown`` is how messages call the folder of the registers."""
        self.slugs, self.shown = slugs, shown
        self.of = cache(lambda wrong: nearest(wrong, slugs))


def references_are_known(
    entry: Entry, references: Iterable[Reference], registers: Registers, guess: Guess
) -> Iterator[Finding]:
    """What an entry refers to exists: field, theme, unit, place, round, or another entry (not itself)."""
    for location, register, key in references:
        if register == "entries":
            if key == entry.slug:
                yield Finding(location, "refers-to-itself", key, f"{quoted(key)} là chính bài này.",
                              "Ghi tên thư mục của bài khác, hoặc bỏ dòng này.")  # fmt: skip
            elif key not in guess.slugs:
                meant = guess.of(key)
                yield Finding(location, "unknown-entry", key, f"Không có bài nào tên là {quoted(key)}.",
                              f"Có phải “{meant}”?" if meant else "Ghi đúng tên thư mục của bài kia.")  # fmt: skip
            continue
        rows = getattr(registers, REGISTER_OF[register])
        if (register, key) in registers.broken:
            yield Finding(location, "unknown-reference", key, f"{quoted(key)} chưa đối chiếu được: dòng này trong danh mục "
                          f"{register}.yml đang có lỗi.", f"Sửa {guess.shown}/{register}.yml trước.")  # fmt: skip
        elif not rows:
            yield Finding(location, "unknown-reference", key, f"{quoted(key)} chưa đối chiếu được: danh mục {register}.yml "
                          "đang trống hoặc có lỗi.", f"Sửa {guess.shown}/{register}.yml trước.")  # fmt: skip
        elif key not in rows:
            named = next((k for k, row in rows.items() if fold(row.name) == fold(key)), None)
            meant = named or nearest(key, rows)
            row = row_at(schema.ENTRY, location)
            label = row.label if row else str(location[-1])
            mend = f"Có phải “{meant}”? " if meant else ""
            yield Finding(location, "unknown-reference", key, f"{label} {quoted(key)} không có trong danh mục.",
                          f"{mend}Danh sách: {guess.shown}/{register}.yml")  # fmt: skip


def places_existed(entry: Entry, registers: Registers) -> Iterator[Finding]:
    """Each place existed when the model did: in its period, or at one of its honour rounds."""
    dates = [registers.rounds[h.round].date for h in entry.honours if h.round in registers.rounds]
    spans = [_span(date) for date in dates]
    if entry.period:
        years = f"giai đoạn {entry.period.replace('-', '–')}" if "-" in entry.period else date_text(entry.period)
        spans.insert(0, (f"{entry.period[:4]}-01-01", f"{entry.period[-4:]}-12-31", years))
    for index, key in enumerate(entry.places if spans else ()):
        place = registers.places.get(key)
        if place is None:
            continue
        gone = [s for s in spans if place.until and _span(place.until)[0] <= s[0]]
        early = [s for s in spans if place.since and s[1] < _span(place.since)[0]]
        if len(gone) + len(early) >= len(spans):
            life = f"không còn từ {date_text(place.until)}" if gone else f"mới có từ {date_text(place.since)}"
            when = (gone or early)[0][2]
            then = _places_then(key, registers, early=bool(early))
            yield Finding(("dia_ban", index), "place-not-then", key,
                          f"Địa bàn {quoted(key)} ({place.name}) {life}, bài này nói về {when}.",
                          "Ghi theo tên gọi lúc đó." + (f" Có phải: {', '.join(then)}?" if then else ""))  # fmt: skip


def _places_then(key: str, registers: Registers, *, early: bool) -> list[str]:
    """Give the places that ``key`` came from (``early``), or that it went to."""
    if early:
        return [k for k, place in registers.places.items() if any(part.place == key for part in place.became)]
    return [part.place for part in registers.places[key].became]


@lru_cache(maxsize=4096)
def _span(date: str) -> tuple[str, str, str]:
    """Give the first and the last day that a date may mean, and the date for readers."""
    return (date + "-01-01")[:10], _last_day(date), date_text(date)


def _last_day(date: str) -> str:
    """Give the last day that a date as exact as known may mean (``2017-02`` → ``2017-02-28``)."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    if day:
        return date
    if not month or month == 12:
        return f"{year:04}-12-31"
    return (datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)).isoformat()


def links_lead_somewhere(entry: Entry, addresses: AbstractSet[str]) -> Iterator[Finding]:
    """A link within the site leads to a page that is there."""
    dead = [link for link in entry.links if link.target.partition("#")[0].strip("/") not in addresses]
    for link in dead[:_MOST_TOLD]:
        base, _, last = link.target.partition("#")[0].strip("/").rpartition("/")
        beside = (a[len(base) :].lstrip("/") for a in addresses if a.rpartition("/")[0] == base)
        meant = nearest(last, beside)
        if meant:
            mend = f"Có phải “/{base}/{meant}/”?" if base else f"Có phải “/{meant}/”?"
        elif "." in last:
            mend = "Tệp để tải về không đặt ở đây được: dẫn đến trang web có tệp đó, hoặc bỏ liên kết."
        else:
            mend = "Sửa liên kết hoặc bỏ đi."
        yield Finding((IN_BODY, link.line, link.column), "dead-link", link.target,
                      f"Liên kết đến {quoted(link.target)}: trang này không có.", mend)  # fmt: skip


def slugs_are_unique(folders: Iterable[Folder], shown: str) -> Iterator[Problem]:
    """A folder's name stands once over all shelves, because it is the page's address."""
    first: dict[str, Folder] = {}
    for folder in folders:
        other = first.setdefault(folder.slug, folder)
        if other is not folder:
            yield Problem(f"{shown}/{folder.path}", 0, 0, "duplicate-slug", "Tên thư mục", folder.slug,
                          f"Tên thư mục {quoted(folder.slug)} đã dùng ở {shown}/{other.path}.",
                          f"Đổi tên một trong hai, ví dụ “{folder.slug}-{folder.shelf}”.")  # fmt: skip


def former_slugs_are_free(entry: Entry, owners: Mapping[str, str]) -> Iterator[Finding]:
    """A former name belongs to one entry and is not the name of a present one."""
    for index, slug in enumerate(entry.former_slugs):
        if owners.get(slug, entry.slug) != entry.slug:
            yield Finding(("ten_cu", index), "former-slug-taken", slug,
                          f"Tên cũ {quoted(slug)} đã là tên của bài {quoted(owners[slug])}.",
                          "Xóa tên này khỏi một trong hai bài.")  # fmt: skip


def label_of(finding: Finding) -> str:
    """Give the Vietnamese label of what the finding is about."""
    row = row_at(schema.ENTRY, finding.location)
    return row.label if row else "Liên kết"
