"""Originals and their renditions: turned, tagged with a place, transparent, damaged, mislabelled or hostile photos."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from honour_roll.photos import inspect, resize
from honour_roll.photos.inspect import UnusablePhotoError
from honour_roll.photos.resize import Wish

RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, GPS, MAKE, ARTIST = 0x0112, 0x8825, 0x010F, 0x013B
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


def made(path: Path, **wish: Any) -> dict[str, Image.Image]:
    """Return the opened renditions of a photo by file name, each as it was planned."""
    original, asked = inspect.examined(path), Wish(**wish)
    plans = {plan.file: plan for plan in resize.planned(original, asked)}
    files = {name: Image.open(io.BytesIO(data)) for name, data in resize.resized(path, original, asked).items()}
    tiny = files.pop("")
    assert (tiny.format, tiny.width) == ("WEBP", 16)
    assert files.keys() == plans.keys()
    for name, picture in files.items():
        assert picture.size == (plans[name].width, plans[name].height)
        assert (picture.format, picture.mode) == ("AVIF" if plans[name].is_avif else "JPEG", "RGB")
    return {name: files[name] for name in plans}


def shown(path: Path) -> list[Image.Image]:
    return list(made(path).values())


def at(picture: Image.Image, place: tuple[float, float]) -> tuple[int, ...]:
    found = picture.getpixel((int(place[0] * picture.width), int(place[1] * picture.height)))
    assert isinstance(found, tuple)
    return found


def near(picture: Image.Image, place: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 25 for a, b in zip(at(picture, place), colour, strict=True))


def is_scene(picture: Image.Image) -> bool:
    return (
        near(picture, (0.1, 0.1), (255, 255, 255))
        and near(picture, (0.9, 0.1), RED)
        and near(picture, (0.5, 0.9), BLUE)
    )


@pytest.mark.parametrize("orientation", LAID_DOWN)
def test_a_phone_held_any_way_gives_upright_pictures(tmp_path: Path, orientation: int) -> None:
    turn = LAID_DOWN[orientation]
    picture = scene() if turn is None else scene().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    path = saved(tmp_path, "a.jpg", picture, exif=exif, quality=95)
    original = inspect.examined(path)
    assert (original.width, original.height) == (400, 600)
    assert all(map(is_scene, shown(path)))


# --- metadata ---------------------------------------------------------------------------------------------------------


def with_place() -> Image.Exif:
    exif = Image.Exif()
    exif[MAKE] = "PhoneMaker"
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 2.0, 3.0), 3: "E", 4: (105.0, 47.0, 30.0)})
    return exif


XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret place, exif:GPSLatitude='21,2.05N'</x:xmpmeta>"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_no_trace_of_where_when_or_with_what_but_the_credit(tmp_path: Path, name: str) -> None:
    options: dict[str, Any] = {} if name == "a.png" else {"xmp": XMP}
    if name == "a.jpg":
        options |= {"comment": b"secret comment", "dpi": (72, 72)}
    path = saved(tmp_path, name, scene(), exif=with_place(), **options)
    assert b"PhoneMaker" in path.read_bytes()
    for credit in ("Hội Phụ nữ phường", ""):
        files = resize.resized(path, inspect.examined(path), Wish(credit, card=True))
        for data in files.values():
            assert not [word for word in (b"PhoneMaker", b"secret", b"xmp", b"GPS", b"ICC_PROFILE") if word in data]
        for file in filter(None, files):
            exif = Image.open(io.BytesIO(files[file])).getexif()
            assert str(exif.get(ARTIST, "")).encode("latin-1").decode() == credit
            assert set(exif) <= {ARTIST}
            assert not exif.get_ifd(GPS)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_photo_that_says_where_it_was_taken_is_not_fit_for_git(tmp_path: Path, name: str) -> None:
    assert inspect.examined(saved(tmp_path, name, scene())).unfit == ""
    assert inspect.examined(saved(tmp_path, name, scene(), exif=with_place())).unfit == "Ảnh còn ghi nơi chụp (GPS)."
    if name != "a.png":
        assert inspect.examined(saved(tmp_path, name, scene(), xmp=XMP)).unfit == "Ảnh còn ghi nơi chụp (GPS)."


def test_a_photo_too_large_or_too_heavy_for_git_says_so(tmp_path: Path) -> None:
    told = inspect.examined(saved(tmp_path, "a.jpg", scene(size=(1000, 2561)))).unfit
    assert told == "Ảnh quá lớn: 1000 × 2561 điểm ảnh, nhiều nhất 2560 mỗi cạnh."
    heavy = Image.effect_noise((1500, 1500), 90).convert("RGB")
    told = inspect.examined(saved(tmp_path, "a.png", heavy)).unfit
    assert re.fullmatch(r"Tệp ảnh quá nặng: [2-9](,[0-9])? MB, nhiều nhất 1,5 MB\.", told), told


# --- colours ----------------------------------------------------------------------------------------------------------


def rgb_profile(description: str, columns: tuple[tuple[float, float, float], ...], gamma: float) -> bytes:
    """Return a matrix profile (ICC 2) with these colorants, as cameras and phones embed them."""

    def s15(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    name = description.encode() + b"\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 78
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = {
        b"desc": text,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + s15(0.9642) + s15(1) + s15(0.8249),
    }
    for tag, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True):
        tags[tag] = b"XYZ \0\0\0\0" + b"".join(map(s15, column))
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for tag, value in tags.items():
        value += b"\0" * (-len(value) % 4)  # noqa: PLW2901 - tags start at whole words
        table += tag + struct.pack(">II", start + len(data), len(value))
        data += value
    header = struct.pack(">I4sI4s4s4s", start + len(data), b"test", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + b"\0" * 28 + s15(0.9642) + s15(1) + s15(0.8249)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


# Display P3's colorants (adapted to D50), with the curve left at 2.2.
DISPLAY_P3 = rgb_profile(
    "Display P3", ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407)), 2.2
)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_the_colours_of_an_iphone_are_turned_into_those_of_the_web(tmp_path: Path, name: str) -> None:
    picture = Image.new("RGB", (400, 400), (60, 160, 60))
    plain = made(saved(tmp_path, name, picture))
    wide = made(saved(tmp_path, name, picture, icc_profile=DISPLAY_P3))
    for file, found in wide.items():
        assert "icc_profile" not in found.info
        assert near(plain[file], (0.5, 0.5), (60, 160, 60))
        red, green, blue = at(found, (0.5, 0.5))
        assert red < 30, "the same numbers mean a stronger green in Display P3"
        assert 155 < green < 170
        assert blue < 60


@pytest.mark.parametrize("profile", [b"rubbish" * 50, DISPLAY_P3[:300], b"\0" * 200])
def test_a_broken_profile_does_not_count(tmp_path: Path, profile: bytes) -> None:
    assert all(map(is_scene, shown(saved(tmp_path, "a.jpg", scene(), icc_profile=profile, quality=95))))


def test_a_profile_for_another_kind_of_picture_does_not_count(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", scene("CMYK"), icc_profile=DISPLAY_P3, quality=95)
    assert all(map(is_scene, shown(path)))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB", "L"])
def test_what_is_transparent_becomes_white(tmp_path: Path, mode: str) -> None:
    """With a channel for it, a palette's place for it, or one colour that stands for it."""
    picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((200, 0, 400, 400), (90, 90, 90, 255))
    colour = {"RGB": {"transparency": (0, 0, 0)}, "L": {"transparency": 0}}.get(mode, {})
    path = saved(tmp_path, "a.png", picture.quantize(8) if mode == "P" else picture.convert(mode), **colour)
    for found in shown(path):
        assert near(found, (0.2, 0.5), (255, 255, 255))
        assert near(found, (0.8, 0.5), (90, 90, 90))


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.jpg", "CMYK"), ("a.jpg", "L"), ("a.png", "L"), ("a.png", "1"), ("a.png", "I;16"), ("a.webp", "RGB")],
)
def test_pictures_from_the_print_shop_and_the_scanner_can_be_shown(tmp_path: Path, name: str, mode: str) -> None:
    picture = Image.new("L", (400, 400), "black")
    picture.paste("white", (0, 0, 400, 200))
    path = saved(
        tmp_path,
        name,
        picture.convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else picture.convert(mode),
    )
    for found in shown(path):
        assert near(found, (0.5, 0.1), (255, 255, 255))
        assert near(found, (0.5, 0.9), (0, 0, 0))


