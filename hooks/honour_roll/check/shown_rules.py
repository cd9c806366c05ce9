"""What is typed is what is shown: the rules that hold the body as typed against the body as rendered.

They catch what no rule of ``typed_rules`` knows: whatever Markdown swallows, counts anew, or leaves as it was typed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import accumulate, islice

from honour_roll.check import messages, table_rules, typed_rules
from honour_roll.check.body_text import SOME_MARK, TAG, Word, letters, shown_text, typed_lines, with_numbers, words
from honour_roll.check.case import Case
from honour_roll.problem import Message, Problem

_MOST_TOLD = 30
_LONGEST_SHOWN = 200  # characters of a line in a mend
_LINE_SYNTAX = re.compile(r"\n[ \t]*(?:(?:#{1,6}|[-+>])[ \t]+|\|[-:| \t]+(?=\n))")
_TARGET = re.compile(r"\]\([^()\s]*\)")
_SWALLOWERS = "[`<&\\"  # words vanish only with links, code, HTML and entities, in tables, and where items are counted
_MAY_BE_LEFT = "*~|_"
_ITEM_NUMBER = re.compile(r"\n[ \t>]*\d")
_NUMBER = re.compile(r"[ \t>]*\d+[.)]")


def words_are_shown(case: Case) -> Iterator[Problem]:
    """Every word of the body is shown, in its order, and no mark of Markdown stays in the text."""
    if case.body.has_html or case.body.has_image or case.body.too_deep:
        return  # that is told, and words are lost with it
    if _is_surely_shown(case):
        return  # nearly always
    shown = html.unescape(TAG.sub("", with_numbers(case.body.raw)))
    marks = any(sign in shown for sign in "*~]`_") and SOME_MARK.search(shown)
    if not marks and _without_usual_syntax(case.raw.body) == shown.replace("\n", "").replace(" ", ""):
        return
    typed, seen = typed_lines(case.raw.body), shown_text(case.body.raw)
    if (wanted := letters("\n".join(typed))) != (found := letters(seen)):
        told = {problem.line for rule in typed_rules.ALL for problem in rule(case)}
        lost = _lost(case, typed, wanted, found)
        if lost.line not in told:
            yield lost
    elif marks:
        told = {problem.line for rule in typed_rules.ALL for problem in rule(case)}
        yield from islice(_marks_left(case, list(words(typed)), list(words([seen])), told), _MOST_TOLD)


def _is_surely_shown(case: Case) -> bool:
    """Return whether the body has nothing with which Markdown could drop a word, and no mark of it is left."""
    body, raw = case.raw.body, case.body.raw
    if any(sign in body for sign in _SWALLOWERS) or any(sign in raw for sign in _MAY_BE_LEFT):
        return False
    has_lost_cells = "|" in body and any(table_rules.rows_fit_their_table(case))
    return not has_lost_cells and not _ITEM_NUMBER.search(body)


def _without_usual_syntax(body: str) -> str:
    """Return a body without spaces and without the marks of headings, lists, tables, links and emphasis."""
    text = _LINE_SYNTAX.sub("\n", f"\n{body}\n").replace("*", "").replace("|", "")
    text = _TARGET.sub("", text).replace("[", "") if "]" in text else text
    return text.replace("\n", "").replace(" ", "")


def _lost(case: Case, typed: list[str], wanted: str, found: str) -> Problem:
    """Return the Problem of the first word that is typed and not shown, or shown otherwise.

    ``wanted`` are the letters of what is typed, ``found`` those of what is shown.
    """
    pairs = enumerate(zip(wanted, found, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), min(len(wanted), len(found)))
    all_words = [word for word in words(typed) if word.text[0].isalnum()]
    ends = accumulate(len(word.text) for word in all_words)
    word = next((word for word, end in zip(all_words, ends, strict=True) if end > at), None)
    if word is None:  # more is shown than was typed: after the last word
        return _at(case, messages.WORD_LOST, Word("", len(typed) - 1, 0), found[at : at + 20])
    line = case.raw.body.split("\n")[word.line]
    if (number := _NUMBER.match(line)) and word.column < number.end():
        kept = f"{number[0][:-1].strip(' >')}\\{line[number.end() - 1 :]}"
        return _at(case, messages.LIST_NUMBER, word, line.strip(), typed=word.text, kept=kept[:_LONGEST_SHOWN])
    return _at(case, messages.WORD_LOST, word, word.text)


def _marks_left(case: Case, typed: list[Word], seen: list[Word], told: set[int]) -> Iterator[Problem]:
    """Yield a Problem for each line with a mark that is shown as it was typed."""
    left, lines = set(_marks_at(seen)), case.raw.body.split("\n")
    done = {line - case.raw.body_line for line in told}
    for place, word in zip(_places(typed), typed, strict=True):
        if (place, word.text) in left and word.line not in done:
            done.add(word.line)
            yield _of_mark(case, word, lines[word.line])


def _places(found: list[Word]) -> Iterator[int]:
    """Yield how many letters stand before each word or mark."""
    done = 0
    for word in found:
        yield done
        done += len(word.text) if word.text[0].isalnum() else 0


def _marks_at(found: list[Word]) -> Iterator[tuple[int, str]]:
    for place, word in zip(_places(found), found, strict=True):
        if not word.text[0].isalnum():
            yield place, word.text


def _of_mark(case: Case, word: Word, line: str) -> Problem:
    all_bold = typed_rules.BOLD.finditer(line)
    spaced = next((found for found in all_bold if found["words"] != found["words"].strip()), None)
    if word.text == "**" and spaced and spaced["words"].strip():
        return _at(case, messages.SPACE_IN_BOLD, word, spaced[0], right=_without_spaces(line, spaced)[:_LONGEST_SHOWN])
    return _at(case, messages.MARK_LEFT[word.text[:2]], word, line.strip())


def _without_spaces(line: str, found: re.Match[str]) -> str:
    """Return words in bold without spaces within their stars, and the neighbour that those kept apart."""
    words = found["words"]
    right = f"{found['stars']}{words.strip()}{found['stars']}"
    if words[-1].isspace() and line[found.end() :][:1].isalnum():
        return f"{right} {line[found.end() :].split(maxsplit=1)[0]}"
    is_apart = words[0].isspace() and line[: found.start()][-1:].isalnum()
    return f"{line[: found.start()].rsplit(maxsplit=1)[-1]} {right}" if is_apart else right


def _at(case: Case, message: Message, word: Word, value: str, **more: str) -> Problem:
    return case.in_line(message, word.line, word.column, value, **more)
