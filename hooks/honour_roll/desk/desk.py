"""The desk's work, without the web: what is there, what is wrong with a text as it is typed, and saving it.

All methods are called from one thread, one after the other: that no two savings mix needs no lock.
"""

from __future__ import annotations

import datetime
import hashlib
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from honour_roll.builder.load import Loaded, Loader
from honour_roll.check import check
from honour_roll.check.header_rules import LONGEST_SLUG
from honour_roll.desk import durable, forms, photos_in
from honour_roll.desk.drafts import Drafts
from honour_roll.desk.field_places import place_of
from honour_roll.desk.history import History, Version
from honour_roll.desk.photos_in import TakenPhoto
from honour_roll.entries import additions, folders, schema
from honour_roll.entries.entry import ENTRY, Entry
from honour_roll.entries.field_types import Date, Period
from honour_roll.entries.folders import INDEX
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import ORDER, parted, with_edits
from honour_roll.entries.registers import FILES
from honour_roll.entries.schema import Many, Table
from honour_roll.fingerprints import code_fingerprint
from honour_roll.problem import Problem, StoppedError
from honour_roll.settings import Settings
from honour_roll.store import Store
from honour_roll.taxonomies import REGISTERS
from honour_roll.text.vietnamese import slug_of

_MOST_TOLD = 60  # Problems of one entry that the form shows


class ChangedMeanwhileError(Exception):
    """The file is not the one that the edits were made on; ``theirs`` is what stands there now."""

    def __init__(self, theirs: bytes) -> None:
        super().__init__()
        self.theirs = theirs


class Row(NamedTuple):
    """An entry in the list of all: where it is, what it is called, its state, and how much is wrong with it."""

    path: str
    title: str
    unit: str
    status: str
    problems: int
    missing: tuple[str, ...]
    photo: str
    has_draft: bool


