"""The usual slips in YAML, recognised by libyaml's error and the line: what was meant, and how to write it.

libyaml knows the place exactly, but not what was meant. What it does not notice is in ``yaml_losses``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from honour_roll.entries import messages
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.schema import Many
from honour_roll.text import written_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from honour_roll.problem import Message, Problem

# The keys inside each key of an entry, and whether they make a list of tables.
_INNER = {
    row.key: (frozenset(key.key for key in getattr(row.inner, "rows", ())), isinstance(row.type, Many))
    for row in ENTRY.rows
}
_ASSIGNED = re.compile(r"(?P<key>[^\W\d][\w-]*)(?P<sign>\s*[=：:-]\s*|\s+)(?P<value>\S.*)")
_LONGEST_SHOWN = 300  # characters of a value in a mend
_LOOKED_BACK = 50  # lines searched for the bracket that was left open
_ESCAPES = re.compile(r"(?:\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U[0-9a-fA-F]{8})+")


class YamlText(NamedTuple):
    """The lines of a YAML text, the file it comes from, and the line of that file on which it starts (from 1)."""

    path: str
    first_line: int
    lines: Sequence[str]

    def problem(self, message: Message, row: int, column: int, value: str | None = None, **words: Any) -> Problem:
        """Return the Problem at a row and column of the text, both from 0.

        ``value`` is the line, unless given. Messages may also use ``{written}``, the line, ``{quoted}`` and ``{requoted}``.
        """
        line = self.lines[row] if row < len(self.lines) else ""
        words = {"written": line, "quoted": _advice_to_quote(line), "requoted": _requoted(line), **words}
        value = line.strip() if value is None else value
        return message.at(self.path, self.first_line + row, column + 1, value=value, **words)


class _Error(NamedTuple):
    """What libyaml said, and where. It notices some slips a line or more too late."""

    text: YamlText
    row: int
    column: int
    said: str
    second_document: Message

    @property
    def line(self) -> str:
        return self.text.lines[self.row]

    def this_and_previous_line(self) -> Iterator[tuple[int, str]]:
        for row in (self.row, self.row - 1):
            if row >= 0:
                yield row, self.text.lines[row]

    def problem(self, message: Message, row: int | None = None, column: int | None = None, **words: Any) -> Problem:
        row, column = self.row if row is None else row, self.column if column is None else column
        return self.text.problem(message, row, column, **words)


def explained(
    text: YamlText, error: yaml.MarkedYAMLError, *, second_document: Message = messages.DOCUMENT_MARK
) -> Problem:
    """Return the Problem behind an error of libyaml; ``second_document`` is what to say of a line that begins another."""
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    row, column = (min(mark.line, len(text.lines) - 1), mark.column) if mark else (0, 0)
    found = _Error(text, row, column, said, second_document)
    return next(problem for rule in _SLIPS for problem in rule(found))


def _tab(e: _Error) -> Iterator[Problem]:
    if "\t" in e.line[: max(e.column, 1)] or ("cannot start any token" in e.said and "\t" in e.line):
        lead = e.line[: len(e.line) - len(e.line.lstrip())]
        spaces = len(lead.expandtabs(2))
        yield e.problem(messages.TAB if "\t" in lead else messages.TAB_INSIDE, column=e.line.index("\t"), spaces=spaces)


def _reserved_sign(e: _Error) -> Iterator[Problem]:
    if "cannot start any token" in e.said and e.line[e.column : e.column + 1] in tuple("@`%"):
        yield e.problem(messages.FIRST_SIGN, sign=e.line[e.column])


def _document_mark(e: _Error) -> Iterator[Problem]:
    for row, line in e.this_and_previous_line():
        if line.startswith(("---", "...", "%")):
            yield e.problem(e.second_document, row, 0)


def _anchor(e: _Error) -> Iterator[Problem]:
    if "alias" in e.said or "anchor" in e.said:
        yield e.problem(messages.FIRST_SIGN, sign="* hoặc &")


def _backslash(e: _Error) -> Iterator[Problem]:
    if "unknown escape" in e.said:
        yield e.problem(messages.BACKSLASH)


def _half_a_character(e: _Error) -> Iterator[Problem]:
    """Some programs write a character of the upper planes as two halves, which YAML does not take."""
    if "invalid Unicode character escape" in e.said and (found := _ESCAPES.search(e.line)):
        right = " ".join(_ESCAPES.sub("", e.line).split())
        yield e.problem(messages.ESCAPE, column=found.start(), code=found[0], right=right.replace('" ', '"', 1))


def _unclosed_quote(e: _Error) -> Iterator[Problem]:
    """The value of a line opens with a quote and does not end with it; libyaml finds out lines later."""
    for row in range(e.row, -1, -1):
        line = e.text.lines[row]
        found = re.match(r"\s*(?:- )?(?:[\w-]+:\s+)?([\"'])(.*)$", line)
        if found and not re.fullmatch(rf"(?:[^{found[1]}\\]|\\.|{found[1]}{found[1]})*{found[1]}\s*(?:#.*)?", found[2]):
            yield e.problem(messages.QUOTE, row, min(c for c in (line.find('"'), line.find("'")) if c >= 0))


def _no_space(e: _Error) -> Iterator[Problem]:
    for row, _ in e.this_and_previous_line():
        yield from no_space(e.text, row)


def no_space(text: YamlText, row: int) -> Iterator[Problem]:
    """Yield the Problem of a line whose colon stands right before its value."""
    line = text.lines[row]
    if spaced := with_space(line.strip()):
        yield text.problem(messages.NO_SPACE, row, line.index(":"), spaced=spaced)


def with_space(pair: str) -> str:
    """Return ``ma:n1`` as ``ma: n1``; nothing for a text that is no such pair."""
    return pair.replace(":", ": ", 1) if re.match(r"(?:- +)?[^\W\d][\w-]{0,60}:(?!//)[^\s:][^:]*$", pair) else ""


def _no_space_behind_dash(e: _Error) -> Iterator[Problem]:
    for row, line in e.this_and_previous_line():
        if re.match(r"\s*-[^\s\-]", line):
            lead = len(line) - len(line.lstrip())
            yield e.problem(messages.NO_SPACE_BEHIND_DASH, row, lead, spaced=f"- {line.strip()[1:]}")


def _bracket_first(e: _Error) -> Iterator[Problem]:
    if re.match(r"\s*(?:- )?[\w-]+:\s+(?:\[[^\[\]{}]*\]|\{[^\[\]{}]*\})\s*[^\s#]", e.line):
        column = min(c for c in (e.line.find("["), e.line.find("{")) if c >= 0)
        yield e.problem(messages.BRACKET_FIRST, column=column, sign=e.line[column])


def _hash_in_brackets(e: _Error) -> Iterator[Problem]:
    """A # hides the closing bracket of its line; libyaml finds out lines later."""
    for row in range(e.row, max(e.row - _LOOKED_BACK, -1), -1):
        if found := re.match(r"[^#\"']*[\[{][^#\"']*[ \t](#[^\"']*[\]}])", e.text.lines[row]):
            yield e.problem(messages.HASH_IN_BRACKETS, row, found.start(1), lost=found[1])


