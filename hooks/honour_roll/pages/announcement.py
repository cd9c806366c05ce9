"""The loudspeaker text of a model: what a ward's loudspeakers read, at most a minute.

Vietnamese is read aloud at 5.2 syllables a second (Pellegrino, Coupé and Marsico, "A cross-language perspective on
speech information rate", Language 87, 2011). Outdoors, over loudspeakers and with pauses, we reckon with three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from honour_roll.entries.entry import Entry
from honour_roll.entries.markdown import Part, plain_text
from honour_roll.entries.roll import Roll
from honour_roll.pages.json_ld import listed
from honour_roll.text.asides import new_sentences
from honour_roll.text.read_aloud import spoken
from honour_roll.text.vietnamese import capital, number_text

SECONDS = 60
_SYLLABLES_A_SECOND = 3
_NOT_SENTENCES = re.compile(r"<(table|pre|blockquote|h[2-6])\b.*?</\1>", re.DOTALL)
_HOW = "cach-lam"  # the id of the part “Cách làm”
_STEPS, _PART_OF_STEPS = "Cách làm như sau.", "Một phần cách làm như sau."
_THANKS = "Xin cảm ơn bà con đã lắng nghe"


def script(entry: Entry, parts: Iterable[Part], roll: Roll, site: str) -> str:
    """Return the loudspeaker text of a model, a sentence or a step a line: what, who and where, how, with what result.

    It ends with where to read more: on the ``site`` of that name. What does not fit into the minute is left out whole.
    Steps are read in their order up to the first that does not fit: those after it would make no sense without it.
    What the title or the summary says is not said again.
    """
    abbreviations = roll.registers.abbreviations
    ends = ("Kính thưa bà con", _intro(entry), *([f"Bài đầy đủ có trên trang mạng {site}"] if site else ()), _THANKS)
    greeting, intro, *more = (_sentence(text, abbreviations) for text in ends)
    left = SECONDS * _SYLLABLES_A_SECOND - sum(map(_syllables, (greeting, intro, *more)))

    def fitting(texts: Iterable[str]) -> Iterator[str]:
        nonlocal left
        for text in texts:
            sentence = _sentence(text, abbreviations)
            if _syllables(sentence) <= left:
                left -= _syllables(sentence)
                yield sentence

    who, results = [*fitting(_who(entry, roll))], [*fitting(_results(entry, roll))]
    steps, are_listed = _how(parts, f"{entry.title}. {entry.summary}")
    said = [_sentence(step, abbreviations) for step in steps]
    room = left - (_syllables(_PART_OF_STEPS) if are_listed else 0)
    whole = sum(used <= room for used in accumulate(map(_syllables, said)))
    how = said[:whole]
    if how and are_listed:
        how.insert(0, _STEPS if whole == len(said) else _PART_OF_STEPS)
    return "\n".join([greeting, intro, *who, *how, *results, *more])


def seconds(text: str) -> int:
    """Return how many seconds it takes to read a text aloud."""
    return -(-_syllables(text) // _SYLLABLES_A_SECOND)


def _intro(entry: Entry) -> str:
    kind = "mô hình" if entry.kind == "tap-the" else "tấm gương"
    if entry.title.lower().startswith(kind):
        return f"Xin giới thiệu {entry.title[0].lower()}{entry.title[1:]}"
    return f"Xin giới thiệu {kind}: {entry.title}"


def _who(entry: Entry, roll: Roll) -> Iterator[str]:
    units, places = roll.registers.units, roll.registers.places
    if entry.unit in units and units[entry.unit].name not in f"{entry.title}\n{entry.summary}":
        yield f"Đơn vị: {units[entry.unit].name}"
    where = [_where(key, roll) for key in entry.places if key in places]
    if where:
        yield f"Địa bàn: {'; '.join(where)}"
    yield entry.summary


def _where(key: str, roll: Roll) -> str:
    place = roll.registers.places[key]
    if place.until and not (place.became or place.today):
        return f"{roll.full_name(key)} trước đây"
    return ", ".join(filter(None, (roll.full_name(key), roll.today(key))))


def _how(parts: Iterable[Part], said: str) -> tuple[list[str], bool]:
    """Return what “Cách làm” says, without asides and what was said before, and whether it has a list.

    Of one with a list these are its items, else its sentences.
    """
    html = _NOT_SENTENCES.sub("", "".join(part.html for part in parts if part.id == _HOW))
    steps = [" ".join(new_sentences(step, said)) for step in listed(html, "ol", "ul")]
    if any(steps):
        return [*filter(None, steps)], True
    return [text for line in plain_text(html).split("\n") for text in new_sentences(line, said)], False


def _results(entry: Entry, roll: Roll) -> Iterator[str]:
    for figure in entry.results:
        none = not figure.value and figure.unit != "%"  # "không hộ" is not Vietnamese; "không phần trăm" is
        number = number_text(figure.value)
        counted = re.compile(rf"(?<![\w.,]){re.escape(number)}\s*{re.escape(figure.unit)}(?!\w)", re.IGNORECASE)
        if new_sentences(figure.name, entry.summary) if none else not counted.search(entry.summary):
            yield f"{figure.name}: {'không có' if none else f'{number} {figure.unit}'}"
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
