"""Section names as staff type them: ``**Kết quả**``, ``II. KẾT QUẢ:``, ``##Kết quả``, ``## 1. Kết quả``."""

from __future__ import annotations

import re

from honour_roll.entries.line_kinds import SPACES
from honour_roll.entries.schema import SECTIONS
from honour_roll.text.vietnamese import fold, nfc

LONGEST = 60  # characters: a longer line is a sentence
_BY_FOLDED = {fold(name): name for name in SECTIONS}
_MARKS = re.compile(
    r"^[\s>*_#+–—-]*(?:(?:phần|mục)\s+)?(?:(?:[IVXⅠ-Ⅻ]{1,5}|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)\s*[.):/–-]+\s*|(?:[IVXⅠ-Ⅻ]{1,5}|\d{1,2})\s+)?[\s*_]*",
    re.IGNORECASE,
)
_TELLING = re.compile(r"^[\s>]*(?:#|\*\*|__|[IVX]{1,5}[.)/]|\d{1,2}[.)/])")


def bare(line: str) -> str:
    """Return a line without the marks and numbers before its words, and without the signs behind them."""
    if len(line) > LONGEST:
        return ""
    return _MARKS.sub("", line.strip(SPACES), count=1).strip(" \t\u00a0*_#:.…=-–—")


def meant_section(line: str) -> str:
    """Return the section whose name, in whatever case, accents and marks, is all that a line says; else nothing."""
    return _BY_FOLDED.get(fold(nfc(" ".join(bare(line).split()))), "")


def section_before_text(line: str) -> str:
    """Return the section whose name stands before text: ``Kết quả`` for ``**Kết quả:** Đến nay có 10 hộ``."""
    words = _MARKS.sub("", line.strip(SPACES)[: 2 * LONGEST], count=1)
    name, sign, text = words.partition(":")
    return _BY_FOLDED.get(fold(nfc(" ".join(name.strip("*_ ").split()))), "") if sign and text.strip("*_ ") else ""


def begun_section(line: str) -> str:
    """Return the section with whose name a line begins that looks like a heading: ``**Kết quả đạt được**``."""
    words = fold(nfc(" ".join(bare(line).split())))
    looks = bool(_TELLING.match(line)) or (bare(line).isupper() and not line.rstrip().endswith("."))
    return next((name for folded, name in _BY_FOLDED.items() if looks and words.startswith(f"{folded} ")), "")
