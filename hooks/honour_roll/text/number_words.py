"""Numbers in Vietnamese words, as national radio says them: ``linh`` for an empty ten, ``nghìn`` for a thousand."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
_AFTER10S = {1: "mốt", 4: "tư", 5: "lăm"}  # hai mươi mốt, hai mươi tư, hai mươi lăm
_GROUPS = ("", " nghìn", " triệu")  # of three digits each; above a tỷ (10**9) they begin anew
# Digits of an amount, and of one whose thousands are marked: no number of a document or an account has such points.
# Longer numbers, and those that begin with 0, are read digit by digit.
_LONGEST, _LONGEST_MARKED = 12, 18


@lru_cache(maxsize=4096)
def number(written: str) -> str:
    """Return a number, printed as ``1.250,5``, in words."""
    whole, _, decimals = written.replace(".", "").partition(",")
    if len(whole) > (_LONGEST_MARKED if "." in written else _LONGEST) or (len(whole) > 1 and whole[0] == "0"):
        return digit_by_digit(whole + decimals)
    words = in_words(int(whole))
    if not decimals:
        return words
    as_one = decimals[0] != "0" and int(decimals) < 100
    return f"{words} phẩy {in_words(int(decimals)) if as_one else digit_by_digit(decimals)}"


def in_words(value: int) -> str:
    """Return a whole number in words."""
    if value >= 10**9:
        rest = value % 10**9
        return f"{in_words(value // 10**9)} tỷ{f' {_below_milliard(rest, after=True)}' if rest else ''}"
    return _below_milliard(value, after=False)


def _below_milliard(value: int, *, after: bool) -> str:
    """Return a number below 10**9 in words; ``after`` tells whether larger groups stand before it."""
    if not value:
        return _DIGITS[0]
    groups = [value // 1000**place % 1000 for place in range(len(_GROUPS))]
    words: list[str] = []
    for place in reversed(range(len(_GROUPS))):
        if groups[place]:
            words.append(_below_thousand(groups[place], full=after or bool(words)) + _GROUPS[place])
    return " ".join(words)


def _below_thousand(value: int, *, full: bool) -> str:
    """Return a number from 1 to 999 in words; ``full`` says ``không trăm`` and ``linh`` for empty places."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens > 1:
        words += [f"{_DIGITS[tens]} mươi", _AFTER10S.get(ones, _DIGITS[ones]) if ones else ""]
    elif tens:
        words += ["mười", "lăm" if ones == 5 else _DIGITS[ones] if ones else ""]
    elif ones:
        words += [f"linh {_DIGITS[ones]}" if words else _DIGITS[ones]]
    return " ".join(filter(None, words))


def digit_by_digit(digits: str) -> str:
    """Return digits in words, one by one."""
    return " ".join(_DIGITS[int(digit)] for digit in digits)
