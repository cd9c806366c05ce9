"""Photos as staff have them: turned, tagged with a place, transparent, damaged, mislabelled or hostile."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from honour_roll import photos
from honour_roll.photos import UnusablePhotoError

RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
# EXIF orientation -> how to lay the upright picture down so that the tag stands it up again.
LAID_DOWN: dict[int, Image.Transpose | None] = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def scene(mode: str = "RGB", size: tuple[int, int] = (400, 600)) -> Image.Image:
    """Red above, blue below, with a white corner at the top left: any turn shows."""
    picture = Image.new("RGB", size, BLUE)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, size[0], size[1] // 2), RED)
    pen.rectangle((0, 0, size[0] // 4, size[1] // 4), "white")
    return picture.convert(mode)


def saved(folder: Path, name: str, picture: Image.Image, **options: Any) -> Path:
    path = folder / name
    picture.save(path, **options)
    return path


def copied(path: Path) -> Image.Image:
    original = photos.examined(path)
    copy = Image.open(io.BytesIO(photos.copy(path, original)))
    assert copy.format == "JPEG"
    assert copy.mode == "RGB"
    assert copy.size == original.copy_size()
    return copy


def near(picture: Image.Image, at: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    found = picture.getpixel((int(at[0] * picture.width), int(at[1] * picture.height)))
    assert isinstance(found, tuple)
    return all(abs(a - b) < 25 for a, b in zip(found, colour, strict=True))


def is_scene(picture: Image.Image) -> bool:
    return (
        near(picture, (0.1, 0.1), (255, 255, 255))
        and near(picture, (0.9, 0.1), RED)
        and near(picture, (0.5, 0.9), BLUE)
    )


@pytest.mark.parametrize("orientation", LAID_DOWN)
def test_a_phone_held_any_way_gives_an_upright_copy(tmp_path: Path, orientation: int) -> None:
    turn = LAID_DOWN[orientation]
    picture = scene() if turn is None else scene().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    path = saved(tmp_path, "a.jpg", picture, exif=exif, quality=95)
    original = photos.examined(path)
    assert (original.width, original.height) == (400, 600)
    assert is_scene(copied(path))


def test_no_trace_of_where_when_or_with_what_is_in_the_copy(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[MAKE] = "PhoneMaker"
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 2.0, 3.0), 3: "E", 4: (105.0, 47.0, 30.0)})
    path = saved(tmp_path, "a.jpg", scene(), exif=exif, comment=b"secret comment", dpi=(72, 72),
                 xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret place</x:xmpmeta>")  # fmt: skip
    assert b"PhoneMaker" in path.read_bytes()
    with Image.open(path) as before:
        assert before.getexif().get_ifd(GPS)
    data = photos.copy(path, photos.examined(path))
    assert not [word for word in (b"PhoneMaker", b"secret", b"Exif", b"xmp", b"ICC_PROFILE") if word in data]
    assert dict(Image.open(io.BytesIO(data)).getexif()) == {}


@pytest.mark.parametrize("ending", ["png", "webp"])
def test_metadata_of_other_kinds_does_not_come_along_either(tmp_path: Path, ending: str) -> None:
    exif = Image.Exif()
    exif[MAKE] = "PhoneMaker"
    path = saved(tmp_path, f"a.{ending}", scene(), exif=exif)
    assert b"PhoneMaker" not in photos.copy(path, photos.examined(path))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB", "L"])
def test_what_is_transparent_becomes_white(tmp_path: Path, mode: str) -> None:
    """With a channel for it, a palette's place for it, or one colour that stands for it."""
    picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((200, 0, 400, 400), (90, 90, 90, 255))
    colour = {"RGB": {"transparency": (0, 0, 0)}, "L": {"transparency": 0}}.get(mode, {})
    path = saved(tmp_path, "a.png", picture.quantize(8) if mode == "P" else picture.convert(mode), **colour)
    copy = copied(path)
    assert near(copy, (0.2, 0.5), (255, 255, 255))
    assert near(copy, (0.8, 0.5), (90, 90, 90))


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.jpg", "CMYK"), ("a.jpg", "L"), ("a.png", "L"), ("a.png", "1"), ("a.png", "I;16"), ("a.webp", "RGB")],
)
def test_pictures_from_the_print_shop_and_the_scanner_can_be_shown(tmp_path: Path, name: str, mode: str) -> None:
    picture = Image.new("L", (400, 400), "black")
    picture.paste("white", (0, 0, 400, 200))
    copy = copied(saved(tmp_path, name, picture.convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16"
                        else picture.convert(mode)))  # fmt: skip
    assert near(copy, (0.5, 0.1), (255, 255, 255))
    assert near(copy, (0.5, 0.9), (0, 0, 0))


