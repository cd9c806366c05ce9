"""Fifth pass: numbers with a unit are proposed as results, each with the sentence that proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from honour_roll.imports.report_words import CAPITALS
from honour_roll.imports.table_grid import JOINED, grid_of
from honour_roll.imports.word_blocks import Block
from honour_roll.text import written_numbers
from honour_roll.text.vietnamese import capital, fold

MOST = 30  # as many as an entry may list
_LONGEST_NAME, _LONGEST_UNIT = 120, 30
# Longest first: “tỷ đồng” before “đồng”.
_UNITS = (
    "triệu đồng|tỷ đồng|tỉ đồng|nghìn đồng|ngàn đồng|đồng|hộ gia đình|hộ dân|hộ kinh doanh|hộ nghèo|hộ|lượt người|lượt hộ|lượt|người|học sinh"
    "|tổ dân phố|tổ liên gia|thanh niên|hội viên|đoàn viên|đảng viên|tiểu thương|cán bộ|phụ nữ|cháu|em|cụ|gia đình|suất quà|suất ăn|suất|phần quà|phần|ngôi nhà"
    "|nhà|căn nhà|căn|cây|gốc|quả|con|vụ việc|vụ|cuộc|ca|tấn|tạ|kg|km2|km²|km|m2|m²|m3|m³|ha|mét|m|buổi|hồ sơ|chuyến|camera|thửa|chậu|ngày công"
    "|công|bếp|chiếc|cái|bộ|sân chơi|bức tranh|bức|mô hình|tổ|nhóm|câu lạc bộ|tuyến đường|tuyến|điểm|lớp|tin|bài|cuốn|bóng đèn|bóng|cột đèn"
    "|thùng rác|thùng|chai|túi|lần|xe máy|xe|phòng|giếng|cầu|cống|kiến nghị|đơn|ý kiến|%|đ"
)
_FIGURE = re.compile(
    rf"(?<![\w/.,\-–])(?P<number>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)(?:/\d+)?\s*(?P<unit>{_UNITS})(?![\w²³])",
    re.IGNORECASE,
)
_MEASURES = frozenset(
    "triệu đồng|tỷ đồng|tỉ đồng|nghìn đồng|ngàn đồng|đồng|tấn|tạ|kg|km2|km²|km|m2|m²|m3|m³|ha|mét|m|đ".split("|")
)
_LINKS = r"(?:và|với|là|có|đã|được|đạt|trên|gần|hơn|khoảng|từ|của|cho|trong đó|tổng cộng|cùng|còn|lên|thì|cả|ở|tại|trong|năm|các)"
_LINKS_AT_START = re.compile(r"^(?:(?:và|với|là|có|đã|được|trong đó|tổng cộng|còn|thì)\s+)+", re.IGNORECASE)
_LINKS_AT_END = re.compile(rf"(?:(?:^|\s+){_LINKS})+$", re.IGNORECASE)
_NO_RESULT = re.compile(
    r"(?:nghị quyết|quyết định|kế hoạch|công văn|hướng dẫn|chỉ thị|thông tư|khoản|điều|mục|số|ngày|tháng|năm|quý|khóa|bước|tổ|thôn|khu|đội"
    r"|từ|\d\s*tỷ|\d\s*tỉ|\d\s*triệu|đến|\d\s*[-–])\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:()]|[,.](?!\d)|(?<=\s)[-–](?=\s)")
_SENTENCE = re.compile(rf"(?<=[.!?;])\s+(?=[{CAPITALS}“\"\-–+•])|\n")
_HEAD_UNIT = re.compile(r"\(([^()\d]{1,20})\)\s*$")
_COUNTED = re.compile(rf"^(?:(?:tổng )?số\s+)?(?:lượng\s+)?({_UNITS})\b(?!\s*\d)", re.IGNORECASE)
_CELL_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_UNIT_COLUMN = ("don vi tinh", "dvt", "don vi")
_ORDER_COLUMN = ("tt", "stt", "so tt", "so thu tu")
_YEAR = re.compile(r"(?:19|20)\d\d")


class FigureProposal(NamedTuple):
    """A number that may be a result: what it counts, its value and unit, the sentence that says so, and its place."""

    name: str
    value: float
    unit: str
    sentence: str
    place: str


def figures(blocks: list[Block]) -> list[FigureProposal]:
    """Return the figures of the text and of the tables, each once, at most ``MOST``."""
    found: dict[tuple[float, str, str], FigureProposal] = {}
    for block in blocks:
        if block.became in ("off", "title", "caption", "section", "heading"):
            continue
        every = _of_table(block) if block.rows is not None else _of_text(block)
        for one in every:
            found.setdefault((one.value, one.unit, fold(one.name)), one)
    return [*found.values()][:MOST]


def _of_text(block: Block) -> Iterator[FigureProposal]:
    for sentence in _SENTENCE.split(block.raw):
        text = " ".join(sentence.split())
        matches = [one for one in _FIGURE.finditer(text) if not _is_none(text, one)]
        for at, one in enumerate(matches):
            before = matches[at - 1].end() if at else 0
            after = matches[at + 1].start() if at + 1 < len(matches) else len(text)
            name = _name(text, one, before, after)
            value = _value(one["number"])
            if value is not None and len(name) > 1:
                yield FigureProposal(name, value, _unit(one["unit"]), text, block.place)


def _is_none(text: str, figure: re.Match[str]) -> bool:
    before = text[: figure.start()]
    return bool(_NO_RESULT.search(before)) and figure["unit"] != "%"


def _value(written: str) -> float | None:
    return next(iter(written_numbers.meanings(written)), None)


def _unit(written: str) -> str:
    unit = written.lower().replace("tỉ đồng", "tỷ đồng").replace("ngàn", "nghìn")
    unit = "đồng" if unit == "đ" else unit
    return unit[:_LONGEST_UNIT]


def _name(text: str, figure: re.Match[str], start: int, end: int) -> str:
    """Return what a figure counts: the words of its clause, without the number."""
    before = _without_links(_CLAUSE.split(text[start : figure.start()])[-1])
    behind = _without_links(_CLAUSE.split(text[figure.end() : end])[0])
    unit = figure["unit"]
    if unit == "%" or unit.lower() in _MEASURES:
        words = f"{before} {behind}"
    elif behind:
        words = f"{unit} {behind}"
    elif before and text[start : figure.start()].rstrip().endswith(" có"):
        words = f"số {unit} của {before[:1].lower()}{before[1:]}"
    elif " " in unit and not before:
        words = unit
    else:
        words = before if len(before.split()) > 1 and " " not in unit else f"{before} {unit}"
    if len(words.split()) < 2 and unit != words:
        told = [re.sub(r"[\d.,%]+", " ", part) for part in _CLAUSE.split(text[: figure.start()])]
        words = f"{told[-1]} {behind}" if len(told[-1].split()) > 1 else f"{' '.join(told[-2:])} {behind}"
    return capital(_without_links(" ".join(words.split())))[:_LONGEST_NAME].strip(" ,.–-")


def _without_links(words: str) -> str:
    """Return words without those at either end that only join them to others."""
    return _LINKS_AT_END.sub("", _LINKS_AT_START.sub("", " ".join(words.split())))


def _of_table(block: Block) -> Iterator[FigureProposal]:
    rows = grid_of(block.rows or [])
    if len(rows) < 2:
        return
    head = rows[0]
    units = next((at for at, words in enumerate(head) if fold(words) in _UNIT_COLUMN), None)
    for row in rows[1:]:
        label = next((cell for cell in row if any(map(str.isalpha, cell))), "")
        is_total = len(row) > 2 and sum(map(bool, row)) == 2  # one value for all columns
        for at, cell in enumerate(row):
            if not cell or cell == label or at == units or fold(head[at]) in _ORDER_COLUMN:
                continue
            of_column = "" if is_total else head[at]
            unit = row[units] if units is not None else _unit_of(head[at]) or _unit_of(label)
            if one := _of_cell(cell, label, of_column, unit, block.place):
                yield one


def _unit_of(words: str) -> str:
    """Return the unit that the head of a column or a row's label names: “Số người”, “Diện tích (ha)”."""
    last = words.rpartition(JOINED)[2]
    if found := _HEAD_UNIT.search(last) or _COUNTED.match(last):
        return _unit(found[1].strip())
    return ""


def _of_cell(cell: str, label: str, head: str, unit: str, place: str) -> FigureProposal | None:
    """Return the figure of a cell; its sentence is the row's label, the column's head and the cell."""
    said = _FIGURE.fullmatch(cell)
    number = said["number"] if said else cell if _CELL_NUMBER.fullmatch(cell) else ""
    unit = _unit(said["unit"]) if said else unit
    value = _value(number) if number else None
    if value is None or not unit or len(unit) > _LONGEST_UNIT or not label or (_YEAR.fullmatch(number) and not said):
        return None
    name = capital(f"{label} – {head}" if head else label)[:_LONGEST_NAME]
    return FigureProposal(name, value, unit, f"{label}: {head}: {cell}" if head else f"{label}: {cell}", place)
