"""What the files of a JPEG, PNG or WebP are taken apart into, and what ICC profile and orientation may stay."""

from __future__ import annotations

import struct
from typing import NamedTuple

MOST_PARTS = 100_000  # segments or chunks; 60 MB of PNG in the usual 8 KB have 7,500


class MalformedError(Exception):
    """The file is cut off, or its parts do not follow each other as its format asks."""


class Piece(NamedTuple):
    """A part of the file: the bytes that stay, and those that do not. ``behind`` it the picture has ended."""

    kept: bytes | memoryview
    dropped: bytes | memoryview = b""
    behind: bool = False


class Contents(NamedTuple):
    """A file taken apart. ``still`` is false for an animation whose first picture cannot be cut out as it is."""

    pieces: tuple[Piece, ...]
    still: bool = True

    @property
    def dropped(self) -> list[bytes | memoryview]:
        """Return what is not picture, profile or orientation; nothing when the file is fit."""
        return [piece.dropped for piece in self.pieces if piece.dropped]

    @property
    def moves(self) -> bool:
        """Return whether it was an animation."""
        return any(bytes(piece[:4]) == b"ANMF" or bytes(piece[4:8]) == b"acTL" for piece in self.dropped)

    @property
    def behind(self) -> int:
        """Return how many bytes follow the picture."""
        return sum(len(piece.dropped) for piece in self.pieces if piece.behind)

    @property
    def size(self) -> int:
        """Return the number of bytes that stay."""
        return sum(len(piece.kept) for piece in self.pieces)

    def bare(self) -> bytes:
        """Return the file with nothing but picture, profile and orientation."""
        return b"".join(piece.kept for piece in self.pieces)


def orientation_only(orientation: int, order: str = ">") -> bytes:
    """Return EXIF (a TIFF header and one directory) that holds an orientation and nothing else."""
    mark = b"MM" if order == ">" else b"II"
    return struct.pack(order + "2sHIHHHIHHI", mark, 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def tells(exifs: list[bytes], orientation: int) -> bool:
    """Return whether a file's only EXIF is an orientation, the one that counts."""
    return len(exifs) == 1 and exifs[0] in [orientation_only(orientation, order) for order in "<>"]


def profile_in(data: bytes) -> bytes:
    """Return the ICC profile that bytes begin with, by its signature and its own length; nothing when they do not.

    What is behind it, as some programs leave it, no decoder heeds.
    """
    length = int.from_bytes(data[:4], "big")
    return data[:length] if data[36:40] == b"acsp" and length <= len(data) else b""
