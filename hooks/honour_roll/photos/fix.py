"""Intake: what staff dropped beside ``index.md`` becomes an original that may stay in git.

Upright, in sRGB, without EXIF, GPS, XMP or thumbnail, at most 2560 pixels and about a megabyte, under a plain name; and
the header's ``tep`` follows the name without another byte of the file being touched. Doing it twice changes nothing.
The old file goes only when the new one is on the disk, has been read back, and the header names it.
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
from honour_roll.photos import inspect
from honour_roll.photos.inspect import HEIC, PHOTO_NAME, PICTURES, UnusablePhotoError
from honour_roll.text.vietnamese import fold, nfc

pi_heif.register_heif_opener()

TAKEN = (*PICTURES, *HEIC)
_LIGHT = 1_000_000  # bytes to aim at
_QUALITIES = (88, 82, 76, 70)
_HEADER = re.compile(r"\A(?P<open>\ufeff?---[ \t]*\r?\n)(?P<yaml>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


class Fix(NamedTuple):
    """What is to be done to one file: its new name and, unless only the name changes, its new bytes; in words, why."""

    old: str
    new: str
    data: bytes | None
    why: tuple[str, ...]


def fixes(folder: Path) -> tuple[list[Fix], list[tuple[str, UnusablePhotoError]]]:
    """Give what is to be done in an entry's folder, and the files that nothing can be done for, by name."""
    wanted: list[Fix] = []
    unusable: list[tuple[str, UnusablePhotoError]] = []
    names = {path.name for path in folder.iterdir()}
    for path in sorted(folder.iterdir()):
        if LITTER.fullmatch(path.name) or path.is_symlink():
            continue
        if path.suffix.lower() in TAKEN and path.is_file():
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
    """Do it: write the new file, read it back, let the header name it, and only then drop the old one.

    Raises OSError when the disk does not let us, and ValueError when the header cannot be read; the old file is then
    still there.
    """
    old, new, index = folder / fix.old, folder / fix.new, folder / INDEX
    header = index.read_bytes() if index.is_file() else b""
    renamed = with_renamed(header, fix.old, fix.new) if header and fix.new != fix.old else header
    data = old.read_bytes() if fix.data is None else fix.data
    _write(new, data)
    if renamed != header:
        try:
            _write(index, renamed)
        except OSError:
            new.unlink()  # the header still names the old file
            raise
    if fix.new != fix.old and not (new.exists() and old.exists() and new.samefile(old)):
        old.unlink()


def with_renamed(data: bytes, old: str, new: str) -> bytes:
    """Give the bytes of an ``index.md`` in which each ``tep`` that names ``old`` names ``new``; nothing else differs.

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
    """Give the nodes of ``anh[*].tep``, in the order of the file."""
    photo_list: Any = next((v for k, v in root.value if k.value == "anh"), None) if root else None
    found = []
    for item in photo_list.value if isinstance(photo_list, yaml.SequenceNode) else ():
        for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
            if key.value == "tep" and isinstance(value, yaml.ScalarNode):
                found.append(value)
    return found


def _fix(path: Path, names: set[str]) -> Fix | None:
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
    if (profile := picture.info.get("icc_profile")) and not inspect.is_srgb(profile):
        why.append("đổi màu sang sRGB")
    if max(picture.size) > inspect.LONGEST or len(data) > inspect.HEAVIEST:
        why.append("thu nhỏ")
    wide, high = inspect.upright_size(picture)
    scale = min(1.0, inspect.LONGEST / max(wide, high))
    if round(wide * scale) < inspect.SMALLEST:
        raise UnusablePhotoError("small-photo", "Ảnh này quá dài và hẹp: thu nhỏ thì không còn đủ rộng.",
                                 "Cắt lấy phần cần dùng rồi chép lại.")  # fmt: skip
    ending = {"PNG": ".png", "WEBP": ".webp"}.get(picture.format or "", ".jpg")
    data_now = _light(inspect.upright(picture, max(1, round(wide * scale))), ending) if why else None
    new = _name(path.name, ending, names)
    if new != path.name:
        why.append(f"đổi tên thành {new}")
    return Fix(path.name, new, data_now, tuple(why)) if why else None


def _name(name: str, ending: str, names: set[str]) -> str:
    """Give a plain name, free in the folder; a plain name with the right ending stays."""
    if PHOTO_NAME.fullmatch(name) and (name.endswith(ending) or (ending == ".jpg" and name.endswith(".jpeg"))):
        return name
    stem = re.sub(r"[^a-z0-9]+", "-", fold(nfc(name.rpartition(".")[0]))).strip("-")[:60].strip("-") or "anh"
    tries = (f"{stem}{number}{ending}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(t for t in tries if t not in names and t.lower() not in {n.lower() for n in names - {name}})


def _light(picture: Image.Image, ending: str) -> bytes:
    """Give the picture's bytes, about a megabyte at most: first with less quality, then with fewer pixels."""
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            if ending == ".png":
                picture.save(out, "PNG", optimize=True)
            else:
                picture.save(out, "WEBP" if ending == ".webp" else "JPEG", quality=quality, optimize=True)
            if out.tell() <= _LIGHT:
                return out.getvalue()
            if ending == ".png":
                break
        picture = picture.resize((round(picture.width * 0.85), round(picture.height * 0.85)), Image.Resampling.LANCZOS)


def _write(path: Path, data: bytes) -> None:
    """Write a file beside its place, make sure that it is on the disk, and let it take the place."""
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
