"""Photos as staff put them beside their entry: what each file is, how large, and whether it may stay so in git.

Limits and their reasons: ``docs/decisions/0005-avif-and-one-jpeg.md``.
"""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import Any, NamedTuple, Self

import PIL

from honour_roll.fingerprints import fingerprint
from honour_roll.photos import messages, pillow
from honour_roll.problem import Message
from honour_roll.text.vietnamese import number_text

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
HEIC = (".heic", ".heif")
PHOTO_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\.(?:jpg|jpeg|png|webp)")
LONGEST, HEAVIEST = 2560, 1_500_000  # pixels and bytes that an original may have in git
MOST_BYTES = 60_000_000  # of a file that is opened at all
SMALLEST = 320  # pixels of width
_ENDINGS = {"JPEG": (".jpg", ".jpeg"), "MPO": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_ORIENTATION, _GPS = 0x0112, 0x8825  # EXIF tags


class UnusablePhotoError(Exception):
    """A file that cannot be shown as a photo. ``rule``, ``text`` and ``mend`` are as in a Problem."""

    def __init__(self, rule: str, text: str, mend: str) -> None:
        """Keep the three values."""
        super().__init__(rule, text, mend)
        self.rule, self.text, self.mend = rule, text, mend

    @classmethod
    def of(cls, message: Message, **words: Any) -> Self:
        """Return the error that a message describes; ``words`` fill its fields."""
        problem = message.at("", **words)
        return cls(problem.rule, problem.text, problem.mend)


class Original(NamedTuple):
    """A photo as it lies beside its entry: name, fingerprint of its bytes, width and height in pixels when upright.

    ``unfit`` says in Vietnamese why it should not stay so in git (``scripts/fix_photos.py`` mends it); else it is empty.
    """

    file: str
    fingerprint: bytes
    width: int
    height: int
    unfit: str = ""


def examined(path: Path) -> Original:
    """Return the facts of a photo. Only a PNG is decoded: its EXIF may come after its pixels.

    Raises UnusablePhotoError for a file that is no picture, cut off, too large, too small, or not what its ending says.
    """
    data = content(path)
    picture = opened(data)
    kind = picture.format or ""
    if kind == "PNG":
        load(picture)
    width, height = upright_size(picture)
    if not path.name.lower().endswith(_ENDINGS[kind]):
        raise UnusablePhotoError.of(messages.WRONG_ENDING, kind=kind.replace("MPO", "JPEG"))
    if min(width, height) < SMALLEST // 2 or width < SMALLEST:
        raise UnusablePhotoError.of(messages.SMALL, width=width, height=height, least=SMALLEST)
    if kind in ("JPEG", "MPO") and data.rfind(b"\xff\xd9") < len(data) * 3 // 4:
        raise UnusablePhotoError.of(messages.DAMAGED)  # the last end-of-image mark is that of an embedded thumbnail
    return Original(path.name, fingerprint(data), width, height, _unfit(picture, width, height, data))


def _unfit(picture: pillow.Image.Image, width: int, height: int, data: bytes) -> str:
    """Return why the photo should not stay so in git, or nothing."""
    if has_place(picture, data):
        return "Ảnh còn ghi nơi chụp (GPS)."
    if max(width, height) > LONGEST:
        return f"Ảnh quá lớn: {width} × {height} điểm ảnh, nhiều nhất {LONGEST} mỗi cạnh."
    if len(data) > HEAVIEST:
        weight, most = number_text(round(len(data) / 1e6, 1)), number_text(HEAVIEST / 1e6)
        return f"Tệp ảnh quá nặng: {weight} MB, nhiều nhất {most} MB."
    return ""


def has_place(picture: pillow.Image.Image, data: bytes = b"") -> bool:
    """Return whether a photo says where it was taken: in its EXIF, its XMP, or a second picture in the same file.

    ``data`` is the whole file: a phone may append another picture, with its own EXIF, to the first.
    """
    if data.count(b"Exif\0\0") > bool(picture.info.get("exif")) or b"GPSLatitude" in data:
        return True
    try:
        with warnings.catch_warnings(action="ignore"):
            if picture.getexif().get_ifd(_GPS):
                return True
    except Exception:  # noqa: BLE001 - broken EXIF raises all kinds
        return b"GPS" in picture.info.get("exif", b"")
    xmp = picture.info.get("xmp") or b""
    return b"GPSLatitude" in (xmp.encode() if isinstance(xmp, str) else xmp)


def orientation(picture: pillow.Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1, upright, when there is none or it is broken."""
    try:
        with warnings.catch_warnings(action="ignore"):
            value = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - broken EXIF raises all kinds
        return 1
    return value if value in range(1, 9) else 1


def upright_size(picture: pillow.Image.Image) -> tuple[int, int]:
    """Return width and height as they are once the picture is turned upright."""
    width, height = picture.size
    return (width, height) if orientation(picture) < 5 else (height, width)


def content(path: Path) -> bytes:
    """Return a photo's bytes. Raises UnusablePhotoError when the file cannot be read or has more than MOST_BYTES."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _huge()
        return path.read_bytes()
    except TimeoutError:
        raise  # from the timer of a worker in renditions.py
    except OSError:
        raise UnusablePhotoError.of(messages.CANNOT_OPEN) from None


def opened(data: bytes, *also: str) -> pillow.Image.Image:
    """Open a JPEG, PNG or WebP, or a format named in ``also``, without decoding it. Raises UnusablePhotoError."""
    try:
        with warnings.catch_warnings(action="ignore"):
            warnings.simplefilter("error", pillow.Image.DecompressionBombWarning)
            return pillow.Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", *also))
    except (pillow.Image.DecompressionBombWarning, pillow.Image.DecompressionBombError):
        raise _huge() from None
    except (PIL.UnidentifiedImageError, OSError, ValueError, SyntaxError):
        is_heic = data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS
        raise UnusablePhotoError.of(messages.HEIC if is_heic else messages.UNREADABLE) from None


def load(picture: pillow.Image.Image) -> None:
    """Decode the pixels. Raises UnusablePhotoError when they are damaged."""
    try:
        with warnings.catch_warnings(action="ignore"):
            picture.load()
            picture.getexif()
    except (MemoryError, TimeoutError):
        raise  # from the bounds of a worker in renditions.py
    except Exception:  # noqa: BLE001 - decoders raise all kinds for damaged files
        raise UnusablePhotoError.of(messages.DAMAGED) from None


def _huge() -> UnusablePhotoError:
    pixels, megabytes = pillow.MOST_PIXELS // 10**6, MOST_BYTES // 10**6
    return UnusablePhotoError.of(messages.HUGE, pixels=pixels, megabytes=megabytes)
