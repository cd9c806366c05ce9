"""The characters of ``index.md`` and of registers: composed, of Unicode's time, seen, and those that they look like.

Most functions take the text and what messages call its file, and yield at most one Problem, at the first place;
``escaped`` takes a Document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from honour_roll.entries import messages
from honour_roll.problem import Problem, place_in, quoted
from honour_roll.text import hidden, look_alikes, misread
from honour_roll.text.line_numbers import listed
from honour_roll.text.vietnamese import legacy_encoding, nfc

if TYPE_CHECKING:
    from honour_roll.entries.yaml_reader import Document

_MOST_LINES = 8  # lines that a message names
_FEWEST_MISREAD = 4  # lines of a file that is wrong as a whole
_VIETNAMESE_MARKS = "\u0300-\u0303\u0309\u031b\u0323"  # the breve stands on ê, ô, ơ, ư in Ê Đê and Jrai
_MARK = re.compile(f"[{_VIETNAMESE_MARKS}]")
_STRAY_MARK = re.compile(rf"[^\W\d_]*[A-Za-z\u00c0-\u01b0\u1e00-\u1ef9]{_MARK.pattern}[\w{_VIETNAMESE_MARKS}]*")


def problems(path: str, text: str) -> Iterator[Problem]:
    """Yield what is wrong with the characters of a text."""
    for rule in (composed, unicode, seen, vietnamese):
        yield from rule(path, text)


def garbled(path: str, text: str) -> list[Problem]:
    """Return the one Problem of a file that was read in a wrong encoding as a whole: nothing else can be said of it."""
    if not misread.is_misread(text) or sum(map(misread.is_misread, text.split("\n"))) < _FEWEST_MISREAD:
        return []
    return [problem._replace(mend=messages.GARBLED.mend) for problem in unicode(path, text)]


def composed(path: str, text: str) -> Iterator[Problem]:
    """Text is Unicode in composed form (NFC), as TCVN 6909 asks; otherwise the same word has two spellings."""
    if hidden.is_usual(text):
        return
    if unicodedata.is_normalized("NFC", text):
        if _MARK.search(text) and (found := _STRAY_MARK.search(text)):
            yield messages.STRAY_MARK.at(path, *place_in(text, found.start()), value=found[0])
        return
    lines = text.split("\n")
    bad = [number for number, line in enumerate(lines) if not unicodedata.is_normalized("NFC", line)]
    line = lines[bad[0]]
    same = next((i for i, (raw, whole) in enumerate(zip(line, nfc(line), strict=False)) if raw != whole), 0)
    word = line[: same + 1].split(" ")[-1] + line[same + 1 :].split(" ")[0]
    more = f" và chữ ở {len(bad) - 1} dòng nữa" if len(bad) > 1 else ""
    yield messages.NOT_NFC.at(path, bad[0] + 1, same + 1, value=word, composed=nfc(word), more=more)


def unicode(path: str, text: str) -> Iterator[Problem]:
    """Text is not pasted from a font of before Unicode (TCVN3, VNI), nor was it read in a wrong encoding."""
    if misread.is_misread(text):
        number, line = next(found for found in enumerate(text.split("\n"), start=1) if misread.is_misread(found[1]))
        yield messages.MISREAD.at(path, number, 1, value=line.strip(), right=misread.meant(line).strip())
        return
    if not legacy_encoding(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if family := legacy_encoding(line):
            yield messages.LEGACY_FONT.at(path, number, 1, value=line.strip(), family=family)
            return


def seen(path: str, text: str) -> Iterator[Problem]:
    """Text holds no invisible or direction-turning characters, outside of emoji."""
    places = list(hidden.places(text))
    if not places or ("\x80" <= places[0][1] <= "\xad" and any(unicode(path, text))):  # parts of letters
        return
    (start, character, written), *others = places
    line, column = place_in(text, start)
    if len(written) > 1:
        more = f", ở đây và {len(others)} chỗ nữa" if others else ""
        each = [entity for _, _, entity in places if len(entity) > 1]
        words: dict[str, Any] = {"written": written, "more": more, "each": ", ".join(map(quoted, dict.fromkeys(each)))}
        yield messages.HIDDEN_ENTITY.at(path, line, column, value=hidden.code(character), **words)
    elif others:
        lines = _lines_of(text, [at for at, _, _ in others])
        yield messages.HIDDEN_MORE.at(path, line, column, value=hidden.code(character), more=len(others), lines=lines)
    else:
        yield messages.HIDDEN_CHARACTER.at(path, line, column, value=hidden.code(character))


def vietnamese(path: str, text: str) -> Iterator[Problem]:
    """Letters are those that they look like: no Ð for Đ, no Cyrillic а, no letters of full width or bold ones."""
    found = list(look_alikes.found(text))
    if not found or any(unicode(path, text)):
        return
    first, *others = found
    line, column = place_in(text, first.start)
    more = f"; {len(others)} chữ nữa như thế ở dòng {_lines_of(text, [one.start for one in others])}"
    yield messages.LOOK_ALIKE.at(
        path,
        line,
        column,
        value=first.letter,
        written=first.written,
        right=first.right,
        code=hidden.code(first.letter),
        more=more if others else "",
    )


def escaped(document: Document) -> Iterator[Problem]:
    """No escape in double quotes makes a character that is not seen, or a letter that only looks Vietnamese.

    A kind that stands in the text itself is told by ``seen`` or ``vietnamese``, and no more is said of it here.
    """
    if "\\" not in document.text:
        return
    are_seen, are_vietnamese = not any(hidden.places(document.text)), not any(look_alikes.found(document.text))
    for location, value in _texts(document.data):
        if are_seen and (place := next(hidden.places(value), None)):
            character = hidden.code(place[1])
            yield document.problem(messages.HIDDEN_BY_ESCAPE, location, value=value, character=character)
        if are_vietnamese and (found := next(look_alikes.found(value), None)):
            written, right, code = found.written, found.right, hidden.code(found.letter)
            yield document.problem(
                messages.LOOK_ALIKE, location, value=found.letter, written=written, right=right, code=code, more=""
            )


def _texts(value: Any, at: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Yield every text within a value, with its location."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*at, key))


def _lines_of(text: str, places: Sequence[int]) -> str:
    """Return the lines of places in a text as a message names them."""
    lines: set[int] = set()
    line, done = 1, 0
    for place in places:
        line, done = line + text.count("\n", done, place), place
        lines.add(line)
        if len(lines) > _MOST_LINES:
            break
    return listed(lines, most=_MOST_LINES)
