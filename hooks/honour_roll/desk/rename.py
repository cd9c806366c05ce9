"""Another address for an entry: its folder gets another name, and whatever refers to it is mended.

The former name is kept in the header (``ten_cu``), so the old address leads on and the ledger knows it. References in
headers, links in bodies and in ``docs/``, what is being typed at the desk and what was put away there follow.
Registers refer to no entry.

All is made in memory first. Then files are written, and the folder moves last: as long as it has its old name, the same
rename finds what is left to do, so one that was killed is finished by asking for it again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from honour_roll import store
from honour_roll.check import header_rules, ledger
from honour_roll.commands import command
from honour_roll.desk.drafts import Drafts
from honour_roll.desk.edits import title_of
from honour_roll.desk.mended_references import Mend, former_slugs, in_draft, in_entry, in_page
from honour_roll.desk.put_away import PutAway
from honour_roll.entries import folders
from honour_roll.entries.folders import INDEX, Folder
from honour_roll.entries.header_edits import CannotEditError
from honour_roll.entries.link_edits import Renamed
from honour_roll.entries.validate import nearest
from honour_roll.problem import StoppedError, refusal, shown
from honour_roll.settings import LEDGER, SITE_SETTINGS, Settings
from honour_roll.site_info import asked

_HALF_WAY = "Mới đổi được một phần; đổi lại đúng như thế thì máy làm nốt."
_CLOSE_IT = "Đóng chương trình đang mở tệp, xem lại quyền ghi, rồi đổi lại."


class Change(NamedTuple):
    """A file that changes: how messages call it, the title of its entry or page, how many references are mended in it.

    ``before`` is what it holds, None when it is not there; ``after`` is what it will hold, None when it goes.
    """

    file: Path
    shown: str
    title: str
    before: bytes | None
    after: bytes | None
    number: int = 0


class Rename(NamedTuple):
    """What a rename does: ``<year>/<slug>`` before and after, the entry's title, and all files that change.

    ``changes`` are files of the project, ``drafts`` those of what is being typed. ``left`` has the files in which the
    old name stands otherwise than as a reference, each with how often. With ``is_done`` there is nothing left to do.
    """

    old: str
    new: str
    title: str
    changes: tuple[Change, ...] = ()
    drafts: tuple[Change, ...] = ()
    left: tuple[tuple[str, int], ...] = ()
    is_done: bool = False


class Renaming:
    """Renames entries of one roll; ``drafts`` are what is being typed at its desk, ``away`` what was put away there."""

    def __init__(self, settings: Settings, drafts: Drafts, away: PutAway) -> None:
        """Begin; nothing is read yet."""
        self._settings, self._drafts, self._away, self._entries = settings, drafts, away, settings.entries

    def planned(self, old: str, new: str) -> Rename:
        """Return what renaming the entry with the slug ``old`` does; nothing is written.

        Raises StoppedError, with words for staff, when it cannot be done.
        """
        found, _ = folders.scan(self._entries, self._settings.shown)
        own = [folder for folder in found if folder.slug == old]
        if not own:
            return self._done_before(found, old, new)
        if len(own) > 1:
            both = " và ".join(self._shown(folder.path) for folder in own)
            raise StoppedError(f"Hai bài cùng tên “{old}”: {both}. Đổi tên một thư mục bằng tay trước đã.")
        self._refuse_name(own[0], new, found)
        project = self._settings.project
        renamed = Renamed(old, new, asked(project / SITE_SETTINGS).site_url if project else "")
        texts = {folder.path: self._read(folder) for folder in found if _has_index(folder)}
        mends = dict(self._in_entries(texts, own[0].path, renamed))
        changes, left = [], []
        for path, mend in mends.items():
            file, name = self._entries / path / INDEX, f"{self._shown(path)}/{INDEX}"
            changes.append(Change(file, name, title_of(texts[path]), texts[path], mend.data, mend.number))
            left.append((name, mend.left))
        for change, count in self._in_pages(renamed):
            changes.append(change)
            left.append((change.shown, count))
        plan = Rename(
            own[0].path,
            f"{own[0].year_folder}/{new}",
            title_of(texts.get(own[0].path, b"")),
            tuple(change for change in changes if change.after != change.before),
            tuple(self._in_drafts(texts, mends, own[0].path, renamed)),
            tuple((name, count) for name, count in left if count),
        )
        self._refuse_unwritable(plan)
        return plan

    def carry_out(self, plan: Rename) -> None:
        """Do what was planned. Raises StoppedError: then all is as it was, or the text says that it is not."""
        if plan.is_done:
            return
        wanted = (*plan.changes, *plan.drafts)
        for change in wanted:
            if _content(change.file) != change.before:
                raise StoppedError(f"{change.shown} vừa có người sửa, nên chưa đổi gì. Hãy đổi lại.")
        done: list[Change] = []
        try:
            for change in wanted:
                done.append(change)
                _put(change.file, change.after)
            self._away.follow(plan.old, plan.new)
            store.rename_durably(self._entries / plan.old, self._entries / plan.new)
        except OSError as error:
            with suppress(OSError):
                self._away.follow(plan.new, plan.old)
            stays = "Mọi tệp vẫn như cũ." if _put_back(done) else _HALF_WAY
            what = f"Không đổi được tên thư mục {self._shown(plan.old)}"
            raise StoppedError(refusal(what, error, _CLOSE_IT, stays)) from None

    def _done_before(self, found: list[Folder], old: str, new: str) -> Rename:
        """Return the Rename of an entry that has its new name already."""
        for folder in found:
            if folder.slug == new and _has_index(folder):
                data = self._read(folder)
                if old in former_slugs(data):
                    return Rename(f"{folder.year_folder}/{old}", folder.path, title_of(data), is_done=True)
        meant = nearest(old, [folder.slug for folder in found])
        raise StoppedError(f"Không có bài nào tên “{old}”." + (f" Có phải “{meant}”?" if meant else ""))

    def _refuse_name(self, own: Folder, new: str, found: list[Folder]) -> None:
        """Raise StoppedError when a folder of the year of ``own`` cannot be called ``new``, or the address is taken."""
        wrong = next(header_rules.slug_is_kebab_case(Folder(own.year_folder, new, ()), self._settings.shown), None)
        if wrong:
            raise StoppedError(f"{wrong.text} {wrong.mend}")
        if new == own.slug:
            raise StoppedError(f"“{new}” là tên đang dùng. Chọn tên khác.")
        if taken := next((one for one in found if one is not own and one.slug.lower() == new), None):
            raise StoppedError(f"Đã có bài “{new}” ({self._shown(taken.path)}). Chọn tên khác.")
        book, problems = ledger.load(self._entries / LEDGER, self._shown(LEDGER))
        if problems:
            raise StoppedError(f"Sổ địa chỉ {book.path} có chỗ sai. Chạy {command('check.py')} và sửa sổ trước đã.")
        former = former_slugs(self._read(own)) if _has_index(own) else ()
        if new in book.models and new not in former:
            line = book.models[new]
            raise StoppedError(f"“{new}” là địa chỉ của một bài đã công bố ({book.path}:{line}). Chọn tên khác.")

    def _in_entries(self, texts: dict[str, bytes], own: str, renamed: Renamed) -> Iterator[tuple[str, Mend]]:
        """Yield the entries that name the old slug, by path, and the renamed one. Raises StoppedError."""
        names = (renamed.old.encode(), renamed.new.encode())
        for path, data in texts.items():
            if path != own and not any(name in data for name in names):
                continue
            try:
                mend = in_entry(data, path.partition("/")[2], renamed)
            except CannotEditError:
                raise StoppedError(
                    f"Máy không sửa được phần đầu của {self._shown(path)}/{INDEX}, nơi có thể nhắc tới tên cũ hoặc "
                    f"tên mới. Chạy {command('check.py')}, sửa bài ấy trước đã."
                ) from None
            if path != own and renamed.new in former_slugs(data):
                raise StoppedError(f"“{renamed.new}” là địa chỉ cũ của bài {self._shown(path)}. Chọn tên khác.")
            yield path, mend

    def _in_pages(self, renamed: Renamed) -> Iterator[tuple[Change, int]]:
        """Yield the hand-written pages that name the old slug, and how often it is left in each; last ``mkdocs.yml``.

        Pages belong to the entries of their own project. Raises StoppedError.
        """
        project = self._settings.project
        if not project or not self._entries.is_relative_to(project):
            return
        docs = project / "docs"
        pages = (file for file in sorted(docs.rglob("*.md")) if docs / "decisions" not in file.parents)  # no pages
        for file in (*pages, project / SITE_SETTINGS):
            data = _content(file) or b""
            if renamed.old.encode() not in data:
                continue
            try:
                if file.suffix == ".md":
                    address = re.sub(r"(^|/)index$", "", file.relative_to(docs).with_suffix("").as_posix())
                    mend = in_page(data, address, renamed)
                else:
                    mend = Mend(data, 0, len(renamed.name.findall(data.decode("utf-8"))))
            except UnicodeDecodeError:
                raise StoppedError(f"{shown(file)} không lưu bằng bảng mã UTF-8. Lưu lại tệp ấy trước đã.") from None
            heading = re.search(r"^# (.+)$", data.decode("utf-8"), re.MULTILINE)
            title = heading[1].strip() if heading else file.name
            yield Change(file, shown(file), title, data, mend.data, mend.number), mend.left

    def _in_drafts(
        self, texts: dict[str, bytes], mends: dict[str, Mend], own: str, renamed: Renamed
    ) -> Iterator[Change]:
        """Yield the drafts that change; that of the renamed entry is kept under its new path."""
        found = [(drafts, path) for drafts in self._drafts.everyone() for path in sorted(drafts.all() & texts.keys())]
        for drafts, path in found:
            kept, file = drafts.kept(path), drafts.file(path)
            after = mends[path].data if path in mends else texts[path]
            if kept is None:
                continue
            with suppress(CannotEditError):
                mended = in_draft(kept, path.partition("/")[2], texts[path], after, renamed)
                title = title_of(texts[path])
                if path == own:
                    target = drafts.file(f"{path.partition('/')[0]}/{renamed.new}")
                    yield Change(target, str(target), title, _content(target), drafts.written(mended))
                    yield Change(file, str(file), title, _content(file), None)
                elif mended != kept:
                    yield Change(file, str(file), title, _content(file), drafts.written(mended))

    def _refuse_unwritable(self, plan: Rename) -> None:
        """Raise StoppedError when the system would not let a file be written, or the folder be renamed."""
        for change in (*plan.changes, *plan.drafts):
            if not all(os.access(path, os.W_OK) for path in (change.file, change.file.parent) if path.exists()):
                raise StoppedError(f"Không ghi được vào {change.shown}. {_CLOSE_IT}")
        if not os.access((self._entries / plan.old).parent, os.W_OK):
            raise StoppedError(f"Không đổi được tên thư mục {self._shown(plan.old)}. {_CLOSE_IT}")

    def _read(self, folder: Folder) -> bytes:
        """Return the ``index.md`` of a folder. Raises StoppedError when it cannot be read."""
        try:
            return (self._entries / folder.path / INDEX).read_bytes()
        except OSError:
            raise StoppedError(f"Không đọc được {self._shown(folder.path)}/{INDEX}. {_CLOSE_IT}") from None

    def _shown(self, path: str) -> str:
        return f"{self._settings.shown}/{path}"


def _has_index(folder: Folder) -> bool:
    """Return whether a folder has an ``index.md``, or may have one: reading it tells what cannot be opened."""
    return bool(folder.unreadable) or any(
        file.name == INDEX and not (file.link or file.folder) for file in folder.files
    )


def _content(file: Path) -> bytes | None:
    """Return what a file holds; None when it is not there, or cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def _put_back(done: list[Change]) -> bool:
    """Let all files hold what they held before; return whether they do. What the system refuses is passed over."""
    for change in reversed(done):
        with suppress(OSError):
            _put(change.file, change.before)
    return all(_content(change.file) == change.before for change in done)


def _put(file: Path, data: bytes | None) -> None:
    """Let a file hold ``data``; without, let it not be there. Raises OSError."""
    if data is None:
        file.unlink(missing_ok=True)
    else:
        store.write_durably(file, data)
