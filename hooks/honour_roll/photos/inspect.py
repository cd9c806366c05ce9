"""Photos as staff put them beside their entry: what each file is, how large, and whether it may stay so in git.

Limits and their reasons: ``docs/decisions/0005-avif-and-one-jpeg.md``.
"""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import Any, NamedTuple, Self

from honour_roll.fingerprints import fingerprint
from honour_roll.photos import messages, names, pillow
from honour_roll.photos.containers import contents
from honour_roll.photos.pieces import Contents, MalformedError
from honour_roll.problem import Message
from honour_roll.text.vietnamese import number_text

LONGEST, HEAVIEST = 2560, 1_500_000  # pixels and bytes that an original may have in git
MOST_BYTES = 100_000_000  # of a file that is opened at all
SMALLEST, LOWEST = 320, 160  # pixels of width and of height
FORMATS = ("JPEG", "PNG", "WEBP")
OTHER_FORMATS = ("GIF", "BMP", "DIB", "TIFF", "AVIF")
_MOST_UNPACKED = 50_000_000  # pixels of a picture that must be decoded whole: 200 MB
_ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_ORIENTATION, _GPS = 0x0112, 0x8825  # EXIF tags
# XMP of cameras and drones, films (ISO 6709 in QuickTime and 3GPP), and IPTC's places.
_PLACE = re.compile(rb"GPSL(?:at|ong)itude|GpsL(?:at|ong|on)|\xa9xyz|location\.ISO6709|Iptc4xmp(?:Core|Ext):Location")


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


class Seen(NamedTuple):
    """A photo before its pixels are decoded: its format, width and height when upright, and what its file holds.

    ``contents`` is None for a format that no page can show.
    """

    picture: pillow.Image.Image
    kind: str
    width: int
    height: int
    contents: Contents | None

    @property
    def must_shrink(self) -> bool:
        """Return whether there are too many pixels, or too many bytes in the picture itself, for git."""
        return max(self.width, self.height) > LONGEST or (self.contents is not None and self.contents.size > HEAVIEST)


def examined(path: Path) -> Original:
    """Return the facts of a photo. Its pixels are decoded when it is to be fixed, so that both find the same damage.

    Raises UnusablePhotoError for a file that is no picture, cut off, too large, too small, or not what its ending says.
    """
    data = content(path)
    seen = looked_at(data)
    unfit = _unfit(seen, seen.contents) if seen.contents else messages.OTHER_FORMAT.text
    if unfit:
        seen.picture.draft(None, (LONGEST, LONGEST))
        load(seen.picture)
    if seen.contents is None:
        raise UnusablePhotoError.of(messages.OTHER_FORMAT, kind=seen.kind)
    if names.ending(path.name) not in _ENDINGS[seen.kind]:
        raise UnusablePhotoError.of(messages.WRONG_ENDING, kind=seen.kind)
    return Original(path.name, fingerprint(data), seen.width, seen.height, unfit)


def looked_at(data: bytes, *also: str) -> Seen:
    """Return what can be seen of a photo without decoding it, except a PNG, whose EXIF may come after its pixels.

    ``also`` are formats of Pillow to open besides FORMATS and OTHER_FORMATS. Raises UnusablePhotoError.
    """
    picture = opened(data, *also)
    kind = (picture.format or "").replace("MPO", "JPEG")
    if kind == "PNG":
        load(picture)
    width, height = upright_size(picture)
    if width < SMALLEST or height < LOWEST:
        raise UnusablePhotoError.of(
            messages.SMALL, width=width, height=height, width_least=SMALLEST, height_least=LOWEST
        )
    new_width, new_height = shrunk(width, height)
    if new_width < SMALLEST or new_height < LOWEST:
        raise UnusablePhotoError.of(
            messages.NARROW, width=width, height=height, new_width=new_width, new_height=new_height
        )
    try:
        held = contents(kind, data, orientation(picture)) if kind in FORMATS else None
    except MalformedError:
        raise UnusablePhotoError.of(messages.DAMAGED) from None
    return Seen(picture, kind, width, height, held)


def shrunk(width: int, height: int) -> tuple[int, int]:
    """Return the size of a photo that has been made to fit into LONGEST."""
    width_left = int(width * min(1.0, LONGEST / max(width, height)))
    return width_left, max(1, round(height * width_left / width)) if width else 0


