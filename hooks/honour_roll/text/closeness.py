"""Whether one name is a slip of another: the same words but for a letter or two, and no other number."""

from __future__ import annotations

import re
from collections import Counter

_LONG = 6  # letters from which a word may have two slips
_YEAR = 4  # digits: the year of a round is easily mistaken, the number of a group or a lane is another one
_MOST_LETTERS = 200


def is_slip(wrong: str, right: str) -> bool:
    """Return whether ``wrong`` was probably meant to be ``right``; both are folded words joined by hyphens.

    ``van-hoa-xh`` is ``van-hoa-xa-hoi``, ``mai-dich`` may be ``phuong-mai-dich``; but ``to-dan-pho`` is no
    ``thanh-pho``, and another association of the same ward is another unit.
    """
    wrong, right = wrong[:_MOST_LETTERS], right[:_MOST_LETTERS]
    numbers, other_numbers = _numbers(wrong), _numbers(right)
    if numbers != other_numbers and len(numbers) == len(other_numbers):
        return False
    if wrong.replace("-", "") == right.replace("-", ""):
        return True
    words, others = (Counter(re.sub("[0-9]+", "0", name).split("-")) for name in (wrong, right))
    left, missing = list((words - others).elements()), list((others - words).elements())
    if not left or not missing:
        return True
    if len(left) == len(missing):
        return all(_is_near(*pair) for pair in zip(left, missing, strict=True))
    return _is_near("".join(left), "".join(missing)) or "".join(left) == "".join(word[:1] for word in missing)


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall("[0-9]+", name) if len(digits) != _YEAR]


def _is_near(one: str, other: str) -> bool:
    if min(len(one), len(other)) <= 1:
        return one == other
    return distance(one, other) <= (2 if min(len(one), len(other)) >= _LONG else 1)


def distance(one: str, other: str) -> int:
    """Return how many letters must be changed, left out, added or swapped with their neighbour (Damerau)."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, sign in enumerate(other, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                least = min(least, older[j - 2] + 1)
            row.append(least)
    return row[-1]