class Desk:
    """One roll at one desk."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        """Begin; ``folder`` is where the desk keeps what is being typed, and what was put away."""
        self.settings, self.entries = settings, settings.entries
        self.drafts, self._away = Drafts(folder / "dang-viet"), folder / "da-bo"
        self.uploads = folder / "anh-cho"
        self.uploads.mkdir(parents=True, exist_ok=True)
        for left in self.uploads.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()  # of a desk that was killed
        self.history = History(self.entries)
        store = Store(settings.cache and settings.cache / "desk.sqlite", code_fingerprint())
        self._loader = Loader(settings, store)
        self._loaded: Loaded | None = None

    @property
    def loaded(self) -> Loaded:
        """Return the roll as it was last read."""
        return self._loaded or self.refresh()

    def refresh(self) -> Loaded:
        """Read what changed on the disk."""
        self._loaded = self._loader.load()
        return self._loaded

    def rows(self) -> list[Row]:
        """Return all entries, the newest years first, and whatever cannot be read as one."""
        loaded, cache, shown = self.refresh(), self._loader.cache, self.settings.shown
        count = Counter("/".join(p.path.removeprefix(f"{shown}/").split("/")[:2]) for p in loaded.problems)
        entries: dict[str, Entry] = {f"{one.entry.year_folder}/{one.entry.slug}": one.entry for one in cache.partial}
        entries |= {path: one.entry for path, one in cache.kept.items()}
        drafts = self.drafts.all()
        rows = []
        for folder in loaded.folders:
            entry = entries.get(folder.path)
            unit = loaded.registers.units.get(entry.unit) if entry else None
            is_draft = entry is not None and folder.path in cache.kept and entry.status == "nhap"
            rows.append(
                Row(
                    folder.path,
                    entry.title if entry and entry.title else folder.slug,
                    (unit.short or unit.name) if unit else "",
                    entry.status if entry else "",
                    count[folder.path],
                    cache.whole(entry).missing if entry and is_draft else (),
                    entry.photos[0].file if entry and entry.photos else "",
                    folder.path in drafts,
                )
            )
        return sorted(rows, key=lambda row: (-int(row.path[:4]), row.path))

    def opened(self, path: str) -> dict[str, Any]:
        """Return an entry for its form: data, sections, digest, choices, Problems, and the edits that are kept of it.

        Raises CannotEditError when the file has no form; ``text`` and ``told`` say why.
        """
        data = self.index(path).read_bytes()
        parts = parted(data)
        header = Header(parts.header, ORDER).data
        loaded, cache = self.loaded, self._loader.cache
        titles = {one.entry.slug: one.entry.title for one in cache.kept.values()}
        return {
            "path": path,
            "digest": digest(data),
            "data": header,
            "sections": [{"title": section.title, "text": section.text} for section in parts.sections],
            "hints": schema.SECTIONS,
            "choices": forms.choices(loaded.registers, titles),
            "groups": forms.entry_form(),
            "files": self.photos(path),
            "problems": self.told(path, data),
            "kept": self.drafts.kept(path),
        }

    def index(self, path: str) -> Path:
        """Return the file of the entry ``<year>/<slug>``. Raises StoppedError when there is none."""
        if path not in {folder.path for folder in self.loaded.folders} and path not in {
            folder.path for folder in self.refresh().folders
        }:
            raise StoppedError("Không có bài này. Có thể bài đã đổi tên hoặc đã được chuyển đi.")
        return self.entries / path / INDEX

    def photos(self, path: str) -> list[str]:
        """Return the photos that lie beside an entry."""
        folder = folders.folder_at(self.entries, path)
        return [file.name for file in folder.files if not (file.link or file.folder) and photos_in.is_photo(file.name)]

    def edited(self, path: str, edits: dict[str, Any]) -> tuple[bytes, bytes]:
        """Return the file of an entry as it is, and as it would be with ``edits``. Raises CannotEditError.

        ``edits`` has ``data``, the whole header, and ``sections``, texts by number, of those that were changed.
        """
        data = self.index(path).read_bytes()
        header = edits.get("data")
        given = edits.get("sections") or {}
        if not (header is None or isinstance(header, dict)) or not isinstance(given, dict):
            raise CannotEditError("shape")
        sections = {int(number): str(text) for number, text in given.items() if str(number).isdecimal()}
        return data, with_edits(data, plain_dates(ENTRY, header) if header else None, sections)

    def told(self, path: str, data: bytes) -> list[dict[str, Any]]:
        """Return what the project's check says of a text of an entry, each Problem with its place in the form."""
        folder, shown = folders.folder_at(self.entries, path), self.settings.shown
        found, problems = check.checked(self.entries, folder, shown, data, for_site=False)
        problems += check.against_roll(self.entries, [found] if found else [], self.loaded.around, shown)
        try:
            parts = parted(data)
        except CannotEditError:
            parts = None
        told = [said(problem, place_of(parts, problem) if parts else []) for problem in problems[:_MOST_TOLD]]
        missing = found.missing if found and not problems else ()
        return told + [{"at": [], "text": text, "mend": "", "line": 0, "missing": True} for text in missing]

    def save(self, path: str, edits: dict[str, Any], who: str) -> dict[str, Any]:
        """Save the edits of an entry, which were made on the file with ``digest``; return its new digest and Problems.

        Raises ChangedMeanwhileError, CannotEditError, OSError; then the file is as it was.
        """
        index = self.index(path)
        old, new = self.edited(path, edits)
        if digest(old) != edits.get("digest"):
            raise ChangedMeanwhileError(old)
        removed = [name for name in edits.get("removed") or () if name in self.photos(path)]
        if new != old:
            durable.write(index, new)
        for name in removed:
            away = self._away / path.replace("/", "_") / f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{name}"  # noqa: DTZ005
            away.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(self.entries / path / name, away)
        self.drafts.drop(path)
        is_committed = self.history.commit([index.parent], _title(old, new), who)
        self.refresh()
        return {"digest": digest(new), "problems": self.told(path, new), "committed": is_committed}

    def new(self, title: str, values: dict[str, Any]) -> str:
        """Make the folder of a new draft with a title and ``values``; return its ``<year>/<slug>``.

        Raises StoppedError when the title will not do, and OSError.
        """
        title = " ".join(title.split())
        if wrong := additions.letters_problem(title):
            raise StoppedError(wrong)
        if not 8 <= len(title) <= 120:
            raise StoppedError(f"Tên có {len(title)} ký tự; cần từ 8 đến 120.")
        taken = {folder.slug for folder in self.refresh().folders} | {*self.loaded.ledger.models}
        slug = stem = slug_of(title, LONGEST_SLUG - 3) or "mo-hinh"
        number = 1
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        today = datetime.date.today()  # noqa: DTZ011 - the writer's own calendar
        header: dict[str, Any] = {"ten": title, "trang_thai": "nhap", "ngay_dang": today.isoformat()}
        text = Header("ten: x\n", ORDER)
        text.become(header | {key: value for key, value in values.items() if key in ORDER and key not in header})
        body = "".join(f"\n## {name}\n" for name in schema.SECTIONS)
        path = f"{today.year}/{slug}"
        durable.write(self.entries / path / INDEX, f"---\n{text.text}---\n{body}".encode())
        self.refresh()
        return path

    def add_row(self, register: str, key: str, values: dict[str, Any], who: str) -> dict[str, Any]:
        """Add a row to a register; return its key, and the choices of that register.

        Raises StoppedError with what the check says of the row, and OSError; then the file is as it was.
        """
        table = FILES.get(register)
        file = self.settings.lists / f"{register}.yml"
        if register not in REGISTERS or table is None:
            raise StoppedError("Danh mục này không thêm được ở bàn viết.")
        before = file.read_bytes()
        key = key or _free_key(
            slug_of(_full_name(register, values), 80), self.loaded.registers.rows(REGISTERS[register])
        )
        text = before.decode("utf-8")
        crlf = "\r\n" in text
        register_text = Header(text.replace("\r\n", "\n"))
        register_text.become({**register_text.data, key: plain_dates(table, values)})
        after = register_text.text.replace("\n", "\r\n") if crlf else register_text.text
        known = {(p.rule, p.text) for p in self.loaded.problems}
        durable.write(file, after.encode())
        told = [p for p in self.refresh().problems if (p.rule, p.text) not in known and p.path.endswith(file.name)]
        if told:
            durable.write(file, before)
            self.refresh()
            raise StoppedError("\n".join(f"{problem.text} {problem.mend}" for problem in told[:3]))
        self.history.commit([file], f"Danh mục: thêm {_full_name(register, values)}", who)
        return {"key": key, "choices": forms.choices(self.loaded.registers, {})[register]}

    def take_photo(self, path: str, uploaded: Path, name: str) -> TakenPhoto:
        """Put an uploaded photo beside an entry, made fit. Raises UnusablePhotoError, OSError."""
        return photos_in.take(uploaded, name, self.index(path).parent)

    def versions(self, path: str) -> list[Version]:
        """Return the saved versions of an entry, the newest first."""
        return self.history.versions(self.index(path))

    def back(self, path: str, commit: str, who: str) -> None:
        """Let the file of an entry be as it was in a commit. Raises StoppedError when there is no such version."""
        index = self.index(path)
        data = self.history.content(index, commit)
        if data is None:
            raise StoppedError("Không còn bản ấy trong lịch sử.")
        durable.write(index, data)
        self.drafts.drop(path)
        self.history.commit([index.parent], f"Trở lại bản cũ: {_words(data)}", who)
        self.refresh()

    def changed(self, path: str) -> str:
        """Return the digest of the file of an entry as it is now; empty when it is gone."""
        try:
            return digest((self.entries / path / INDEX).read_bytes())
        except OSError:
            return ""


