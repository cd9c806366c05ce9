"""The lines that name the report and its model, and the model's name in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from honour_roll.check.section_names import meant_section
from honour_roll.entries.place_levels import PLACE_LEVELS
from honour_roll.imports.report_words import CAPITALS, DOCUMENT, LABEL, PART, is_capitals, quoted, section_of
from honour_roll.imports.word_blocks import Block, pieces_of
from honour_roll.text.vietnamese import capital, fold

_MOST_LINES, _LONGEST_LINE = 8, 160
LONGEST_TITLE, SHORTEST_TITLE = 120, 8
_BEFORE = re.compile(
    r"^(?:(?:về|v/v|về việc|kết quả|thành tích|sơ kết|tổng kết|đánh giá|hiệu quả|xây dựng|thực hiện|triển khai|tham gia|đăng ký)\s+(?:của\s+)?)*"
    r"(?:(?:phong trào\s+(?:thi đua\s+)?)?[“\"]?dân vận khéo[”\"]?\s*)?(?:các\s+|điển hình\s+)?(?:mô hình|tên mô hình)?\s*(?:[“\"]?dân vận khéo[”\"]?)?\s*[:–-]?\s*",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s,(–-]*(?:giai đoạn|năm)\s+\d{4}(?:\s*[-–]\s*\d{4})?\)?\s*$", re.IGNORECASE)
# Words of which a title may consist that names no model.
_OF_MOVEMENT = frozenset(
    "ca nhan tap the de nghi bieu duong khen thuong dien hinh dan van kheo phong trao thi dua mo hinh nam giai doan xuat sac tieu bieu"
    " thanh tich ket qua thuc hien trong cua ve xet tang dang ky va bao cao tom tat cong tac".split()
)
_MOVEMENT = re.compile(r"^[“\"]?dân vận khéo[”\"]?\s*[:–-]?\s*", re.IGNORECASE)
_PRAISE = re.compile(r"^(?:gương|tấm gương|điển hình)\b[^:]{0,40}:\s*", re.IGNORECASE)
_BEHIND_NOUN = re.compile(r"(?:trong|của|về|ở|tại|cho|với|và|do)\b", re.IGNORECASE)
_IN_TEXT = re.compile(r"[Mm]ô hình\s*[:]?\s*[“\"]([^”\"]{4,110})[”\"]")
_NAME = re.compile(
    rf"(?<![.!?…:“”\"(\-–•]\s)(?<!^)\b[{CAPITALS}][{CAPITALS.lower()}]+(?:\s+[{CAPITALS}][{CAPITALS.lower()}]+)+\b"
)
_MOST_NAMES = 2_000
_PLACE_AT_END = re.compile(
    rf"\b({'|'.join(sorted(map(re.escape, {*PLACE_LEVELS.values(), 'bản'}), key=len, reverse=True))})((?:\s+[^\W\d_]+){{1,3}})$"
)
_ABBREVIATIONS = re.compile(r"\b(?:ubnd|hđnd|mttq|lhpn|ubmttq|btv|bch|thcs|thpt|tdp|htx|clb|ccb)\b", re.IGNORECASE)


def take_titles(blocks: list[Block]) -> list[str]:
    """Mark the lines at the start that name the report; return them."""
    lines: list[str] = []
    for block in blocks:
        if not block.is_open:
            continue
        if len(lines) >= _MOST_LINES or not _is_title(block, lines):
            break
        block.became, block.kind = "title", "line"
        lines += pieces_of(block)
    return lines


def _is_title(block: Block, lines: list[str]) -> bool:
    text, before = block.text, len(lines)
    if block.rows is not None or block.pictures or not text or len(text) > _LONGEST_LINE or LABEL.match(text):
        return False
    if block.label or block.listing or PART.match(text):
        return False
    looks_so = (
        block.is_centred
        or block.style in ("title", "subtitle")
        or ((block.is_bold or is_capitals(text)) and before < 3 and _may_follow(text, lines))
        or (block.level == 1 and before == 0)
        or (before == 0 and bool(DOCUMENT.match(block.folded)))
    )
    if not looks_so:
        return False
    if meant_section(text) or (before and section_of(text) and not _names_a_model(text) and len(text) < 60):
        return before == 0 and not block.level and block.is_centred and not meant_section(text)
    return not (before and block.level and not block.is_centred)


def _may_follow(text: str, lines: list[str]) -> bool:
    """Return whether a line that only is bold may go on with a title: behind “BÁO CÁO”, or with a name in quotes."""
    return not lines or bool(DOCUMENT.match(fold(lines[-1]))) or bool(quoted(text))


def _names_a_model(text: str) -> bool:
    folded = fold(text)
    return bool(quoted(text) or "mo hinh" in folded or "dan van kheo" in folded or "thanh tich" in folded)


def model_name(lines: list[str], blocks: list[Block]) -> tuple[str, str]:
    """Return the name of the model and where it was found, in words; nothing when there is none."""
    named = [block for block in blocks if block.became == "title" and block.kind != "line"]
    for block in named:
        behind = block.text if block.kind == "name-below" else block.text.partition(":")[2]
        words = re.sub(r"[.…_]{3,}", "", behind).strip(' .:“”"')
        if words:
            return quoted(behind) or words, "ghi ở mục tên mô hình"
    if name := next(filter(None, map(quoted, lines)), ""):
        return name, "trong ngoặc kép ở dòng tiêu đề"
    own = [line for line in lines if not DOCUMENT.fullmatch(fold(line).strip(" .:"))]
    own = [_without_document(line) for line in own]
    joined = _PRAISE.sub("", " ".join(filter(None, own)))
    if name := _behind_model(joined) or _stripped(joined):
        return name, "ở dòng tiêu đề"
    told = Counter(name for block in blocks for name in _IN_TEXT.findall(block.text) if fold(name) != "dan van kheo")
    if told:
        return told.most_common(1)[0][0], "được nhắc nhiều nhất trong báo cáo"
    return "", ""


def _behind_model(line: str) -> str:
    """Return what stands behind “mô hình” in a title, where that is more than the movement's own words."""
    for found in re.finditer(r"mô hình\s*[:–-]?\s*", line, re.IGNORECASE):
        rest = _BEHIND.sub("", _MOVEMENT.sub("", line[found.end() :])).strip(' .:–-“”"')
        if _is_name(rest):
            return rest
    return ""


