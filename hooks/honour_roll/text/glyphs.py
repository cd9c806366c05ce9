"""The characters of Be Vietnam Pro; any other would be an empty box on a link card, on a poster or in a book.

Only names that are drawn or printed are checked: on pages the reader's own fonts have the rare letters.
"""

from __future__ import annotations

import unicodedata

from honour_roll.text import hidden

# First and last code of each run of characters in ``hooks/fonts/*.ttf``; a test compares them with the files.
_RUNS = (
    "20-7e a0-107 10a-113 116-11b 11e-121 126-12b 12e-131 139-13a 13d-13e 141-144 147-148 14c-14d 150-155 158-15b "
    "15e-16b 16e-17e 1a0-1a1 1af-1b0 1e6-1e7 2c6-2c7 2d8-2dc 300-304 306-30c 312-312 31b-31b 323-323 326-328 1e20-1e21 "
    "1e80-1e85 1e9e-1e9e 1ea0-1ef9 2013-2014 2018-201a 201c-201e 2020-2022 2026-2026 2030-2030 2039-203a 2044-2044 "
    "2070-2070 2074-2079 2080-2089 20ab-20ac 2122-2122 215b-215e 2212-2212 2215-2215 2248-2248 2260-2260 2264-2265"
)
LETTERS = frozenset(
    chr(code)
    for run in _RUNS.split()
    for first, last in [run.split("-")]
    for code in range(int(first, 16), int(last, 16) + 1)
)
# Signs that the font lacks become signs that look the same; a soft hyphen, which is not seen, goes.
_ALIKE = str.maketrans(
    "\u2002\u2003\u2009\u202f" + "\u2010\u2011\u2012\u2015" + "\u2032\u2033\u22c5\u2219",
    "    " + "--–—" + "'\"··",
    "\u00ad",
)


def drawable(text: str) -> str:
    """Return a text as it is drawn: in NFC, on one line, with signs of the font in place of look-alikes that it lacks.

    A letter with a mark that the font has only apart, as Ba Na's ``ŏ``, is decomposed.
    """
    whole = " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())
    return whole if LETTERS.issuperset(whole) else "".join(map(_known, whole))


def _known(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return apart if letter not in LETTERS and LETTERS.issuperset(apart) else letter


def lacking(text: str) -> str:
    """Return the characters of a text that cannot be drawn, each once, in order."""
    if LETTERS.issuperset(text):
        return ""
    return "".join(dict.fromkeys(letter for letter in drawable(text) if letter not in LETTERS))


def named(letters: str) -> str:
    """Return the first five characters as a message names them: ``“😀” (U+1F600)``."""
    shown = [f"“{letter}” ({hidden.code(letter)})" for letter in letters[:5]]
    return ", ".join([*shown, *(["…"] if letters[5:] else [])])
