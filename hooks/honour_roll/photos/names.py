"""Names of photos: the plain ones that stay in git, and which file beside ``index.md`` a name in the header means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import islice

from honour_roll.entries.validate import nearest
from honour_roll.text.file_names import is_device, same
from honour_roll.text.vietnamese import fold, nfc

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
HEIC = (".heic", ".heif", ".hif")
JPEGS = (".jfif", ".jfi", ".jpe", ".jif", ".pjpeg", ".pjp", ".mpo")
OTHERS = (*JPEGS, ".bmp", ".dib", ".gif", ".tif", ".tiff", ".avif", *HEIC)
PHOTOS = (*PICTURES, *OTHERS)  # what scripts/fix_photos.py makes photos of
_PLAIN = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\.(?:jpg|jpeg|png|webp)")
_LONGEST, _LONGEST_STEM = 120, 60  # characters: as many as ``tep`` may have, and of a stem made anew
_MOST_GUESSES = 20  # names of one entry; each takes some 30 ms among hundreds of photos


def is_plain(name: str) -> bool:
    """Return whether a photo may keep its name: a short one of small ASCII letters, digits and hyphens, no device."""
    return len(name) <= _LONGEST and _PLAIN.fullmatch(name) is not None and not is_device(name)


def ending(name: str) -> str:
    """Return the ending of a file, in small letters, with its point; nothing when it has none.

    Points and spaces behind it do not count: Windows drops them.
    """
    name = name.rstrip(". ")
    return name[name.rfind(".") :].lower() if "." in name else ""


def plain(name: str, ending: str, taken: Collection[str]) -> str:
    """Return a plain name with an ending such as ``.jpg`` that no other file has, in whatever case; see ``is_plain``.

    A plain name with the right ending stays. ``taken`` are the names in the folder.
    """
    if is_plain(name) and (name.endswith(ending) or (ending == ".jpg" and name.endswith(".jpeg"))):
        return name
    stem = _stem(name)[:_LONGEST_STEM].strip("-") or "anh"
    if is_device(stem):
        stem = f"anh-{stem}"
    others = {other.lower() for other in taken if other != name}
    tries = (f"{stem}{number}{ending}" for number in ("", *(f"-{n}" for n in range(2, len(others) + 3))))
    return next(tried for tried in tries if tried != name and tried not in others)


def meant(names: Iterable[str], files: Collection[str]) -> dict[str, str]:
    """Return the file that each name in a header means, where that is certain.

    It is the file of that name; or else the only one that no other name means and that differs in case, in kinds of
    spaces and in its folder, in its ending too (Windows hides endings, phones change them), or at last in accents and
    signs.
    """
    found = {name: name for name in names if name in files}
    wanted = [name for name in dict.fromkeys(names) if name not in found]
    for key in (_alone, _without_ending, _stem):
        left = _by(key, set(files) - set(found.values()))
        for likeness, typed in _by(key, [name for name in wanted if name not in found]).items():
            if likeness and len(typed) == len(left.get(likeness, ())) == 1:
                found[typed[0]] = left[likeness][0]
    return found


def guessed(names: Iterable[str], files: Collection[str]) -> dict[str, str]:
    """Return the photo that each name perhaps means for which ``meant`` has none: a slip of a letter or two.

    No photo is guessed twice, and none that another name means.
    """
    certain = meant(names, files)
    left = sorted(file for file in files if ending(file) in PHOTOS and file not in certain.values())
    found = {}
    for name in islice((name for name in dict.fromkeys(names) if name not in certain), _MOST_GUESSES):
        stems = {_stem(file): file for file in reversed(left)}
        if near := nearest(_stem(name), stems):
            found[name] = stems[near]
            left.remove(stems[near])
    return found


def _by(key: Callable[[str], str], names: Iterable[str]) -> dict[str, list[str]]:
    """Return names by what they share."""
    shared = defaultdict(list)
    for name in names:
        shared[key(name)].append(name)
    return shared


def _alone(name: str) -> str:
    """Return what names share that look alike, without the folders in front."""
    return same(re.split(r"[/\\]", name)[-1])


def _without_ending(name: str) -> str:
    """Return what names share that look alike, without the ending of a photo."""
    name = _alone(nfc(name)).rstrip(". ")
    return name.removesuffix(ending(name)) if ending(name) in PHOTOS else name


def _stem(name: str) -> str:
    """Return a name without the ending of a photo, in small ASCII letters and digits joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(_without_ending(name))).strip("-")
