"""Made-up photos: as heavy to decode and to encode as a phone's, and of nothing real.

Light that falls off as in nature (1/f noise in ten octaves), tinted, with hard edges, the blur of a lens and the noise
of a sensor: a picture that lacks any of them is encoded too quickly. The same seed gives the same picture.
"""

import random
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from samples import scenes

BROAD, HIGH, WIDE = (2560, 1920), (1920, 2560), (2560, 1440)
PHONE = (4000, 3000)
_LIGHT = (
    (1024, 0.55), (512, 0.40), (256, 0.30), (128, 0.22), (64, 0.16), (32, 0.11), (16, 0.075), (8, 0.06), (4, 0.05),
    (2, 0.045),
)  # fmt: skip  # pairs read in rows
_TINT = ((1024, 0.3), (256, 0.12))
_ON_A_SCENE = ((512, 0.12), (128, 0.09), (32, 0.07), (16, 0.06), (8, 0.06), (4, 0.05), (2, 0.045))
_HEAVIEST = 1_000_000  # bytes of a photo that is fit to stay in git
_ORIENTATION, _MAKER, _GPS = 0x0112, 0x010F, 0x8825
_UPRIGHT_OR_TURNED = (1, 6, 8, 3)


def fit(seed: str, scene: str = "", state: str = "", layout: str = "") -> bytes:
    """Return a JPEG as `scripts/fix_photos.py` leaves one: upright, at most 2560 pixels and about 1 MB.

    With a ``scene`` it shows that, as ``scenes.drawn`` does; pictures of one ``layout`` show the same place.
    """
    rng = random.Random(seed)  # noqa: S311 - for samples, the same each time
    if scene:
        place = random.Random(layout)  # noqa: S311 - likewise
        size = place.choices((BROAD, HIGH, WIDE), (7, 1, 2))[0]
        picture = _grained(rng, _lit(rng, scenes.drawn(scene, layout, size, state)))
    else:
        picture = _picture(rng, rng.choices((BROAD, HIGH, WIDE), (7, 2, 1))[0])
    for quality in (82, 74, 66, 58):
        data = _jpeg(picture, quality)
        if len(data) <= _HEAVIEST:
            break
    return data


def phone(seed: str, number: int) -> bytes:
    """Return a 12-megapixel JPEG as a phone makes it: turned by its EXIF, with GPS, 3 to 4 MB."""
    told = Image.Exif()
    told[_MAKER], told[_ORIENTATION] = "Mẫu", _UPRIGHT_OR_TURNED[number % 4]
    place = told.get_ifd(_GPS)
    place[1], place[2], place[3], place[4] = "N", (21.0, 2.0, 12.5), "E", (105.0, 48.0, 1.5 + number % 50)
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 - for samples, the same each time
    return _jpeg(_picture(rng, PHONE), 92, exif=told)


def _picture(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    light = _field(rng, size, _LIGHT)
    channels = []
    for _ in range(3):
        slope = Image.linear_gradient("L").rotate(rng.choice((0, 90, 180, 270))).resize(size)
        channels.append(Image.blend(ImageChops.add(light, _field(rng, size, _TINT), 1, -128), slope, 0.25))
    picture = Image.merge("RGB", channels)
    _edges(rng, ImageDraw.Draw(picture), size)
    return _grained(rng, picture)


def _lit(rng: random.Random, picture: Image.Image) -> Image.Image:
    """Return a drawn picture under uneven light."""
    light = _field(rng, picture.size, _ON_A_SCENE)
    return Image.merge("RGB", [ImageChops.add(band, light, 1, -128) for band in picture.split()])


def _grained(rng: random.Random, picture: Image.Image) -> Image.Image:
    """Return a picture with the blur of a lens and the noise of a sensor."""
    size = picture.size
    picture = picture.filter(ImageFilter.GaussianBlur(0.9))
    noise = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).point(_scaled(0.09))
    bands = enumerate(picture.split())
    return Image.merge("RGB", [ImageChops.add(b, ImageChops.offset(noise, 7 * i, 13 * i), 1, -128) for i, b in bands])


def _field(rng: random.Random, size: tuple[int, int], octaves: tuple[tuple[int, float], ...]) -> Image.Image:
    total = Image.new("L", size, 128)
    for cell, share in octaves:
        small = (max(2, size[0] // cell), max(2, size[1] // cell))
        rough = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
        total = ImageChops.add(total, rough.resize(size, Image.Resampling.BICUBIC).point(_scaled(share)), 1, -128)
    return total


def _edges(rng: random.Random, draw: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    """Draw what stands in for people, signs and leaves: many small shapes, few large ones."""
    for _ in range(90):
        x, y, reach = rng.randrange(size[0]), rng.randrange(size[1]), int(rng.paretovariate(1.3) * 30) % 700 + 10
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        around = [(x + rng.randrange(-reach, reach + 1), y + rng.randrange(-reach, reach + 1)) for _ in range(6)]
        match rng.randrange(4):
            case 0:
                draw.ellipse((x, y, x + reach, y + int(reach * rng.uniform(0.5, 1.6))), fill=colour)
            case 1:
                draw.rectangle((x, y, x + reach, y + int(reach * rng.uniform(0.3, 2))), fill=colour)
            case 2:
                draw.polygon(around, fill=colour)
            case _:
                draw.line(around, fill=colour, width=rng.randint(2, 9))


def _scaled(share: float) -> list[int]:
    return [int(128 + (value - 128) * share) for value in range(256)]


def _jpeg(picture: Image.Image, quality: int, **more: object) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, subsampling=2, **more)
    return out.getvalue()
