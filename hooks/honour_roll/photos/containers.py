"""What a JPEG, PNG or WebP holds besides its picture, taken out of the file without touching a pixel.

A picture is what decoders need for its pixels and their colours, with the ICC profile and the orientation. All else
goes, known or not: EXIF, XMP, IPTC, C2PA, thumbnails, comments, second pictures, the film of a motion photo, zeros.
The formats: ITU T.81 and T.871 (JPEG, JFIF), ICC.1 Annex B (profiles), PNG 3rd edition, RFC 9649 (WebP).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_ENTROPY_END = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # not a stuffed zero, a restart marker or a fill byte
_MARKER = re.compile(rb"\xff[\x01-\xfe]")
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_STANDALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length; outside a scan they mean nothing
_RESERVED = {*range(0x02, 0xC0), *range(0xF0, 0xFE)}  # markers that no decoder takes
_DRAWS = {*range(0xC0, 0xD0), *range(0xD9, 0xE0)} - {0xC8}  # frames, tables, scans, the end
_EXIF, _ICC, _JFIF, _ADOBE = b"Exif\0\0", b"ICC_PROFILE\0", b"JFIF\0", b"Adobe"
_JFIF_BYTES, _ADOBE_BYTES, _LONGEST_HEAD = 14, 12, 16

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWS = {  # chunks of pixels and colours, with the most bytes that each can need
    b"IHDR": 13, b"PLTE": 768, b"IDAT": 1 << 31, b"tRNS": 256, b"cHRM": 32, b"gAMA": 4, b"sRGB": 1, b"sBIT": 4,
    b"bKGD": 6, b"pHYs": 9, b"cICP": 4, b"mDCV": 24, b"cLLI": 8,
}  # fmt: skip  # pairs read in rows
_IEND = b"\0\0\0\0IEND\xaeB`\x82"

_ANIMATION, _HAS_EXIF, _ALPHA, _HAS_ICC = 0x02, 0x08, 0x10, 0x20  # flags of VP8X

_BIGGEST_PROFILE = 4 << 20  # bytes; those of cameras, screens and print shops have up to two megabytes
_MOST_PARTS = 100_000  # segments or chunks; 60 MB of PNG in the usual 8 KB have 7,500


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


def contents(kind: str, data: bytes, orientation: int) -> Contents:
    """Take a file apart. ``kind`` is JPEG, PNG or WEBP; ``orientation`` is what its EXIF or XMP says, 1 to 8.

    Raises MalformedError.
    """
    try:
        if kind == "WEBP":
            return _webp(data, orientation)
        return Contents(tuple((_png if kind == "PNG" else _jpeg)(data, orientation)))
    except (struct.error, IndexError):
        raise MalformedError from None


def orientation_only(orientation: int, order: str = ">") -> bytes:
    """Return EXIF (a TIFF header and one directory) that holds an orientation and nothing else."""
    mark = b"MM" if order == ">" else b"II"
    return struct.pack(order + "2sHIHHHIHHI", mark, 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def _tells(exifs: list[bytes], orientation: int) -> bool:
    """Return whether a file's only EXIF is an orientation, the one that counts."""
    return len(exifs) == 1 and exifs[0] in [orientation_only(orientation, order) for order in "<>"]


# --- JPEG -------------------------------------------------------------------------------------------------------------


