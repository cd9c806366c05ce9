"""Containers: whatever a JPEG, PNG or WebP holds besides its picture goes, and no pixel changes."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from PIL import Image
from test_inspect import DISPLAY_P3, MAKE, ORIENTATION, XMP, chunk, noise, with_place

from honour_roll.photos import inspect
from honour_roll.photos.containers import Contents, MalformedError, contents

KINDS = ("JPEG", "PNG", "WEBP")
SECRET = b"secret-of-the-photographer"
MP4 = (
    b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x40moov\0\0\0\x38udta\0\0\0\x1e\xa9xyz\0\x12\x15\xc7+21.0285+105.8542/"
    + SECRET
)


def segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body


def webp_chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def encoded(kind: str, picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def with_blocks(kind: str, data: bytes, blocks: list[bytes], where: int = 0) -> bytes:
    """Return a file with blocks (segments or chunks) put in behind its header, or at its end for ``where`` 1."""
    more = b"".join(blocks)
    if kind == "JPEG":
        at = 2 if where == 0 else data.index(b"\xff\xdb")
        return data[:at] + more + data[at:]
    if kind == "PNG":
        at = 33 if where == 0 else len(data) - 12
        return data[:at] + more + data[at:]
    data = data if data[12:16] == b"VP8X" else extended(data)
    at = 30 if where == 0 else len(data)
    data = data[:at] + more + data[at:]
    return b"RIFF" + struct.pack("<I", len(data) - 8) + data[8:]


def extended(data: bytes) -> bytes:
    """Return a simple WebP as an extended one, which may have chunks of all kinds."""
    width, height = Image.open(io.BytesIO(data)).size
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    whole = b"WEBP" + webp_chunk(b"VP8X", b"\x0c\0\0\0" + size) + data[12:]
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def orientation_of(data: bytes) -> int:
    picture = inspect.opened(data)
    inspect.load(picture)
    return inspect.orientation(picture)


def taken_apart(kind: str, data: bytes) -> Contents:
    return contents(kind, data, orientation_of(data))


def held(kind: str, data: bytes) -> bytes:
    """Take a file apart, and see that the picture stays, pixel by pixel, and that nothing is left to take away."""
    found = taken_apart(kind, data)
    bare = found.bare()
    before, after = (inspect.opened(one) for one in (data, bare))
    assert after.tobytes() == before.tobytes()
    assert (after.size, after.mode) == (before.size, before.mode)
    assert orientation_of(bare) == orientation_of(data)
    again = taken_apart(kind, bare)
    assert again.dropped == []
    assert again.bare() == bare
    assert bool(found.dropped) == (bare != data)
    assert found.size == len(bare)
    return bare


# --- what is taken away -----------------------------------------------------------------------------------------------

JPEG_BLOCKS = {
    "serial number in APP12": segment(0xEC, b"[picture info]\r\nSerial#=" + SECRET),
    "C2PA in APP11": segment(0xEB, b"JP\0\x01\0\0\0\x01\0\0\0\x40jumb" + SECRET),
    "IPTC in APP13": segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x20\x1c\x02\x5a\0\x06" + SECRET),
    "XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP + SECRET),
    "XMP of a drone": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x drone-dji:GpsLatitude='21.02'/>" + SECRET),
    "extended XMP": segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 40 + b"GImage:Data" + SECRET),
    "second EXIF": segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\0" + SECRET),
    "comment": segment(0xFE, SECRET),
    "JFXX thumbnail": segment(0xE0, b"JFXX\0\x10" + SECRET),
    "second JFIF": segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\0\0" + SECRET),
    "MPF": segment(0xE2, b"MPF\0MM\0*\0\0\0\x08" + SECRET),
    "FPXR": segment(0xE2, b"FPXR\0" + SECRET),
    "a profile that is none": segment(0xE2, b"ICC_PROFILE\0\x01\x01" + SECRET),
    "half a profile": segment(0xE2, b"ICC_PROFILE\0\x01\x02" + DISPLAY_P3[:200] + SECRET),
    "a frame's height, once more": segment(0xDC, b"\0\x1e" + SECRET),
    "maker's own": segment(0xE7, SECRET),
    "more than Adobe": segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01" + SECRET),
    "fill bytes": b"\xff" * 9,
    "a restart marker": b"\xff\xd0",
}
PNG_BLOCKS = {
    name.decode(): chunk(name, SECRET)
    for name in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"dSIG", b"caBX", b"iDOT", b"sPLT", b"vpAg", b"prVt", b"gIFx")
} | {
    "eXIf": chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\0" + SECRET),
    "a profile that is none": chunk(b"iCCP", b"icc\0\0" + SECRET),
    "too much gamma": chunk(b"gAMA", b"\0\0\xb1\x8f" + SECRET),
    "too much resolution": chunk(b"pHYs", b"\0" * 9 + SECRET),
}
WEBP_BLOCKS = {
    name.decode(): webp_chunk(name, SECRET) for name in (b"EXIF", b"XMP ", b"ICCP", b"C2PA", b"JUNK", b"FRGM", b"gps ")
}
BLOCKS = {"JPEG": JPEG_BLOCKS, "PNG": PNG_BLOCKS, "WEBP": WEBP_BLOCKS}
ONE_BLOCK = [(kind, name) for kind in KINDS for name in BLOCKS[kind]]


@pytest.mark.parametrize("where", [0, 1])
@pytest.mark.parametrize(("kind", "name"), ONE_BLOCK)
def test_each_kind_of_block_goes(kind: str, name: str, where: int) -> None:
    data = with_blocks(kind, encoded(kind, noise((40, 30))), [BLOCKS[kind][name]], where)
    bare = held(kind, data)
    assert SECRET not in bare
    assert bare != data


BEHIND = {
    "a film": MP4,
    "a second picture": encoded("JPEG", noise((30, 30)), exif=with_place()) + SECRET,
    "zeros": b"\0" * 4096,
    "one byte": b"\n",
    "a whole file": encoded("PNG", noise((9, 9))),
    "marks of an end": b"\xff\xd9" * 9 + SECRET,
    "a ZIP": b"PK\x03\x04" + SECRET,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", BEHIND)
def test_what_is_behind_the_picture_goes(kind: str, what: str) -> None:
    data = encoded(kind, noise((40, 30)))
    assert held(kind, data + BEHIND[what]) == held(kind, data)
    assert taken_apart(kind, data + BEHIND[what]).behind == len(BEHIND[what])


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_alone_is_fit_as_it_is(kind: str) -> None:
    options: list[dict[str, object]] = [{}, {"icc_profile": DISPLAY_P3}]
    for mode in ("RGB", "L", *(("CMYK",) if kind == "JPEG" else ("RGBA",))):
        for more in options:
            assert taken_apart(kind, encoded(kind, noise((40, 30)).convert(mode), **more)).dropped == []
    if kind == "PNG":
        for mode in ("1", "P", "LA", "I;16"):
            assert taken_apart(kind, encoded(kind, noise((40, 30)).convert("L").convert(mode))).dropped == []
    if kind == "JPEG":
        for more in ({"progressive": True}, {"dpi": (300, 300)}, {"restart_marker_rows": 1}, {"optimize": True}):
            assert taken_apart(kind, encoded(kind, noise((40, 30)), **more)).dropped == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", range(1, 9))
def test_the_orientation_alone_may_stay_and_stays(kind: str, value: int) -> None:
    alone, with_maker = Image.Exif(), with_place()
    alone[ORIENTATION] = with_maker[ORIENTATION] = value
    picture = noise((40, 30))
    fit = encoded(kind, picture, exif=alone)
    assert taken_apart(kind, fit).dropped == []
    bare = held(kind, encoded(kind, picture, exif=with_maker))
    assert orientation_of(bare) == value
    assert dict(Image.open(io.BytesIO(bare)).getexif()) == ({} if value == 1 else {ORIENTATION: value})


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_an_orientation_that_only_the_xmp_tells_stays_too(kind: str) -> None:
    data = encoded(kind, noise((40, 30)), xmp=b'<x:xmpmeta tiff:Orientation="6"/>')
    bare = held(kind, data)
    assert b"xmpmeta" not in bare
    assert orientation_of(bare) == 6


@pytest.mark.parametrize("kind", KINDS)
def test_a_profile_stays(kind: str) -> None:
    data = encoded(kind, noise((40, 30)), icc_profile=DISPLAY_P3, exif=with_place())
    assert Image.open(io.BytesIO(held(kind, data))).info["icc_profile"] == DISPLAY_P3


def test_a_profile_in_several_parts_stays() -> None:
    big = (len(DISPLAY_P3) + 150_000).to_bytes(4, "big") + DISPLAY_P3[4:] + b"\0" * 150_000
    data = encoded("JPEG", noise((40, 30)), icc_profile=big)
    assert taken_apart("JPEG", data).dropped == []


FIRST, LAST = (
    segment(0xE2, b"ICC_PROFILE\0" + bytes((n, 2)) + DISPLAY_P3[s]) for n, s in ((1, slice(200)), (2, slice(200, None)))
)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("JPEG", encoded("JPEG", noise((40, 30)), icc_profile=DISPLAY_P3 + SECRET)),
        ("JPEG", with_blocks("JPEG", encoded("JPEG", noise((40, 30))), [LAST, FIRST], 1)),
        ("JPEG", with_blocks("JPEG", encoded("JPEG", noise((40, 30))), [LAST, segment(0xFE, SECRET), FIRST])),
        ("WEBP", encoded("WEBP", noise((40, 30)), icc_profile=DISPLAY_P3 + SECRET)),
    ],
    ids=["with more behind it", "in disorder", "in disorder, at the head", "with more behind it, in WebP"],
)
def test_a_profile_that_decoders_take_stays(kind: str, data: bytes) -> None:
    assert Image.open(io.BytesIO(data)).info["icc_profile"].startswith(DISPLAY_P3)
    bare = held(kind, data)
    assert Image.open(io.BytesIO(bare)).info["icc_profile"] == DISPLAY_P3
    assert SECRET not in bare


def test_a_palette_stays_only_where_it_draws() -> None:
    advice = chunk(b"PLTE", SECRET + b".")
    assert SECRET not in held("PNG", with_blocks("PNG", encoded("PNG", noise((40, 30))), [advice]))
    assert b"PLTE" in held(
        "PNG", with_blocks("PNG", encoded("PNG", noise((40, 30)).quantize(9)), [chunk(b"tEXt", SECRET)])
    )


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_stays(kind: str) -> None:
    frames = [noise((40, 30)), Image.new("RGB", (40, 30), "black")]
    data = encoded(kind, frames[0], save_all=True, append_images=frames[1:], duration=100, lossless=True)
    found = contents(kind, data, 1)
    assert found.still
    still = Image.open(io.BytesIO(found.bare()))
    assert getattr(still, "n_frames", 1) == 1
    assert still.convert("RGB").tobytes() == Image.open(io.BytesIO(data)).convert("RGB").tobytes()
    assert contents(kind, found.bare(), 1).dropped == []


def test_an_animation_that_begins_with_a_part_of_a_picture_cannot_be_cut() -> None:
    frames = [noise((40, 30)), noise((40, 30))]
    data = encoded("WEBP", frames[0], save_all=True, append_images=frames[1:], duration=100)
    at = data.index(b"ANMF") + 8
    moved = data[:at] + b"\1\0\0" + data[at + 3 :]
    assert not contents("WEBP", moved, 1).still


# --- any blocks, in any order -----------------------------------------------------------------------------------------


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a file of any kind with blocks of all kinds in it and anything behind it."""
    kind = draw(st.sampled_from(KINDS))
    exif = with_place()
    exif[ORIENTATION], exif[MAKE] = draw(st.integers(1, 9)), SECRET.decode()
    options: dict[str, object] = {"exif": exif} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        options["icc_profile"] = DISPLAY_P3
    if kind == "JPEG":
        options |= draw(st.sampled_from([{}, {"progressive": True}, {"comment": SECRET}, {"dpi": (72, 72)}]))
    if kind == "WEBP":
        options["lossless"] = draw(st.booleans())
    modes = {"JPEG": ["RGB", "L", "CMYK"], "PNG": ["RGB", "L", "RGBA", "P", "1"], "WEBP": ["RGB", "RGBA"]}
    data = encoded(kind, noise((32, 24)).convert(draw(st.sampled_from(modes[kind]))), **options)
    for where in (0, 1):
        names = draw(st.lists(st.sampled_from(sorted(BLOCKS[kind])), max_size=4))
        if names:
            data = with_blocks(kind, data, [BLOCKS[kind][name] for name in names], where)
    return kind, data + draw(st.sampled_from([b"", *BEHIND.values()]))


