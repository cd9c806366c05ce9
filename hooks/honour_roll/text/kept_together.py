"""Where a line may not break: within names, also those of organisations, and after numbers.

Vietnamese is written in syllables with a space between any two, so a typesetter would part a name as readily as a
sentence.
"""

from __future__ import annotations

import re
from itertools import pairwise

NO_BREAK = "\u00a0"
_LOOSE, _COMPOUND, _NAME = 1, 2, 3
_LONGEST = 18  # letters: longer groups would leave holes at the ends of lines
_OPENING, _CLOSING = "“‘(\"'[", ",.;:!?)”’]…"
_BEFORE_A_NUMBER = frozenset(
    "số tổ ngõ ngách ngày tháng năm quý phường xã quận huyện thành phố đường khu điều đợt lần thứ cụm khối".split()
)
# Organisations of the whole country have such names; where another name ends, only a dictionary could tell.
_COMPOUNDS = frozenset(
    "chi bộ,chi hội,chi đoàn,công an,công đoàn,cộng sản,cựu chiến,dân quân,dân vận,đảng bộ,đảng viên,đảng ủy,đoàn viên,"
    "hội đồng,hội viên,khuyến học,liên hiệp,mặt trận,nhân dân,nông dân,phụ nữ,quận ủy,thanh niên,thành phố,thành ủy,"
    "tổ quốc,thiếu niên,ủy ban".split(",")
)
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def bound(text: str, *, names_only: bool = False) -> str:
    """Return a text with no-break spaces within names (``Trần Đăng Ninh``, ``Hội Phụ nữ``).

    Unless ``names_only``, also where less is lost: in ``phường Quan Hoa``, ``10 bếp`` and short quotations. A group
    of more than 18 letters is cut where it holds least.
    """
    words = text.split(" ")
    shouted = text.isupper()  # where all is in capitals, they do not show what is a name
    groups, quoted = [[(words[0], 0)]], False  # groups of (word, strength of its tie to the word before it)
    for before, word in pairwise(words):
        quoted = (quoted or "“" in before) and "”" not in before  # within a name in quotes
        tie = max(_tie(before, word, shouted=shouted), _LOOSE if quoted else 0)
        if tie > (_LOOSE if names_only else 0):
            groups[-1].append((word, tie))
        else:
            groups.append([(word, 0)])
    return " ".join(piece for group in groups for piece in _pieces(group))


def _pieces(group: list[tuple[str, int]]) -> list[str]:
    """Return tied words bound together as one piece, or, where that would be too long, cut at their weakest tie."""
    whole = NO_BREAK.join(word for word, _ in group)
    if len(group) == 1 or len(whole) <= _LONGEST:
        return [whole]
    cut = min(range(1, len(group)), key=lambda at: (group[at][1], abs(2 * at - len(group))))
    return [*_pieces(group[:cut]), *_pieces(group[cut:])]


def _tie(before: str, word: str, *, shouted: bool) -> int:
    """Return the strength of the tie between a word and the one before it; 0 for none."""
    if word in ("–", "—", "-", "×"):
        return _NAME  # no line begins with a dash
    if before[-1:] in _CLOSING or word[:1] in _OPENING:
        return 0
    if _NUMBER.fullmatch(before):
        is_unit = word[:1].islower() and word not in _BEFORE_A_NUMBER and not _YEAR.fullmatch(before)
        return _LOOSE if is_unit else 0
    before = before.lstrip(_OPENING)
    if before.lower() in _BEFORE_A_NUMBER and (word[:1].isdigit() or (word[:1].isupper() and not shouted)):
        return _LOOSE
    if shouted or not before[:1].isupper():
        return 0
    compound = f"{before} {word.rstrip(_CLOSING)}".lower() in _COMPOUNDS
    return _NAME if word[:1].isupper() else _COMPOUND if compound else 0
