"""The loudspeaker text of a model: what a ward's loudspeakers read, at most a minute.

Vietnamese is read aloud at 5.2 syllables a second (Pellegrino, Coupé and Marsico, "A cross-language perspective on
speech information rate", Language 87, 2011). Outdoors, over loudspeakers and with pauses, we reckon with three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from honour_roll.entries.entry import Entry
from honour_roll.entries.markdown import Part, plain_text
from honour_roll.entries.roll import Roll
from honour_roll.text.asides import new_sentences
from honour_roll.text.read_aloud import spoken
from honour_roll.text.vietnamese import capital, number_text

SECONDS = 60
_SYLLABLES_A_SECOND = 3
_NOT_SENTENCES = re.compile(r"<(table|pre|blockquote|h[2-6])\b.*?</\1>", re.DOTALL)
_HOW = "cach-lam"  # the id of the part “Cách làm”


def script(entry: Entry, parts: Iterable[Part], roll: Roll) -> str:
    """Return the loudspeaker text of a model, a sentence a line: what, who and where, how, and with what result.

    Sentences that do not fit into the minute are left out whole, sentences of “Cách làm” first. Those that say again
    what the summary says are left out as well.
    """
    abbreviations = roll.registers.abbreviations
    kind = "mô hình" if entry.kind == "tap-the" else "tấm gương"
    greeting, intro, thanks = (
        _sentence(text, abbreviations)
        for text in ("Kính thưa bà con", f"Xin giới thiệu {kind}: {entry.title}", "Xin cảm ơn bà con đã lắng nghe")
    )
    left = SECONDS * _SYLLABLES_A_SECOND - sum(map(_syllables, (greeting, intro, thanks)))

    def fitting(texts: Iterable[str]) -> Iterator[str]:
        nonlocal left
        for text in texts:
            sentence = _sentence(text, abbreviations)
            if _syllables(sentence) <= left:
                left -= _syllables(sentence)
                yield sentence

    who, results = [*fitting(_who(entry, roll))], [*fitting(_results(entry, roll))]
    how = _how(parts, f"{entry.title}. {entry.summary}")
    return "\n".join([greeting, intro, *who, *fitting(how), *results, thanks])


def seconds(text: str) -> int:
    """Return how many seconds it takes to read a text aloud."""
    return -(-_syllables(text) // _SYLLABLES_A_SECOND)


def _who(entry: Entry, roll: Roll) -> Iterator[str]:
    units, places = roll.registers.units, roll.registers.places
    if entry.unit in units:
        yield f"Đơn vị: {units[entry.unit].name}"
    known = [key for key in entry.places if key in places]
    where = [", ".join(filter(None, (roll.full_name(key), roll.today(key)))) for key in known]
    if where:
        yield f"Địa bàn: {'; '.join(where)}"
    yield entry.summary


def _how(parts: Iterable[Part], said: str) -> Iterator[str]:
    """Yield the steps and sentences of “Cách làm”, without asides and what was said before."""
    for part in parts:
        if part.id == _HOW:
            lines = plain_text(_NOT_SENTENCES.sub("", part.html)).split("\n")
            yield from (text for line in lines for text in new_sentences(line, said))


def _results(entry: Entry, roll: Roll) -> Iterator[str]:
    for figure in entry.results:
        none = not figure.value and figure.unit != "%"  # "không hộ" is not Vietnamese; "không phần trăm" is
        yield f"{figure.name}: {'không có' if none else f'{number_text(figure.value)} {figure.unit}'}"
    sure = [honour.round for honour in entry.honours if not honour.is_supposed]
    rounds = [key for key in sure if key in roll.registers.rounds]
    if rounds:
        yield f"Được ghi nhận tại: {roll.registers.rounds[rounds[0]].name}"
    if entry.spread.contact:
        yield f"Muốn làm theo, xin liên hệ: {entry.spread.contact}"


def _sentence(text: str, abbreviations: Mapping[str, str]) -> str:
    """Return a text as one sentence on one line, with abbreviations and numbers as they are spoken."""
    words = " ".join(spoken(text, abbreviations).split()).rstrip(" ,;:")
    return capital(words) + ("" if words.endswith((".", "!", "?", "…")) else ".")


def _syllables(text: str) -> int:
    """Return the number of syllables, which Vietnamese writes apart."""
    return len(text.split())
