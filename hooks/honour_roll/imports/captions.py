"""Third pass: the words below or above a picture become its caption, and who took it its credit."""

from __future__ import annotations

import re

from honour_roll.imports.word_blocks import Block, NotCarried, Picture, TakenOff

_NUMBERED = re.compile(r"^\s*(?:Hình ảnh|Ảnh số|Ảnh|Hình)\s*(?:[\d.,]+\s*[:.\-–)]?|[:.\-–])\s*", re.IGNORECASE)
_CREDIT = re.compile(r"\s*[(–—.-]\s*((?:Ảnh|Nguồn ảnh|Nguồn|Người chụp)\s*:)\s*([^()]{2,100})\)?\s*\.?$", re.IGNORECASE)
_TABLE = re.compile(r"\s*(?:bảng|biểu)\s*\d", re.IGNORECASE)
_LONGEST, _LONGEST_CENTRED, _LONGEST_LAST = 300, 120, 60


def take_captions(blocks: list[Block]) -> list[NotCarried]:
    """Set the captions of pictures; return those of pictures that cannot be used."""
    lost: list[NotCarried] = []
    for at, block in enumerate(blocks):
        if not block.is_open or block.rows is not None or not block.text or block.pictures:
            continue
        before, after = _pictures(blocks, at - 1), _pictures(blocks, at + 1)
        above = before if before and not any(one.caption for one in before) else []
        if not (above or after) or not _is_caption(block, at == len(blocks) - 1, is_below=bool(above)):
            continue
        caption = _NUMBERED.match(block.raw)
        if not above and any(one.caption for one in after):
            continue
        if caption:
            block.cut(0, caption.end(), "number")
        _give(above or after, block, lost)
    _inside(blocks)
    return lost


def _pictures(blocks: list[Block], at: int) -> list[Picture]:
    """Return the pictures of a block that holds nothing else."""
    if not 0 <= at < len(blocks) or blocks[at].text or not blocks[at].is_open:
        return []
    return blocks[at].pictures


def _is_caption(block: Block, is_last: bool, *, is_below: bool) -> bool:  # noqa: FBT001
    text = block.text
    if len(text) > _LONGEST or _TABLE.match(text) or block.level:
        return False
    if _NUMBERED.match(text) or "caption" in block.style or block.style == "chú thích":
        return True
    if not is_below or block.label:
        return False
    if block.is_centred or block.is_italic:
        return len(text) < _LONGEST_CENTRED and not block.is_bold
    return is_last and len(text) < _LONGEST_LAST and text.endswith(".") and not block.is_bold


def _give(pictures: list[Picture], block: Block, lost: list[NotCarried]) -> None:
    """Let a block be the caption of pictures."""
    usable = [picture for picture in pictures if picture.data]
    text = block.text
    if not usable:
        block.became = "caption"
        lost.append(NotCarried("picture-caption", text, block.place))
        for picture in pictures:
            picture.caption = text
        return
    credit = _CREDIT.search(text)
    caption = text[: credit.start()] if credit else text
    for picture in usable:
        picture.caption = caption
        picture.credit = " ".join(credit[2].split()) if credit else ""
    block.off += [TakenOff("credit", credit[1])] if credit else []
    block.became = "caption"


def _inside(blocks: list[Block]) -> None:
    """Take captions that stand in one paragraph with their picture, below it."""
    for block in blocks:
        if block.is_open and block.rows is None and block.pictures and _NUMBERED.match(block.text):
            found = _NUMBERED.match(block.raw)
            if found:
                block.cut(0, found.end(), "number")
            _give(block.pictures, block, [])
