"""Signs within a line that Markdown would take for its own: ``1,5m*2m*3m``, ``(*)``, a closing ” after an address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

_FOREIGN = re.compile(r"[”“„’‘»«›‹…–—，。、；：）】」]")  # no address has them, and GFM does not know where it ends
_FORGOTTEN = ";]}"  # behind an address, GFM takes them for its end
_LONGEST = 1000  # signs of an address
_SOME_STAR = re.compile(r"\*(?<=[^\s*]\*)(?:\*(?=\d)|(?=[^\s*]))|\*\*(?=\*?\))")
_TO_FOREIGN = rf"[^\s<]{{0,{_LONGEST}}}(?:{_FOREIGN.pattern}|[{re.escape(_FORGOTTEN)}])"
_SOME_ADDRESS = re.compile(f"//{_TO_FOREIGN}")
_SOME_WWW = re.compile(rf"www\.{_TO_FOREIGN}")
_BACKTICKS = re.compile(r"`+")
_PIECE = re.compile(
    r"\\.|<[a-z][a-z0-9+.-]*:[^<>\s]*>|\]\([^)\s]*"  # a backslash and its sign, <address>, ](address: as they are
    r"|(?<!\[)(?P<address>(?:https?://|www\.)[^\s<]+)"
    r"|(?P<note>(?<=\()\*{1,3}(?=\)))"  # (*), the mark of a note
    r"|(?P<doubled>(?<=\d)(?:~~|\*\*)(?=\d))"
    r"|(?<!\*)(?P<star>\*)(?!\*)"
)
_BEHIND = "?!.,:*_~'\"" + _FORGOTTEN
_OPENER = re.compile(r"(?:^|[\s(\[“\"‘])\*(?![\s*])")  # where emphasis may begin


def is_plain(text: str) -> bool:
    """Return whether every sign in a text is shown as it is typed, as far as this module knows."""
    return not (
        ("*" in text and _SOME_STAR.search(text))
        or ("~" in text and "~~" in text)
        or ("/" in text and _SOME_ADDRESS.search(text))
        or ("w" in text and _SOME_WWW.search(text))
    )


def as_meant(line: str) -> str:
    """Return a line of Markdown in which signs that were meant as such are escaped, and addresses end where they end."""
    if is_plain(line):
        return line
    if "`" not in line:
        return _escaped(line)
    return "".join(piece if is_code else _escaped(piece) for piece, is_code in parted_by_code(line))


def parted_by_code(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a line and whether each is a code span, with its backticks.

    A run of backticks opens a span when a run of the same length follows.
    """
    runs = [(found.start(), found.end()) for found in _BACKTICKS.finditer(line)]
    later: dict[int, list[int]] = defaultdict(list)  # by length, the last first
    for start, end in reversed(runs):
        later[end - start].append(start)
    done = 0
    for start, end in runs:
        same = later[end - start]
        while same and same[-1] <= start:
            same.pop()
        if start < done or not same:
            continue
        yield line[done:start], False
        done = same[-1] + end - start
        yield line[start:done], True
    yield line[done:], False


def _escaped(line: str) -> str:
    opener = _OPENER.search(line)
    emphasis = opener.end() if opener else len(line)  # behind it, a star may be the end of emphasis

    def changed(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "address":
                return _ended(found[0])
            case "note" | "doubled":
                return "".join(f"\\{sign}" for sign in found[0])
            case "star" if _is_sign(line, found.start(), emphasis):
                return "\\*"
        return found[0]

    return _PIECE.sub(changed, line)


def _is_sign(line: str, at: int, emphasis: int) -> bool:
    """Return whether the star at a place is a sign between two numbers or words, as in ``2m*3m``."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if _is_word(before) and _is_word(after):
        return before.isdigit() or after.isdigit() or at < emphasis
    joins = (_is_word(before) or before in (")", "%")) and (_is_word(after) or after == "(")
    return bool(before and after) and joins and at < emphasis


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in ("²", "³")


def _ended(written: str) -> str:
    """Return a bare address and what follows it: in < > where GFM would not find its end."""
    if len(written) > _LONGEST:
        return written
    foreign = _FOREIGN.search(written)
    address = written[: foreign.start()] if foreign else written
    left = len(address)
    while left and (address[left - 1] in _BEHIND or (address[left - 1] == ")" and _one_too_many(address[:left]))):
        left -= 1
    address, behind = address[:left], written[left:]
    if not (foreign or any(sign in behind for sign in _FORGOTTEN)) or not re.search(r"\w\.\w|//\w", address):
        return written
    shown = f"<{address}>" if address.startswith("http") else f"[{address}](http://{address})"
    return shown + behind


def _one_too_many(address: str) -> bool:
    return address.count(")") > address.count("(")
