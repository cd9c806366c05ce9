"""Last pass: what goes into the header of a draft, each value with the words that speak for it. Nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from honour_roll.check.people import person_in
from honour_roll.entries import additions
from honour_roll.entries.field_types import LAST_YEAR
from honour_roll.entries.registers import Registers
from honour_roll.imports.draft_body import TOP, Piece, sections
from honour_roll.imports.report_words import CAPITALS, DOCUMENT, NUMBER, PLACE_AND_DATE
from honour_roll.imports.titles import LONGEST_TITLE, SHORTEST_TITLE, Names, model_name
from honour_roll.imports.units_and_places import FieldProposal, blocks_of, letterhead, place_of, unit_of
from honour_roll.imports.word_blocks import Block
from honour_roll.text import written_dates
from honour_roll.text.vietnamese import capital, fold

_SUMMARY = (60, 220)  # characters
_LONGEST_SOURCE, _SHORTEST_SOURCE = 300, 3
_PERIOD = re.compile(
    r"giai đoạn\s*(?:từ\s*)?(?:năm\s*)?((?:19|20)\d\d)\s*(?:[-–—]|đến|tới)\s*(?:năm\s*)?((?:19|20)\d\d)", re.IGNORECASE
)
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_SENTENCE = re.compile(rf"(?<=[.!?])\s+(?=[“\"{CAPITALS}])")
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|\\(?=[^\w\s])")
_DEPENDENT = re.compile(
    r"(?:Từ đó|Do đó|Do vậy|Vì vậy|Vì thế|Tuy nhiên|Bên cạnh đó|Ngoài ra|Qua đó|Nhờ đó|Đồng thời|Sau đó|Trong đó)\b"
)
_PERSON = re.compile(r"ca nhan|so yeu ly lich")


def proposals(
    titles: list[str], blocks: Sequence[Block], pieces: Sequence[Piece], registers: Registers, today: str
) -> list[FieldProposal]:
    """Return what can be said of the header; ``today`` bounds dates, none of which may lie ahead."""
    names = Names(blocks)
    name, where = model_name(titles, blocks_of(blocks))
    title = _title(names.calmed(name))
    unit = unit_of(blocks, titles, registers, names)
    kind = _kind(titles, title, blocks)
    if not title and unit and (title := _title(unit.value)):
        where = "báo cáo không đặt tên mô hình; tạm lấy tên đơn vị"
    found = [FieldProposal("ten", title, "", where)] if title else []
    found.append(kind)
    date = _date(blocks, today)
    period, reason = _period(titles, blocks)
    when = period[-4:] or date[:4]
    if unit:
        found.append(unit)
    if place := place_of(blocks, unit.value if unit else "", registers, when):
        found.append(place)
    if period:
        found.append(FieldProposal("giai_doan", period, "", reason))
    found += _round(blocks, registers)
    if summary := _summary(pieces, [title, unit.value if unit else ""]):
        found.append(FieldProposal("tom_tat", summary, "", "câu của chính báo cáo"))
    if source := _source(titles, blocks, names):
        found.append(FieldProposal("nguon", source, date, "tiêu đề, số và ngày của báo cáo"))
    return found


def _title(name: str) -> str:
    """Return a name that an entry may have: of 8 to 120 letters that cards can draw."""
    name = capital(" ".join(name.split()))
    if 1 < len(name) < SHORTEST_TITLE:
        name = f"Mô hình “{name}”"
    if len(name) > LONGEST_TITLE:
        name = name[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    if not additions.letters_problem(name):
        return name if len(name) >= SHORTEST_TITLE else ""
    plain = " ".join("".join(char for char in name if char.isalnum() or char in " ,.-–“”()/").split())
    return plain if len(plain) >= SHORTEST_TITLE and not additions.letters_problem(plain) else ""


def _kind(titles: list[str], title: str, blocks: Sequence[Block]) -> FieldProposal:
    told = next((line for line in titles if _PERSON.search(fold(line)) and "tap the" not in fold(line)), "")
    told = told or next((one.text for one in blocks if one.became != "off" and one.folded.startswith("ho va ten")), "")
    told = told or person_in(title) or ""
    if told:
        return FieldProposal("loai", "ca-nhan", "", f"báo cáo viết về một người: {told[:80]}")
    return FieldProposal("loai", "tap-the", "", "báo cáo không nói là của một người")


def _date(blocks: Sequence[Block], today: str) -> str:
    """Return the day of the report as its head has it; nothing when it lies ahead or is not whole."""
    for text in letterhead(blocks):
        read = written_dates.read(text.partition(",")[2]) if PLACE_AND_DATE.match(fold(text)) else None
        if read and read.exists and read.day and read.typed <= today:
            return read.typed
    return ""


def _period(titles: list[str], blocks: Sequence[Block]) -> tuple[str, str]:
    for text in (*titles, *(block.text for block in blocks_of(blocks))):
        if (found := _PERIOD.search(text)) and found[1] <= found[2] <= str(LAST_YEAR):
            return f"{found[1]}-{found[2]}", found[0]
    for text in titles:
        if (found := _YEAR.search(text)) and found[1] <= str(LAST_YEAR):
            return found[1], text[:80]
    return "", ""


def _round(blocks: Sequence[Block], registers: Registers) -> list[FieldProposal]:
    """Return the honour round that the report calls by its whole name."""
    folded = fold(" ".join(block.text for block in blocks))
    known: list[tuple[str, Any]] = [(key, row) for key, row in registers.rounds.items() if fold(row.name) in folded]
    return (
        [FieldProposal("ton_vinh", row.name, key, "báo cáo nêu tên đợt") for key, row in known[:1]]
        if len(known) == 1
        else []
    )


def _summary(pieces: Sequence[Piece], told: Sequence[str]) -> str:
    """Return a sentence of the report, or two, as long as a summary may be: rather one that names model or unit."""
    found: list[tuple[int, int, str]] = []
    made = sections(pieces)
    for rank, name in enumerate(("Cách làm", TOP, "Kết quả", "Thực trạng", "Nhân rộng")):
        for markdown, piece in made.get(name, []):
            if piece.became != "text" or markdown.lstrip()[:1] in "-|#" or re.match(r"\s*\d+\\?\.", markdown):
                continue
            summary = _of_length(_SENTENCE.split(" ".join(plain(markdown).split())))
            if summary and not _DEPENDENT.match(summary):
                named = sum(fold(words) in fold(summary) for words in told if words)
                found.append((-named, rank, summary))
    return min(found, key=lambda one: one[:2])[2] if found else ""


def _of_length(sentences: Iterable[str]) -> str:
    joined = ""
    least, most = _SUMMARY
    for sentence in sentences:
        joined = f"{joined} {sentence}".strip()
        if len(joined) > most:
            return ""
        if len(joined) >= least:
            return joined if joined[-1] in ".!?”" and joined[:1].isupper() | (joined[:1] in '“"') else ""
    return ""


def plain(markdown: str) -> str:
    """Return Markdown of a draft as the text that it shows."""
    return _MARKS.sub(lambda found: found[1] or "", markdown)


def _source(titles: list[str], blocks: Sequence[Block], names: Names) -> str:
    """Return what the report calls itself, with its number."""
    words = capital(" ".join(names.calmed(line) for line in titles))
    words = (
        re.sub(r"^(\S+ \S+) (\w)", lambda found: f"{found[1]} {found[2].lower()}", words)
        if DOCUMENT.match(fold(words))
        else words
    )
    number = next((text for text in letterhead(blocks) if NUMBER.match(fold(text)) and re.search(r"\d", text)), "")
    number = re.sub(r"^số\s*:?\s*", "số ", " ".join(number.split()), flags=re.IGNORECASE)
    told = f"{words}, {number}" if words and number else words
    return (
        told if _SHORTEST_SOURCE <= len(told) <= _LONGEST_SOURCE else told[: _LONGEST_SOURCE - 1] + "…" if told else ""
    )