@given(files())
def test_no_pixel_changes_and_no_secret_stays(file: tuple[str, bytes]) -> None:
    kind, data = file
    assert SECRET not in held(kind, data)


# --- damaged and hostile files ----------------------------------------------------------------------------------------

PLAIN = {kind: encoded(kind, noise((24, 20)), exif=with_place(), icc_profile=DISPLAY_P3) for kind in KINDS}


@given(kind=st.sampled_from(KINDS), at=st.integers(0, 10_000), more=st.binary(max_size=9), cut=st.integers(0, 9))
@example(kind="JPEG", at=2, more=b"\xff", cut=0)
@example(kind="PNG", at=8, more=b"\xff\xff\xff\xff", cut=4)
@example(kind="WEBP", at=4, more=b"\xff\xff\xff\xff", cut=4)
def test_a_damaged_file_is_taken_apart_or_refused(kind: str, at: int, more: bytes, cut: int) -> None:
    data = PLAIN[kind]
    at = min(at, len(data))
    data = data[:at] + more + data[at + cut :]
    try:
        found = contents(kind, data, 1)
    except MalformedError:
        return
    assume(found.still)
    bare = found.bare()
    assert contents(kind, bare, 1).bare() == bare


@given(kind=st.sampled_from(KINDS), rest=st.binary(max_size=300))
def test_any_bytes_are_taken_apart_or_refused(kind: str, rest: bytes) -> None:
    start = {"JPEG": b"\xff\xd8", "PNG": b"\x89PNG\r\n\x1a\n", "WEBP": b"RIFF\0\1\0\0WEBP"}[kind]
    with suppress(MalformedError):
        contents(kind, start + rest, 1)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a million fill bytes": ("JPEG", lambda: b"\xff\xd8" + b"\xff" * 1_000_000),
    "a million fill bytes in a scan": ("JPEG", lambda: b"\xff\xd8\xff\xda\0\2" + b"\xff" * 1_000_000),
    "a million restart markers": ("JPEG", lambda: b"\xff\xd8" + b"\xff\xd0" * 1_000_000),
    "a million empty segments": ("JPEG", lambda: b"\xff\xd8" + b"\xff\xfe\0\2" * 1_000_000),
    "a million empty chunks": ("PNG", lambda: b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IDAT\0\0\0\0" * 1_000_000),
    "a million chunks": ("WEBP", lambda: b"RIFF\0\x12\x7a\0WEBP" + b"ABCD\0\0\0\0" * 1_000_000),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_time(what: str) -> None:
    kind, data = HOSTILE[what]
    with pytest.raises(MalformedError):
        contents(kind, data(), 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_off_anywhere_is_refused(kind: str) -> None:
    data = PLAIN[kind]
    for end in range(12, len(data) - (1 if kind != "WEBP" else 2), 7):
        with pytest.raises(MalformedError):
            contents(kind, data[:end], 1)
