"""Photos that staff put beside ``index.md`` are made fit to stay in git.

Upright, in sRGB, without EXIF, GPS, XMP or thumbnail, at most 2560 pixels and about a megabyte, under a plain name.
The header's ``tep`` follows the name, and no other byte of ``index.md`` changes. A second run changes nothing.
The old file is removed only when the new one is on the disk, has been read back, and the header names it.
"""

from __future__ import annotations

import io
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pi_heif
import yaml
from PIL import Image

from honour_roll.entries import yaml_reader
from honour_roll.entries.folders import INDEX, LITTER
from honour_roll.photos import inspect, messages, resize
from honour_roll.photos.inspect import HEIC, PHOTO_NAME, PICTURES, UnusablePhotoError
from honour_roll.text.vietnamese import fold, nfc

pi_heif.register_heif_opener()

_LIGHT = 1_000_000  # bytes that a photo may have
_QUALITIES = (88, 82, 76, 70)
_HEADER = re.compile(r"\A(?P<open>\ufeff?---[ \t]*\r?\n)(?P<yaml>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


class Fix(NamedTuple):
    """What is to be done to one file: its new name, its new bytes (None: only the name changes), and why in words."""

    old: str
    new: str
    data: bytes | None
    why: tuple[str, ...]


def fixes(folder: Path) -> tuple[list[Fix], list[tuple[str, UnusablePhotoError]]]:
    """Return what is to be done in an entry's folder, and the files, by name, that cannot be made fit."""
    wanted: list[Fix] = []
    unusable: list[tuple[str, UnusablePhotoError]] = []
    paths = sorted(folder.iterdir())
    names = {path.name for path in paths}
    for path in paths:
        is_photo = path.suffix.lower() in (*PICTURES, *HEIC) and not LITTER.fullmatch(path.name)
        if is_photo and path.is_file() and not path.is_symlink():
            try:
                fix = _fix(path, names)
            except UnusablePhotoError as error:
                unusable.append((path.name, error))
                continue
            if fix:
                names.add(fix.new)
                wanted.append(fix)
    return wanted, unusable


def apply(folder: Path, fix: Fix) -> None:
    """Write the new file, read it back, let the header name it, and only then remove the old file.

    Raises OSError when the disk refuses, ValueError when the header cannot be read; the old file is then still there.
    """
    old, new, index = folder / fix.old, folder / fix.new, folder / INDEX
    header = index.read_bytes() if index.is_file() else b""
    renamed = with_renamed(header, fix.old, fix.new) if header and fix.new != fix.old else header
    _write(new, old.read_bytes() if fix.data is None else fix.data)
    if renamed != header:
        try:
            _write(index, renamed)
        except OSError:
            new.unlink()  # the header still names the old file
            raise
    if fix.new != fix.old and not (new.exists() and old.exists() and new.samefile(old)):
        old.unlink()


def with_renamed(data: bytes, old: str, new: str) -> bytes:
    """Return the bytes of an ``index.md`` with ``new`` in place of ``old`` in each ``tep``, and nothing else changed.

    Raises ValueError when the header cannot be read.
    """
    text = data.decode("utf-8")
    header = _HEADER.match(text)
    document = yaml_reader.parse(INDEX, header["yaml"]) if header else []
    if header is None or isinstance(document, list):
        raise ValueError(INDEX)
    start = header.start("yaml")
    for node in reversed(
        [n for n in _named_files(yaml_reader.composed(document.text)) if nfc(n.value.strip()) == nfc(old)]
    ):
        begin, end = start + node.start_mark.index, start + node.end_mark.index
        quote = text[begin] if text[begin] in "'\"" else ""
        end -= len(text[begin:end]) - len(text[begin:end].rstrip())  # a block scalar ends with its line
        text = f"{text[:begin]}{quote}{new}{quote}{text[end:]}"
    return text.encode("utf-8")


def _named_files(root: yaml.Node | None) -> list[yaml.ScalarNode]:
    """Return the nodes of ``anh[*].tep``, in the order of the file."""
    photo_list: Any = next((v for k, v in root.value if k.value == "anh"), None) if root else None
    found = []
    for item in photo_list.value if isinstance(photo_list, yaml.SequenceNode) else ():
        for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
            if key.value == "tep" and isinstance(value, yaml.ScalarNode):
                found.append(value)
    return found


def _fix(path: Path, names: set[str]) -> Fix | None:
    """Return what is to be done to one file, or None. ``names`` are the names taken in its folder."""
    data = inspect.content(path)
    picture = inspect.opened(data, "HEIF")
    inspect.load(picture)
    why = []
    if picture.format == "HEIF":
        why.append("đổi HEIC thành JPEG")
    if inspect.orientation(picture) != 1:
        why.append("xoay cho thẳng")
    if inspect.has_place(picture, data):
        why.append("xóa nơi chụp (GPS)")
    elif picture.getexif() or "xmp" in picture.info or "photoshop" in picture.info or "comment" in picture.info:
        why.append("xóa thông tin máy chụp")
    if (profile := picture.info.get("icc_profile")) and not resize.is_srgb(profile):
        why.append("đổi màu sang sRGB")
    if max(picture.size) > inspect.LONGEST or len(data) > inspect.HEAVIEST:
        why.append("thu nhỏ")
    wide, high = inspect.upright_size(picture)
    scale = min(1.0, inspect.LONGEST / max(wide, high))
    if round(wide * scale) < inspect.SMALLEST:
        raise UnusablePhotoError.of(messages.NARROW)
    ending = {"PNG": ".png", "WEBP": ".webp"}.get(picture.format or "", ".jpg")
    fit = _light(resize.upright(picture, max(1, round(wide * scale))), ending) if why else None
    new = _name(path.name, ending, names)
    if new != path.name:
        why.append(f"đổi tên thành {new}")
    return Fix(path.name, new, fit, tuple(why)) if why else None


def _name(name: str, ending: str, names: set[str]) -> str:
    """Return a plain name that no file in the folder has; a plain name with the right ending stays."""
    if PHOTO_NAME.fullmatch(name) and (name.endswith(ending) or (ending == ".jpg" and name.endswith(".jpeg"))):
        return name
    stem = re.sub(r"[^a-z0-9]+", "-", fold(nfc(name.rpartition(".")[0]))).strip("-")[:60].strip("-") or "anh"
    others = {taken.lower() for taken in names - {name}}
    tries = (f"{stem}{number}{ending}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(tried for tried in tries if tried != name and tried not in others)


def _light(picture: Image.Image, ending: str) -> bytes:
    """Return the encoded picture, about a megabyte at most: first with less quality, then with fewer pixels."""
    kind = {".png": "PNG", ".webp": "WEBP"}.get(ending, "JPEG")
    while True:
        for quality in _QUALITIES[:1] if kind == "PNG" else _QUALITIES:
            out = io.BytesIO()
            picture.save(out, kind, quality=quality, optimize=True)
            if out.tell() <= _LIGHT:
                return out.getvalue()
        picture = picture.resize((round(picture.width * 0.85), round(picture.height * 0.85)), Image.Resampling.LANCZOS)


def _write(path: Path, data: bytes) -> None:
    """Write a file beside its place, read it back, and let it take the place. Raises OSError."""
    waiting = path.with_name(f"~${path.name}")
    try:
        with waiting.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if waiting.read_bytes() != data:
            raise OSError(5, "không đọc lại được tệp vừa ghi", str(path))
        waiting.replace(path)
    finally:
        with suppress(OSError):
            waiting.unlink()  # there only when something failed
