"""What a build made, to be remembered by the next one, and to be told to staff."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from honour_roll import publish
from honour_roll.cache import DIGEST, digest, packed, plain, unpacked

_MANY_NAMES = 1000  # more than so many that came or went are told with all others


class Outcome(NamedTuple):
    """What a build did: entries published, files of ours in the site, and how many of them were made anew."""

    entries: int
    files: int
    made: int

    @property
    def said(self) -> str:
        """Give this as a line for staff."""
        return f"{self.entries} bài công bố, {self.files} tệp, làm mới {self.made}."


class Made(NamedTuple):
    """What a site was made from: its pages' keys by their files, and the frame's files.

    ``inputs`` stands for all that any page may depend on but the entries' own words. ``entries`` are the digests of the
    entries, ``faces`` those of what other pages show of them; ``order`` stands for their order. ``tops`` are the site's
    top folders and files; ``folders`` are those that files are in, and ``stamps`` what these looked like when the site
    was published. ``lost`` and ``came`` are the names of pages that went and came since all names were kept.
    """

    pages: Mapping[str, bytes] = MappingProxyType({})
    frame: Mapping[str, bytes] = MappingProxyType({})
    inputs: bytes = b""
    entries: bytes = b""
    faces: bytes = b""
    order: bytes = b""
    tops: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()
    stamps: bytes = b""
    lost: frozenset[str] = frozenset()
    came: tuple[str, ...] = ()

    @property
    def token(self) -> bytes:
        """Give what stands for all of the site: the same for sites that are the same, wherever they were made."""
        return digest(self.inputs, self.entries, plain(sorted(self.frame.items()))).hex().encode()

    @property
    def names(self) -> bytes:
        """Give the files and the folders as bytes: most of all this."""
        return "\0".join(["\n".join(self.pages), "\n".join(self.folders)]).encode()

    def named_since(self, last: Made) -> Made | None:
        """Give this with the names that went and came since those of ``last`` were kept as a whole.

        Give nothing when these are many, or when the others are in another order: then all are to be kept.
        """
        lost = {path for path in last.pages if path not in self.pages}
        stayed = [path for path in last.pages if path not in lost] if lost else [*last.pages]
        names, count = [*self.pages], len(stayed)
        came = (*[path for path in last.came if path not in lost], *names[count:])
        lost |= last.lost
        if self.folders != last.folders or names[:count] != stayed or len(lost) + len(came) > _MANY_NAMES:
            return None
        return self._replace(lost=frozenset(lost), came=came)

    def kept(self) -> bytes:
        """Give all but the names as bytes."""
        keys = b"".join(self.pages.values())
        return packed((self.token, keys, *self._replace(pages={}, folders=())))

    @staticmethod
    def remembered(names: bytes | None, kept: bytes | None) -> tuple[bytes, Made]:
        """Give what was kept, with its token; nothing when either is lost."""
        whole = unpacked(kept)
        files, _, folders = (names or b"").decode("utf-8", "replace").partition("\0")
        paths = files.split("\n")
        if not isinstance(whole, tuple) or len(whole) != len(Made._fields) + 2:
            return b"", Made()
        token, keys, *rest = whole
        made = Made(*rest)
        paths = [*([path for path in paths if path not in made.lost] if made.lost else paths), *made.came]
        if len(keys) != len(paths) * DIGEST:
            return b"", Made()
        pages = zip(paths, struct.unpack(f"{DIGEST}s" * len(paths), keys), strict=True)
        return token, made._replace(pages=dict(pages), folders=tuple(folders.split("\n")))

    def is_whole(self, site: Path, stamps: bytes | None = None) -> bool:
        """Tell whether no file has come or gone in ``site`` since it was published.

        ``stamps`` are those of its folders now, if somebody has looked.
        """
        return bool(self.stamps) and self.stamps == (publish.stamps(site, self.folders) if stamps is None else stamps)

    def published(self, site: Path, last: Made, changed: Iterable[str] | None) -> Made:
        """Give this with what the folders of ``site`` look like now; they are found unless they are given.

        ``last`` is what was there before. ``changed`` are the files that came since, went, or were made anew; it is
        None when that is not known.
        """
        folders = self.folders or publish.folders_of([*self.pages, *self.frame])
        if changed is None or folders != last.folders:
            return self._replace(folders=folders, stamps=publish.stamps(site, folders))
        tops = {folder for folder in folders if "/" not in folder}  # they were moved
        touched = tops.union(publish.folders_of(changed))
        return self._replace(folders=folders, stamps=publish.stamped_again(last.stamps, site, folders, touched))
