"""The ledger: every address that was ever published, with its first day. What is in it must answer for ever.

``entries/so-dia-chi.yml`` has one line an address, sorted, so that two branches that add to it merge. An address that
both have added stands there twice: its earlier day holds, until the command writes the ledger anew. It is YAML, but
read as lines: ten thousand of them in a few milliseconds, and a line that is wrong has its place. Models and years are
in it, and the rows of registers under which published models are listed. Why, and what is left out, is told in
``docs/decisions/0012-links-that-never-die.md``.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.entries import folders, read
from honour_roll.entries.entry import Entry
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import year_of
from honour_roll.problem import Problem, quoted
from honour_roll.text.vietnamese import date_text, number_text

COMMAND = "python scripts/ledger.py"
BIGGEST = 10_000_000  # bytes: a hundred thousand addresses
_MOST_TOLD = 40
_HEAD = f"""\
# Sổ địa chỉ: những địa chỉ đã công bố và ngày đầu tiên. Địa chỉ đã có ở đây thì mãi mãi phải mở được.
# Máy ghi sổ này: {COMMAND}. Không sửa, không xóa dòng nào. Gộp git bị vướng thì giữ mọi dòng của cả hai bên.
"""
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_LOST = "Lấy lại dòng này từ lịch sử git; không có thì xóa dòng rồi chạy: " + COMMAND
_REGISTERS = {
    addresses.FIELDS: "linh-vuc", addresses.THEMES: "chu-de", addresses.PLACES: "dia-ban", addresses.UNITS: "don-vi",
    addresses.ROUNDS: "dot-ton-vinh",
}  # fmt: skip
_NAMED = rf"(?:{'|'.join((addresses.MODELS, *_REGISTERS))}){SLUG.pattern}"
_LINE = re.compile(rf"({_NAMED}|{addresses.YEARS}[0-9]{{4}}): ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})")


class Ledger(NamedTuple):
    """Addresses, without slashes around, each with its first day and its line; and how messages call the file."""

    days: Mapping[str, str]
    lines: Mapping[str, int]
    path: str

    @property
    def models(self) -> dict[str, int]:
        """Give the slugs that were published, each with its line."""
        base = addresses.MODELS
        return {at.removeprefix(base): line for at, line in self.lines.items() if at.startswith(base)}

    @property
    def years(self) -> list[str]:
        """Give the years whose pages were published."""
        base = addresses.YEARS
        return [address.removeprefix(base) for address in self.days if address.startswith(base)]


def load(file: Path, path: str) -> tuple[Ledger, list[Problem]]:
    """Read the ledger at ``file``, which messages call ``path``, and say what is wrong with it. It may be missing."""
    if not os.path.lexists(file):
        return Ledger({}, {}, path), []
    text = _text(file, path)
    if isinstance(text, Problem):
        return Ledger({}, {}, path), [text]
    days: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.rstrip()
        if not bare or bare.startswith("#"):
            continue
        found = _LINE.fullmatch(bare)
        wrong = _wrong(bare, found)
        if found and not wrong:
            address, day = found.groups()
            days[address], lines[address] = min(day, days.get(address, day)), lines.get(address, number)
        elif wrong and len(problems) < _MOST_TOLD and not _told(wrong, problems):
            rule, said, mend = wrong
            problems.append(Problem(path, number, 1, rule, "Sổ địa chỉ", bare[:60], said, mend))
    return Ledger(days, lines, path), problems


def _text(file: Path, path: str) -> str | Problem:
    again = "Lấy lại tệp từ lịch sử git."
    if file.is_symlink() or not file.is_file():
        return _whole(path, "bad-ledger", "Sổ địa chỉ là lối tắt hoặc thư mục, không phải tệp.", again)
    try:
        if file.stat().st_size > BIGGEST:
            return _whole(path, "bad-ledger", "Sổ địa chỉ quá lớn.", again)
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return _whole(path, "bad-ledger", "Sổ địa chỉ không lưu bằng bảng mã UTF-8.", again)
    except OSError:
        return _whole(path, "cannot-open", "Không mở được tệp này.",
                      "Đóng chương trình đang mở tệp, xem lại quyền đọc tệp, rồi chạy lại.")  # fmt: skip


def _whole(path: str, rule: str, text: str, mend: str) -> Problem:
    return Problem(path, 0, 0, rule, "Sổ địa chỉ", "", text, mend)


def _wrong(line: str, found: re.Match[str] | None) -> tuple[str, str, str] | None:
    """Give the rule that a line breaks, what is wrong, and the mend."""
    if _CONFLICT.fullmatch(line):
        return ("ledger-conflict", "Sổ địa chỉ còn dấu gộp git dở dang.",
                "Xóa mọi dòng bắt đầu bằng <<<<<<<, |||||||, =======, >>>>>>>; giữ mọi dòng khác.")  # fmt: skip
    if not found:
        return "bad-ledger", f"Dòng {quoted(line)} không phải “địa chỉ: năm-tháng-ngày”.", _LOST
    try:
        date.fromisoformat(found[2])
    except ValueError:
        return "bad-ledger", f"Không có ngày {quoted(found[2])}.", _LOST
    return None


def _told(wrong: tuple[str, str, str], problems: Iterable[Problem]) -> bool:
    """Tell whether this was said before: a merge leaves three marks, and one word of them is enough."""
    return wrong[0] == "ledger-conflict" and any(problem.rule == wrong[0] for problem in problems)


def published(entries: Iterable[Entry], registers: Registers) -> dict[str, str]:
    """Give the addresses at which these entries are published or were, each with the first day that they tell."""
    first: dict[str, str] = {}

    def keep(base: str, key: str, day: str) -> None:
        address = f"{base}{key}"
        first[address] = min(day, first.get(address, day))

    for entry in entries:
        if entry.status not in ("cong-bo", "tam-an", "thu-hoi"):
            continue
        for slug in (entry.slug, *entry.former_slugs):
            keep(addresses.MODELS, slug, entry.published)
        if entry.status == "cong-bo":
            for base, key in _lists_of(entry, registers):
                keep(base, key, entry.published)
    return first


def _lists_of(entry: Entry, registers: Registers) -> Iterator[tuple[str, str]]:
    """Give the lists that show an entry: where they live, and their key."""
    yield addresses.FIELDS, entry.field
    yield addresses.YEARS, year_of(entry, registers)
    yield from ((addresses.THEMES, key) for key in entry.themes)
    yield from ((addresses.UNITS, key) for key in (entry.unit, *entry.partners))
    yield from ((addresses.ROUNDS, honour.round) for honour in entry.honours)
    for key in entry.places:
        yield from ((addresses.PLACES, part.place) for part in registers.places[key].became)
        at = key
        while at:
            yield addresses.PLACES, at
            at = registers.places[at].within


def text_of(days: Mapping[str, str]) -> str:
    """Give the ledger as its file has it."""
    return _HEAD + "".join(f"{address}: {day}\n" for address, day in sorted(days.items()))


def is_tidy(file: Path, days: Mapping[str, str]) -> bool:
    """Tell whether the ledger, which has these days, is as ``write`` leaves it."""
    return not days or file.read_text("utf-8-sig") == text_of(days)


def write(file: Path, days: Mapping[str, str]) -> None:
    """Write the ledger, whole or not at all. Raises OSError."""
    waiting = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        waiting.write_text(text_of(days), "utf-8", newline="\n")
        waiting.replace(file)
    finally:
        waiting.unlink(missing_ok=True)


class Now(NamedTuple):
    """What the ledger is held against.

    ``answering`` are the addresses that answer; ``entries`` are those that passed, by slug. ``folders_are_sound`` and
    ``lists_are_sound`` tell whether all entries' folders, and all registers, did: of what is wrong in itself it is not
    known yet what answers. ``root`` is the entries folder and ``shown`` how messages call it.
    """

    answering: AbstractSet[str]
    entries: Mapping[str, Entry]
    folders_are_sound: bool
    lists_are_sound: bool
    root: Path
    shown: str


def broken_links(ledger: Ledger, now: Now) -> Iterator[Problem]:
    """An address that was published answers for ever: with a page, with the way to another, or with a tombstone."""
    lost = sorted(ledger.days.keys() - now.answering)
    if not lost:
        return
    found = []
    for address in lost:
        base, key = re.split(r"(?<=/)", address, maxsplit=1)
        of_model = base == addresses.MODELS
        entry = now.entries.get(key) if of_model else None
        if entry or (now.folders_are_sound if of_model else now.lists_are_sound):
            found.append((address, base, key, entry))
    for address, base, key, entry in found[:_MOST_TOLD]:
        if entry:
            yield _hidden_again(entry, address, now)
            continue
        said = f"Địa chỉ {quoted(f'/{address}/', 120)} đã công bố từ {date_text(ledger.days[address])}, nay không còn."
        mend = _mend_of_model(key, ledger, now) if base == addresses.MODELS else _mend_of_row(base, key)
        yield Problem(ledger.path, ledger.lines[address], 1, "address-gone", "Sổ địa chỉ", address, said, mend)
    if len(found) > _MOST_TOLD:
        more = f"Còn {number_text(len(found) - _MOST_TOLD)} địa chỉ nữa như trên."
        yield _whole(ledger.path, "address-gone", more, "Sửa những lỗi đã nêu rồi kiểm tra lại.")


def _hidden_again(entry: Entry, address: str, now: Now) -> Problem:
    raw = read.read(now.root, folders.folder_at(now.root, f"{entry.shelf}/{entry.slug}"), now.shown)
    line, column = raw.document.place(["trang_thai"]) if isinstance(raw, read.Raw) else (0, 0)
    return Problem(f"{now.shown}/{entry.path}", line, column, "unpublished", "Trạng thái", entry.status,
                   f"Bài đã công bố ở địa chỉ {quoted(f'/{address}/')}; để {quoted(entry.status)} thì địa chỉ ấy mất.",
                   "Tạm gỡ bài: trang_thai: tam-an. Thu hồi danh hiệu: trang_thai: thu-hoi.")  # fmt: skip


def _mend_of_model(slug: str, ledger: Ledger, now: Now) -> str:
    renamed = _renamed(slug, ledger, now)
    if renamed:
        return (f"Bài đổi tên thành {quoted(renamed.slug)}? Ghi ten_cu: [{slug}] trong {now.shown}/{renamed.path}. "
                "Không phải thì lấy lại thư mục cũ từ git và ghi trang_thai: thu-hoi hoặc tam-an.")  # fmt: skip
    return (f"Đổi tên thư mục thì ghi ten_cu: [{slug}] trong bài ấy. Gỡ bài thì lấy lại thư mục từ git và ghi "
            "trang_thai: thu-hoi hoặc tam-an.")  # fmt: skip


def _renamed(slug: str, ledger: Ledger, now: Now) -> Entry | None:
    """Give the entry that is probably the lost one under another name: new, and of the same day or a like name."""
    base, day = addresses.MODELS, ledger.days[f"{addresses.MODELS}{slug}"]
    fresh = [entry for entry in now.entries.values() if f"{base}{entry.slug}" not in ledger.days]
    same_day = [entry for entry in fresh if entry.published == day]
    close = difflib.get_close_matches(slug, sorted(entry.slug for entry in same_day or fresh), 1, 0.6)
    if close:
        return now.entries[close[0]]
    return same_day[0] if len(same_day) == 1 else None


def _mend_of_row(base: str, key: str) -> str:
    if base not in _REGISTERS:
        return _LOST
    return (f"Đổi mã thì ghi ma_cu: [{key}] ở dòng mới trong {_REGISTERS[base]}.yml. Không dùng nữa thì vẫn để dòng "
            "cũ ở đó: danh sách không có bài vẫn mở được.")  # fmt: skip
