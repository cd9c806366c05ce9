"""Photo rules: the photos that the header names, and the files that lie beside ``index.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from honour_roll.check import messages
from honour_roll.check.case import Case
from honour_roll.check.empty_words import describes_nothing, names_nobody
from honour_roll.entries.folders import INDEX
from honour_roll.entries.validate import nearest
from honour_roll.photos.inspect import HEIC, PHOTO_NAME, PICTURES, UnusablePhotoError
from honour_roll.problem import Message, Problem
from honour_roll.text.vietnamese import fold, nfc

# What is shorter is told to be too short.
_SHORTEST_ALT = 10
_SHORTEST_NAME = {"anh": 2, "nguon": 3}
_TELLING = 60  # characters: who says so much names someone


def photos_are_there(case: Case) -> Iterator[Problem]:
    """A photo that the header names is a real file right beside ``index.md``, with a plain name, and is named once."""
    files = {file.name: file for file in case.raw.folder.files}
    seen: set[str] = set()
    for index, photo in case.items("anh"):
        name, at = photo.get("tep"), ("anh", index, "tep")
        if not isinstance(name, str):
            continue
        file = files.get(name)
        if not PHOTO_NAME.fullmatch(name):
            yield _badly_named(case, name, at)
        elif name in seen:
            yield case.problem(messages.PHOTO_TWICE, at=at, value=name)
        elif file is None:
            meant = nearest(name, [other for other in files if other.lower().endswith(PICTURES)])
            yield case.problem(messages.guessing(messages.MISSING_PHOTO, meant), at=at, value=name)
        elif file.link or file.folder:
            yield case.problem(messages.PHOTO_NOT_A_FILE, at=at, value=name)
        seen.add(name)


def _badly_named(case: Case, name: str, at: tuple[int | str, ...]) -> Problem:
    """Return the Problem of a photo's name that is not plain, is no picture's, or leads out of the entry's folder."""
    stem, _, ending = nfc(name).rpartition(".")
    meant = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-") or "anh"
    if "/" in name or "\\" in name or name.startswith("."):
        message = messages.PHOTO_OUTSIDE
    elif name.lower().endswith(HEIC):
        message = messages.HEIC_NAMED
    else:
        message = messages.BAD_PHOTO_NAME if name.lower().endswith(PICTURES) else messages.NOT_A_PICTURE
    return case.problem(message, at=at, value=name, composed=nfc(name), meant=f"{meant}.{ending.lower()}")


def photos_can_be_shown(case: Case) -> Iterator[Problem]:
    """A photo is a whole JPEG, PNG or WebP, as its ending says, neither tiny nor huge."""
    for name, picture in case.pictures.items():
        if isinstance(picture, UnusablePhotoError):
            message = Message(picture.rule, "{why}", "{mend}" if picture.mend else messages.FIX_PHOTOS)
            yield case.beside(message, "Ảnh", name, why=picture.text, mend=picture.mend)
        elif picture.unfit:
            yield case.beside(messages.UNFIT_PHOTO, "Ảnh", name, why=picture.unfit)


def files_are_named(case: Case) -> Iterator[Problem]:
    """Everything beside ``index.md`` is a photo that the header names."""
    named = {str(photo.get("tep")) for _, photo in case.items("anh")}
    for file in case.raw.folder.files:
        if file.name == INDEX or file.name in named:
            continue
        ending = file.name.lower()
        if file.folder:
            message = messages.STRAY_FOLDER
        elif file.link:
            message = messages.STRAY_LINK
        elif ending.endswith(PICTURES):
            message = messages.UNNAMED_PHOTO
        else:
            message = messages.STRAY_HEIC if ending.endswith(HEIC) else messages.STRAY_FILE
        label = "Ảnh" if message == messages.UNNAMED_PHOTO else "Tệp"
        yield case.beside(message, label, file.name, composed=nfc(file.name))


def alt_text_describes(case: Case) -> Iterator[Problem]:
    """A photo's alt text says what the photo shows: not what its file is called, nor only that it is a photo."""
    title = str(case.header.get("ten"))
    for index, photo in case.items("anh"):
        alt, name = photo.get("mo_ta"), photo.get("tep")
        if not (isinstance(alt, str) and isinstance(name, str)):
            continue
        if _letters(alt) in (_letters(name), _letters(name.rpartition(".")[0])):
            yield case.problem(messages.ALT_IS_FILE_NAME, at=("anh", index, "mo_ta"), value=alt)
        elif len(alt.strip()) >= _SHORTEST_ALT and describes_nothing(alt, title):
            yield case.problem(messages.ALT_SAYS_NOTHING, at=("anh", index, "mo_ta"), value=alt)


def credits_name_someone(case: Case) -> Iterator[Problem]:
    """A photo's credit names who took or gave it, and a source's title what can be looked up."""
    names = (("anh", "tac_gia", messages.CREDIT_OF_NOBODY), ("nguon", "ten", messages.SOURCE_OF_NOTHING))
    for key, name, message in names:
        for index, item in case.items(key):
            words = item.get(name)
            if isinstance(words, str) and _SHORTEST_NAME[key] <= len(words.strip()) < _TELLING and names_nobody(words):
                yield case.problem(message, at=(key, index, name), value=words)


def cover_is_one(case: Case) -> Iterator[Problem]:
    """At most one photo is the cover."""
    covers = [index for index, photo in case.items("anh") if photo.get("vai_tro") == "bia"]
    for index in covers[1:]:
        yield case.problem(messages.TWO_COVERS, at=("anh", index, "vai_tro"), value="bia")


def _letters(text: str) -> str:
    """Return the letters and digits of a text, without case and accents."""
    return re.sub(r"[^a-z0-9]", "", fold(text))
