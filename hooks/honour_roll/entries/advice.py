"""How a wrong value is to be written, where what was meant can be told: numbers, dates, periods, addresses.

Each function returns an Advice: a sentence for staff, in which what stands behind ``Viết: `` up to a bracket passes as it
stands, and that value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from honour_roll.entries.field_types import LAST_YEAR, QUOTES, Date, Number, WebAddress, Word, WrongValueError
from honour_roll.entries.reshaped import Advice
from honour_roll.problem import quoted
from honour_roll.text import written_dates, written_numbers
from honour_roll.text.vietnamese import fold, number_text, slug_of
from honour_roll.text.written_numbers import LONGEST, typed

if TYPE_CHECKING:
    from collections.abc import Collection

    from honour_roll.entries.schema import Key
    from honour_roll.text.written_dates import Written

_UNKNOWN = re.compile(r"(?:chua|khong|dang|k|n/?a|null|none)\b.*|[?.…x*_-]+", re.IGNORECASE)
_LONGEST_QUOTE = 30  # characters of words that are to stand elsewhere
_LONGEST_WORD = 200
_MOST_JOINED = 2  # words that make a code together; more are a name
_PLAIN = "không dấu ngăn hàng nghìn; phần thập phân dùng dấu chấm"


def for_value(what: str, value: Any, row: Key, siblings: Collection[str], example: str) -> Advice | None:
    """Return how to write a value of the key ``row``; None where nothing can be told.

    ``what`` is wrong with it, a key of ``WRONG_VALUE``; ``siblings`` are the keys beside it.
    """
    kind = row.inner
    if what in ("date", "calendar", "day") and isinstance(kind, Date):
        return for_date(value, kind, example)
    if what == "number" and isinstance(kind, Number):
        return for_number(value, kind, siblings, example)
    if what in ("slug", "form") and isinstance(kind, Word):
        return for_word(value, kind) or Advice(example)
    return for_period(value) if what == "period" else for_address(value) if what == "address" else None


def for_number(value: Any, kind: Number, siblings: Collection[str], example: str) -> Advice:
    """Return how to write a number; ``siblings`` are the keys beside it, where words around it may stand."""
    if isinstance(value, list) and len(value) == 1:
        (value,) = value
    text = value.strip(QUOTES) if isinstance(value, str) else str(value) if isinstance(value, (int, float)) else ""
    if re.fullmatch(rf"[^0-9]*[0-9]{{{LONGEST + 1},}}[^0-9]*", text[:200]):
        return Advice(f"Số dài quá {LONGEST} chữ số; dùng đơn vị tính lớn hơn (nghìn, triệu, tỷ).")
    if not text.strip() or _UNKNOWN.fullmatch(fold(text[:80].strip())):
        whole = "Chưa có số thì xóa cả chỉ số này, từ chi_so đến hết" if "chi_so" in siblings else "Tra lại số ở nguồn"
        return Advice(f"{whole}; không đoán. {example}")
    found = written_numbers.read(text)
    if found and found.after.startswith("(") and (again := written_numbers.read(found.after.strip("()"))):
        found = found._replace(after="") if again.values[:1] == found.values[:1] else found  # once more in words
    values = [value for value in found.values if _fits(kind, value)] if found else []
    if not found or not values:
        if kind.whole and found and any(value != int(value) for value in found.values):
            return Advice(f"Chỉ ghi số nguyên, không có phần thập phân. {example}")
        unit = "; đơn vị tính ghi ở mục don_vi_tinh" if "don_vi_tinh" in siblings else ""
        return Advice(f"Chỉ ghi một số, bằng chữ số{unit}. {example}")
    if found.joined and found.other is not None:
        return _joined(text, found, values[0], siblings)
    if len(values) > 1:
        thousand, decimal = map(typed, values)
        either = f"Viết: {thousand} (không dấu ngăn hàng nghìn). Nếu đúng là số thập phân thì viết: {decimal}"
        return Advice(either, values[0])
    return Advice(f"Viết: {typed(values[0])} ({_why(text, found, siblings)}).", values[0])


def _joined(text: str, found: written_numbers.Written, value: float, siblings: Collection[str]) -> Advice:
    """Return how to write a range or a share: only one number is counted, the rest is told in words."""
    other = number_text(found.other or 0)
    if found.joined == "share":
        where = "thì ghi ở mục chi_so" if "chi_so" in siblings else "thì bỏ"
        return Advice(f"Viết: {typed(value)} (chỉ ghi một số; “trên tổng số {other}” {where}).", value)
    if "chi_so" not in siblings:
        return Advice(f"Chỉ ghi một số, đúng như nguồn công bố: {typed(value)} hoặc {typed(found.other or 0)}.")
    why = f"chỉ ghi một số: số nhỏ thì chắc chắn đúng; cả khoảng {quoted(text)} ghi ở mục chi_so"
    return Advice(f"Viết: {typed(value)} ({why}).", value)


def _why(text: str, found: written_numbers.Written, siblings: Collection[str]) -> str:
    """Return what was changed in the number, and where the words around it go."""
    before, after = (words[:_LONGEST_QUOTE].strip(" ()") for words in (found.before, found.after))
    said = [
        f"{quoted(before)} ghi ở mục chi_so" if before and "chi_so" in siblings else "",
        f"{quoted(after)} ghi ở mục don_vi_tinh" if after and "don_vi_tinh" in siblings else "",
    ]
    dropped = [quoted(words) for words, told in zip((before, after), said, strict=True) if words and not told]
    said += [f"bỏ {' và '.join(dropped)}"] if dropped else []
    if not (before or after):
        said = [_PLAIN if re.search(r"\d[.,]\d", text) else "chỉ chữ số, viết liền"]
    return "; ".join(filter(None, said))


def _fits(kind: Number, value: float) -> bool:
    try:
        kind.taken(value)
    except WrongValueError:
        return False
    return True


def for_date(value: Any, kind: Date, example: str) -> Advice:
    """Return how to write a date, as exact as it was written."""
    if type(value) is float and re.fullmatch(r"[0-9]{4}\.1", str(value)):  # YAML has dropped the last zero of 2018.10
        if kind.day:
            return _in_full(example)
        year = str(value)[:4]
        return Advice(f"Viết: {year}-10 (tháng 10). Nếu là tháng 1 thì viết: {year}-01", f"{year}-10")
    found = written_dates.read(str(value)) if isinstance(value, (str, int, float)) else None
    if found is None:
        return _in_full(example)
    if not all(kind.first <= year <= LAST_YEAR for year in (found.year, found.other or found.year)):
        return Advice(f"Xem lại năm. {example}")
    if not found.exists:
        return _not_in_calendar(found, kind)
    if found.other:
        if kind.day:
            return _in_full(example)
        return Advice(f"Chỉ ghi một thời điểm. Viết: {found.year} (hoặc {found.other})", str(found.year))
    if kind.day and not found.day:
        return Advice(f"Còn thiếu ngày{'' if found.month else ' và tháng'}: viết đủ năm-tháng-ngày. {example}")
    form = "-".join(("năm", "tháng", "ngày")[: found.typed.count("-") + 1])
    return Advice(f"Viết {form}: {found.typed}", found.typed)


def _in_full(example: str) -> Advice:
    return Advice(f"Viết năm-tháng-ngày. {example}")


def _not_in_calendar(found: Written, kind: Date) -> Advice:
    """Return what is wrong with a day that is in no calendar: only its source tells what it should be."""
    if found.month > 12:
        return Advice("Một năm chỉ có 12 tháng: xem lại ngày, tháng ở nguồn; thứ tự là năm-tháng-ngày.")
    month = f"Tháng {found.month}/{found.year} chỉ có {found.days} ngày: xem lại ở nguồn"
    if kind.day:
        return Advice(f"{month}.")
    of_month = found._replace(day=0).typed
    return Advice(f"{month}; chưa chắc ngày nào thì chỉ ghi tháng. Viết: {of_month}", of_month)


def for_period(value: Any) -> Advice:
    """Return how to write a period: one year, or two."""
    text = str(value)[:80]
    years = sorted(dict.fromkeys(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)))
    short = re.fullmatch(r"\D*((?:19|20)[0-9]{2})\s*[-–—/]\s*([0-9]{2})", text)
    if short and int(short[2]) > int(short[1][2:]):
        years = [short[1], short[1][:2] + short[2]]
    if len(years) == 1 and re.search(r"(?:-|–|đến|tới)\s*(?:nay|hết|bây giờ)?\s*$", text):
        return Advice(f"Viết: {years[0]} (“đến nay” thì nói ở thân bài).", years[0])
    if len(years) in (1, 2):
        return Advice(f"Viết: {'-'.join(years)}", "-".join(years))
    return Advice("Viết một năm (2017) hoặc hai năm, năm trước đứng trước (2016-2020).")


def for_address(value: Any) -> Advice:
    """Return how to write the address of a web page."""
    general = Advice("Dán nguyên địa chỉ, bắt đầu bằng https://, không có dấu cách. Không có địa chỉ thì xóa dòng này.")
    text = str(value)[:2000].strip(" <>“”\"'.,;")
    found = re.search(r"https?://[^\s<>\"'\\^`{|}“”()\[\]]+", text, re.IGNORECASE)
    if found:
        meant = re.sub(r"^https?", lambda scheme: scheme[0].lower(), found[0].rstrip(".,;"), flags=re.IGNORECASE)
    elif re.fullmatch(r"(?:https?:?/{0,2})?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", text, re.IGNORECASE):
        meant = "https://" + re.sub(r"^https?:?/{0,2}(?=.)", "", text, flags=re.IGNORECASE)
    else:
        return general
    try:
        WebAddress().taken(meant)
    except WrongValueError:
        return general
    return Advice(f"Viết: {meant}", meant) if len(meant) < 200 else general


def for_word(value: Any, kind: Word) -> Advice | None:
    """Return how to write a code or a folder's name; None where it cannot be told."""
    meant = slug_of(str(value)[:_LONGEST_WORD])
    joined = meant.replace("-", "") if meant.count("-") < _MOST_JOINED else ""
    for tried in (meant, joined, joined and f"n{joined}"):
        if tried and len(tried) <= kind.most and re.fullmatch(kind.form, tried):
            return Advice(f"Viết: {tried}", tried)
    return None
