"""Photos: what a phone made, beside its entry, becomes renditions fit for the page.

Upright, in sRGB, never enlarged, blurred where the entry says so, and with nothing of the original's metadata but the
credit that we write. The recipe (draft decode, resize before turning, each size from the one above it, AVIF at speed 9
with one JPEG for browsers without) is the one measured in ``docs/decisions/0005-avif-and-one-jpeg.md``.
"""

from __future__ import annotations

import base64
import io
import math
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import PIL

from honour_roll.fingerprints import fingerprint
from honour_roll.photos import pillow
from honour_roll.text.vietnamese import number_text

WIDTHS = (1600, 960, 480)  # pixels, widest first
FALLBACK = 960  # the one JPEG
LONGEST, HEAVIEST = 2560, 1_500_000  # pixels and bytes that an original may have in git
MOST_BYTES = 60_000_000  # of a file that is opened at all
CARD_WIDTHS = (960, 480)
CARD_SHAPE = (3, 2)
FOCUS = (50, 40)  # percent from the left and the top: people look out of the upper half
SMALLEST = 320
_MOSAIC = 5  # cells along the longer side of a blurred box: too few to tell a face
_AVIF = {"quality": 50, "speed": 9, "max_threads": 1}
_JPEG = {"quality": 78, "optimize": True, "progressive": True}
_ORIENTATION, _ARTIST, _GPS = 0x0112, 0x013B, 0x8825
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_ENDINGS = {"JPEG": (".jpg", ".jpeg"), "MPO": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
_TURNS = {  # by the EXIF orientation; names of Pillow's
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
HEIC = (".heic", ".heif")
PHOTO_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\.(?:jpg|jpeg|png|webp)")


class UnusablePhotoError(Exception):
    """A file that cannot be shown as a photo. ``rule``, ``text`` and ``mend`` are a Problem's.

    ``mend`` is empty where ``scripts/fix_photos.py`` mends it.
    """

    def __init__(self, rule: str, text: str, mend: str) -> None:
        """Keep the three for the Problem."""
        super().__init__(rule, text, mend)
        self.rule, self.text, self.mend = rule, text, mend


class Original(NamedTuple):
    """A photo as it lies beside its entry: name, digest of its bytes, width and height when upright.

    ``unfit`` says in Vietnamese why it should not stay so in git (``scripts/fix_photos.py`` mends it); else it is empty.
    """

    file: str
    fingerprint: bytes
    width: int
    height: int
    unfit: str = ""


class Wish(NamedTuple):
    """What an entry wants of a photo: boxes to blur and focus in percent, the credit, and whether cards show it."""

    credit: str = ""
    blur: tuple[tuple[float, ...], ...] = ()
    focus: tuple[float, ...] = FOCUS
    card: bool = False


class Rendition(NamedTuple):
    """One picture to make: its file name beside the page, its size in pixels, whether it is cut for cards."""

    file: str
    width: int
    height: int
    card: bool = False

    @property
    def is_avif(self) -> bool:
        """Tell whether it is AVIF; else it is JPEG."""
        return self.file.endswith(".avif")


def planned(original: Original, wish: Wish) -> tuple[Rendition, ...]:
    """Give the renditions of a photo, widest first: AVIF in several widths, then one JPEG; the same for cards."""
    stem, _, ending = original.file.rpartition(".")
    stem = stem if ending == "jpg" else f"{stem}--{ending}"  # a.jpg and a.png are two photos
    return (
        *_series(stem, original.width, original.height, WIDTHS, card=False),
        *(
            _series(f"{stem}--the", *_card_size(original.width, original.height), CARD_WIDTHS, card=True)
            if wish.card
            else ()
        ),
    )


def _series(stem: str, width: int, height: int, widths: tuple[int, ...], *, card: bool) -> Iterator[Rendition]:
    top = min(width, widths[0])
    fitting = [top, *(w for w in widths if w < top * 0.85)]  # a size hardly smaller is not worth its bytes

    def sized(wide: int, ending: str) -> Rendition:
        return Rendition(f"{stem}-{wide}.{ending}", wide, max(1, round(height * wide / width)), card)

    yield from (sized(wide, "avif") for wide in fitting)
    yield sized(min(fitting, key=lambda wide: abs(wide - FALLBACK)), "jpg")


def _card_size(width: int, height: int) -> tuple[int, int]:
    """Give the largest size in the cards' shape that fits into a picture."""
    width = min(width, height * CARD_SHAPE[0] // CARD_SHAPE[1])
    return width, width * CARD_SHAPE[1] // CARD_SHAPE[0]


def examined(path: Path) -> Original:
    """Give what is to be known of a photo without decoding it.

    Raises UnusablePhotoError for what is no picture, cut off, too large, too small, or not what its ending says.
    """
    data = content(path)
    picture = opened(data)
    kind = picture.format or ""
    if kind == "PNG":
        load(picture)  # its EXIF may come after its pixels
    width, height = upright_size(picture)
    if not path.name.lower().endswith(_ENDINGS[kind]):
        raise UnusablePhotoError(
            "wrong-ending", f"Ảnh này thật ra là {kind.replace('MPO', 'JPEG')}, không đúng đuôi tệp.", ""
        )
    if min(width, height) < SMALLEST // 2 or width < SMALLEST:
        raise UnusablePhotoError("small-photo", f"Ảnh chỉ có {width} × {height} điểm ảnh, cần rộng ít nhất {SMALLEST}.",
                                 "Lấy ảnh gốc trong điện thoại, không lấy ảnh thu nhỏ.")  # fmt: skip
    if kind in ("JPEG", "MPO") and data.rfind(b"\xff\xd9") < len(data) * 3 // 4:
        raise _damaged()  # the last end-of-image mark is that of a thumbnail: the picture itself has none
    return Original(path.name, fingerprint(data), width, height, _unfit(picture, width, height, data))


def _unfit(picture: pillow.Image.Image, width: int, height: int, data: bytes) -> str:
    weight = len(data)
    if has_place(picture, data):
        return "Ảnh còn ghi nơi chụp (GPS)."
    if max(width, height) > LONGEST:
        return f"Ảnh quá lớn: {width} × {height} điểm ảnh, nhiều nhất {LONGEST} mỗi cạnh."
    if weight > HEAVIEST:
        return (
            f"Tệp ảnh quá nặng: {number_text(round(weight / 1e6, 1))} MB, nhiều nhất {number_text(HEAVIEST / 1e6)} MB."
        )
    return ""


def has_place(picture: pillow.Image.Image, data: bytes = b"") -> bool:
    """Tell whether a file says where it was taken, in its EXIF or its XMP, or in a second picture that it carries.

    ``data`` is all of the file: a phone may hang a whole picture, with its own EXIF, after the first.
    """
    if data.count(b"Exif\0\0") > bool(picture.info.get("exif")) or b"GPSLatitude" in data:
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if picture.getexif().get_ifd(_GPS):
                return True
    except Exception:  # noqa: BLE001 - broken EXIF raises all kinds
        return b"GPS" in picture.info.get("exif", b"")
    xmp = picture.info.get("xmp") or b""
    return b"GPSLatitude" in (xmp.encode() if isinstance(xmp, str) else xmp)


def made(path: Path, original: Original, wish: Wish) -> dict[str, bytes]:
    """Give the bytes of each planned rendition by file name, and of the placeholder (WebP, 16 pixels) by ``""``.

    Raises UnusablePhotoError when the file is damaged, or is no longer the one that was examined.
    """
    data = content(path)
    if fingerprint(data) != original.fingerprint:
        raise UnusablePhotoError("changed-photo", "Ảnh bị thay trong lúc dựng trang.", "Chạy lại.")
    top = upright(opened(data), min(original.width, WIDTHS[0]))
    for box in wish.blur:
        _blur(top, box)
    credit = pillow.Image.Exif()
    if wish.credit:
        credit[_ARTIST] = wish.credit.encode()  # as text it would be cut down to ASCII
    out = {}
    plans = planned(original, wish)
    for card in (False, True):
        current = _cut(top, wish.focus) if card else top
        for plan in plans:
            if plan.card is card and plan.is_avif:
                current = _resized(current, plan)
                out[plan.file] = _encoded(current, "AVIF", exif=credit, **_AVIF)
                jpeg = plan._replace(file=plan.file.removesuffix("avif") + "jpg")
                if jpeg in plans:
                    out[jpeg.file] = _encoded(current, "JPEG", exif=credit, **_JPEG)
        if not card:  # the smallest makes the placeholder
            out[""] = _encoded(current.resize((16, max(1, round(16 * top.height / top.width)))), "WEBP", quality=40)
    return out


def as_data_address(placeholder: bytes) -> str:
    """Give the placeholder as an address to put into the page."""
    return "data:image/webp;base64," + base64.b64encode(placeholder).decode()


def upright(picture: pillow.Image.Image, width: int) -> pillow.Image.Image:
    """Give the photo ``width`` pixels wide, turned, in sRGB, on white where it was transparent."""
    turned = orientation(picture)
    wide, high = upright_size(picture)
    height = max(1, round(high * width / wide))
    size = (height, width) if turned >= 5 else (width, height)
    profile = picture.info.get("icc_profile")
    picture.draft(None, size)  # a JPEG is decoded to an eighth, a quarter or a half of its size
    load(picture)
    if picture.mode.startswith("I"):  # 16 bits a pixel
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data or picture.mode in ("P", "1"):
        picture = picture.convert("RGBA")
    small = picture.resize(size, pillow.Image.Resampling.LANCZOS) if picture.size != size else picture
    if small.mode == "RGBA":
        white = pillow.Image.new("RGB", small.size, "white")
        white.paste(small, mask=small.getchannel("A"))
        small = white
    small = _in_srgb(small, profile)
    small.info.clear()  # or the original's comment would be written again
    return small.transpose(pillow.Image.Transpose[_TURNS[turned]]) if turned in _TURNS else small


def _in_srgb(picture: pillow.Image.Image, profile: bytes | None) -> pillow.Image.Image:
    """Give the picture in sRGB; a profile that is broken or does not fit the picture does not count."""
    if profile and not is_srgb(profile):
        try:
            source = pillow.ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = pillow.ImageCms.profileToProfile(
                picture, source, pillow.ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (pillow.ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def is_srgb(profile: bytes) -> bool:
    """Tell whether an embedded profile is sRGB by its own words."""
    return b"sRGB" in profile[:1024] or b"s\0R\0G\0B" in profile[:1024]


def _blur(picture: pillow.Image.Image, box: tuple[float, ...]) -> None:
    """Put a mosaic of a few cells over a box (left, top, width, height in percent): what was there is gone."""
    left, top, wide, high = (v * side / 100 for v, side in zip(box, picture.size * 2, strict=True))
    first = (min(int(left), picture.width - 1), min(int(top), picture.height - 1))  # however small, it covers a pixel
    last = (math.ceil(left + wide), math.ceil(top + high))
    right, bottom = (min(side, max(end, start + 1)) for side, end, start in zip(picture.size, last, first, strict=True))
    area = (*first, right, bottom)
    size = (right - first[0], bottom - first[1])
    cells = tuple(max(1, round(_MOSAIC * side / max(size))) for side in size)
    piece = picture.crop(area).resize(cells, pillow.Image.Resampling.BOX)
    picture.paste(piece.resize(size, pillow.Image.Resampling.BICUBIC), area[:2])


def _cut(picture: pillow.Image.Image, focus: tuple[float, ...]) -> pillow.Image.Image:
    """Give the largest part in the cards' shape, with the focus as near to its middle as the picture allows."""
    width, height = _card_size(*picture.size)
    left = min(max(0, round(picture.width * focus[0] / 100 - width / 2)), picture.width - width)
    top = min(max(0, round(picture.height * focus[1] / 100 - height / 2)), picture.height - height)
    return picture.crop((left, top, left + width, top + height))


def upright_part(
    picture: pillow.Image.Image,
    size: tuple[int, int],
    focus: tuple[float, ...],
    place: tuple[float, float],
    raised: float = 1,
) -> pillow.Image.Image:
    """Give the part of a picture that fills ``size``, its focus as near to ``place`` in it as the picture allows.

    The picture is taken ``raised`` times as large as it must be, to leave it room to move.
    """
    scale = max(size[0] / picture.width, size[1] / picture.height) * raised
    box = []
    for side, whole, at, want in zip(size, picture.size, focus, place, strict=True):
        wide = min(whole, side / scale)
        start = max(0.0, min(whole * at / 100 - want / scale, whole - wide))
        box.append((start, min(whole, start + wide)))
    area = (box[0][0], box[1][0], box[0][1], box[1][1])
    return picture.resize(size, pillow.Image.Resampling.BICUBIC, box=area)


def _resized(picture: pillow.Image.Image, plan: Rendition) -> pillow.Image.Image:
    size = (plan.width, plan.height)
    return picture if picture.size == size else picture.resize(size, pillow.Image.Resampling.LANCZOS)


def _encoded(picture: pillow.Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def orientation(picture: pillow.Image.Image) -> int:
    """Give the EXIF orientation, 1 to 8; 1, upright, when there is none or it is broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - broken EXIF raises all kinds, and says nothing
        return 1
    return value if value in _TURNS else 1


def upright_size(picture: pillow.Image.Image) -> tuple[int, int]:
    """Give width and height as they are once the picture is turned."""
    width, height = picture.size
    return (width, height) if orientation(picture) < 5 else (height, width)


def content(path: Path) -> bytes:
    """Give a photo's bytes; raise UnusablePhotoError when it cannot be read, or is too large to be."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _huge()
        return path.read_bytes()
    except TimeoutError:
        raise  # the worker's bound, which it explains itself
    except OSError:
        raise UnusablePhotoError("cannot-open", "Không mở được tệp ảnh này.",
                                 "Đóng chương trình đang mở ảnh, xem lại quyền đọc tệp, rồi chạy lại.") from None  # fmt: skip


def opened(data: bytes, *also: str) -> pillow.Image.Image:
    """Open a JPEG, PNG or WebP, or a kind named in ``also``, without decoding it; raise UnusablePhotoError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", pillow.Image.DecompressionBombWarning)
            return pillow.Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", *also))
    except (pillow.Image.DecompressionBombWarning, pillow.Image.DecompressionBombError):
        raise _huge() from None
    except (PIL.UnidentifiedImageError, OSError, ValueError, SyntaxError):
        if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
            raise UnusablePhotoError(
                "heic-photo", "Ảnh này là HEIC của iPhone, trình duyệt không mở được.", ""
            ) from None
        raise UnusablePhotoError("unreadable-photo", "Tệp này không phải ảnh JPEG, PNG hoặc WebP.",
                                 "Chép lại ảnh từ điện thoại, hoặc mở bằng Paint rồi lưu thành JPEG.") from None  # fmt: skip


def load(picture: pillow.Image.Image) -> None:
    """Decode the pixels; raise UnusablePhotoError when they are damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture.load()
            picture.getexif()
    except (MemoryError, TimeoutError):
        raise  # the worker's bounds, which it explains itself
    except Exception:  # noqa: BLE001 - decoders raise all kinds for damaged files
        raise _damaged() from None


def _huge() -> UnusablePhotoError:
    return UnusablePhotoError("huge-photo", f"Ảnh lớn hơn {pillow.MOST_PIXELS // 1_000_000} triệu điểm ảnh hoặc {MOST_BYTES // 10**6} MB.",
                              "Thu nhỏ ảnh rồi chép lại.")  # fmt: skip


def _damaged() -> UnusablePhotoError:
    return UnusablePhotoError("damaged-photo", "Tệp ảnh bị hỏng hoặc chép chưa hết.", "Chép lại ảnh từ điện thoại.")
