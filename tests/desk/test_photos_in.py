"""Photos as phones and messengers give them: HEIC of an iPhone, .jfif of Windows, and what is broken or hostile."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image

from honour_roll.photos import arrivals, bounds, fix, inspect
from honour_roll.photos.inspect import UnusablePhotoError

TURNED = (0x0112, 6)  # EXIF: the phone was held upright


def scene(width: int = 800, height: int = 600) -> Image.Image:
    """A picture of many colours, its upper right corner red."""
    slopes = [Image.linear_gradient("L").rotate(turn).resize((width, height)) for turn in (0, 90, 180)]
    picture = Image.merge("RGB", slopes)
    picture.paste("red", (width * 3 // 4, 0, width, height // 4))
    return picture


def exif() -> Image.Exif:
    """As an iPhone writes it: turned, with its name, a day and a place."""
    told = Image.Exif()
    told[TURNED[0]], told[0x0110], told[0x0132] = TURNED[1], "iPhone 15", "2026:11:20 08:00:00"
    place = told.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (21.0, 2.0, 12.5), "E", (105.0, 48.0, 1.5)
    return told


def heic(size: tuple[int, int] = (800, 600), **options: Any) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(scene(*size)).save(out, quality=80, **options)
    return out.getvalue()


def taken(tmp_path: Path, data: bytes, name: str) -> Path:
    """Drop a photo on an entry; return what lies there then."""
    (tmp_path / "uploads").mkdir(exist_ok=True)
    (tmp_path / "entry").mkdir(exist_ok=True)
    uploaded = tmp_path / "uploads" / "0a1b"
    uploaded.write_bytes(data)
    return tmp_path / "entry" / arrivals.put(arrivals.made_fit(uploaded, name), tmp_path / "entry")


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "IMG_0001.heif", "gui-qua-zalo.jpg", "khong-duoi"])
def test_a_heic_becomes_an_upright_jpeg_that_says_nothing_of_its_phone(tmp_path: Path, name: str) -> None:
    data = heic(exif=exif().tobytes())
    assert b"iPhone 15" in data
    made = taken(tmp_path, data, name)
    assert made.suffix == ".jpg"
    assert inspect.examined(made).unfit == ""
    with Image.open(made) as picture:
        assert not picture.getexif()
        assert picture.size == (600, 800)
        assert near(picture.getpixel((580, 780)), (255, 0, 0)), "the upper right corner, turned to the right"


def near(one: Any, other: Any) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("name", "then"), [("z5012.jfif", "z5012.jpg"), ("ảnh zalo.JFIF", "anh-zalo.jpg"), ("a.jfi", "a.jpg")]
)
def test_a_jfif_becomes_a_jpg(tmp_path: Path, name: str, then: str) -> None:
    out = io.BytesIO()
    scene().save(out, "JPEG", exif=exif())
    made = taken(tmp_path, out.getvalue(), name)
    assert made.name == then
    with Image.open(made) as picture:
        assert inspect.orientation(picture) == TURNED[1], "kept: a JPEG is not made anew for it"
        assert not picture.getexif().get_ifd(0x8825)
        assert picture.getexif().get(0x0110) is None


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "damaged-photo"),
        (b"\0\0\0\x18ftypheic" + os.urandom(5000), "damaged-photo"),
        (heic()[:-400], "damaged-photo"),
        (heic((200, 150)), "small-photo"),
    ],
    ids=["empty", "random", "cut off", "small"],
)
def test_a_heic_that_will_not_do_is_told_and_leaves_nothing(tmp_path: Path, data: bytes, rule: str) -> None:
    with pytest.raises(UnusablePhotoError) as refused:
        taken(tmp_path, data, "IMG_1.HEIC")
    assert refused.value.rule == rule
    assert list((tmp_path / "entry").iterdir()) == []
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == ["0a1b"]


def test_a_heic_that_brings_its_decoder_down_leaves_the_desk_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forking: None
) -> None:
    monkeypatch.setattr(fix, "fixes", lambda _: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(UnusablePhotoError) as refused:
        taken(tmp_path, heic(), "IMG_1.HEIC")
    assert refused.value.rule == "heavy-photo"
    assert list((tmp_path / "entry").iterdir()) == []


def test_a_heic_that_takes_too_much_memory_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forking: None
) -> None:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (5500, 5500))).save(out, quality=30)  # 90 MB once it is decoded
    grown = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    monkeypatch.setattr(bounds, "MOST_MEMORY", grown + 40_000_000)
    with pytest.raises(UnusablePhotoError) as refused:
        taken(tmp_path, out.getvalue(), "IMG_1.HEIC")
    assert refused.value.rule in ("heavy-photo", "damaged-photo")
