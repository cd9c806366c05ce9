"""Report rules: the frame of a pasted report tells nothing of a model: letterhead, addressees, signature.

The forms are those of Decree 30/2020/NĐ-CP and of the Party's own reports, as offices type them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from honour_roll.check import messages
from honour_roll.check.case import Case
from honour_roll.problem import Problem
from honour_roll.text.line_numbers import listed
from honour_roll.text.vietnamese import fold

_LONGEST = 240  # characters: a longer line is none of a frame
_SHORTEST_HEAD = 20  # characters of the shortest line of a letterhead that is known by its words
_LONG = 70  # characters of a sentence
_LONGEST_WHOLE = 60  # characters of a cell that is known by all its words
_NEAR = 6  # lines: frames that stand nearer are told as one
_MOST_TOLD = 10
_SIGNS = ' \t*_#“”"–—-+•;:.,'
_CELLS = re.compile(r"\t|\s{3,}|\|")  # a letterhead has two columns

# The words of whole cells, folded.
_LETTERHEAD = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "dang cong san viet nam")
_SIGNATURE = "da ky,ky ten,ky ten dong dau,ky ten va dong dau,ky dong dau,ky ghi ro ho ten,ky va ghi ro ho ten,nhu tren,nhu kinh gui"
_WHOLE = frozenset([*_LETTERHEAD, *_SIGNATURE.split(",")])
_BEGINS = re.compile(
    r"\W*(?:k[íi]nh g[ửu]i|n[ơo]i nh[ậa]n)[*_ ]*:|\W*\((?:đã ký|da ky|ký tên|ký,)",
    re.IGNORECASE,
)
_ADDRESSEES = re.compile(r"\W*n[ơo]i nh[ậa]n[*_ ]*:", re.IGNORECASE)
_FILED = re.compile(r"\W*lưu\s*:? (?:vt|vp|hs|văn thư|văn phòng)(?:[ ,;.]+\w{1,7}){0,4}\W*", re.IGNORECASE)
_REPORTED = re.compile(r".*\((?:để )?(?:b/c|p/h|t/h|báo cáo|phối hợp|thực hiện)\)[;,.]?\s*", re.IGNORECASE)
_GROUNDS = re.compile(r"\W*Căn cứ .*[;,][*_]*\s*")
_NUMBERED = re.compile(r"\W*[Ss][ốo]\s*:?\s*[\d.…]*\s*[-/]\s*[A-ZĐ][A-ZĐa-z\d.&]*(?:\s*[-/]\s*[A-ZĐa-z\d.&]+)*\W*")
_DATED = re.compile(
    r"[*_“”\"( ]*\w[\w .’'-]{1,40},\s*ngày\s*[\d.…]{0,6}\s*tháng\s*[\d.…]{0,6}\s*năm\s*[\d.…]{0,8}[*_”\")/. ]*",
    re.IGNORECASE,
)
# On behalf of: T/M BAN CHẤP HÀNH, TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, TL. TRƯỞNG BAN.
_ON_BEHALF = re.compile(r"[\W_]*(?:T/[ML]|K/T|T/UQ|(?:TM|KT|TL|TUQ)\s*\.)\s*[^\W\d_]")
_TITLE = re.compile(
    r"BÁO CÁO(?: THÀNH TÍCH| TÓM TẮT| KẾT QUẢ)?|BẢN (?:THÀNH TÍCH|BÁO CÁO)|TỜ TRÌNH|THÔNG BÁO|CÔNG VĂN|KẾ HOẠCH|GIẤY MỜI"
    r"|QUYẾT ĐỊNH|BIÊN BẢN"
)
# How all of these begin; nearly every line of an entry is passed over so. What ends in a bracket may be “(b/c)”.
_MAY_BE = re.compile(
    r"[\W_\d]*(?:k[íi]nh g|n[ơo]i nh|nh[ưu] [tk]|l[ưu]u|c[ăa]n c|c[ộo]ng h|[đd][ộo]c l|[đd][ảa]ng c|[đd][ãa] k|k[ýy]\b|s[ốo]\b"
    r"|[tk]/|tm|kt|tl|tuq|b[áa]o c|b[ảa]n [tb]|t[ờo] tr|th[ôo]ng b|c[ôo]ng v|k[ếe] ho|gi[ấa]y m|quy[ếe]t [đd]|bi[êe]n b)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s*_=.–—-]+")  # ******* and ------- under a letterhead
_NAME = re.compile(r"[*_\s]*(?:[^\W\d_][^\W\d_]*\s+){1,5}[^\W\d_]+[*_\s]*")


def report_has_no_frame(case: Case) -> Iterator[Problem]:
    """The body has no letterhead, addressees or signature of a report."""
    lines = case.raw.body.split("\n")
    for first, rows in _frames(lines):
        numbers = [case.raw.body_line + row for row in rows]
        message = messages.REPORT_FRAME if len(numbers) == 1 else messages.REPORT_FRAMES
        written = " ".join(lines[first].split()).strip(_SIGNS)
        is_whole = len(rows) == rows[-1] - rows[0] + 1  # nothing of the tale stands in between
        edit = case.without_lines(rows[0], rows[-1]) if is_whole else None
        yield case.in_text(message, case.raw.body_line + first, 1, written, lines=listed(numbers), edit=edit)


def frame_rows(body: str) -> set[int]:
    """Return the lines of a body, from 0, that ``report_has_no_frame`` tells to delete."""
    return {row for _, rows in _frames(body.split("\n")) for row in rows}


def _frames(lines: Sequence[str]) -> list[tuple[int, list[int]]]:
    """Return of each frame its first line that is known by its words, and all its lines, from 0."""
    found = [number for number, line in enumerate(lines) if line and not _is_prose(line) and _is_frame(line)]
    groups: list[list[int]] = []
    for number in found:
        if groups and number - groups[-1][-1] <= _NEAR:
            groups[-1].append(number)
        else:
            groups.append([number])
    return [(group[0], _whole(lines, group)) for group in groups[:_MOST_TOLD]]


def _is_prose(line: str) -> bool:
    """Return whether a line is too long for a frame, or is a sentence of some length that stands in no column."""
    return len(line) > _LONGEST or (len(line) > _LONG and line[-1] in ".?!”" and "\t" not in line and "   " not in line)


def _is_frame(line: str) -> bool:
    """Return whether a line belongs to nothing but the frame of a report."""
    start = line.lstrip()
    if not start or start.startswith(">"):
        return False
    if start.startswith("|"):  # a table has columns as well
        return any(len(cell) >= _SHORTEST_HEAD and _words(cell) in _LETTERHEAD for cell in start.split("|"))
    return any(_is_frame_cell(cell) for cell in _CELLS.split(start) if cell)


def _is_frame_cell(cell: str) -> bool:
    if not (_MAY_BE.match(cell) or ", ngày" in cell.lower() or cell.rstrip(";., ")[-1:] == ")"):
        return False
    return bool(
        _BEGINS.match(cell)
        or _FILED.fullmatch(cell)
        or _GROUNDS.fullmatch(cell)
        or (cell.rstrip()[-1:] in ";.,)" and _REPORTED.fullmatch(cell))
        or _ON_BEHALF.match(cell)
        or _NUMBERED.fullmatch(cell)
        or (cell[:1] not in "-+•" and _DATED.fullmatch(cell))
        or _TITLE.fullmatch(cell.strip(_SIGNS))
        or (len(cell) < _LONGEST_WHOLE and _words(cell) in _WHOLE)
    )


def _words(cell: str) -> str:
    """Return the words of a cell, folded, a space between."""
    return " ".join(re.findall(r"\w+", fold(cell)))


def _whole(lines: Sequence[str], group: Sequence[int]) -> list[int]:
    """Return the lines of a frame and what stands between and beside them: names in capitals, rules, who signed."""
    wanted = set(group)
    for number in group:
        after = number + 1 if _ADDRESSEES.match(lines[number]) else len(lines)
        while after < len(lines) and lines[after].lstrip().startswith(("-", "+", "•")):
            wanted.add(after)
            after += 1
    group = sorted(wanted)
    first, last = group[0], group[-1]
    wanted.update(number for number in range(first, last) if lines[number].strip() and _is_beside(lines[number]))
    for step in (-1, 1):
        number = first if step < 0 else last
        while 0 <= (number := number + step) < len(lines):
            line = lines[number]
            if line.strip() and not (_is_beside(line) or (step > 0 and _is_name(line))):
                break
            wanted |= {number} if line.strip() else set()
    return sorted(wanted)


def _is_beside(line: str) -> bool:
    """Return whether a line is in capitals or is a row of signs; a heading is neither."""
    return not line.startswith("#") and (_RULE.fullmatch(line) is not None or line.isupper())


def _is_name(line: str) -> bool:
    """Return whether each word of a line begins with a capital: the name of who signed."""
    return bool(_NAME.fullmatch(line)) and all(word.strip("*_")[:1].isupper() for word in line.split())