def _is_name(words: str) -> bool:
    """Return whether words name a model: some of them are not those of every report."""
    own = [word for word in re.findall(r"[^\W\d_]+", fold(words)) if word not in _OF_MOVEMENT]
    return len(words) >= SHORTEST_TITLE and len(own) > 1


def _without_document(line: str) -> str:
    while found := DOCUMENT.match(fold(line)):
        line = line[found.end() :].strip(" :–-")
    return line


def _stripped(line: str) -> str:
    """Return a title without the words of the report around the model's name."""
    short = _BEHIND.sub("", _BEFORE.sub("", " ".join(line.split()), count=1)).strip(' .:–-“”"')
    for name in (short, " ".join(line.split()).strip(" .:–-")):
        if _is_name(name) and not _BEHIND_NOUN.match(name):
            return name
    return ""


class Names:
    """The names that a report writes with capitals within its sentences."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        """Look through the text of blocks, but not through their titles."""
        told = {name for block in blocks if block.became != "title" for name in _NAME.findall(block.text)}
        self._names = sorted(told, key=len, reverse=True)[:_MOST_NAMES]

    def calmed(self, text: str) -> str:
        """Return a text in capitals as a sentence; names keep theirs. Any other text stays."""
        if not text.isupper():
            return text
        lower = text.lower()
        for name in self._names:
            if (small := name.lower()) in lower:
                lower = re.sub(rf"\b{re.escape(small)}\b", name, lower)
        lower = _PLACE_AT_END.sub(lambda found: found[1] + found[2].title(), lower)
        lower = _ABBREVIATIONS.sub(lambda found: found[0].upper(), lower)
        return capital(re.sub(r"(?<=[“\"])\w", lambda found: found[0].upper(), lower))
