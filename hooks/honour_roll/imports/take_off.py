"""Second pass: what belongs to the report and not to the model is taken off, each piece with its reason.

The forms are those of Decree 30/2020/NĐ-CP and of the Party's documents, as offices type them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from honour_roll.imports.report_words import BODY_OF_STATE, DOCUMENT, ITEM, LABEL, is_capitals, section_of
from honour_roll.imports.word_blocks import Block, Cell, TakenOff, pieces_of
from honour_roll.text.vietnamese import fold

MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–—]\s*tu do|dang cong san viet nam|doan tncs ho chi minh"
)
NUMBER = re.compile(r"so\s*:?\s*[\d.…_ ]*\s*[-/]\s*[a-z\d][a-z\d./&-]*$|so\s*:?\s*[\d.…_]+\s*$")
PLACE_AND_DATE = re.compile(r"[^.:;]{2,40},\s*ngay\s*[\d.…_ ]*\s*(?:thang|/)\s*[\d.…_ ]*")
_RULE = re.compile(r"[-*_–—=.…~/\s]+")
_FORM = re.compile(r"\(?(?:mau so|mau |phu luc|bieu mau|\(?kem theo|\(?ban hanh kem)")
_GALLERY = re.compile(
    r"(?:phu luc|mot so|cac)?\s*(?:hinh anh|anh)\s*(?:minh hoa|hoat dong|kem theo|cua mo hinh|ve mo hinh)?\s*[:.]?$"
)
_GROUNDS = re.compile(r"(?:-\s*)?can cu\b.*[;,.:]$")
_OPENING = re.compile(r".*\b(?:bao cao|dang ky|de nghi|trinh bay|xin)\b.*\b(?:nhu sau|sau day)\s*[:.]?$")
_CLOSING = re.compile(r"tren day la\b.*(?:bao cao|thanh tich|ket qua|mo hinh|noi dung)")
_SIGNS = re.compile(
    r"(?:tm\b|t/m|kt\b|k/t|tl\b|t/l|tuq\b|q\.|thay mat|nguoi (?:dang ky|lap|bao cao|viet|khai|de nghi|tong hop|lam)|chu tich|pho chu tich|bi thu|pho bi thu"
    r"|truong (?:ban|thon|khu|ban quan)|to truong|chi hoi truong|hieu truong|thu truong|xac nhan|giam doc|\((?:da )?ky)"
)
_ON_BEHALF = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\b|\((?:[Đđ]ã )?[Kk]ý")
_LABELLED = r"(?:ngay sinh|sinh ngay|sinh nam|nam sinh|so cccd|cccd|cmnd|so cmnd|can cuoc|so dinh danh|dien thoai|sdt|so dien thoai|dtdd|noi o|cho o|noi thuong tru|dia chi thuong tru|ho khau|so tai khoan|email)"
_PRIVATE = re.compile(rf"(?:[-+•]\s*)?{_LABELLED}[^:]{{0,30}}:")
_PRIVATE_CELL = re.compile(rf"{_LABELLED}\b")
_NUMBER_OF_PERSON = re.compile(
    r"[,;(–-]?\s*(?:\b[Ss]ố\s+)?\b(?:[Đđ]iện thoại|ĐT|SĐT|ĐTDĐ|[Dd]i động|CCCD|CMND|[Cc]ăn cước công dân|[Cc]ăn cước|[Ss]ố tài khoản|STK)"
    r"(?:\s+số)?\s*[:.]?\s*(?:số\s*)?\+?\d[\d .\-]{7,18}\d\)?|(?<![\d.,/])0[35789]\d{2}[ .]?\d{3}[ .]?\d{3}(?![\d.,/])"
)
_LONGEST_FRAME, _LONGEST_SIGNATURE, _LONGEST_PRIVATE = 90, 90, 250
_FEW_ROWS = 4
_MOST_SIGNED = 10  # lines of one signature


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
    _take_ends(blocks, body)
    for block in blocks:
        if block.is_open:
            _take_private(block)


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
    if before_body:
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
    is_signed = any(fold(one).startswith("noi nhan") or _begins_signature(one) for one in pieces)
    if at >= count / 2 and len(rows) <= _FEW_ROWS and is_signed and max(map(len, pieces), default=0) < 160:
        block.take_off("signature")


def _begins_signature(text: str) -> bool:
    if len(text) > 60 or text[-1:] in ".;,:":
        return False
    return bool(_SIGNS.match(fold(text)) and (text.isupper() or _ON_BEHALF.match(text)))


def _take_ends(blocks: list[Block], body: int) -> None:
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
    if any(_begins_signature(piece) for piece in pieces_of(block)) or block.folded.startswith("nguoi ky:"):
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
    return bool(is_item) and len(text) < _LONGEST_SIGNATURE and not LABEL.match(text)


def _is_of_signature(block: Block) -> bool:
    text = block.text
    if len(text) > _LONGEST_SIGNATURE or LABEL.match(text) or block.level or text[-1:] in ".;:" or ITEM.match(text):
        return False
    if re.match(r"(?:ảnh|hình|phụ lục|một số hình)", text.lower()):
        return False
    return text.isupper() or _begins_signature(text) or _is_name(text) or text.startswith("(")


def _is_name(text: str) -> bool:
    """Return whether a line is the name of a person: each word begins with a capital; a rank may stand before."""
    words = re.sub(r"^(?:[A-ZĐ][a-zà-ỹ]{1,3}\.\s*)+", "", text).split()
    return 2 <= len(words) <= 6 and all(word[:1].isupper() for word in words)


def _take_private(block: Block) -> None:
    """Take off what tells where a person lives, the number of a telephone, of a card."""
    if block.rows is not None:
        _take_private_cells(block, block.rows)
        return
    if len(block.text) < _LONGEST_PRIVATE and _has_private_label(block.folded):
        block.take_off("private")
        return
    for found in reversed([*_NUMBER_OF_PERSON.finditer(block.raw)]):
        block.cut(found.start(), found.end(), "private")


def _take_private_cells(block: Block, rows: list[list[Cell | None]]) -> None:
    """Take off the rows, and in a list of persons the columns, that give private facts."""
    for row in [row for row in rows if row[0] and _PRIVATE_CELL.match(fold(row[0].text))]:
        if len([cell for cell in row if cell and cell.text]) < 4:
            block.off.append(TakenOff("private", " ".join(cell.text for cell in row if cell)))
            rows.remove(row)
    is_even = all(cell and cell.span == 1 for row in rows for cell in row)
    for at in reversed(range(len(rows[0]))) if rows and is_even else ():
        head = rows[0][at]
        if head and _PRIVATE_CELL.match(fold(head.text)):
            taken = [cell for row in rows if (cell := row.pop(at))]
            block.off.append(TakenOff("private", " ".join(cell.text for cell in taken)))


def _has_private_label(folded: str) -> bool:
    """Return whether a line gives a private fact behind its label, at its start or behind another fact."""
    return bool(_PRIVATE.match(folded)) or any(_PRIVATE.match(part.strip()) for part in re.split(r"[;.,\t]\s", folded))
