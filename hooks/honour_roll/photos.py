"""Photos: an original beside its entry becomes a copy fit for the page, upright, in sRGB terms, without a trace of where.

For now one size a photo. Nothing of the original's metadata goes into the copy: no place, no camera, no thumbnail.
"""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from honour_roll.cache import digest

if TYPE_CHECKING:
    from pathlib import Path

WIDEST = 1280  # pixels; a 390 px phone at three times the density asks for 1170
MOST_PIXELS = 50_000_000  # a phone's largest; more is a mistake or an attack
SMALLEST = 320
_ORIENTATION = 0x0112
_TURNED = range(5, 9)  # EXIF orientations that swap width and height
_ENDINGS = {"JPEG": (".jpg", ".jpeg"), "MPO": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class UnusablePhotoError(Exception):
    """A file that cannot be shown as a photo. ``rule``, ``text`` and ``mend`` are a Problem's."""

    def __init__(self, rule: str, text: str, mend: str) -> None:
        """Keep the three for the Problem."""
        super().__init__(text)
        self.rule, self.text, self.mend = rule, text, mend


class Original(NamedTuple):
    """A photo as it lies beside its entry: name, digest of its bytes, width and height when upright."""

    file: str
    digest: bytes
    width: int
    height: int

    def copy_name(self) -> str:
        """Give the name of the copy that the page shows; a.jpg and a.png are two photos."""
        stem, _, ending = self.file.rpartition(".")
        return f"{stem}{'' if ending == 'jpg' else f'--{ending}'}-{self.copy_size()[0]}.jpg"

    def copy_size(self) -> tuple[int, int]:
        """Give width and height of the copy: never wider than ``WIDEST``, never enlarged."""
        width = min(self.width, WIDEST)
        return width, max(1, round(self.height * width / self.width))


def examined(path: Path) -> Original:
    """Give what is to be known of a photo, having read it to its end.

    Raises UnusablePhotoError for what is no picture, damaged, too large, too small, or not what its ending says.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise UnusablePhotoError("cannot-open", "Không mở được tệp ảnh này.",
                                 "Đóng chương trình đang mở ảnh, xem lại quyền đọc tệp, rồi chạy lại.") from None  # fmt: skip
    picture = _opened(data)
    width, height = picture.size
    kind = picture.format or ""
    if not path.name.lower().endswith(_ENDINGS[kind]):
        right = _ENDINGS[kind][0]
        raise UnusablePhotoError("wrong-ending", f"Ảnh này thật ra là {kind}, không đúng đuôi tệp.",
                                 f"Đổi đuôi tệp thành {right}, sửa cả mục tep.")  # fmt: skip
    picture.draft("RGB", (SMALLEST, SMALLEST))  # a JPEG is read whole, but an eighth of it is computed
    _load(picture)
    if picture.getexif().get(_ORIENTATION) in _TURNED:
        width, height = height, width
    if width < SMALLEST:
        raise UnusablePhotoError("small-photo", f"Ảnh chỉ rộng {width} điểm ảnh, cần ít nhất {SMALLEST}.",
                                 "Lấy ảnh gốc trong điện thoại, không lấy ảnh chụp màn hình hay ảnh thu nhỏ.")  # fmt: skip
    return Original(path.name, digest(data), width, height)


def copy(path: Path, original: Original) -> bytes:
    """Give the JPEG that the page shows.

    Raises UnusablePhotoError when the file has been damaged since it was examined.
    """
    picture = _opened(path.read_bytes())
    size = original.copy_size()
    picture.draft("RGB", (max(size), max(size)))
    _load(picture)
    for key in ("exif", "Raw profile type exif"):
        picture.info.pop(key, None)  # it is read already; a camera's broken tags are not to be written again
    upright = _in_srgb(ImageOps.exif_transpose(picture) or picture)
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        upright = Image.new("RGB", layer.size, "white")
        upright.paste(layer, mask=layer.getchannel("A"))
    small = upright.convert("RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    small.info.clear()  # or the original's comment would be written again
    out = io.BytesIO()
    small.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    return out.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Give the picture in sRGB; a profile that is broken or does not fit the picture does not count."""
    if picture.mode.startswith("I"):  # 16 bits a pixel
        return picture.point(lambda value: value * (1 / 257)).convert("L")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture
    return picture


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            return Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise UnusablePhotoError("huge-photo", f"Ảnh lớn hơn {MOST_PIXELS // 1_000_000} triệu điểm ảnh.",
                                 "Thu nhỏ ảnh rồi chép lại.") from None  # fmt: skip
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise UnusablePhotoError("unreadable-photo", "Tệp này không phải ảnh JPEG, PNG hoặc WebP.",
                                 "Chép lại ảnh từ điện thoại, hoặc mở bằng Paint rồi lưu thành JPEG.") from None  # fmt: skip


def _load(picture: Image.Image) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture.load()
            picture.getexif()  # a PNG's may come after its pixels, and be broken by itself
    except Exception:  # noqa: BLE001 - decoders raise all kinds for damaged files
        raise UnusablePhotoError("damaged-photo", "Tệp ảnh bị hỏng hoặc chép chưa hết.",
                                 "Chép lại ảnh từ điện thoại.") from None  # fmt: skip
