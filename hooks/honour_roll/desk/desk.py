"""The desk's work, without the web: what is there, what is wrong with a text as it is typed, and saving it.

All methods are called from one thread, one after the other: that no two savings mix needs no lock.
"""

from __future__ import annotations

import datetime
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from honour_roll.builder.load import Loaded, Loader
from honour_roll.check.header_rules import new_slug
from honour_roll.check.messages import UNNAMED_PHOTO
from honour_roll.colours import Look, stylesheet
from honour_roll.desk import entry_list, findings, forms, new_register_rows, photos_in
from honour_roll.desk.drafts import Drafts
from honour_roll.desk.edits import applied, digest, photos_of, section_keys, status_of, title_of, what_happened
from honour_roll.desk.entry_list import Row
from honour_roll.desk.exchange import Exchange
from honour_roll.desk.history import History, Version
from honour_roll.desk.photo_answers import PhotoAnswers
from honour_roll.desk.put_away import PutAway
from honour_roll.desk.rename import Rename, Renaming
from honour_roll.desk.review import Review, review
from honour_roll.desk.roles import Person, refuse_change, refuse_save, refuse_touching
from honour_roll.desk.values_in_words import names_in
from honour_roll.entries import additions, folders, schema
from honour_roll.entries.folders import INDEX
from honour_roll.entries.header_edits import Header
from honour_roll.entries.parts import ORDER, parted
from honour_roll.fingerprints import code_fingerprint
from honour_roll.photos import arrivals
from honour_roll.problem import StoppedError
from honour_roll.settings import SITE_SETTINGS, Settings
from honour_roll.site_info import load_site_info
from honour_roll.store import Store, write_durably

_MOST_REMARKS = 4000  # characters of what an approver says
_FINISHED = {"cho-duyet": "gửi duyệt", "cong-bo": "công bố"}  # states that nothing wrong may enter
_TITLE = (8, 120)  # characters
_NO_FILE = (
    "Bài này không có tệp index.md của riêng nó: không có tệp, hoặc chỉ là lối tắt. Nhờ người phụ trách máy chép lại."
)


class ChangedMeanwhileError(Exception):
    """The file is not the one that the edits were made on; ``theirs`` is what stands there now."""

    def __init__(self, theirs: bytes) -> None:
        """Keep what stands there now."""
        super().__init__()
        self.theirs = theirs


