"""What a build made, to be remembered by the next one, and to be told to staff."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from honour_roll.cache import digest


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
    entries, ``faces`` those of what other pages show of them.
    """

    pages: Mapping[str, bytes] = MappingProxyType({})
    frame: Mapping[str, bytes] = MappingProxyType({})
    inputs: bytes = b""
    entries: bytes = b""
    faces: bytes = b""

    @property
    def token(self) -> bytes:
        """Give what stands for all of it."""
        files = [*sorted(self.pages.items()), ("", b""), *sorted(self.frame.items())]
        names, keys = zip(*files, strict=True)
        return digest("\0".join(names).encode(), b"".join(keys), self.inputs, self.entries).hex().encode()