def _unfit(seen: Seen, held: Contents) -> str:
    """Return why the photo should not stay so in git, or nothing."""
    if has_place(seen.picture, held):
        return "Ảnh còn ghi nơi chụp (GPS)."
    if max(seen.width, seen.height) > LONGEST:
        return f"Ảnh quá lớn: {seen.width} × {seen.height} điểm ảnh, nhiều nhất {LONGEST} mỗi cạnh."
    if held.behind:
        return f"Sau ảnh còn {number_text(held.behind)} byte thừa, có thể là đoạn phim hoặc ảnh thứ hai của điện thoại."
    if held.moves:
        return "Ảnh này là ảnh động, trang chỉ dùng hình đầu tiên."
    if hidden := sum(map(len, held.dropped)):
        return f"Trong tệp ảnh còn {number_text(hidden)} byte không phải hình (tên máy, giờ chụp, lời ghi…)."
    if held.size > HEAVIEST:
        weight, most = number_text(round(held.size / 1e6, 1)), number_text(HEAVIEST / 1e6)
        return f"Tệp ảnh quá nặng: {weight} MB, nhiều nhất {most} MB."
    return ""


def has_place(picture: pillow.Image.Image, held: Contents) -> bool:
    """Return whether a photo says where it was taken: in its EXIF, or in anything else that is not the picture."""
    if not held.dropped:
        return False
    if any(_PLACE.search(piece) for piece in held.dropped):
        return True
    try:
        with warnings.catch_warnings(action="ignore"):
            return bool(picture.getexif().get_ifd(_GPS))
    except Exception:  # noqa: BLE001 - broken EXIF raises all kinds
        return b"GPS" in picture.info.get("exif", b"")


def orientation(picture: pillow.Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1, upright, when there is none or it is broken."""
    if picture.format == "TIFF":
        return 1  # Pillow turns a TIFF as it loads it, and tells its size as it will be
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
            raise UnusablePhotoError.of(messages.HUGE_FILE, most=MOST_BYTES // 10**6)
        return path.read_bytes()
    except TimeoutError:
        raise  # from the timer of a worker in renditions.py
    except OSError:
        raise UnusablePhotoError.of(messages.CANNOT_OPEN) from None


def opened(data: bytes, *also: str) -> pillow.Image.Image:
    """Open a photo in one of FORMATS, OTHER_FORMATS and ``also``, without decoding it. Raises UnusablePhotoError."""
    for formats in (FORMATS, (*OTHER_FORMATS, *also)):
        try:
            with warnings.catch_warnings(action="ignore"):
                warnings.simplefilter("error", pillow.Image.DecompressionBombWarning)
                picture = pillow.Image.open(io.BytesIO(data), formats=formats)
        except (pillow.Image.DecompressionBombWarning, pillow.Image.DecompressionBombError):
            raise UnusablePhotoError.of(
                messages.HUGE, kind="này", pixels=f"hơn {pillow.MOST_PIXELS // 10**6}", most=pillow.MOST_PIXELS // 10**6
            ) from None
        except (MemoryError, TimeoutError):
            raise  # from the bounds of a worker in renditions.py
        except Exception:  # noqa: BLE001 - decoders raise all kinds for damaged files
            picture = None
        if picture:
            _refuse_huge(picture)
            return picture
    raise UnusablePhotoError.of(_what_else(data))


def _refuse_huge(picture: pillow.Image.Image) -> None:
    """Raise UnusablePhotoError for more pixels than can be decoded; a JPEG in one pass is decoded already shrunk."""
    is_jpeg = picture.format in ("JPEG", "MPO")
    pixels = picture.width * picture.height
    if pixels > _MOST_UNPACKED and not (is_jpeg and not picture.info.get("progressive")):
        kind = "JPEG progressive" if is_jpeg else str(picture.format)
        raise UnusablePhotoError.of(
            messages.HUGE, kind=kind, pixels=round(pixels / 10**6), most=_MOST_UNPACKED // 10**6
        )


def _what_else(data: bytes) -> Message:
    """Return what to say of a file that no decoder opens."""
    if not data:
        return messages.EMPTY
    if data.startswith(_LFS_POINTER):
        return messages.LFS_POINTER
    return messages.HEIC if is_heic(data) else messages.UNREADABLE


def is_heic(data: bytes) -> bool:
    """Return whether a file begins as a HEIC does, whatever it is called."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


def load(picture: pillow.Image.Image) -> None:
    """Decode the pixels. Raises UnusablePhotoError when they are damaged."""
    try:
        with warnings.catch_warnings(action="ignore"):
            picture.load()
    except (MemoryError, TimeoutError):
        raise  # from the bounds of a worker in renditions.py
    except Exception:  # noqa: BLE001 - decoders raise all kinds for damaged files
        raise UnusablePhotoError.of(messages.DAMAGED) from None