def _jpeg(data: bytes, orientation: int) -> Iterator[Piece]:
    view, at = memoryview(data), 2
    segments = list(_segments(data))
    profile = is_profile(_icc_profile(data, segments))
    exifs = [data[s + 10 : e] for code, s, e in segments if code == _APP1 and data[s + 4 : s + 10] == _EXIF]
    tells = _tells(exifs, orientation)
    heads = _heads(data, segments)
    turned = b"" if tells or orientation == 1 else _jpeg_segment(_APP1, _EXIF + orientation_only(orientation))
    yield Piece(view[:2])
    for code, start, end in segments:
        segment, head = view[start:end], data[start + 4 : min(end, start + 4 + _LONGEST_HEAD)]
        if start > at:
            yield Piece(b"", view[at:start])
        if turned and code != _APP0:  # JFIF comes first
            yield Piece(turned)
            turned = b""
        at = end
        needed = _needed(code, head) if start in heads else b""
        if needed:
            yield Piece(segment) if segment[4:] == needed else Piece(_jpeg_segment(code, needed), segment)
        elif (
            code in _DRAWS
            or (code == _APP2 and profile and head.startswith(_ICC))
            or (code == _APP1 and tells and head.startswith(_EXIF))
        ):
            yield Piece(segment)
        else:
            yield Piece(b"", segment)
    if at < len(data):
        yield Piece(b"", view[at:], behind=True)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each segment's marker, and where it starts and ends, a scan with its pixels; the last is the end of image.

    Raises MalformedError.
    """
    at = 2
    for _ in range(_MOST_PARTS):
        marker = _MARKER.search(data, at)
        if not marker:
            break
        start, code = marker.start(), data[marker.start() + 1]
        at = start + 2
        if code == _SOI or code in _RESERVED:
            raise MalformedError
        if code != _EOI and code not in _STANDALONE:
            size = int(struct.unpack_from(">H", data, at)[0])
            at += size
            if size < 2 or at > len(data):
                raise MalformedError
        if code == _SOS:
            pixels_end = _ENTROPY_END.search(data, at)
            if not pixels_end:
                raise MalformedError
            at = pixels_end.start()
        yield code, start, at
        if code == _EOI:
            return
    raise MalformedError


def _heads(data: bytes, segments: list[tuple[int, int, int]]) -> set[int]:
    """Return where the JFIF and the Adobe segment start that decoders heed: of several, the last before the pixels."""
    found = {}
    for code, start, end in segments:
        if code == _SOS:
            break
        if _needed(code, data[start + 4 : min(end, start + 4 + _LONGEST_HEAD)]):
            found[code] = start
    return {*found.values()}


def _needed(code: int, head: bytes) -> bytes:
    """Return what is needed of a JFIF or Adobe segment, whose first bytes are ``head``; nothing for any other."""
    if code == _APP0 and head.startswith(_JFIF) and len(head) >= _JFIF_BYTES:
        return head[: _JFIF_BYTES - 2] + b"\0\0"  # without its thumbnail
    return head[:_ADOBE_BYTES] if code == _APP14 and head.startswith(_ADOBE) and len(head) >= _ADOBE_BYTES else b""


def _icc_profile(data: bytes, segments: list[tuple[int, int, int]]) -> bytes:
    """Return the colour profile that a JPEG's ICC segments make up; nothing when one is missing or out of order."""
    parts = [data[s + 16 : e] for code, s, e in segments if code == _APP2 and data[s + 4 : s + 16] == _ICC]
    in_order = [part[:2] for part in parts] == [bytes((n % 256, len(parts) % 256)) for n in range(1, len(parts) + 1)]
    return b"".join(part[2:] for part in parts) if in_order else b""


def _jpeg_segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body


def is_profile(data: bytes) -> bool:
    """Return whether bytes are an ICC profile by their header: its signature, and its own length."""
    return data[36:40] == b"acsp" and len(data) == int.from_bytes(data[:4], "big")


# --- PNG --------------------------------------------------------------------------------------------------------------


def _png(data: bytes, orientation: int) -> Iterator[Piece]:
    view, seen = memoryview(data), set[bytes]()
    chunks = list(_png_chunks(data))
    tells = _tells([data[start + 8 : end - 4] for name, start, end in chunks if name == b"eXIf"], orientation)
    yield Piece(view[: len(_PNG)])
    for name, start, end in chunks[:-1]:
        body = view[start + 8 : end - 4]
        fits = len(body) <= _PNG_DRAWS.get(name, -1) or (name == b"iCCP" and _is_packed_profile(bytes(body)))
        if (fits and (name == b"IDAT" or name not in seen)) or (name == b"eXIf" and tells):
            yield Piece(view[start:end])
        else:
            yield Piece(b"", view[start:end])
        seen.add(name)
        if name == b"IHDR" and orientation != 1 and not tells:
            yield Piece(_png_chunk(b"eXIf", orientation_only(orientation)))
    _, start, end = chunks[-1]
    yield Piece(view[start:end]) if data[start:end] == _IEND else Piece(_IEND, view[start:end])
    if end < len(data):
        yield Piece(b"", view[end:], behind=True)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield each chunk's name, and where it starts and ends; the last is IEND. Raises MalformedError."""
    end = len(_PNG)
    for _ in range(_MOST_PARTS):
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
    return len(label) < 80 and unpacking.eof and not unpacking.unused_data and is_profile(profile)


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


