"""UTF-8 that a program took for Windows' old code page: ``MÃ´ hÃ¬nh`` for ``Mô hình``."""

from __future__ import annotations

import re

# The first byte of a Vietnamese letter, and what may follow it, as that code page shows them. Signs that may stand
# right behind a capital are left out: in “HỢP TÁC XÃ” nothing is misread.
_BEHIND = "\x80-\x9f\xa1-\xaa\xac-\xba\xbc-\xbfŒœŠšŽžŸƒˆ˜†‡‰‹€™‚„“‘"
_SURE = re.compile(f"[ÃÂÄÅÆ][{_BEHIND}]|á[º»][{_BEHIND}›”’–—…•]|â[€\x80]")
_SPACE = re.compile("(?<=[a-zđ])Ã[\xa0 ]")  # à, whose second byte is a space that does not break
_PART = re.compile(f"(?:[ÂÃÄÅÆ]|á[º»]|â[€\x80])[¦\xa0\xab\xad\xbb{_BEHIND}›”’–—…•]")


def is_misread(text: str) -> bool:
    """Return whether a text holds misread letters."""
    return _SURE.search(text) is not None


def meant(text: str) -> str:
    """Return a text with its misread letters as they were meant."""
    return _SPACE.sub("à", _PART.sub(lambda part: _decoded(part[0]), text))


def _decoded(part: str) -> str:
    try:
        return b"".join(sign.encode("latin-1" if sign <= "\xff" else "cp1252") for sign in part).decode("utf-8")
    except UnicodeError:
        return part
