"""The chunks of a PNG: which are its picture and its colours (PNG, 3rd edition)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from honour_roll.photos.pieces import MOST_PARTS, Contents, MalformedError, Piece, orientation_only, profile_in, tells

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DRAWS = {  # chunks of pixels and colours, with the most bytes that each can need
    b"IHDR": 13, b"PLTE": 768, b"IDAT": 1 << 31, b"tRNS": 256, b"cHRM": 32, b"gAMA": 4, b"sRGB": 1, b"sBIT": 4,
    b"bKGD": 6, b"pHYs": 9, b"cICP": 4, b"mDCV": 24, b"cLLI": 8,
}  # fmt: skip  # pairs read in rows
_IEND = b"\0\0\0\0IEND\xaeB`\x82"
_COLOUR_TYPE, _PALETTE = 25, 3  # the byte of IHDR that tells of what kind the pixels are; elsewhere PLTE is advice
_BIGGEST_PROFILE = 4 << 20  # bytes; those of cameras, screens and print shops have up to two megabytes


def taken_apart(data: bytes, orientation: int) -> Contents:
    """Take a PNG apart; ``orientation`` is what its EXIF or XMP says. Raises MalformedError."""
    return Contents(tuple(_pieces(data, orientation)))


def _pieces(data: bytes, orientation: int) -> Iterator[Piece]:
    view, seen = memoryview(data), set[bytes]()
    chunks = list(_chunks(data))
    is_told = tells([data[start + 8 : end - 4] for name, start, end in chunks if name == b"eXIf"], orientation)
    draws = _DRAWS if data[_COLOUR_TYPE] == _PALETTE else _DRAWS | {b"PLTE": -1}
    yield Piece(view[: len(_SIGNATURE)])
    for name, start, end in chunks[:-1]:
        body = view[start + 8 : end - 4]
        fits = len(body) <= draws.get(name, -1) or (name == b"iCCP" and _is_packed_profile(bytes(body)))
        if (fits and (name == b"IDAT" or name not in seen)) or (name == b"eXIf" and is_told):
            yield Piece(view[start:end])
        else:
            yield Piece(b"", view[start:end])
        seen.add(name)
        if name == b"IHDR" and orientation != 1 and not is_told:
            yield Piece(_chunk(b"eXIf", orientation_only(orientation)))
    _, start, end = chunks[-1]
    yield Piece(view[start:end]) if data[start:end] == _IEND else Piece(_IEND, view[start:end])
    if end < len(data):
        yield Piece(b"", view[end:], behind=True)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield each chunk's name, and where it starts and ends; the last is IEND. Raises MalformedError."""
    end = len(_SIGNATURE)
    for _ in range(MOST_PARTS):
        start, name = end, data[end + 4 : end + 8]
        end = start + 12 + int.from_bytes(data[start : start + 4], "big")
        if end > len(data) or len(name) < 4:
            raise MalformedError
        yield name, start, end
        if name == b"IEND":
            return
    raise MalformedError


def _is_packed_profile(body: bytes) -> bool:
    """Return whether the body of an iCCP chunk is the name of a colour profile and the profile, packed."""
    label, _, packed = body.partition(b"\0")
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(packed[1:], _BIGGEST_PROFILE)
    except zlib.error:
        return False
    return len(label) < 80 and unpacking.eof and not unpacking.unused_data and profile_in(profile) == profile != b""


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
