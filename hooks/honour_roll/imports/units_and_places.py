"""Who leads the model, and in which ward or commune: as the report says it, and the key where a register has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from honour_roll.entries.place_levels import PLACE_LEVELS, parted
from honour_roll.entries.registers import Place, Registers
from honour_roll.imports.report_words import (
    ANY_BODY,
    BODIES,
    BODY_OF_STATE,
    LEVELS,
    MOTTO,
    NAMED_BODY,
    NAMED_PLACE,
    NUMBER,
    PLACE_AND_DATE,
)
from honour_roll.imports.titles import Names
from honour_roll.imports.word_blocks import Block, pieces_of
from honour_roll.text.vietnamese import fold

_ONLY_PLACE = re.compile(rf"(?:{LEVELS})\b")
_MOST_LOOKED_AT = 200  # paragraphs in which a unit is looked for


class FieldProposal(NamedTuple):
    """A value for a key of the header: in words, its key in a register where it has one, and why it is proposed."""

    key: str
    value: str
    code: str
    reason: str


def blocks_of(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that tell of the model: not grounds, letterhead or signatures."""
    return [block for block in blocks if block.became != "off" or block.kind == "opening"]


def letterhead(blocks: Sequence[Block]) -> list[str]:
    """Return the lines of the letterhead."""
    return [text for one in blocks if one.became == "off" and one.kind == "letterhead" for text in pieces_of(one)]


def unit_of(blocks: Sequence[Block], titles: list[str], registers: Registers, names: Names) -> FieldProposal | None:
    """Return who leads the model: a body of the register that the report names, else the first that it names."""
    own = _own_body(letterhead(blocks), names)
    openings = [block.text for block in blocks if block.kind in ("opening", "form") and block.rows is None]
    told = [block.text for block in blocks if block.became not in ("off", "title")]
    texts = [*openings, own, *titles, *told[:_MOST_LOOKED_AT]]
    for text in filter(None, texts):
        folded = fold(text)
        known = [
            (max(len(row.name), len(row.short)), key)
            for key, row in registers.units.items()
            if fold(row.name) in folded or (len(row.short) > 8 and fold(row.short) in folded)
        ]
        if known:
            key = max(known)[1]
            return FieldProposal("don_vi", registers.units[key].name, key, text[:120])
        if found := NAMED_BODY.search(text):
            return FieldProposal("don_vi", found[0], "", text[:120])
    return FieldProposal("don_vi", own, "", "tên cơ quan ở đầu báo cáo") if own else None


def _own_body(lines: list[str], names: Names) -> str:
    """Return who wrote the report, by its letterhead: the last body, in the place that it or the one above names."""
    bodies = [
        line
        for line in lines
        if BODY_OF_STATE.match(line.lower()) and not MOTTO.search(fold(line)) and not NUMBER.match(fold(line))
    ]
    bodies = [line for line in bodies if not PLACE_AND_DATE.match(fold(line))]
    while bodies and _ONLY_PLACE.match(bodies[-1].lower()):
        bodies.pop()  # the place of a form, who filled it in is said below
    if not bodies:
        return ""
    own = _as_written(bodies[-1], names)
    if (
        not NAMED_PLACE.search(own)
        and len(bodies) > 1
        and (place := NAMED_PLACE.search(_as_written(bodies[-2], names)))
    ):
        own = f"{own}, {place[0]}" if re.search(rf"\b(?:{LEVELS})\b", own) else f"{own} {place[0]}"
    return own


def _as_written(body: str, names: Names) -> str:
    """Return the name of a body, which a letterhead has in capitals, as it is written in text."""
    calm = names.calmed(body)
    forms = {fold(name): name for name in reversed(BODIES.split("|"))}
    named = ANY_BODY.sub(lambda found: forms.get(fold(found[0]), found[0]), calm)
    if school := re.fullmatch(
        rf"((?:Trường|Trạm Y tế|Hợp tác xã|Câu lạc bộ)(?: [A-Z]+| [A-Z][^\W\d_]+ \w+)?) ((?:(?!{LEVELS})[^\W\d_]+ ?){{1,3}})",
        named,
    ):
        return f"{school[1]} {school[2].title()}"
    return named


def place_of(blocks: Sequence[Block], unit: str, registers: Registers, when: str) -> FieldProposal | None:
    """Return the ward or commune: that of the unit, else the one that the report names most."""
    told = Counter(_trimmed(found[0]) for block in blocks_of(blocks) for found in NAMED_PLACE.finditer(block.text))
    own = NAMED_PLACE.search(unit)
    name = _trimmed(own[0]) if own else told.most_common(1)[0][0] if told else ""
    if not name:
        return None
    level, bare = parted(name)
    known = [
        key
        for key, row in registers.places.items()
        if fold(row.name) == fold(bare) and PLACE_LEVELS[row.level] == PLACE_LEVELS.get(level) and _was(row, when)
    ]
    reason = "nơi của đơn vị" if own else f"được nhắc {told[name]} lần"
    return FieldProposal("dia_ban", name, known[0] if len(known) == 1 else "", reason)


def _trimmed(name: str) -> str:
    return " ".join(name.split())


def _was(place: Place, when: str) -> bool:
    """Return whether a place existed in a year; without a year, it may have."""
    return not when or ((not place.since or place.since[:4] <= when) and (not place.until or when < place.until))
