"""Characters that nobody sees: soft hyphens, joiners, marks of direction, blanks that are letters, tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

# Controls, private characters, and whatever Unicode lets programs ignore: no Vietnamese sentence needs them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# An emoji of several characters: 👨‍👩‍👧, ✔️, 1️⃣, and flags that are spelled in tags.
_SIGNS = "\u203c\u2049\u2100-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_EMOJI = re.compile(
    "(?:[0-9#*]\ufe0f?\u20e3|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    f"|[\xa9\xae{_SIGNS}][\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
    f"(?:\u200d[{_SIGNS}][\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?)*)"
)
_USUAL = re.compile("[\t\n -~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9‘’“”–—…•]*+")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def places(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each hidden character of a text: where it is, itself, and how it is written.

    It may be written as an entity of HTML, ``&shy;`` or ``&#8203;``, which Markdown makes a character of.
    """
    if not is_usual(text) and HIDDEN.search(text):
        emoji = {at for found in _EMOJI.finditer(text) for at in range(found.start(), found.end())}
        for found in HIDDEN.finditer(text):
            if found.start() not in emoji:
                yield found.start(), found[0], found[0]
    if "&" in text:
        for found in ENTITY.finditer(text):
            made = html.unescape(found[0])
            if made != found[0] and HIDDEN.match(made):
                yield found.start(), made[0], found[0]


@lru_cache(maxsize=8)
def is_usual(text: str) -> bool:
    """Return whether a text consists of what nearly every text does: it needs no closer look at its characters.

    It is composed (NFC), has nothing hidden and no look-alikes, and was typed for no font from before Unicode.
    """
    return _USUAL.fullmatch(text) is not None


def code(character: str) -> str:
    """Return how messages name a character that cannot be shown: ``U+200B``."""
    return f"U+{ord(character):04X}"
