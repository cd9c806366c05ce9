"""Header rules: the folder's name, the characters of ``index.md``, and header values that depend on each other."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from honour_roll import addresses
from honour_roll.check import messages
from honour_roll.check.case import Case
from honour_roll.check.empty_words import names_nobody
from honour_roll.check.people import person_in
from honour_roll.entries import letters
from honour_roll.entries.entry import CODE
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.folders import Folder
from honour_roll.entries.line_kinds import SPACES, WORD_BULLETS
from honour_roll.problem import Problem
from honour_roll.text.file_names import is_device
from honour_roll.text.hidden import is_usual
from honour_roll.text.vietnamese import date_text, free_slug, slug_of

LONGEST_SLUG = 80  # characters
_LONGEST_NUMBER = len("-99")  # behind the slug of a title that another entry has
_SHORTEST_SOURCE = 3  # characters: what is shorter is told to be too short
# A bullet of Word at the beginning of a line: ``as_meant`` shows it as one.
_BULLET = re.compile(rf"^([{SPACES}]*)[{WORD_BULLETS}]", re.MULTILINE)
_CODE = re.compile(CODE.form)  # of a source; another form is told already
_CONSENT = frozenset({"co", "ngay", "ho_so"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def new_slug(title: str, taken: Container[str]) -> str:
    """Return the name of the folder of a new entry with a title, which is none of those that are taken."""
    return free_slug(slug_of(title, LONGEST_SLUG - _LONGEST_NUMBER) or "mo-hinh", taken)


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
    yield from letters.composed(case.raw.document.path, case.raw.text)


def text_is_unicode(case: Case) -> Iterator[Problem]:
    """Text is not pasted from a font of before Unicode (TCVN3, VNI)."""
    yield from letters.unicode(case.raw.document.path, case.raw.text)


def nothing_is_hidden(case: Case) -> Iterator[Problem]:
    """Text holds no invisible or direction-turning characters, outside of emoji."""
    text = case.raw.text
    yield from letters.seen(case.raw.document.path, text if is_usual(text) else _BULLET.sub(r"\1•", text))


def letters_are_vietnamese(case: Case) -> Iterator[Problem]:
    """Letters are those that they look like: no Ð for Đ, no Cyrillic а, no letters of full width."""
    yield from letters.vietnamese(case.raw.document.path, case.raw.text)


def escapes_make_no_strange_letters(case: Case) -> Iterator[Problem]:
    """No escape in double quotes makes a character that is not seen, or a letter that only looks Vietnamese."""
    yield from letters.escaped(case.raw.document)


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
    codes = [str(source["ma"]) for _, source in case.items("nguon") if "ma" in source]
    written = case.header.get("nguon")
    if not codes or (isinstance(written, list) and len(codes) < len(written)):
        return  # sources without a code are told already
    declared = ", ".join(dict.fromkeys(codes))
    for key in ("ket_qua", "nhat_ky"):
        for index, item in case.items(key):
            code = item.get("nguon")
            if code is not None and str(code) not in codes and _CODE.fullmatch(str(code)):
                yield case.problem(messages.UNKNOWN_SOURCE, at=(key, index, "nguon"), value=code, declared=declared)


def sources_can_be_found(case: Case) -> Iterator[Problem]:
    """The title of a source names what can be looked up."""
    for index, source in case.items("nguon"):
        words = source.get("ten")
        if isinstance(words, str) and len(words.strip()) >= _SHORTEST_SOURCE and names_nobody(words):
            yield case.problem(messages.SOURCE_OF_NOTHING, at=("nguon", index, "ten"), value=words)


def individual_agreed(case: Case) -> Iterator[Problem]:
    """An individual is published only with consent (Law 91/2025/QH15, Art. 16)."""
    consent = case.header.get("dong_y", {})
    if not isinstance(consent, dict) or not isinstance(consent.get("co", False), bool) or consent.keys() - _CONSENT:
        return  # what is written wrong is told already
    if case.header.get("loai") == "ca-nhan" and consent.get("co") is not True and not case.draft:
        yield case.problem(messages.NO_CONSENT, at=("dong_y", "co") if "co" in consent else ("loai",))


def consent_is_on_paper(case: Case) -> Iterator[Problem]:
    """Consent has the day on which it was signed or the reference of its file, unless it is a draft."""
    consent = case.header.get("dong_y")
    if case.draft or not isinstance(consent, dict) or consent.get("co") is not True:
        return
    paper = str(consent.get("ho_so", ""))
    if "ngay" not in consent and names_nobody(paper) and not re.search("[0-9]", paper):
        yield case.problem(messages.CONSENT_WITHOUT_PAPER, at=("dong_y", "co"))


def title_fits_kind(case: Case) -> Iterator[Problem]:
    """A collective is not titled as one person is: “Ông Nguyễn Văn A …”."""
    title = case.header.get("ten")
    if case.header.get("loai") != "tap-the" or not isinstance(title, str):
        return
    if person := person_in(title):
        yield case.problem(messages.PERSON_AS_COLLECTIVE, at=("loai",), value=person)
