"""The end of a report: who receives it, and who has signed it."""

from __future__ import annotations

import re
from collections.abc import Callable

from honour_roll.imports.report_words import CAPITALS, ITEM, LABEL, PLACE_AND_DATE
from honour_roll.imports.word_blocks import Block, pieces_of
from honour_roll.text.vietnamese import fold

_SIGNS = re.compile(
    r"(?:tm\b|t/m|kt\b|k/t|tl\b|t/l|tuq\b|q\.|thay mat|nguoi (?:dang ky|lap|bao cao|viet|khai|de nghi|tong hop|lam)|chu tich|pho chu tich|bi thu|pho bi thu"
    r"|truong (?:ban|thon|khu|ban quan)|to truong|chi hoi truong|hieu truong|thu truong|xac nhan|giam doc|\((?:da )?ky)"
)
_ON_BEHALF = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\b|\((?:[Đđ]ã )?[Kk]ý")
_MOST_SIGNED = 10  # lines of one signature


_LONGEST = 90  # characters of a line


def begins_signature(text: str) -> bool:
    """Return whether a line says in whose name or office somebody signs: “TM. BAN CHẤP HÀNH”, “CHỦ TỊCH”."""
    if len(text) > 60 or text[-1:] in ".;,:":
        return False
    return bool(_SIGNS.match(fold(text)) and (text.isupper() or _ON_BEHALF.match(text)))


def take_ends(blocks: list[Block], body: int) -> None:
    """Take off recipients and signatures, never across a heading or a picture."""
    at = max(body, len(blocks) // 3)
    while at < len(blocks):
        block = blocks[at]
        if not block.is_open or block.rows is not None:
            at += 1
        elif block.folded.startswith("noi nhan"):
            at = _take_lines(blocks, at, _is_recipient)
        elif _is_signature(block):
            at = _take_lines(blocks, at, _is_of_signature)
        else:
            at += 1


def _is_signature(block: Block) -> bool:
    if any(begins_signature(piece) for piece in pieces_of(block)) or block.folded.startswith("nguoi ky:"):
        return True
    return len(block.text) < 70 and bool(PLACE_AND_DATE.match(block.folded)) and block.text[-1:] != "."


def _take_lines(blocks: list[Block], at: int, goes_on: Callable[[Block], bool]) -> int:
    """Take off the line at a place and those below that ``goes_on`` accepts; return the place behind."""
    blocks[at].take_off("signature")
    last = min(len(blocks), at + 1 + _MOST_SIGNED)
    for after in range(at + 1, last):
        block = blocks[after]
        if block.rows is not None or block.pictures or not block.is_open or not goes_on(block):
            return after
        block.take_off("signature")
    return last


def _is_recipient(block: Block) -> bool:
    text = block.text
    is_item = block.listing or ITEM.match(text) or text.endswith(";") or "(b/c)" in text or fold(text).startswith("luu")
    return bool(is_item) and len(text) < _LONGEST and not LABEL.match(text)


def _is_of_signature(block: Block) -> bool:
    text = block.text
    if len(text) > _LONGEST or LABEL.match(text) or block.level or text[-1:] in ".;:" or ITEM.match(text):
        return False
    if re.match(r"(?:ảnh|hình|phụ lục|một số hình)", text.lower()):
        return False
    return text.isupper() or begins_signature(text) or _is_name(text) or text.startswith("(")


def _is_name(text: str) -> bool:
    """Return whether a line is the name of a person: each word begins with a capital; a rank may stand before."""
    words = re.sub(rf"^(?:[{CAPITALS}]\w{{1,3}}\.\s*)+", "", text).split()
    return 2 <= len(words) <= 6 and all(word[:1].isupper() for word in words)