def test_cmyk_keeps_its_colours(tmp_path: Path) -> None:
    assert all(map(is_scene, shown(saved(tmp_path, "a.jpg", scene("CMYK"), quality=95))))


@pytest.mark.parametrize("name", ["a.webp", "a.png"])
def test_an_animation_shows_its_first_picture(tmp_path: Path, name: str) -> None:
    frames = [scene(), Image.new("RGB", (400, 600), "black")]
    path = saved(tmp_path, name, frames[0], save_all=True, append_images=frames[1:], duration=100)
    assert all(map(is_scene, shown(path)))


# --- sizes and names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((3000, 2000), [1600, 960, 480, 960]),
        ((1601, 1000), [1600, 960, 480, 960]),
        ((1000, 700), [1000, 480, 1000]),  # 960 would be hardly smaller
        ((400, 300), [400, 400]),
        ((320, 2500), [320, 320]),
    ],
)
def test_a_picture_is_never_wider_than_needed_and_never_enlarged(
    tmp_path: Path, size: tuple[int, int], widths: list[int]
) -> None:
    files = made(saved(tmp_path, "anh-01.jpg", scene(size=size)))
    assert [picture.width for picture in files.values()] == widths
    endings = ["avif"] * (len(widths) - 1) + ["jpg"]
    assert list(files) == [f"anh-01-{width}.{ending}" for width, ending in zip(widths, endings, strict=True)]
    for picture in files.values():
        assert abs(picture.height - size[1] * picture.width / size[0]) <= 1


