"""Photos that staff put beside ``index.md`` are made fit to stay in git, and are listed in its header.

Fit is a JPEG, PNG or WebP with nothing but picture, ICC profile and orientation in it, at most 2560 pixels and 1.5 MB,
under a plain name. What is not picture is cut out of the file; only a picture that is too large, or of another
format, is made anew: upright, in sRGB. A second run changes nothing.
The old file is removed only when the new one is on the disk, has been read back, and the header names it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from honour_roll.entries.folders import INDEX, LITTER
from honour_roll.photos import header_edits, heic, inspect, messages, names, resize
from honour_roll.photos.inspect import Seen, UnusablePhotoError
from honour_roll.store import write_durably

_LIGHT = 1_000_000  # bytes that a photo made anew may have
_QUALITIES = (88, 82, 76, 70)
_FEW_COLOURS = 256  # a drawing; more are a photograph, which a JPEG keeps in a tenth of the bytes of a PNG
_SMALLER = 0.85  # of width and height, where less quality is not enough
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


class Fix(NamedTuple):
    """What is to be done to one file: its new name, its new bytes (None: they stay), and why in words.

    ``listed_as`` are the names by which the header lists it. When it does not, ``unlisted`` is true, except where the
    header cannot be read or takes no photo.
    """

    old: str
    new: str
    data: bytes | None
    why: tuple[str, ...]
    listed_as: tuple[str, ...] = ()
    unlisted: bool = False


def fixes(folder: Path) -> tuple[list[Fix], list[tuple[str, UnusablePhotoError]]]:
    """Return what is to be done in an entry's folder, and the files, by name, that cannot be made fit."""
    wanted: list[Fix] = []
    unusable: list[tuple[str, UnusablePhotoError]] = []
    paths = sorted(folder.iterdir())
    photos = [path for path in paths if _is_photo(path)]
    taken = {path.name for path in paths}
    beside = [path.name for path in paths if path.name != INDEX and not LITTER.fullmatch(path.name)]
    listed = _listed(folder / INDEX) if photos else []
    meant = names.meant(listed, beside)
    spare = {path.name for path in photos} - {*meant.values(), *names.guessed(listed, beside).values()}
    can_list = bool(spare) and _can_list(folder / INDEX)
    for path in photos:
        listed_as = tuple(name for name, file in meant.items() if file == path.name)
        unlisted = can_list and path.name in spare
        try:
            fix = _fix(path, taken, listed_as, unlisted=unlisted)
        except UnusablePhotoError as error:
            unusable.append((path.name, error))
            continue
        except MemoryError:
            unusable.append((path.name, UnusablePhotoError.of(messages.HEAVY)))
            continue
        if fix:
            taken.add(fix.new)
            wanted.append(fix)
    return wanted, unusable


def apply(folder: Path, fix: Fix) -> None:
    """Write the new file, read it back, let the header name it, and only then remove the old file.

    Raises OSError when the disk refuses, ValueError when the header cannot be edited; the old file is then still there.
    """
    old, new, index = folder / fix.old, folder / fix.new, folder / INDEX
    header = index.read_bytes() if index.is_file() else b""
    edited = header
    for name in (*fix.listed_as, fix.old):
        if header and name != fix.new:
            edited = header_edits.with_renamed(edited, name, fix.new)
    if fix.unlisted:
        edited = header_edits.with_added(edited, fix.new)
    if fix.data is not None or fix.new != fix.old:
        write_durably(new, old.read_bytes() if fix.data is None else fix.data)
    if edited != header:
        try:
            write_durably(index, edited)
        except OSError:
            if fix.new != fix.old:
                new.unlink()  # the header still names the old file
            raise
    if fix.new != fix.old and not (new.exists() and old.exists() and new.samefile(old)):
        old.unlink()


def _is_photo(path: Path) -> bool:
    is_named_so = names.ending(path.name) in names.PHOTOS and not LITTER.fullmatch(path.name)
    return is_named_so and path.is_file() and not path.is_symlink()


def _listed(index: Path) -> list[str]:
    """Return the names in the header of an ``index.md``; none when it cannot be read."""
    try:
        return header_edits.listed(index.read_bytes())
    except (OSError, ValueError):
        return []


def _can_list(index: Path) -> bool:
    """Return whether a photo can be added to the list in a header."""
    try:
        header_edits.with_added(index.read_bytes(), "a.jpg")
    except (OSError, ValueError):
        return False
    return True