def _unclosed_bracket(e: _Error) -> Iterator[Problem]:
    for row in range(e.row, max(e.row - _LOOKED_BACK, -1), -1):
        line = e.text.lines[row]
        if line.count("[") + line.count("{") > line.count("]") + line.count("}"):
            column = max(line.rfind("["), line.rfind("{"))
            sign, closing = line[column], "]" if line[column] == "[" else "}"
            yield e.problem(messages.BRACKET, row, column, sign=sign, closing=closing)


def _in_braces(e: _Error) -> Iterator[Problem]:
    if _opens_bracket(e.line):
        yield e.problem(messages.IN_BRACES)


def _no_colon(e: _Error) -> Iterator[Problem]:
    late = "mapping values" in e.said or "expected ':'" in e.said
    for row, line in e.this_and_previous_line():
        if line.strip() and ":" not in line and not line.lstrip().startswith(("-", "#")) and (late or row == e.row):
            found = _ASSIGNED.fullmatch(line.strip())
            is_known = found and (found["key"] in _INNER or (found["sign"].strip() and found["sign"].strip() != "-"))
            message = messages.NO_COLON_BEHIND_KEY if is_known else messages.NO_COLON
            message = messages.REMARK if line.lstrip().startswith(("<!--", "//", "/*")) else message
            right = f"{found['key']}: {found['value']}" if found else ""
            yield e.problem(message, row, len(line) - len(line.lstrip()), right=right)