# --- WebP -------------------------------------------------------------------------------------------------------------


def _webp(data: bytes, orientation: int) -> Contents:
    view, end = memoryview(data), 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) + 1:  # an odd last chunk may lack its padding
        raise MalformedError
    pieces, kept, still, seen = [Piece(b"")], set[bytes](), True, set[bytes]()
    chunks = list(_webp_chunks(view[:end], 12))
    tells = _tells([bytes(body) for name, body, _ in chunks if name == b"EXIF"], orientation)
    is_extended = bool(chunks) and chunks[0][0] == b"VP8X"
    for name, body, whole in chunks:
        if name == b"ANMF" and not {b"ANMF", b"VP8 ", b"VP8L"} & seen:
            still = _fills(chunks[0][1], body)
            inner = [_webp_chunk(n, bytes(b)) for n, b, _ in _webp_chunks(body, 16) if n in (b"ALPH", b"VP8 ", b"VP8L")]
            pieces.append(Piece(b"".join(inner), whole))
        elif name not in seen and (_webp_stays(name, body, is_extended) or (name == b"EXIF" and tells and is_extended)):
            kept.add(name)
            pieces.append(_tidy(name, body, whole))
        else:
            pieces.append(Piece(b"", whole))
        seen.add(name)
    if not seen & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise MalformedError
    if is_extended and orientation != 1 and not tells:
        kept.add(b"EXIF")
        pieces.append(Piece(_webp_chunk(b"EXIF", orientation_only(orientation))))
    if is_extended:
        pieces[1] = _with_flags(chunks[0][1], chunks[0][2], kept)
    if end < len(data):
        pieces.append(Piece(b"", view[end:], behind=True))
    size = sum(len(piece.kept) for piece in pieces)
    header = b"RIFF" + struct.pack("<I", size + 4) + b"WEBP"
    pieces[0] = Piece(view[:12]) if header == data[:12] else Piece(header, view[:12])
    return Contents(tuple(pieces), still)


def _webp_chunks(data: memoryview, at: int) -> Iterator[tuple[bytes, memoryview, memoryview]]:
    """Yield each chunk's name, its body, and the whole of it with its padding. Raises MalformedError."""
    for _ in range(_MOST_PARTS):
        if at >= len(data):
            return
        size = int(struct.unpack_from("<I", data, at + 4)[0])
        end = at + 8 + size
        if end > len(data):
            raise MalformedError
        yield bytes(data[at : at + 4]), data[at + 8 : end], data[at : end + size % 2]
        at = end + size % 2
    raise MalformedError


def _webp_stays(name: bytes, body: memoryview, is_extended: bool) -> bool:  # noqa: FBT001 - a fact of the file
    """Return whether a chunk is pixels, the header of an extended WebP, or a whole colour profile."""
    if name in (b"VP8 ", b"VP8L"):
        return True
    return is_extended and (name in (b"VP8X", b"ALPH") or (name == b"ICCP" and is_profile(bytes(body))))


def _tidy(name: bytes, body: memoryview, whole: memoryview) -> Piece:
    """Return a chunk that stays, with its padding, if it has any, a zero."""
    if len(body) % 2 == 0 or bytes(whole[8 + len(body) :]) == b"\0":
        return Piece(whole)
    return Piece(_webp_chunk(name, bytes(body)), whole)


def _with_flags(body: memoryview, whole: memoryview, kept: set[bytes]) -> Piece:
    """Return the header of an extended WebP (VP8X) with the flags of what stays."""
    flags = body[0] & _ALPHA | (_HAS_ICC if b"ICCP" in kept else 0) | (_HAS_EXIF if b"EXIF" in kept else 0)
    header = _webp_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + bytes(body[4:10]))
    return Piece(whole) if header == whole else Piece(header, whole)


def _fills(canvas: memoryview, frame: memoryview) -> bool:
    """Return whether an animation's first picture fills the canvas, so that it can stand alone."""
    return bytes(frame[:6]) == b"\0" * 6 and frame[6:12] == canvas[4:10]


def _webp_chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