def _fix(path: Path, taken: set[str], listed_as: tuple[str, ...], *, unlisted: bool) -> Fix | None:
    """Return what is to be done to one file, or None. ``taken`` are the names in its folder."""
    before = inspect.content(path)
    seen = _seen(before)
    why = list(_reasons(seen))
    data: bytes | None
    if seen.contents is None or _is_made_anew(seen):
        data, ending = _anew(seen)
    else:
        data, ending = None, _ENDINGS[seen.kind]
        if seen.contents.dropped:
            data = seen.contents.bare()
            if _pixels(inspect.opened(data)) != _pixels(seen.picture):
                data, ending = _anew(seen)
    made = path.with_name(names.plain(path.name, ending, ()))
    if unlisted and made.name in taken and _is_copy(made, path, before if data is None else data):
        return Fix(path.name, made.name, data, (f"bỏ, vì {made.name} đã có hình này",))
    new = names.plain(path.name, ending, taken)
    if new != path.name:
        why.append(f"đổi tên thành {new}")
    if any(name != new for name in listed_as) and new == path.name:
        why.append("sửa tên trong bài cho khớp")
    if unlisted:
        why.append("khai vào mục anh, còn thiếu mo_ta và tac_gia")
    return Fix(path.name, new, data, tuple(why), listed_as, unlisted) if why else None


def _is_copy(made: Path, path: Path, data: bytes) -> bool:
    """Return whether a file is what was made of another, by a run that was cut short before it removed that one."""
    return made.is_file() and not made.samefile(path) and made.read_bytes() == data


def _seen(data: bytes) -> Seen:
    """Return what can be seen of a photo, of HEIC too where a safe decoder is installed. Raises UnusablePhotoError."""
    try:
        return inspect.looked_at(data)
    except UnusablePhotoError as error:
        if error.rule != messages.HEIC.rule:
            raise
    match heic.register():
        case "missing":
            raise UnusablePhotoError.of(messages.HEIC)
        case "":
            pass
        case version:
            raise UnusablePhotoError.of(messages.UNSAFE_DECODER, version=version)
    try:
        return inspect.looked_at(data, "HEIF")
    except UnusablePhotoError as error:
        raise UnusablePhotoError.of(messages.DAMAGED) if error.rule == messages.HEIC.rule else error from None


def _pixels(picture: Image.Image) -> tuple[tuple[int, int], str, bytes]:
    """Return a picture's size, mode and pixels. Raises UnusablePhotoError when they are damaged."""
    inspect.load(picture)
    return picture.size, picture.mode, picture.tobytes()


def _reasons(seen: Seen) -> Iterator[str]:
    """Yield what is to be done to a file's bytes, in words."""
    held = seen.contents
    if held is None:
        yield f"đổi {seen.kind.replace('HEIF', 'HEIC')} thành ảnh dùng được"
    else:
        if inspect.has_place(seen.picture, held):
            yield "xóa nơi chụp (GPS)"
        elif held.moves:
            yield "chỉ giữ hình đầu của ảnh động"
        elif sum(map(len, held.dropped)) > held.behind:
            yield "xóa thông tin không phải hình"
        if held.behind:
            yield "cắt phần thừa sau ảnh"
    if _is_made_anew(seen):
        if inspect.orientation(seen.picture) != 1:
            yield "xoay cho thẳng"
        if (profile := seen.picture.info.get("icc_profile")) and not resize.is_srgb(profile):
            yield "đổi màu sang sRGB"
    if seen.must_shrink:
        yield "thu nhỏ"


def _is_made_anew(seen: Seen) -> bool:
    """Return whether cutting something out of the file is not enough."""
    return seen.contents is None or seen.must_shrink or not seen.contents.still


def _anew(seen: Seen) -> tuple[bytes, str]:
    """Return the picture made anew, upright, in sRGB, small and light, and its ending. Raises UnusablePhotoError."""
    try:
        picture = resize.upright(seen.picture, inspect.shrunk(seen.width, seen.height)[0])
    except (UnusablePhotoError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - rare kinds of pixels (LAB, 32-bit floats) fail each in its own way
        raise UnusablePhotoError.of(messages.UNREADABLE) from None
    kind = seen.kind if seen.contents else "PNG" if picture.getcolors(_FEW_COLOURS) else "JPEG"
    return _light(picture, kind)


def _light(picture: Image.Image, kind: str) -> tuple[bytes, str]:
    """Return the encoded picture, about a megabyte at most, and its ending.

    Quality goes first, then pixels. A PNG that is heavier is a photograph, and becomes a JPEG.
    """
    if kind == "PNG":
        data = _encoded(picture, kind)  # optimized it takes seven times as long, for a fourteenth of the bytes
        if len(data) <= _LIGHT:
            return data, _ENDINGS[kind]
        kind = "JPEG"
    while True:
        for quality in _QUALITIES:
            data = _encoded(picture, kind, quality=quality, optimize=True)
            if len(data) <= _LIGHT:
                return data, _ENDINGS[kind]
        width, height = picture.size
        picture = picture.resize((round(width * _SMALLER), round(height * _SMALLER)), Image.Resampling.LANCZOS)


def _encoded(picture: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