def _inner_keys_in_line(e: _Error) -> Iterator[Problem]:
    """``dong_y: co: true`` lacks its braces; a list begins on the line below its key."""
    found = re.match(r"(?P<outer>[\w-]+):\s+(?P<dash>- )?\s*(?P<rest>(?P<key>[\w-]+):(?:\s.*|$))", e.line)
    keys, is_list = _INNER.get(found["outer"], (frozenset({"ten"}), False)) if found else (frozenset[str](), False)
    if found and found["key"] in keys:
        if found["dash"]:
            yield e.problem(messages.LIST_IN_LINE, column=found.start("dash"), outer=found["outer"])
        else:
            table = f"{{{found['rest'].strip()}}}"
            right = f"{found['outer']}: {f'[{table}]' if is_list else table}"
            yield e.problem(messages.KEYS_IN_LINE, column=found.start("rest"), outer=found["outer"], right=right)


def _colon(e: _Error) -> Iterator[Problem]:
    if "mapping values are not allowed" in e.said and re.search(r":\s.*:\s|:\s.*:$", e.line):
        yield e.problem(messages.COLON)


def _first_sign(e: _Error) -> Iterator[Problem]:
    if found := re.match(r"\s*(?:- )?([\w-]+):\s+(?=[!>|,}\]?-])", e.line):
        sign, value = e.line[found.end()], e.line[found.end() :]
        if found[1] == "gia_tri" and (number := written_numbers.read(value)):
            right = written_numbers.typed(number.values[0])
            yield e.problem(messages.FIRST_SIGN_OF_NUMBER, column=found.end(), sign=sign, key=found[1], number=right)
        yield e.problem(messages.FIRST_SIGN, column=found.end(), sign=sign)


def _indent(e: _Error) -> Iterator[Problem]:
    yield e.problem(messages.INDENT, column=len(e.line) - len(e.line.lstrip()))


# The first that fits explains the error; the last always fits.
_SLIPS: Sequence[Callable[[_Error], Iterator[Problem]]] = (
    _tab,
    _reserved_sign,
    _document_mark,
    _anchor,
    _half_a_character,
    _backslash,
    _unclosed_quote,
    _no_space,
    _no_space_behind_dash,
    _bracket_first,
    _hash_in_brackets,
    _unclosed_bracket,
    _in_braces,
    _no_colon,
    _inner_keys_in_line,
    _colon,
    _first_sign,
    _indent,
)


def _opens_bracket(line: str) -> bool:
    return re.match(r"\s*(?:- )?(?:[\w-]+:\s+)?[\[{]", line) is not None


def _advice_to_quote(line: str) -> str:
    if _opens_bracket(line):
        return 'Đặt riêng giá trị đó trong ngoặc kép, ví dụ {ma: n1, ten: "Báo cáo: năm 2018"}'
    return f"Đặt cả giá trị trong ngoặc kép: {_requoted(line)}"


def _requoted(line: str) -> str:
    """Return the line as it should be written: the value in double quotes, quotes inside it turned into “ ”."""
    found = re.match(r"(- )?([\w-]+:)?\s*(.*)", line.strip())
    if not found:
        return line.strip()
    value = found[3].strip("\"'").replace("\\", "/")
    if found[3].startswith("'"):
        value = value.replace("'", "”")
    value = value.replace('"', "”") if value.count('"') % 2 else re.sub(r'"([^"]*)"', r"“\1”", value)
    value = "“" + value if value.count("”") > value.count("“") else value
    value = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    return " ".join(part for part in ((found[1] or "").strip(), found[2], f'"{value}"') if part)
