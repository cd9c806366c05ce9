"""The questions of ``scripts/new.py``: each is asked until an answer fits, or answered by an option."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from honour_roll.entries.additions import addition
from honour_roll.entries.new_rows import Addition
from honour_roll.entries.registers import Registers
from honour_roll.text.vietnamese import fold, nfc

_ADD = " Chưa có trong danh mục thì gõ dấu + rồi tên đầy đủ, ví dụ: + "
_EXAMPLES = {  # by register
    "chu-de": f"{_ADD}Chuyển đổi số",
    "don-vi": f"{_ADD}Hội Nông dân phường Ví Dụ",
    "dia-ban": f"{_ADD}phường Ví Dụ",
}
MANY = 12  # choices shown at once; a longer list is searched by typing a word
LATER = "0"  # the answer that leaves out what an entry need not have


class Question(NamedTuple):
    """A question with a closed list: ``choices`` are names by key.

    Where a ``register`` may grow, a name behind a + is a new row. Where the answer ``may_wait``, it may be ``LATER``.
    """

    text: str
    choices: Mapping[str, str]
    register: str = ""
    may_wait: bool = False


def ask(question: str, given: str | None, problem: Callable[[str], str]) -> str:
    """Return the answer to a question, as soon as ``problem`` finds nothing wrong; a wrong ``given`` answer exits."""
    while True:
        answer = nfc(" ".join((given if given is not None else input(f"{question}: ")).split()))
        if not (wrong := problem(answer)):
            return answer
        if given is not None:
            sys.exit(f"{question}: {wrong}")
        print(f"  {wrong}")


def pick(question: Question, given: str | None, lists: Registers) -> str | Addition:
    """Return the chosen key or a new row: the reader types a number, a key, or a few words without accents."""
    if given is not None:
        return _given(question, given, lists)
    choices = question.choices
    offered = list(choices)
    while True:
        _show(question.text, [choices[key] for key in offered])
        answer = input(f"  Số thứ tự, hoặc vài chữ (không cần dấu){_also(question)}: ").strip()
        if answer.isdecimal() and 1 <= int(answer) <= min(len(offered), MANY):
            return offered[int(answer) - 1]
        if chosen := _taken(question, answer, lists):
            return chosen
        if answer.startswith("+"):
            continue
        words = fold(answer).split()
        offered = [key for key, name in choices.items() if all(word in f"{fold(name)} {key}" for word in words)]
        if len(offered) == 1 and answer:
            print(f"  → {choices[offered[0]]}")
            return offered[0]
        if not offered:
            print(f"  Không thấy.{_EXAMPLES.get(question.register, '')}")
            offered = list(choices)


def _taken(question: Question, answer: str, lists: Registers) -> str | Addition | None:
    """Return what an answer names by itself; None, with what is wrong printed, when it does not."""
    if question.may_wait and answer in ("", LATER):
        return LATER
    if answer in question.choices:
        return answer
    if question.register and answer.startswith("+"):
        made = addition(question.register, answer[1:], lists)
        if isinstance(made, Addition):
            return made
        print(f"  {made}")
    return None


def _also(question: Question) -> str:
    """Return what may be answered besides a choice."""
    return f"{'; chưa có: + rồi tên' if question.register else ''}{'; Enter: để sau' if question.may_wait else ''}"


def _show(question: str, names: Sequence[str]) -> None:
    """Print a question and the names to choose from, the first of many."""
    print(f"{question}:")
    for number, name in enumerate(names[:MANY], start=1):
        print(f"  {number}. {name}")
    if len(names) > MANY:
        print(f"  … và {len(names) - MANY} mục nữa: gõ vài chữ để tìm")


def _given(question: Question, given: str, lists: Registers) -> str | Addition:
    """Return the key, or the new row, that an option names; exit when there is none."""
    if given in question.choices or (question.may_wait and given == LATER):
        return given
    if question.register and given.startswith("+"):
        made = addition(question.register, given[1:], lists)
        return made if isinstance(made, Addition) else sys.exit(f"{question.text}: {made}")
    more = " Chưa có thì ghi dấu + rồi tên đầy đủ." if question.register else ""
    sys.exit(f"{question.text}: không có “{given}”. Có: {', '.join(question.choices)}.{more}")