def test_photos_that_differ_only_in_their_ending_have_renditions_of_different_names(tmp_path: Path) -> None:
    names = [
        plan.file
        for ending in ("jpg", "jpeg", "png", "webp")
        for plan in resize.planned(inspect.examined(saved(tmp_path, f"a.{ending}", scene())), Wish(card=True))
    ]
    assert len(names) == len(set(names)) == 16
    assert {"a-400.avif", "a--png-400.avif", "a--the-400.avif", "a--png--the-400.jpg"} <= set(names)


def test_the_same_photo_gives_the_same_pictures(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", scene())
    original = inspect.examined(path)
    assert resize.resized(path, original, Wish(card=True)) == resize.resized(path, original, Wish(card=True))


@pytest.mark.parametrize("focus", [(0, 0), (10, 20), (50, 50), (90, 80), (100, 100)])
@pytest.mark.parametrize("size", [(600, 1200), (1800, 400), (900, 600)])
def test_a_card_keeps_what_the_photo_is_about(
    tmp_path: Path, size: tuple[int, int], focus: tuple[float, float]
) -> None:
    picture = Image.new("RGB", size, BLUE)
    x, y = (min(max(30, round(side * part / 100)), side - 30) for side, part in zip(size, focus, strict=True))
    ImageDraw.Draw(picture).rectangle((x - 25, y - 25, x + 25, y + 25), RED)
    path = saved(tmp_path, "a.jpg", picture, quality=95)
    cards = {name: found for name, found in made(path, focus=focus, card=True).items() if "--the-" in name}
    assert len(cards) >= 2
    for card in cards.values():
        assert abs(card.width / card.height - 1.5) < 0.01
        red = [p for p in card.resize((150, 100)).get_flattened_data() if p[0] > 120 > p[2]]
        whole = 50 * 50 * 150 * 100 / (min(size[0], size[1] * 1.5) ** 2 / 1.5)
        assert len(red) > 0.7 * whole, "the whole of it"


# --- what is blurred is gone ------------------------------------------------------------------------------------------


def detail(picture: Image.Image, box: tuple[float, ...]) -> float:
    """Return how much neighbouring pixels differ inside a box, which is in percent."""
    area = picture.crop(
        tuple(
            round(v * s / 100)
            for v, s in zip((box[0], box[1], box[0] + box[2], box[1] + box[3]), picture.size * 2, strict=True)
        )
    ).convert("L")
    return ImageStat.Stat(area.filter(ImageFilter.FIND_EDGES).crop((2, 2, area.width - 2, area.height - 2))).mean[0]


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise(size, 120) for _ in range(3)])


