"""Header rules: the folder's name, the characters of ``index.md``, and header values that depend on each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from honour_roll import addresses
from honour_roll.check import messages
from honour_roll.check.case import Case
from honour_roll.check.people import person_in
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.folders import Folder, Raw
from honour_roll.entries.line_kinds import SPACES, WORD_BULLETS
from honour_roll.entries.messages import HIDDEN_CHARACTER
from honour_roll.problem import Problem
from honour_roll.text.file_names import is_device
from honour_roll.text.vietnamese import date_text, legacy_encoding, nfc, slug_of

# Controls, invisible joiners, and marks that turn the direction of text: no Vietnamese sentence needs them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd\ue000-\uf8ff]"
)
LONGEST_SLUG = 80  # characters
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def slug_is_kebab_case(folder: Folder, shown: str) -> Iterator[Problem]:
    """A folder's name is small ASCII letters and digits joined by hyphens, at most 80; neither the site nor Windows keeps it for itself."""
    slug = folder.slug
    if not SLUG.fullmatch(slug):
        message = messages.BAD_SLUG
    elif len(slug) > LONGEST_SLUG:
        message = messages.LONG_SLUG
    elif is_device(slug):
        message = messages.DEVICE_SLUG
    elif slug in addresses.RESERVED:
        message = messages.RESERVED_SLUG
    else:
        return
    meant, path = slug_of(slug, LONGEST_SLUG) or "ten-mo-hinh", f"{shown}/{folder.path}"
    yield message.at(path, label="Tên thư mục", value=slug, meant=meant, length=len(slug), most=LONGEST_SLUG)


def text_is_composed(case: Case) -> Iterator[Problem]:
    """Text is Unicode in composed form (NFC), as TCVN 6909 asks; otherwise the same word has two spellings."""
    if unicodedata.is_normalized("NFC", case.raw.text):
        return
    lines = case.raw.text.split("\n")
    bad = [number for number, line in enumerate(lines) if not unicodedata.is_normalized("NFC", line)]
    line = lines[bad[0]]
    same = next((i for i, (raw, composed) in enumerate(zip(line, nfc(line), strict=False)) if raw != composed), 0)
    word = line[: same + 1].split(" ")[-1] + line[same + 1 :].split(" ")[0]
    more = f" và chữ ở {len(bad) - 1} dòng nữa" if len(bad) > 1 else ""
    yield case.in_text(messages.NOT_NFC, bad[0] + 1, same + 1, word, composed=nfc(word), more=more)


def text_is_unicode(case: Case) -> Iterator[Problem]:
    """Text is not pasted from a font of before Unicode (TCVN3, VNI)."""
    if not legacy_encoding(case.raw.text):
        return
    for number, line in enumerate(case.raw.text.split("\n"), start=1):
        if family := legacy_encoding(line):
            yield case.in_text(messages.LEGACY_FONT, number, 1, line.strip(), family=family)
            return


def nothing_is_hidden(case: Case) -> Iterator[Problem]:
    """Text holds no invisible or direction-turning characters."""
    text = case.raw.text
    match = HIDDEN.search(text)
    if match and match[0] in WORD_BULLETS:
        match = next((found for found in HIDDEN.finditer(text) if not _is_bullet(case.raw, found)), None)
    if match:
        line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
        yield case.in_text(HIDDEN_CHARACTER, line, column, _code_point(match))
    elif "\\" in text:  # an escape in double quotes can make one
        for location, value in _texts(case.header):
            if match := HIDDEN.search(value):
                character = _code_point(match)
                yield case.problem(messages.HIDDEN_BY_ESCAPE, at=location, value=value, character=character)


def dates_are_in_order(case: Case) -> Iterator[Problem]:
    """An update is not earlier than the publication."""
    first, last = str(case.header.get("ngay_dang")), str(case.header.get("cap_nhat"))
    if _DAY.fullmatch(first) and _DAY.fullmatch(last) and last < first:
        words = {"first": date_text(first), "last": date_text(last)}
        yield case.problem(messages.DATES_OUT_OF_ORDER, at=("cap_nhat",), value=last, **words)


def source_codes_are_one_each(case: Case) -> Iterator[Problem]:
    """Each source has a code of its own."""
    seen: set[str] = set()
    for index, source in case.items("nguon"):
        if "ma" in source:
            code = str(source["ma"])
            if code in seen:
                yield case.problem(messages.DUPLICATE_SOURCE, at=("nguon", index, "ma"), value=code, number=index + 1)
            seen.add(code)


def sources_are_declared(case: Case) -> Iterator[Problem]:
    """A figure or a diary line names a source that the entry declares."""
    codes = [str(source.get("ma")) for _, source in case.items("nguon")]
    declared = ", ".join(dict.fromkeys(codes)) or "chưa có"
    for key in ("ket_qua", "nhat_ky"):
        for index, item in case.items(key):
            code = item.get("nguon")
            if code is not None and str(code) not in codes:
                yield case.problem(messages.UNKNOWN_SOURCE, at=(key, index, "nguon"), value=code, declared=declared)


def individual_agreed(case: Case) -> Iterator[Problem]:
    """An individual is published only with consent (Law 91/2025/QH15, Art. 16)."""
    written = case.header.get("dong_y")
    consent = written if isinstance(written, dict) else {}
    if case.header.get("loai") == "ca-nhan" and consent.get("co") is not True and not case.draft:
        yield case.problem(messages.NO_CONSENT, at=("dong_y", "co") if "co" in consent else ("loai",))


def consent_is_on_paper(case: Case) -> Iterator[Problem]:
    """Consent has the day on which it was signed or the reference of its file, unless it is a draft."""
    consent = case.header.get("dong_y")
    if case.draft or not isinstance(consent, dict) or consent.get("co") is not True:
        return
    if not consent.keys() & {"ngay", "ho_so"}:
        yield case.problem(messages.CONSENT_WITHOUT_PAPER, at=("dong_y", "co"))


def title_fits_kind(case: Case) -> Iterator[Problem]:
    """A collective is not titled as one person is: “Ông Nguyễn Văn A …”."""
    title = case.header.get("ten")
    if case.header.get("loai") != "tap-the" or not isinstance(title, str):
        return
    if person := person_in(title):
        yield case.problem(messages.PERSON_AS_COLLECTIVE, at=("loai",), value=person)


def _is_bullet(raw: Raw, found: re.Match[str]) -> bool:
    """Return whether a character begins a line of the body as a bullet of Word, which ``as_meant`` understands."""
    before = raw.text[raw.text.rfind("\n", 0, found.start()) + 1 : found.start()]
    is_in_body = found.start() >= len(raw.text) - len(raw.body)
    return is_in_body and found[0] in WORD_BULLETS and not before.strip(SPACES)


def _code_point(match: re.Match[str]) -> str:
    return f"U+{ord(match[0]):04X}"


def _texts(value: Any, at: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Yield every text within a value of the header, with its location."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*at, key))
