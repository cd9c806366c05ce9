"""What begins a line of a body, as staff type it: Markdown's marks, and those of Word and of Vietnamese reports."""

from __future__ import annotations

import re

from honour_roll.entries.place_levels import LEVELS

# Spaces of any kind; Word leaves the one that does not break.
SPACES = " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_S = f"[{SPACES}]"
_LETTER = r"[^\W\d_]"
WORD_BULLETS = "".join(map(chr, range(0xF000, 0xF100)))  # what bullets of the fonts Symbol and Wingdings become
_CAPITAL = "".join(sign for sign in map(chr, [*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)]) if sign.isupper())
_BULLETS = f"•·‣⁃∙∗●○◦▪▫■◆◇♦❖➢➤►▶¤{WORD_BULLETS}"
# Letters that are bullets in the fonts Courier New and Wingdings; Word copies a Tab behind them.
LETTER_BULLET = re.compile(r"(?<!\S)[oüØvq](?=\t)")
_SYMBOLS = "←-⇿①-⓿─-⯿\U0001f000-\U0001faff»›¬×~"

FENCE = re.compile(r"(`{3,})[^`]*+$|(~{3,})")
TABLE_RULE = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*$")
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")

# The kind of a line is the name of the group that fits its beginning, behind the indentation.
KIND = re.compile(
    rf"(?P<rule>(?:\*[ \t]*+){{3,}}+$|(?:-[ \t]*+){{3,}}+$|(?:_[ \t]*+){{3,}}+$)"
    rf"|(?P<heading>\#{{1,6}})(?:{_S}+|$)"
    rf"|(?P<item>[-+*]|(?:0(?!\d)|[1-9]\d?)[.)])(?:{_S}+|$)"
    # a mark or a number without the space behind it
    rf"|(?P<glued>[-+](?={_LETTER})|\*(?={_LETTER}[^*]*$)|[1-9]\d?[.)](?={_LETTER}))"
    rf"|(?P<bullet>[{_BULLETS}]|§(?!{_S}?\d)|{LETTER_BULLET.pattern}){_S}*"
    rf"|(?P<dash>[–—―‐‑‒]|--|−){_S}*(?![\d–—―-])"
    # a), (a), [1], 1/, I., I.1, 1a., 1-, 1.1., A.Họp, ¹, (*), ✓, =>, ##Kết quả, or words in bold alone: what Markdown does not know begins
    # a line of its own
    rf"|(?P<own>(?:{_LETTER}|[IVX]{{2,5}}|[ivx]{{2,5}}|\d{{1,2}})(?:\)|[./](?={_S}))|\d{{1,2}}/(?={_LETTER})"
    rf"|[a-zđ]/(?=[A-ZĐ])|\((?:[a-zđ]|[ivx]{{1,4}}|\d{{1,2}})\)|(?:\d{{1,2}}\.){{1,3}}\d{{1,2}}\.?(?={_S})"
    rf"|\[(?:[ xX]|\d{{1,3}}|[a-zđ])\](?={_S})|(?:[IVX]{{1,5}}|[a-zđA-ZĐ]|\d{{1,2}}){_S}?(?:[-–:]|\.\)){_S}+(?={_LETTER})"
    rf"|(?:[IVX]{{1,5}}\.\d{{1,2}}|\d{{1,2}}[a-z]|[a-z]\d)[.)]?(?={_S})"
    rf"|(?:[{_CAPITAL}]|[IVX]{{2,5}}|(?:\d{{1,2}}\.)+\d{{1,2}})\.(?=[{_CAPITAL}])|[¹²³]|\(\*{{1,3}}\)"
    rf"|[{_SYMBOLS}]|\d\ufe0f?\u20e3|[=-]{{1,2}}>|\#{{1,6}}(?=[^\s\#])|\*\*[^*]++\*\*:?$)"
    # Bước 1, Tổ II, Thứ nhất, Một là, “Địa điểm: …”
    rf"|(?P<step>[{_CAPITAL}]{_LETTER}+{_S}(?:\d{{1,4}}|[IVX]{{1,4}})\b|Thứ{_S}(?:nhất|hai|ba|tư|năm|sáu|bảy)\b"
    rf"|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy){_S}là\b|[{_CAPITAL}]{_LETTER}*(?:{_S}{_LETTER}+){{0,3}}:{_S})"
    rf"|(?P<year>\d{{3,9}})(?=[.)](?:{_S}|$))"
    # “>= 10 hộ”, “> 90 %”, “> 50 hộ nghèo” are signs and no quotations
    rf"|(?P<more>>(?==|\d|[ \t]?(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?:{_S}?%|(?:{_S}{_LETTER}+){{0,3}}$)))"
    r"|(?P<quote>>)"
)
ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”’»)\]*_]*$")
ENDS_CLAUSE = re.compile(r"[.!?…:;,][\"”’»)\]*_]*$")
# “TP.” before “Hồ Chí Minh” ends no sentence.
_LEVELS = (re.escape(short) for level in LEVELS.values() for short in level.short if short.isupper())
_SHORT = "|".join(sorted({*_LEVELS, "Tp", "ThS", "TS", "GS", "PGS", "BS", "KS"}))
ABBREVIATION = re.compile(rf"(?:^|[\s(])(?:{_SHORT})\.$")
FIRST_SIGN = re.compile(r"[\"“‘«(\[*_]*(\w)")


def columns(space: str) -> int:
    """Return how many columns the spaces before a line take; CommonMark has a tab stop at each fourth."""
    if "\t" not in space:
        return len(space)
    width = 0
    for sign in space:
        width += 4 - width % 4 if sign == "\t" else 1
    return width


def beginning(words: str) -> str:
    """Return how a line of its own begins, the same for each line of a series: ``a)`` for ``b)``, ``A.`` for ``II.``."""
    found = KIND.match(words)
    mark = found[0] if found else words[:1]
    return re.sub(r"\d+|[^\W\d_]+", lambda part: "1" if part[0].isdigit() else "A" if part[0].isupper() else "a", mark)