def said(problem: Problem, at: list[int | str]) -> dict[str, Any]:
    """Return a Problem for the form: its place there, its words, and the edit that mends it if there is one."""
    return {
        "at": at,
        "rule": problem.rule,
        "text": problem.text,
        "mend": problem.mend,
        "line": problem.line,
        "edit": problem.edit,
    }


def digest(data: bytes) -> str:
    """Return what tells one content of a file from another."""
    return hashlib.sha256(data).hexdigest()[:32]


def plain_dates(table: Table, data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a table with years as numbers, as people write them: ``ngay: 2017`` without quotes."""
    made = dict(data)
    for row in table.rows:
        value = made.get(row.key)
        if isinstance(row.type, (Date, Period)) and isinstance(value, str) and len(value) == 4 and value.isdecimal():
            made[row.key] = int(value)
        elif isinstance(row.type, Table) and isinstance(value, dict):
            made[row.key] = plain_dates(row.type, value)
        elif isinstance(row.type, Many) and isinstance(row.type.item, Table) and isinstance(value, list):
            made[row.key] = [plain_dates(row.type.item, item) if isinstance(item, dict) else item for item in value]
    return made


def _free_key(key: str, taken: Any) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _full_name(register: str, values: dict[str, Any]) -> str:
    level = schema_level(values) if register == "dia-ban" else ""
    return f"{level} {values.get('ten', '')}".strip()


def schema_level(values: dict[str, Any]) -> str:
    """Return the word of a place's level, which stands before its name."""
    from honour_roll.entries.place_levels import PLACE_LEVELS

    return PLACE_LEVELS.get(str(values.get("cap", "")), "")


def _title(old: bytes, new: bytes) -> str:
    """Return the title of a commit: what happened to which entry, in Vietnamese."""
    before, after = _status(old), _status(new)
    verbs = {
        "cho-duyet": "Gửi duyệt",
        "cong-bo": "Công bố",
        "tam-an": "Tạm ẩn",
        "thu-hoi": "Thu hồi",
        "nhap": "Trả về nháp",
    }
    return f"{verbs.get(after, 'Sửa bài') if before != after else 'Sửa bài'}: {_words(new)}"


def _status(data: bytes) -> str:
    return str(_header(data).get("trang_thai", ""))


def _words(data: bytes) -> str:
    return str(_header(data).get("ten", "bài chưa có tên"))


def _header(data: bytes) -> dict[str, Any]:
    try:
        return Header(parted(data).header).data
    except CannotEditError:
        return {}
