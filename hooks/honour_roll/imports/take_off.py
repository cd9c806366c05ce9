"""Second pass: what belongs to the report and not to the model is taken off, each piece with its reason.

The forms are those of Decree 30/2020/NĐ-CP and of the Party's documents, as offices type them.
"""

from __future__ import annotations

import re

from honour_roll.imports.private_facts import take_private
from honour_roll.imports.report_words import (
    BODY_OF_STATE,
    DOCUMENT,
    LABEL,
    MOTTO,
    NUMBER,
    PLACE_AND_DATE,
    is_capitals,
    section_of,
)
from honour_roll.imports.signatures import begins_signature, take_ends
from honour_roll.imports.word_blocks import Block, pieces_of
from honour_roll.text.vietnamese import fold

_RULE = re.compile(r"[-*_–—=.…~/\s]+")
_FORM = re.compile(r"\(?(?:mau so|mau |phu luc|bieu mau|\(?kem theo|\(?ban hanh kem)")
_GALLERY = re.compile(
    r"(?:phu luc|mot so|cac)?\s*(?:hinh anh|anh)\s*(?:minh hoa|hoat dong|kem theo|cua mo hinh|ve mo hinh)?\s*[:.]?$"
)
_GROUNDS = re.compile(r"(?:-\s*)?can cu\b.*[;,.:]$")
_OPENING = re.compile(r".*\b(?:bao cao|dang ky|de nghi|trinh bay|xin)\b.*\b(?:nhu sau|sau day)\s*[:.]?$")
_CONTENTS = re.compile(r"\w.*(?:\.{5,}|…{2,}|_{5,})\s*\d{1,3}$")
_PAGE = re.compile(r"\w\t+\d{1,3}\s*$")
_COURTESY = re.compile(r"kinh thua\b|(?:xin )?(?:tran trong |chan thanh )(?:cam on|kinh chao|bao cao)")
_CLOSING = re.compile(r"tren day la\b.*(?:bao cao|thanh tich|ket qua|mo hinh|noi dung)")
_LONGEST_FRAME = 90
_FEW_ROWS = 4


def is_letterhead_table(block: Block, at: int) -> bool:
    """Return whether a table is the head of a report: who writes and the motto, side by side; ``at`` is its place."""
    if block.rows is None or len(block.rows) > _FEW_ROWS:
        return False
    pieces = pieces_of(block)
    if MOTTO.search(block.folded):
        return True
    return at < 4 and any(PLACE_AND_DATE.match(fold(one)) or NUMBER.match(fold(one)) for one in pieces if len(one) < 80)


def take_off(blocks: list[Block]) -> None:
    """Mark what is taken off: letterhead, grounds, addressees, opening, closing, signatures, private lines."""
    body = _start_of_body(blocks)
    start = _end_of_letterhead(blocks[:body])
    for at, block in enumerate(blocks):
        if not block.is_open:
            continue
        if block.rows is not None:
            _take_off_table(block, at, len(blocks))
        elif block.text and (kind := _kind(block, is_early=at < start, before_body=at < body)):
            block.take_off(kind)
        elif block.folded.startswith("kinh gui"):
            _take_addressees(blocks, at)
        elif _CLOSING.match(block.folded) and at > len(blocks) / 2:
            block.take_off("closing")
    take_ends(blocks, body)
    for block in blocks:
        if block.is_open:
            take_private(block)


def _end_of_letterhead(blocks: list[Block]) -> int:
    """Return the place behind the last line that surely is of a letterhead, near the start."""
    end = 0
    for at, block in enumerate(blocks[:16]):
        is_sentence = len(block.text) > _LONGEST_FRAME or block.text.endswith(".")
        if is_sentence and "\t" not in block.raw and block.rows is None and not _RULE.fullmatch(block.text):
            break
        if any(_is_sure(piece) for piece in pieces_of(block)):
            end = at + 1
    return end


def _is_sure(piece: str) -> bool:
    folded = fold(piece)
    return bool(MOTTO.search(folded) or NUMBER.match(folded) or (len(piece) < 70 and PLACE_AND_DATE.match(folded)))


def _start_of_body(blocks: list[Block]) -> int:
    """Return the place of the first heading that means a section; half way when there is none."""
    for at, block in enumerate(blocks):
        label = LABEL.match(block.text)
        words = block.text[label.end() :] if label else block.text
        is_heading = label or block.label or block.level or (block.is_bold and not block.is_centred)
        if block.rows is None and is_heading and len(block.text) < 120 and section_of(words):
            return at
    return len(blocks) // 2


def _kind(block: Block, *, is_early: bool, before_body: bool) -> str:
    """Return why a paragraph is taken off; nothing when it stays."""
    text, folded = block.text, block.folded
    if _RULE.fullmatch(text) or (len(text) < 60 and _GALLERY.match(folded)):
        return "rule" if _RULE.fullmatch(text) else "form"
    if MOTTO.search(folded) and len(text) < 160:
        return "letterhead"
    is_document = DOCUMENT.match(folded) or "“" in text or "mo hinh" in folded
    if is_early and not is_document and (len(text) < _LONGEST_FRAME or "\t" in block.raw):
        return "letterhead"
    if (kind := _of_paper(block)) or not before_body:
        return kind
    return _kind_before_body(block, is_document=bool(is_document))


def _of_paper(block: Block) -> str:
    """Return why a line is taken off that belongs to a paper wherever it stands: its contents, its courtesies."""
    text = block.text
    if len(text) > _LONGEST_FRAME * 2:
        return ""
    if _CONTENTS.search(text) or (LABEL.match(text) and _PAGE.search(block.raw)) or block.folded == "muc luc":
        return "contents"
    if len(text) < _LONGEST_FRAME and _COURTESY.match(block.folded):
        return "closing"
    return ""


def _kind_before_body(block: Block, *, is_document: bool) -> str:
    """Return why a paragraph above the first section is taken off; nothing when it stays."""
    text, folded = block.text, block.folded
    if NUMBER.match(folded) or (len(text) < 70 and PLACE_AND_DATE.match(folded)):
        return "letterhead"
    if is_capitals(text) and BODY_OF_STATE.match(text.lower()) and len(text) < _LONGEST_FRAME and not is_document:
        return "letterhead"
    if len(text) < _LONGEST_FRAME and _FORM.match(folded):
        return "form"
    if _GROUNDS.match(folded):
        return "grounds"
    if len(text) < 600 and _OPENING.fullmatch(folded):
        return "opening"
    return ""


def _take_addressees(blocks: list[Block], at: int) -> None:
    """Take off “Kính gửi:” and the lines below it that name a body each."""
    blocks[at].take_off("addressee")
    for block in blocks[at + 1 : at + 8]:
        words = re.sub(r"^\s*[-+•]\s*", "", block.text)
        if block.rows is not None or len(words) > _LONGEST_FRAME or not BODY_OF_STATE.match(words.lower()):
            return
        if not (words != block.text or words.endswith((";", ".", ","))):
            return
        block.take_off("addressee")


def _take_off_table(block: Block, at: int, count: int) -> None:
    if is_letterhead_table(block, at):
        block.take_off("letterhead")
        return
    rows = block.rows or []
    pieces = pieces_of(block)
    is_signed = any(fold(one).startswith("noi nhan") or begins_signature(one) for one in pieces)
    if at >= count / 2 and len(rows) <= _FEW_ROWS and is_signed and max(map(len, pieces), default=0) < 160:
        block.take_off("signature")