BOX = (20.0, 30.0, 30.0, 25.0)


@pytest.mark.parametrize("orientation", [1, 6, 3, 8])
def test_in_a_blurred_box_no_detail_is_left_and_around_it_all(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    path = saved(tmp_path, "a.jpg", noise((1200, 900)), exif=exif, quality=95)
    plain, blurred = made(path), made(path, blur=(BOX,))
    for name, picture in blurred.items():
        assert detail(picture, BOX) < detail(plain[name], BOX) / 10, name
        assert detail(picture, (60, 60, 30, 30)) > detail(plain[name], (60, 60, 30, 30)) * 0.9, name


def test_a_blurred_box_does_not_tell_what_was_there(tmp_path: Path) -> None:
    """Two photos that differ only in details inside the box have the same renditions."""
    one = Image.new("RGB", (1000, 800), (120, 120, 120))
    two = one.copy()
    pen_one, pen_two = ImageDraw.Draw(one), ImageDraw.Draw(two)
    for x in range(220, 480, 10):
        for y in range(260, 420, 10):
            pen_one.rectangle((x, y, x + 4, y + 9), "black")
            pen_two.rectangle((x, y, x + 9, y + 4), "black")
    wish = {"blur": (BOX,), "card": True, "focus": (35.0, 40.0)}
    seen = [shown(saved(tmp_path, "a.png", picture)) for picture in (one, two)]
    apart = [ImageChops.difference(a, b) for a, b in zip(*seen, strict=True)]
    assert min(max(band[1] for band in picture.getextrema()) for picture in apart) > 60, "plain to see before"
    first, second = made(saved(tmp_path, "a.png", one), **wish), made(saved(tmp_path, "a.png", two), **wish)
    for name, picture in first.items():
        difference = ImageChops.difference(picture, second[name])
        assert max(band[1] for band in difference.getextrema()) <= 12, name


@pytest.mark.parametrize(
    "box", [(0, 0, 100, 100), (99.9, 99.9, 50, 50), (100, 100, 10, 10), (0, 0, 0, 0), (50, 0, 0.01, 100)]
)
def test_a_box_may_lie_at_the_edge_or_be_next_to_nothing(tmp_path: Path, box: tuple[float, ...]) -> None:
    assert made(saved(tmp_path, "a.jpg", noise((500, 400))), blur=(box, BOX))


def test_a_box_that_touches_a_pixel_covers_it(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1000, 1000), "white")
    picture.paste("black", (0, 0, 505, 1000))
    path = saved(tmp_path, "a.png", picture)
    found = made(path, blur=((50.04, 0, 10, 100),))["a--png-1000.avif"]
    assert at(found, (0.503, 0.5))[0] > 100, "black was there"


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
    "heic called jpg": ("a.jpg", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99, "heic-photo"),
    "text": ("a.jpg", lambda: b"Kinh gui Ban Dan van", "unreadable-photo"),
    "svg": ("a.png", lambda: SVG, "unreadable-photo"),
    "pdf": ("a.jpg", lambda: b"%PDF-1.7\n%%EOF", "unreadable-photo"),
    "gif": ("a.jpg", lambda: as_bytes("GIF"), "other-format"),
    "tiff": ("a.jpg", lambda: as_bytes("TIFF"), "other-format"),
    "only a beginning": ("a.jpg", lambda: as_bytes("JPEG")[:3], "unreadable-photo"),
    "only a png's beginning": ("a.png", lambda: as_bytes("PNG")[:20], "unreadable-photo"),
    "a pointer": ("a.jpg", lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a", "unreadable-photo"),
    "half a jpeg": ("a.jpg", lambda: half(as_bytes("JPEG")), "damaged-photo"),
    "half a png": ("a.png", lambda: half(as_bytes("PNG")), "damaged-photo"),
    "half a webp": ("a.webp", lambda: half(as_bytes("WEBP")), "unreadable-photo"),
    "png called jpg": ("a.jpg", lambda: as_bytes("PNG"), "wrong-ending"),
    "jpeg called png": ("a.png", lambda: as_bytes("JPEG"), "wrong-ending"),
    "webp called jpeg": ("a.jpeg", lambda: as_bytes("WEBP"), "wrong-ending"),
    "a strip": ("a.jpg", lambda: as_bytes("JPEG", scene(size=(5000, 300))), "small-photo"),
    "a thumbnail": ("a.jpg", lambda: as_bytes("JPEG", scene(size=(319, 900))), "small-photo"),
    "a bomb": ("a.png", lambda: png_claiming(60_000, 60_000), "huge-photo"),
    "a smaller bomb": ("a.png", lambda: png_claiming(8_000, 8_000), "huge-photo"),
    "a bomb with no height": ("a.png", lambda: png_claiming(2_000_000_000, 1), "huge-photo"),
    "a picture without pixels": ("a.png", lambda: png_claiming(0, 0), "unreadable-photo"),
    "less than it claims": ("a.png", lambda: png_claiming(1_000, 1_000), "damaged-photo"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_what_cannot_be_shown_is_told_with_a_way_to_mend_it(tmp_path: Path, what: str) -> None:
    name, data, rule = UNUSABLE[what]
    (tmp_path / name).write_bytes(data())
    with pytest.raises(UnusablePhotoError) as told:
        inspect.examined(tmp_path / name)
    assert told.value.rule == rule
    assert told.value.text.endswith(".")
    assert told.value.mend.endswith(".") or rule in (
        "heic-photo",
        "wrong-ending",
        "other-format",
    )  # mended by the command, which the check names


def test_a_file_as_large_as_a_film_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    with path.open("wb") as out:
        out.truncate(10_000_000_000)  # on the disk it takes nothing
    with pytest.raises(UnusablePhotoError, match="huge-photo"):
        inspect.examined(path)


def test_a_photo_damaged_or_lost_after_the_check_is_told_too(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", scene())
    original = inspect.examined(path)
    path.write_bytes(half(path.read_bytes()))
    with pytest.raises(UnusablePhotoError, match="changed-photo"):
        resize.resized(path, original, Wish())
    path.unlink()
    with pytest.raises(UnusablePhotoError, match="cannot-open"):
        resize.resized(path, original, Wish())


def test_pixels_that_only_decoding_finds_damaged_are_told(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.webp", noise((400, 400)), quality=90)
    data = bytearray(path.read_bytes())
    data[300:] = b"\xff" * (len(data) - 300)
    path.write_bytes(data)
    try:
        files = resize.resized(path, inspect.examined(path), Wish())
    except UnusablePhotoError as told:
        assert told.rule == "damaged-photo"  # noqa: PT017 - WebP decoders differ in what they forgive
    else:
        assert files
