"""The chunks of a WebP: which are its picture and its colours (RFC 9649)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from honour_roll.photos.pieces import MOST_PARTS, Contents, MalformedError, Piece, orientation_only, profile_in, tells

_HAS_EXIF, _ALPHA, _HAS_ICC = 0x08, 0x10, 0x20  # flags of VP8X


def taken_apart(data: bytes, orientation: int) -> Contents:
    """Take a WebP apart; ``orientation`` is what its EXIF or XMP says. Raises MalformedError, struct.error."""
    view, end = memoryview(data), 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) + 1:  # an odd last chunk may lack its padding
        raise MalformedError
    pieces, kept, still, seen = [Piece(b"")], set[bytes](), True, set[bytes]()
    chunks = list(_chunks(view[:end], 12))
    is_told = tells([bytes(body) for name, body, _ in chunks if name == b"EXIF"], orientation)
    is_extended = bool(chunks) and chunks[0][0] == b"VP8X"
    for name, body, whole in chunks:
        if name == b"ANMF" and not {b"ANMF", b"VP8 ", b"VP8L"} & seen:
            still = _fills(chunks[0][1], body)
            inner = [_chunk(n, bytes(b)) for n, b, _ in _chunks(body, 16) if n in (b"ALPH", b"VP8 ", b"VP8L")]
            pieces.append(Piece(b"".join(inner), whole))
        elif name not in seen and (_stays(name, body, is_extended) or (name == b"EXIF" and is_told and is_extended)):
            kept.add(name)
            pieces.append(_tidy(name, body, whole))
        else:
            pieces.append(Piece(b"", whole))
        seen.add(name)
    if not seen & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise MalformedError
    if is_extended and orientation != 1 and not is_told:
        kept.add(b"EXIF")
        pieces.append(Piece(_chunk(b"EXIF", orientation_only(orientation))))
    if is_extended:
        pieces[1] = _with_flags(chunks[0][1], chunks[0][2], kept)
    if end < len(data):
        pieces.append(Piece(b"", view[end:], behind=True))
    size = sum(len(piece.kept) for piece in pieces)
    header = b"RIFF" + struct.pack("<I", size + 4) + b"WEBP"
    pieces[0] = Piece(view[:12]) if header == data[:12] else Piece(header, view[:12])
    return Contents(tuple(pieces), still)


def _chunks(data: memoryview, at: int) -> Iterator[tuple[bytes, memoryview, memoryview]]:
    """Yield each chunk's name, its body, and the whole of it with its padding. Raises MalformedError."""
    for _ in range(MOST_PARTS):
        if at >= len(data):
            return
        size = int(struct.unpack_from("<I", data, at + 4)[0])
        end = at + 8 + size
        if end > len(data):
            raise MalformedError
        yield bytes(data[at : at + 4]), data[at + 8 : end], data[at : end + size % 2]
        at = end + size % 2
    raise MalformedError


def _stays(name: bytes, body: memoryview, is_extended: bool) -> bool:  # noqa: FBT001 - a fact of the file
    """Return whether a chunk is pixels, the header of an extended WebP, or a whole colour profile."""
    if name in (b"VP8 ", b"VP8L"):
        return True
    return is_extended and (name in (b"VP8X", b"ALPH") or (name == b"ICCP" and profile_in(bytes(body)) != b""))


def _tidy(name: bytes, body: memoryview, whole: memoryview) -> Piece:
    """Return a chunk that stays, with its padding, if it has any, a zero, and nothing behind a colour profile."""
    needed = profile_in(bytes(body)) if name == b"ICCP" else body
    if len(needed) == len(body) and bytes(whole[8 + len(body) :]) in (b"", b"\0"):
        return Piece(whole)
    return Piece(_chunk(name, bytes(needed)), whole)


def _with_flags(body: memoryview, whole: memoryview, kept: set[bytes]) -> Piece:
    """Return the header of an extended WebP (VP8X) with the flags of what stays."""
    flags = body[0] & _ALPHA | (_HAS_ICC if b"ICCP" in kept else 0) | (_HAS_EXIF if b"EXIF" in kept else 0)
    header = _chunk(b"VP8X", bytes([flags, 0, 0, 0]) + bytes(body[4:10]))
    return Piece(whole) if header == whole else Piece(header, whole)


def _fills(canvas: memoryview, frame: memoryview) -> bool:
    """Return whether an animation's first picture fills the canvas, so that it can stand alone."""
    return bytes(frame[:6]) == b"\0" * 6 and frame[6:12] == canvas[4:10]


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