class Desk:
    """One roll at one desk. What an entry is called: ``path``, that is ``<year>/<slug>``."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        """Begin; ``folder`` is where the desk keeps what is being typed, and what was put away."""
        self.settings, self.entries = settings, settings.entries
        self.drafts, self._away = Drafts(folder / "dang-viet"), PutAway(folder / "da-bo")
        self._answers = PhotoAnswers(folder / "khong-can-che")
        self.uploads = folder / "anh-cho"
        shutil.rmtree(self.uploads, ignore_errors=True)  # of a desk that was killed
        self.uploads.mkdir(parents=True)
        self._renaming = Renaming(settings, self.drafts, self._away)
        self.history = History(self.entries)
        self.exchange = Exchange(self.entries, settings.lists, folder, self.drafts.of_everyone)
        store = Store(settings.cache and settings.cache / "desk.sqlite", code_fingerprint())
        self._loader = Loader(settings, store)
        self._loaded: Loaded | None = None

    @property
    def loaded(self) -> Loaded:
        """Return the roll as it was last read."""
        return self._loaded or self.refresh()

    def refresh(self) -> Loaded:
        """Read what changed on the disk, and return the roll."""
        self._loaded = self._loader.load()
        return self._loaded

    def rows(self, who: Person) -> list[Row]:
        """Return all entries, for the list of them, with what ``who`` has not saved yet."""
        drafts = self.drafts.of(who.key).all()
        return entry_list.rows(self.refresh(), self._loader.cache, self.settings.shown, drafts)

    def colour_sheet(self) -> str:
        """Return the stylesheet with the site's own colours; with the usual ones while mkdocs.yml cannot be read."""
        look, project = Look(), self.settings.project
        with suppress(StoppedError):
            look = load_site_info(project / SITE_SETTINGS).look if project else look
        return stylesheet(look, {})  # fields have no colour at the desk

    def opened(self, path: str, who: Person) -> dict[str, Any]:
        """Return all that the form of an entry needs, and the edits of it that are kept of ``who``.

        Raises StoppedError when there is no such entry, CannotEditError when its file has no form.
        """
        data = self.index(path).read_bytes()
        parts = parted(data)
        titles = {cached.entry.slug: cached.entry.title for cached in self._loader.cache.kept.values()}
        photos = self.photos(path)
        return {
            "path": path,
            "roll": digest(bytes(self.entries))[:8] + who.key,
            "digest": digest(data),
            "data": Header(parts.header, ORDER).data,
            "sections": _sections(data),
            "hints": forms.HINTS,
            "choices": forms.choices(self.loaded.registers, titles),
            "groups": forms.entry_form(),
            "files": photos,
            "unblurred": [name for name in photos if self._answers.has_nothing(self.entries / path / name)],
            "problems": self.told(path, data),
            "kept": self.drafts.of(who.key).kept(path),
            "asks_approval": self.loaded.around.asks_approval,
            "who": who.name if who.key else None,
            "may_edit": who.may_edit(data),
            "may_approve": who.may_approve,
        }

    def review(self, path: str) -> tuple[Review, list[dict[str, Any]], str]:
        """Return what changed since an entry was last public, its Problems, and the remarks it was last returned with.

        Without a history everything is new.
        """
        index = self.index(path)
        data = index.read_bytes()
        versions = self.history.versions(index)
        contents = self.history.contents(index, versions)
        public = next((content for content in contents if status_of(content) == "cong-bo"), b"")
        found = review(public, data, path.partition("/")[2], names_in(self.loaded.registers))
        problems = [one for one in self.told(path, data) if not one.get("missing")]
        return found, problems, next((version.remarks for version in versions if version.remarks), "")

    def index(self, path: str) -> Path:
        """Return the file of an entry. Raises StoppedError when there is no such entry, or no file of its own."""
        for loaded in (self.loaded, None):
            if path in {folder.path for folder in (loaded or self.refresh()).folders}:
                index = self.entries / path / INDEX
                if index.is_symlink() or not index.is_file():
                    raise StoppedError(_NO_FILE)
                return index
        raise StoppedError("Không có bài này. Có thể bài đã đổi tên hoặc đã được chuyển đi.")

    def photos(self, path: str) -> list[str]:
        """Return the names of the photos that lie beside an entry."""
        files = folders.folder_at(self.entries, path).files
        return [file.name for file in files if not (file.link or file.folder) and photos_in.is_photo(file.name)]

    def edited(self, path: str, edits: dict[str, Any]) -> tuple[bytes, bytes]:
        """Return the file of an entry as it is, and as it would be with ``edits``. Raises CannotEditError."""
        data = self.index(path).read_bytes()
        return data, applied(data, edits)

    def checked(self, path: str, edits: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what the check says of an entry with ``edits``; sections have the numbers of the file as it is."""
        old, new = self.edited(path, edits)
        found, keys = self.told(path, new), section_keys(old, edits)
        for one in found:
            if one["at"][:1] == ["#"]:
                one["at"] = ["#", keys[min(one["at"][1], len(keys) - 1)]]  # what was typed may hold a heading
        return found

    def told(self, path: str, data: bytes) -> list[dict[str, Any]]:
        """Return what the project's check says of a text of an entry, as ``findings.told`` does."""
        return findings.told(path, data, self.settings, self.loaded.around)

    def save(self, path: str, edits: dict[str, Any], who: Person) -> dict[str, Any]:
        """Save ``edits`` that were made on the file with their ``digest``; return what the form needs to go on.

        That is the new digest, the Problems, the sections, and for each of these its key in ``edits``.

        Photos that ``removed`` names, and the header no longer, are put away, and so is the old file when the edits
        were to go ``over`` it.
        What is sent for approval or published has no Problem left.
        Raises ChangedMeanwhileError, CannotEditError, StoppedError (NotAllowedError when it is not ``who``'s to save),
        OSError; then the file is as it was.
        """
        index = self.index(path)
        old, new = self.edited(path, edits)
        if digest(old) != edits.get("digest"):
            raise ChangedMeanwhileError(old)
        refuse_save(who, old, new, edits, asks_approval=self.loaded.around.asks_approval)
        removed = {*map(str, given)} if isinstance(given := edits.get("removed"), list) else set[str]()
        if status_of(new) in _FINISHED and status_of(new) != status_of(old):
            self._refuse_unfinished(path, new, removed)
        keys = section_keys(old, edits)
        if edits.get("over"):
            self._away.keep(path, INDEX, old)
        if new != old:
            write_durably(index, new)
        self._fetch_photos(path, new)
        for name in removed & {*self.photos(path)} - photos_of(new):
            self._away.take(path, index.parent / name)
        self.drafts.of(who.key).drop(path)
        said = f"Sửa nhỏ, đã duyệt: {title_of(new)}" if edits.get("small") else what_happened(old, new)
        committed = self.history.commit([index.parent], said, who.name, str(edits.get("remarks") or "")[:_MOST_REMARKS])
        self.refresh()
        is_unrecorded = self.history.is_kept and new != old and not committed
        return {
            "digest": digest(new),
            "problems": self.told(path, new),
            "unrecorded": is_unrecorded,
            "sections": _sections(new),
            "keys": keys,
        }

    def _refuse_unfinished(self, path: str, data: bytes, removed: set[str]) -> None:
        """Raise StoppedError when the check finds something in an entry, besides photos that are about to go."""
        left = [
            one
            for one in findings.problems(path, data, self.settings, self.loaded.around)
            if one.rule != UNNAMED_PHOTO.rule or one.value not in removed
        ]
        if left:
            verb = _FINISHED[status_of(data)]
            raise StoppedError(f"Chưa {verb} được: còn {len(left)} chỗ phải sửa, kể ở mục việc còn lại.")

    def _fetch_photos(self, path: str, data: bytes) -> None:
        """Put photos that a text of an entry names, and that were put away, beside it again."""
        for name in filter(photos_in.is_photo, photos_of(data) - {*self.photos(path)}):
            self._away.bring_back(path, name, self.entries / path)

    def new(self, title: str, who: Person) -> str:
        """Make the folder of a new draft with a title; return its path. Raises StoppedError and OSError."""
        title = " ".join(title.split())
        least, most = _TITLE
        if wrong := additions.letters_problem(title):
            raise StoppedError(wrong)
        if not least <= len(title) <= most:
            raise StoppedError(f"Tên có {len(title)} ký tự; cần từ {least} đến {most}.")
        taken = {folder.slug for folder in self.refresh().folders} | {*self.loaded.ledger.models}
        slug = new_slug(title, taken)
        today = datetime.date.today()  # noqa: DTZ011 - the writer's own calendar
        header = Header(f"trang_thai: nhap\nngay_dang: {today}\n", ORDER)
        header.become(header.data | {"ten": title})
        body = "".join(f"\n## {name}\n" for name in schema.SECTIONS)
        index = self.entries / str(today.year) / slug / INDEX
        try:
            write_durably(index, f"---\n{header.text}---\n{body}".encode())
        except OSError:
            with suppress(OSError):
                index.parent.rmdir()  # empty, it would be an entry that nobody can open
            raise
        self.history.commit([index.parent], f"Bài mới: {title}", who.name)
        self.refresh()
        return f"{today.year}/{slug}"

    def rename(self, path: str, new: str, who: Person) -> str:
        """Rename an entry and mend what refers to it; return its new path. Raises StoppedError."""
        if not who.may_approve:
            self.refuse_touching(path, who)
        plan = self.planned_rename(path, new)
        self._renaming.carry_out(plan)
        changed = [self.entries / plan.old, self.entries / plan.new, *(change.file for change in plan.changes)]
        self.history.commit(changed, f"Đổi tên: {plan.title}", who.name)
        self.refresh()
        return plan.new

    def planned_rename(self, path: str, new: str) -> Rename:
        """Return what giving an entry another slug would do. Raises StoppedError when it cannot be done."""
        return self._renaming.planned(path.partition("/")[2], new)

    def add_row(self, register: str, values: dict[str, Any], who: Person) -> dict[str, Any]:
        """Add a row to a register; return its ``key``, and the ``choices`` of the register with it.

        Raises as ``new_register_rows.add`` does.
        """
        lists = self.settings.lists
        key = new_register_rows.add(lists, register, values, self.refresh(), self.refresh)
        said = f"Danh mục: thêm {new_register_rows.full_name(register, values)}"
        self.history.commit([lists / f"{register}.yml"], said, who.name)
        return {"key": key, "choices": forms.choices(self.loaded.registers, {})[register]}

    def refuse_touching(self, path: str, who: Person) -> None:
        """Raise NotAllowedError when somebody may not edit an entry, StoppedError when there is no such entry."""
        refuse_touching(who, self.index(path).read_bytes())

    def take_photo(self, path: str, photo: arrivals.FitPhoto) -> str:
        """Put a photo beside an entry; return its name there. Raises StoppedError, OSError."""
        return arrivals.put(photo, self.index(path).parent)

    def answer(self, path: str, name: str, *, is_nothing: bool) -> None:
        """Keep whether a photo of an entry has nothing to be blurred. Raises StoppedError, OSError."""
        if name not in self.photos(path):
            raise StoppedError(f"Không thấy ảnh “{name}” trong thư mục của bài. Tải lại trang rồi xem lại mục ảnh.")
        self._answers.keep(self.entries / path / name, is_nothing=is_nothing)

    def versions(self, path: str) -> list[Version]:
        """Return the saved versions of an entry, the newest first."""
        return self.history.versions(self.index(path))

    def back(self, path: str, commit: str, who: Person) -> None:
        """Let an entry be as it was in a commit; what stands there now is put away.

        Raises StoppedError when there is no such version, NotAllowedError when it is another role's to return to.
        """
        index = self.index(path)
        data = self.history.content(index, commit)
        if data is None:
            raise StoppedError("Không còn bản ấy trong lịch sử.")
        old = index.read_bytes()
        refuse_change(who, old, data)
        self._away.keep(path, INDEX, old)
        write_durably(index, data)
        self._fetch_photos(path, data)
        self.drafts.of(who.key).drop(path)
        self.history.commit([index.parent], f"Trở lại bản cũ: {title_of(data)}", who.name)
        self.refresh()

    def changed(self, path: str) -> str:
        """Return the digest of the file of an entry as it is now; empty when it is gone. Any thread may ask."""
        index = self.entries / path / INDEX
        try:
            return digest(index.read_bytes()) if index.is_file() else ""
        except OSError:
            return ""


def _sections(data: bytes) -> list[dict[str, str]]:
    return [{"title": section.title, "text": section.text} for section in parted(data).sections]
