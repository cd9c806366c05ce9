"""What a build made, to be remembered by the next one, and to be told to staff."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from honour_roll.build import publish
from honour_roll.fingerprints import SIZE, fingerprint, plain
from honour_roll.store import packed, unpacked

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
    was published. ``names`` stands for those names of pages that are kept as a whole; ``lost`` are those that went
    since, ``came`` those that came.
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
    names: bytes = b""
    lost: frozenset[str] = frozenset()
    came: tuple[str, ...] = ()

    @property
    def token(self) -> bytes:
        """Give what stands for all of the site: the same for sites that are the same, wherever they were made."""
        return fingerprint(self.inputs, self.entries, plain(sorted(self.frame.items()))).hex().encode()

    def to_keep(self, site: Path, last: Made) -> tuple[Made, list[tuple[bytes, bytes]]]:
        """Give this as it will be ``remembered`` of ``site``, which was ``last`` before, and what is to be kept for it.

        Names are most of it, and kept apart, as a whole: after most edits only what they differ in is told.
        """
        made, rows = self._named_since(last), list[tuple[bytes, bytes]]()
        if not made:
            names = "\0".join(["\n".join(self.pages), "\n".join(self.folders)]).encode()
            made = self._replace(names=fingerprint(names), lost=frozenset(), came=())
            rows.append((_names_key(site), made.names + names))
        keys = b"".join(made.pages.values())
        kept = packed((made.token, keys, *made._replace(pages={}, folders=())))
        return made, [*rows, (_site_key(site), kept)]

    def _named_since(self, last: Made) -> Made | None:
        """Give this with the names that went and came since those of ``last`` were kept as a whole.

        Give nothing when these are many, or when the others are in another order.
        """
        lost = {path for path in last.pages if path not in self.pages}
        stayed = [path for path in last.pages if path not in lost] if lost else [*last.pages]
        names, count = [*self.pages], len(stayed)
        came = (*[path for path in last.came if path not in lost], *names[count:])
        lost |= last.lost
        if self.folders != last.folders or names[:count] != stayed or len(lost) + len(came) > _MANY_NAMES:
            return None
        return self._replace(names=last.names, lost=frozenset(lost), came=came)

    @staticmethod
    def remembered(kept: Callable[[bytes], bytes | None], site: Path) -> tuple[bytes, Made]:
        """Give what was kept of ``site``, with its token; nothing when some is lost. ``kept`` gives it by its keys."""
        whole, names = unpacked(kept(_site_key(site))), kept(_names_key(site)) or b""
        if not isinstance(whole, tuple) or len(whole) != len(Made._fields) + 2:
            return b"", Made()
        token, keys, *rest = whole
        made, (files, _, folders) = Made(*rest), names[SIZE:].decode("utf-8", "replace").partition("\0")
        paths = [*(path for path in files.split("\n") if path not in made.lost), *made.came]
        if names[:SIZE] != made.names or len(keys) != len(paths) * SIZE:
            return b"", Made()
        pages = zip(paths, struct.unpack(f"{SIZE}s" * len(paths), keys), strict=True)
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


def _site_key(site: Path) -> bytes:
    return b"site:" + os.fsencode(site)


def _names_key(site: Path) -> bytes:
    return b"names-of-site:" + os.fsencode(site)
