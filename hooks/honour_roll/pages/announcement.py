"""The text that a ward's loudspeakers read for a model, in a minute at most.

Vietnamese is read aloud at 5.2 syllables a second (Pellegrino, Coupé and Marsico, "A cross-language perspective on
speech information rate", Language 87, 2011). Outdoors, over loudspeakers and with pauses, we reckon with three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from honour_roll.entries.entry import Entry
from honour_roll.entries.markdown import Part, plain_text
from honour_roll.entries.roll import Roll
from honour_roll.text.read_aloud import spoken
from honour_roll.text.vietnamese import capital, number_text

SECONDS = 60
_A_SECOND = 3  # syllables
_END = re.compile(r"(?<=[.!?…])\s+")
_NOT_SENTENCES = re.compile(r"<(table|pre|blockquote|h[2-6])\b.*?</\1>", re.DOTALL)
# What the writer of a page tells its readers: what the source does not say, and that they may. It is no part of how
# it was done, and who listens has neither the page nor the source before them.
_TO_READERS = re.compile(  # in small letters
    r"bài (?:nguồn|viết|báo) (?:\w+ )?(?:không|chưa) |nguồn (?:tin )?(?:không|chưa) (?:nêu|nói|ghi|cho biết|rõ)\b"
    r"|^bài (?:cũng )?(?:không|chưa) |^(?:chưa|không) rõ\b|nếu\b.*\bbạn\b.*\bxin\b|trang này\b"
)
_HOW = "cach-lam"  # the id of the part that says how it was done


class Script(NamedTuple):
    """A text to read aloud, a sentence a line, and the seconds that it takes."""

    text: str
    seconds: int


def script(entry: Entry, parts: Iterable[Part], roll: Roll) -> Script:
    """Give the text for a model: what, by whom, where; how, as far as there is time; and with what result.

    It says nothing that the entry does not say. Sentences that do not fit are left out, whole.
    """
    words = roll.registers.abbreviations
    kind = "mô hình" if entry.kind == "tap-the" else "tấm gương"
    hello, intro, thanks = (
        _sentence(text, words)
        for text in ("Kính thưa bà con", f"Xin giới thiệu {kind}: {entry.title}", "Xin cảm ơn bà con đã lắng nghe")
    )
    left = SECONDS * _A_SECOND - sum(map(_length, (hello, intro, thanks)))

    def fitting(texts: Iterable[str]) -> Iterator[str]:
        nonlocal left
        for text in texts:
            sentence = _sentence(text, words)
            if _length(sentence) <= left:
                left -= _length(sentence)
                yield sentence

    who, results = [*fitting(_who(entry, roll))], [*fitting(_results(entry, roll))]
    lines = [hello, intro, *who, *fitting(_how(parts)), *results, thanks]
    return timed("\n".join(lines))


def timed(text: str) -> Script:
    """Give a text to read aloud with the seconds that it takes."""
    return Script(text, -(-_length(text) // _A_SECOND))


def _who(entry: Entry, roll: Roll) -> Iterator[str]:
    units, places = roll.registers.units, roll.registers.places
    if entry.unit in units:
        yield f"Đơn vị: {units[entry.unit].name}"
    where = [roll.full_name(key) for key in entry.places if key in places]
    if where:
        yield f"Địa bàn: {', '.join(where)}"
    yield entry.summary


def _how(parts: Iterable[Part]) -> Iterator[str]:
    """Give the steps, or the sentences, of how it was done; none that are for readers of the page."""
    for part in parts:
        if part.id == _HOW:
            lines = [line.strip() for line in plain_text(_NOT_SENTENCES.sub("", part.html)).split("\n")]
            texts = (text for line in lines for text in _END.split(line) if text)
            yield from (text for text in texts if not _TO_READERS.search(text.lower()))


def _results(entry: Entry, roll: Roll) -> Iterator[str]:
    for figure in entry.results:
        none = not figure.value and figure.unit != "%"  # nobody says "không hộ"; "không phần trăm" is said
        yield f"{figure.name}: {'không có' if none else f'{number_text(figure.value)} {figure.unit}'}"
    rounds = [honour.round for honour in entry.honours if honour.round in roll.registers.rounds]
    if rounds:
        yield f"Được ghi nhận tại: {roll.registers.rounds[rounds[0]].name}"
    if entry.spread.contact:
        yield f"Muốn làm theo, xin liên hệ: {entry.spread.contact}"


def _sentence(text: str, abbreviations: Mapping[str, str]) -> str:
    """Give a text as a sentence to be read, on one line."""
    words = " ".join(spoken(text, abbreviations).split()).rstrip(" ,;:")
    return capital(words) + ("" if words.endswith((".", "!", "?", "…")) else ".")


def _length(sentence: str) -> int:
    """Give the syllables of a sentence: what spaces part, in Vietnamese."""
    return len(sentence.split())
