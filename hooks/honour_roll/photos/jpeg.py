"""The segments of a JPEG: which are its picture, and what is needed of them (ITU T.81 and T.871, ICC.1 Annex B)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import takewhile

from honour_roll.photos.pieces import MOST_PARTS, Contents, MalformedError, Piece, orientation_only, profile_in, tells

_ENTROPY_END = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # not a stuffed zero, a restart marker or a fill byte
_MARKER = re.compile(rb"\xff[\x01-\xfe]")
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_STANDALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length; outside a scan they mean nothing
_RESERVED = {*range(0x02, 0xC0), *range(0xF0, 0xFE)}  # markers that no decoder takes
_DRAWS = {*range(0xC0, 0xD0), 0xD9, 0xDA, 0xDB, 0xDD} - {0xC8}  # frames, the end, scans, tables, restart intervals
_EXIF, _ICC, _JFIF, _ADOBE = b"Exif\0\0", b"ICC_PROFILE\0", b"JFIF\0", b"Adobe"
_JFIF_BYTES, _ADOBE_BYTES, _LONGEST_HEAD = 14, 12, 16
_MOST_OF_A_PROFILE = 65_519  # bytes in one segment


def taken_apart(data: bytes, orientation: int) -> Contents:
    """Take a JPEG apart; ``orientation`` is what its EXIF or XMP says. Raises MalformedError, struct.error."""
    return Contents(tuple(_pieces(data, orientation)))


def _pieces(data: bytes, orientation: int) -> Iterator[Piece]:
    view, at = memoryview(data), 2
    segments = list(_segments(data))
    exifs = [data[s + 10 : e] for code, s, e in segments if code == _APP1 and data[s + 4 : s + 10] == _EXIF]
    is_told = tells(exifs, orientation)
    heads = _heads(data, segments)
    profile, new_profile = _profile(data, segments)
    new = b"" if is_told or orientation == 1 else _segment(_APP1, _EXIF + orientation_only(orientation))
    new += new_profile
    yield Piece(view[:2])
    for code, start, end in segments:
        segment, head = view[start:end], data[start + 4 : min(end, start + 4 + _LONGEST_HEAD)]
        if start > at:
            yield Piece(b"", view[at:start])
        if new and code != _APP0:  # JFIF comes first
            yield Piece(new)
            new = b""
        at = end
        needed = _needed(code, head) if start in heads else b""
        if needed:
            yield Piece(segment) if segment[4:] == needed else Piece(_segment(code, needed), segment)
        elif code in _DRAWS or start in profile or (code == _APP1 and is_told and head.startswith(_EXIF)):
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
    for _ in range(MOST_PARTS):
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


def _before_pixels(segments: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the segments before the first scan: what a decoder heeds of a file's head."""
    return takewhile(lambda segment: segment[0] != _SOS, segments)


def _heads(data: bytes, segments: list[tuple[int, int, int]]) -> set[int]:
    """Return where the JFIF and the Adobe segment start that decoders heed: of several, the last before the pixels."""
    heads = ((code, s, data[s + 4 : min(e, s + 4 + _LONGEST_HEAD)]) for code, s, e in _before_pixels(segments))
    return {*{code: start for code, start, head in heads if _needed(code, head)}.values()}


def _needed(code: int, head: bytes) -> bytes:
    """Return what is needed of a JFIF or Adobe segment, whose first bytes are ``head``; nothing for any other."""
    if code == _APP0 and head.startswith(_JFIF) and len(head) >= _JFIF_BYTES:
        return head[: _JFIF_BYTES - 2] + b"\0\0"  # without its thumbnail
    return head[:_ADOBE_BYTES] if code == _APP14 and head.startswith(_ADOBE) and len(head) >= _ADOBE_BYTES else b""


def _profile(data: bytes, segments: list[tuple[int, int, int]]) -> tuple[set[int], bytes]:
    """Return the colour profile of a JPEG: where its segments start, if they stay, or else the segments to put there.

    Its parts are put in order, as decoders do; when one is missing or twice there, it is no profile.
    """
    starts = {
        s: data[s + 16 : e] for code, s, e in _before_pixels(segments) if code == _APP2 and data[s + 4 : s + 16] == _ICC
    }
    parts = sorted(starts.values())
    if [part[:2] for part in parts] != [bytes((n, len(parts))) for n in range(1, min(len(parts), 255) + 1)]:
        return set(), b""
    whole = b"".join(part[2:] for part in parts)
    profile = profile_in(whole)
    if profile == whole and parts == [*starts.values()]:
        return {*starts}, b""
    cut = [profile[at : at + _MOST_OF_A_PROFILE] for at in range(0, len(profile), _MOST_OF_A_PROFILE)]
    return set(), b"".join(_segment(_APP2, _ICC + bytes((n, len(cut))) + part) for n, part in enumerate(cut, 1))


def _segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body