def test_cmyk_keeps_its_colours(tmp_path: Path) -> None:
    assert is_scene(copied(saved(tmp_path, "a.jpg", scene("CMYK"), quality=95)))


def test_an_animation_shows_its_first_picture(tmp_path: Path) -> None:
    frames = [scene(), Image.new("RGB", (400, 600), "black")]
    for name in ("a.webp", "a.png"):
        path = saved(tmp_path, name, frames[0], save_all=True, append_images=frames[1:], duration=100)
        assert is_scene(copied(path))


@pytest.mark.parametrize(
    ("size", "copy"), [((3000, 2000), (1280, 853)), ((400, 300), (400, 300)), ((320, 5000), (320, 5000))]
)
def test_a_copy_is_never_wider_than_needed_and_never_enlarged(
    tmp_path: Path, size: tuple[int, int], copy: tuple[int, int]
) -> None:
    path = saved(tmp_path, "anh-01.jpg", scene(size=size))
    original = photos.examined(path)
    assert original.copy_size() == copy
    assert original.copy_name() == f"anh-01-{copy[0]}.jpg"
    assert copied(path).size == copy


def test_the_same_photo_gives_the_same_copy(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", scene())
    assert photos.copy(path, photos.examined(path)) == photos.copy(path, photos.examined(path))


# --- what cannot be shown is told in one way --------------------------------------------------------------------------


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that say they are an enormous picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def as_bytes(ending: str, picture: Image.Image | None = None) -> bytes:
    out = io.BytesIO()
    (picture or scene()).save(out, ending)
    return out.getvalue()


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

UNUSABLE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing in it": ("a.jpg", lambda: b"", "unreadable-photo"),
    "text": ("a.jpg", lambda: b"Kinh gui Ban Dan van", "unreadable-photo"),
    "svg": ("a.png", lambda: SVG, "unreadable-photo"),
    "pdf": ("a.jpg", lambda: b"%PDF-1.7\n%%EOF", "unreadable-photo"),
    "gif": ("a.jpg", lambda: as_bytes("GIF"), "unreadable-photo"),
    "tiff": ("a.jpg", lambda: as_bytes("TIFF"), "unreadable-photo"),
    "only a beginning": ("a.jpg", lambda: as_bytes("JPEG")[:3], "unreadable-photo"),
    "only a png's beginning": ("a.png", lambda: as_bytes("PNG")[:20], "unreadable-photo"),
    "half a jpeg": ("a.jpg", lambda: half(as_bytes("JPEG")), "damaged-photo"),
    "half a png": ("a.png", lambda: half(as_bytes("PNG")), "damaged-photo"),
    "half a webp": ("a.webp", lambda: half(as_bytes("WEBP")), "unreadable-photo"),
    "png called jpg": ("a.jpg", lambda: as_bytes("PNG"), "wrong-ending"),
    "jpeg called png": ("a.png", lambda: as_bytes("JPEG"), "wrong-ending"),
    "webp called jpeg": ("a.jpeg", lambda: as_bytes("WEBP"), "wrong-ending"),
    "a thumbnail": ("a.jpg", lambda: as_bytes("JPEG", scene(size=(319, 900))), "small-photo"),
    "a bomb": ("a.png", lambda: png_claiming(60_000, 60_000), "huge-photo"),
    "a smaller bomb": ("a.png", lambda: png_claiming(8_000, 8_000), "huge-photo"),
    "a bomb with no height": ("a.png", lambda: png_claiming(2_000_000_000, 1), "huge-photo"),
    "a picture without pixels": ("a.png", lambda: png_claiming(0, 0), "unreadable-photo"),
    "less than it claims": ("a.png", lambda: png_claiming(1_000, 1_000), "damaged-photo"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNUSABLE)
def test_what_cannot_be_shown_is_told_with_a_way_to_mend_it(tmp_path: Path, what: str) -> None:
    name, data, rule = UNUSABLE[what]
    (tmp_path / name).write_bytes(data())
    with pytest.raises(UnusablePhotoError) as told:
        photos.examined(tmp_path / name)
    assert told.value.rule == rule
    assert told.value.text.endswith(".")
    assert told.value.mend.endswith(".")


def test_a_photo_damaged_after_the_check_is_told_too(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", scene())
    original = photos.examined(path)
    path.write_bytes(half(path.read_bytes()))
    with pytest.raises(UnusablePhotoError):
        photos.copy(path, original)
