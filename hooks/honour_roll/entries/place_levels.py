"""The levels of places: every kind of the administrative map, before and after 1 July 2025, and of what lies in a commune.

Sources: Laws 77/2015/QH13 (three levels) and 72/2025/QH15 (two levels, with special zones) on local government; for
hamlets and residential groups Circular 04/2012/TT-BNV, which names the words in use beside “thôn” and “tổ dân phố”.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from honour_roll.entries.field_types import SLUG
from honour_roll.text.vietnamese import fold, spelled_lines


class Level(NamedTuple):
    """A level: the word that stands before a name, how high it is (1 is highest), and how it is written in short."""

    word: str
    tier: int
    short: tuple[str, ...] = ()


# A city may lie in a province, or in a city: both are written “thành phố”.
LEVELS = {
    "tinh": Level("tỉnh", 1),
    "thanh-pho": Level("thành phố", 1, ("TP", "T.P")),
    "quan": Level("quận", 2, ("Q",)),
    "huyen": Level("huyện", 2, ("H",)),
    "thi-xa": Level("thị xã", 2, ("TX", "T.X")),
    "thanh-pho-thuoc-tinh": Level("thành phố", 2, ("TP", "T.P")),
    "thanh-pho-thuoc-thanh-pho": Level("thành phố", 2, ("TP", "T.P")),
    "phuong": Level("phường", 3, ("P",)),
    "xa": Level("xã", 3, ("X",)),
    "thi-tran": Level("thị trấn", 3, ("TT", "T.T")),
    "dac-khu": Level("đặc khu", 3),
    "to-dan-pho": Level("tổ dân phố", 4, ("TDP", "Tổ")),
    "khu-pho": Level("khu phố", 4, ("KP",)),
    "khoi-pho": Level("khối phố", 4),
    "khoi": Level("khối", 4),
    "khom": Level("khóm", 4),
    "tieu-khu": Level("tiểu khu", 4),
    "khu": Level("khu", 4),
    "khu-vuc": Level("khu vực", 4, ("KV",)),
    "khu-dan-cu": Level("khu dân cư", 4, ("KDC",)),
    "cum-dan-cu": Level("cụm dân cư", 4),
    "to-dan-cu": Level("tổ dân cư", 4),
    "thon": Level("thôn", 4),
    "ap": Level("ấp", 4),
    "ban": Level("bản", 4),
    "buon": Level("buôn", 4),
    "bon": Level("bon", 4),
    "lang": Level("làng", 4),
    "plei": Level("plei", 4),
    "phum": Level("phum", 4),
    "soc": Level("sóc", 4),
    "xom": Level("xóm", 4),
}
PLACE_LEVELS = {key: level.word for key, level in LEVELS.items()}
_SHORT = [(key, short) for key, level in LEVELS.items() for short in level.short]
_LONGEST_KEYS_FIRST = sorted(LEVELS, key=len, reverse=True)
_LONGEST_WORDS_FIRST = sorted(LEVELS, key=lambda key: len(LEVELS[key].word.split()), reverse=True)


def parted(name: str) -> tuple[str, str]:
    """Return the level with which a place's name or key begins, and the rest; without a level, “” and all of it.

    ``P. Láng`` and ``TP Huế`` begin with levels too. Tones count: ``Láng Hạ`` is no ``làng``. Only in a name without any accents they may be lacking, and then
    ``quan 1`` begins with a level, but ``Quan Hoa``, with a capital, does not.
    """
    if SLUG.fullmatch(name):
        level = next((key for key in _LONGEST_KEYS_FIRST if name.startswith(f"{key}-")), "")
        return level, name.removeprefix(f"{level}-").replace("-", " ") if level else name
    words = name.split()
    for key in _LONGEST_WORDS_FIRST:
        known = LEVELS[key].word
        count = len(known.split())
        first, rest = " ".join(words[:count]), " ".join(words[count:])
        if rest and (spelled_lines(first) == spelled_lines(known) or _is_typed_plainly(first, rest, known)):
            return key, rest
    for key, short in _SHORT:
        if found := re.match(rf"{re.escape(short)}(?:\.\s*|(?<=\w\w)\s+)(?=[^\W_])", name):
            return key, name[found.end() :]
    return "", name


def _is_typed_plainly(first: str, rest: str, level: str) -> bool:
    """Return whether ``first`` is the word of a level without its accents, in a name that has none."""
    if not (first + rest).isascii() or fold(first) != fold(level):
        return False
    return first[0].islower() or " " in first or rest.isdigit()


def named_twice(level: str, name: str) -> str:
    """Return a place's name without its level; nothing when it does not begin with it: ``Phường Láng`` → ``Láng``."""
    words, known = name.split(), LEVELS[level].word
    count = len(known.split())
    if len(words) > count and spelled_lines(" ".join(words[:count])) == spelled_lines(known):
        return " ".join(words[count:])
    for short in LEVELS[level].short:
        found = re.fullmatch(rf"{re.escape(short)}(?:\.\s*|\s+|(?=\d))(\S.*)", name.strip(), re.IGNORECASE)
        if found:
            return found[1]
    return ""
