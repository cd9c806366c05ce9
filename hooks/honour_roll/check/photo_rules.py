"""Photo rules: the photos that the header names, and the files that lie beside ``index.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from honour_roll.check import messages
from honour_roll.check.case import Case
from honour_roll.check.empty_words import describes_nothing, names_nobody
from honour_roll.entries.folders import INDEX
from honour_roll.photos.inspect import UnusablePhotoError
from honour_roll.photos.messages import HEIC as HEIC_CONTENT
from honour_roll.photos.names import HEIC, PHOTOS, PICTURES, guessed, is_plain, meant, plain
from honour_roll.photos.names import ending as ending_of
from honour_roll.problem import Edit, Message, Problem, quoted
from honour_roll.text.file_names import is_device
from honour_roll.text.vietnamese import fold, nfc

# What is shorter is told to be too short.
_SHORTEST_ALT = 10
_SHORTEST_CREDIT = 2


def photos_are_there(case: Case) -> Iterator[Problem]:
    """A photo that the header names is a real file right beside ``index.md``, of that plain name, and is named once."""
    files = {file.name: file for file in case.raw.folder.files}
    names = _typed(case)
    file_of, guess = meant(*names), guessed(*names)
    seen: set[str] = set()
    deeper = any(file.folder for file in files.values())  # the photo may be there: that is told of the folder
    for index, photo in case.items("anh"):
        name, at = photo.get("tep"), ("anh", index, "tep")
        if not isinstance(name, str):
            continue
        file = files.get(file_of.get(name, name))
        if file is None and deeper and is_plain(name):
            continue
        if name in seen:
            yield case.problem(messages.PHOTO_TWICE, at=at, value=name)
        elif file is None:
            yield _missing(case, name, guess.get(name), at)
        elif file.link or file.folder:
            yield case.problem(messages.PHOTO_NOT_A_FILE, at=at, value=name)
        elif not _is_beyond_fixing(case.pictures.get(file.name)):
            yield from _badly_named(case, name, file.name, at)
        seen.add(name)


def _typed(case: Case) -> tuple[list[str], list[str]]:
    """Return the names of photos in the header, and the names of all that lies beside ``index.md``."""
    typed = [photo["tep"] for _, photo in case.items("anh") if isinstance(photo.get("tep"), str)]
    return typed, [file.name for file in case.raw.folder.files if file.name != INDEX]


def _missing(case: Case, name: str, guess: str | None, at: tuple[int | str, ...]) -> Problem:
    """Return the Problem of a name that no file beside ``index.md`` has."""
    if "/" in name or "\\" in name or name.startswith("."):
        message = messages.PHOTO_OUTSIDE
    elif ending_of(name) in ("", *PHOTOS):
        message = messages.guessing(messages.MISSING_PHOTO, guess)
    else:
        message = messages.NOT_A_PICTURE
    is_guessed = message.rule == messages.MISSING_PHOTO.rule and guess
    return case.problem(message, at=at, value=name, edit=Edit("set", at, guess) if is_guessed else None)


def _badly_named(case: Case, name: str, file: str, at: tuple[int | str, ...]) -> Iterator[Problem]:
    """Yield the Problem of a file that may not have its name, or of a name that the file does not have."""
    ending = ending_of(file)
    if ending in PICTURES:
        if is_plain(file) and file == name:
            return
        bad_name = messages.DEVICE_PHOTO_NAME if is_device(file) else messages.BAD_PHOTO_NAME
        other = messages.OTHER_PHOTO_NAME if quoted(name) != quoted(file) else messages.OTHER_SPACES
        message = bad_name if file == name else other
    elif ending in PHOTOS:
        message = messages.HEIC_NAMED if ending in HEIC else messages.OTHER_FORMAT
    else:
        message = messages.NOT_A_PICTURE
    better = plain(file, ending, [other.name for other in case.raw.folder.files])
    yield case.problem(message, at=at, value=name, composed=nfc(name), ending=ending, file=nfc(file), meant=better)


def photos_can_be_shown(case: Case) -> Iterator[Problem]:
    """A photo is a whole JPEG, PNG or WebP, as its ending says, neither tiny nor huge, with nothing else in its file."""
    for name, picture in case.pictures.items():
        if isinstance(picture, UnusablePhotoError):
            if picture.mend or ending_of(name) in PICTURES:  # else its name is told already
                mend = messages.FIX_HEIC if picture.rule == HEIC_CONTENT.rule else messages.FIX_PHOTOS
                message = Message(picture.rule, "{why}", "{mend}" if picture.mend else mend)
                yield case.beside(message, "Ảnh", name, why=picture.text, mend=picture.mend)
        elif picture.unfit:
            yield case.beside(messages.UNFIT_PHOTO, "Ảnh", name, why=picture.unfit)


def _is_beyond_fixing(picture: object) -> bool:
    """Return whether ``scripts/fix_photos.py`` cannot help: then the photo is told of once, whatever its name is."""
    return isinstance(picture, UnusablePhotoError) and bool(picture.mend)


def _is_unfit(picture: object) -> bool:
    """Return whether ``photos_can_be_shown`` tells that the photo is to be mended."""
    return isinstance(picture, UnusablePhotoError) or bool(getattr(picture, "unfit", ""))


def files_are_named(case: Case) -> Iterator[Problem]:
    """Everything beside ``index.md`` is a photo that the header names."""
    names = _typed(case)
    photos = case.header.get("anh", [])
    are_tables = isinstance(photos, list) and all(isinstance(photo, dict) for photo in photos)
    named = {*meant(*names).values(), *guessed(*names).values()}
    for file in case.raw.folder.files:
        if file.name == INDEX or file.name in named or _is_beyond_fixing(case.pictures.get(file.name)):
            continue
        ending = ending_of(file.name)
        if file.folder:
            message = messages.STRAY_FOLDER
        elif file.link:
            message = messages.STRAY_LINK
        elif ending in PICTURES:
            # A photo that fix_photos.py has to mend is told of once: the command also names it in the header.
            if not are_tables or _is_unfit(case.pictures.get(file.name)):
                continue
            message = messages.UNNAMED_PHOTO
        elif ending in PHOTOS:
            message = messages.STRAY_HEIC if ending in HEIC else messages.STRAY_OTHER_FORMAT
        else:
            message = messages.STRAY_FILE
        label = "Ảnh" if ending in PHOTOS and not (file.folder or file.link) else "Tệp"
        yield case.beside(message, label, file.name, composed=nfc(file.name), ending=ending)


def alt_text_describes(case: Case) -> Iterator[Problem]:
    """A photo's alt text says what the photo shows: not what its file is called, nor only that it is a photo."""
    title = str(case.header.get("ten"))
    for index, photo in case.items("anh"):
        alt, name = photo.get("mo_ta"), photo.get("tep")
        if not (isinstance(alt, str) and isinstance(name, str)):
            continue
        if len(alt.strip()) < _SHORTEST_ALT:
            continue
        if _letters(alt) in (_letters(name), _letters(name.rpartition(".")[0])):
            yield case.problem(messages.ALT_IS_FILE_NAME, at=("anh", index, "mo_ta"), value=alt)
        elif describes_nothing(alt, title):
            yield case.problem(messages.ALT_SAYS_NOTHING, at=("anh", index, "mo_ta"), value=alt)


def credits_name_someone(case: Case) -> Iterator[Problem]:
    """A photo's credit names who took or gave it."""
    for index, photo in case.items("anh"):
        words = photo.get("tac_gia")
        if isinstance(words, str) and len(words.strip()) >= _SHORTEST_CREDIT and names_nobody(words):
            yield case.problem(messages.CREDIT_OF_NOBODY, at=("anh", index, "tac_gia"), value=words)


def cover_is_one(case: Case) -> Iterator[Problem]:
    """At most one photo is the cover."""
    covers = [index for index, photo in case.items("anh") if photo.get("vai_tro") == "bia"]
    for index in covers[1:]:
        at = ("anh", index, "vai_tro")
        yield case.problem(messages.TWO_COVERS, at=at, value="bia", edit=Edit("set", at, "tu-lieu"))


def _letters(text: str) -> str:
    """Return the letters and digits of a text, without case and accents."""
    return re.sub(r"[^a-z0-9]", "", fold(text))
