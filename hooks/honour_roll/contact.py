"""Whom readers can talk to: what mkdocs.yml says under ``extra: contact``, its rules, and the links made of it.

Links carry the address and the title of the page that a reader has open: mailto is RFC 6068, tel is RFC 3966.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from honour_roll.addresses import is_placeholder, is_web_address
from honour_roll.problem import Message, StoppedError, as_text

FILE = "mkdocs.yml"
ADDRESS, TITLE = "{dia_chi}", "{ten}"  # in the URL of a form, and in ``Way.url``
_RULE = "bad-configuration"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}?|\}")
_TELEPHONE = re.compile(r"([+(]{0,2}[0-9][0-9 .()-]{6,18}[0-9])(?:,? \(?máy lẻ ([0-9]{1,6})\)?)?")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_ZALO = re.compile(r"(?:https?://)?zalo\.me/([A-Za-z0-9_./-]+)")
_LONGEST = 1000
_SUBJECT = f"Về trang: {TITLE}"
_LETTER = "\r\n".join((f"Trang: {TITLE}", ADDRESS, "", "Chỗ sai, điều biết thêm hoặc mô hình muốn gửi:", "", ""))

# The formatter would break each row into five lines.
# fmt: off
NOT_A_TABLE = Message(_RULE, "Mục contact phải gồm các dòng “mục: giá trị”.",
    "Ví dụ một dòng: unit: tên cơ quan tiếp nhận. Chưa có gì thì để trống.")
UNKNOWN = Message(_RULE, "Mục contact không có dòng nào gọi là {value!q}.",
    "Chỉ ghi: unit, telephone, email, zalo, form, hours.")
NOT_TEXT = Message(_RULE, "Dòng {key} phải là chữ viết trên một dòng.",
    "Viết một giá trị sau dấu hai chấm, trong ngoặc kép.")
NOT_QUOTED = Message(_RULE, "Dòng {key}: không có ngoặc kép thì máy đọc {value!q} thành giá trị khác.",
    'Viết: {key}: "{value}"')
EXAMPLE = Message(_RULE, "Dòng {key}: {value!q} còn là chữ mẫu hoặc địa chỉ giữ chỗ.",
    "Ghi đúng thông tin của cơ quan, hoặc thêm dấu # ở đầu dòng.")
TOO_LONG = Message(_RULE, "Dòng {key} quá dài.", "Viết gọn lại, không quá 1.000 ký tự.")
TELEPHONE = Message(_RULE, "Dòng telephone: {value!q} không phải là một số điện thoại.",
    "Ghi một số của cơ quan: đủ mã vùng, chỉ có chữ số, dấu cách, dấu chấm; có số máy lẻ thì thêm “máy lẻ” và số ấy.")
EMAIL = Message(_RULE, "Dòng email: {value!q} không phải là một địa chỉ thư điện tử.",
    "Ghi một địa chỉ thư của cơ quan, có dấu @, không dấu tiếng Việt.")
ZALO = Message(_RULE, "Dòng zalo: {value!q} không phải là số điện thoại hay địa chỉ zalo.me.",
    "Ghi số điện thoại dùng Zalo của cơ quan, hoặc địa chỉ bắt đầu bằng https://zalo.me/")
FORM = Message(_RULE, "Dòng form: {value!q} không phải là địa chỉ web.",
    "Chép cả địa chỉ của biểu mẫu, có https:// ở đầu.")
FORM_WORDS = Message(_RULE, "Dòng form: trong địa chỉ biểu mẫu không dùng được {value!q}.",
    "Chỉ dùng {{dia_chi}} (địa chỉ trang đang xem) và {{ten}} (tên trang), hoặc bỏ dấu ngoặc nhọn.")
# fmt: on

MISSING = (
    "Nhắc: mkdocs.yml chưa có cách liên hệ nào (mục extra: contact), nên “Báo sai sót” chưa tới được ai. "
    "Ghi ít nhất một dòng: telephone, email, zalo hoặc form."
)


class Way(NamedTuple):
    """A way to reach somebody: a label or none, its text, and its URL, in which ADDRESS and TITLE are to be filled."""

    label: str
    text: str
    url: str

    def filled(self, address: str, title: str) -> Way:
        """Return the same way from a page; its URL and its title are percent-encoded."""
        return self._replace(url=self.url.replace(ADDRESS, address).replace(TITLE, title))


class Contact(NamedTuple):
    """Whom readers can talk to, and when; what is not known is empty."""

    unit: str = ""
    telephone: str = ""
    email: str = ""
    zalo: str = ""
    form: str = ""
    hours: str = ""

    def ways(self) -> Iterator[Way]:
        """Yield the ways to reach somebody."""
        if self.telephone:
            yield Way("Điện thoại", self.telephone, f"tel:{dialled(self.telephone)}")
        if self.email:
            filled = [quote(text, safe="{}") for text in (_SUBJECT, _LETTER)]
            # An "&" in a mailbox's name would end it.
            yield Way("Thư điện tử", self.email, "mailto:{}?subject={}&body={}".format(quote(self.email, "@"), *filled))
        if self.zalo:
            found = _ZALO.fullmatch(self.zalo)
            yield Way("Zalo", self.zalo, f"https://zalo.me/{found[1] if found else _at_home(self.zalo)}")
        if self.form:
            yield Way("", "Điền biểu mẫu", self.form)

    @property
    def is_known(self) -> bool:
        """Return whether there is any way to reach somebody."""
        return any((self.telephone, self.email, self.zalo, self.form))


def read(given: Any) -> Contact:
    """Return what ``extra: contact`` of mkdocs.yml says. Raises StoppedError: a variable may bring in what is wrong."""
    if given and not isinstance(given, dict):
        raise StoppedError(as_text(NOT_A_TABLE.at(FILE)))
    values = {str(key): value for key, value in (given or {}).items() if value is not None}
    for key, value in values.items():
        if not isinstance(value, str):
            raise StoppedError(as_text(NOT_TEXT.at(FILE, key=key)))
        values[key] = " ".join(value.split())
    for key, value in values.items():
        if found := wrong(key, value):
            raise StoppedError(as_text(found[0].at(FILE, value=found[1], key=key)))
    return Contact(**values)


def wrong(key: str, value: str) -> tuple[Message, str] | None:
    """Return what is wrong with the text of a key of ``Contact``, and which part of it; None when it is right."""
    if key not in Contact._fields:
        return UNKNOWN, key
    if not value:
        return None
    if "…" in value or "..." in value:
        return EXAMPLE, value
    if len(value) > _LONGEST:
        return TOO_LONG, value
    strange = [found for found in _PLACEHOLDER.findall(value) if found not in (ADDRESS, TITLE)]
    if key == "form" and strange:
        return FORM_WORDS, strange[0]
    message = _RULES[key](value) if key in _RULES else None
    return (message, value) if message else None


def dialled(number: str) -> str:
    """Return a number as telephones dial it: ``+842438…;ext=12``; short service numbers (1900…) have no country."""
    found = _TELEPHONE.fullmatch(number)
    digits = re.sub(r"[^0-9]", "", found[1] if found else number)
    whole = digits if digits.startswith("1") else re.sub("^(?:0|84)", "+84", digits)
    return f"{whole};ext={found[2]}" if found and found[2] else whole


def _at_home(number: str) -> str:
    """Return a number as it is dialled in Việt Nam, which is how Zalo has it: ``098…``."""
    digits = re.sub(r"[^0-9]", "", number)
    return re.sub("^84", "0", digits)


def _telephone(value: str) -> Message | None:
    found = _TELEPHONE.fullmatch(value)
    digits = re.sub(r"[^0-9]", "", found[1]) if found else ""
    is_short = re.fullmatch(r"1[89]00[0-9]{4,6}", digits)
    is_whole = re.fullmatch(r"0[1-9][0-9]{8,9}|84[1-9][0-9]{8,9}", digits) and value[0] in "+0("
    return None if is_short or is_whole else TELEPHONE


def _email(value: str) -> Message | None:
    if not _EMAIL.fullmatch(value):
        return EMAIL
    return EXAMPLE if is_placeholder(f"//{value.rpartition('@')[2]}/") else None


def _zalo(value: str) -> Message | None:
    is_number = not (_telephone(value) or value.startswith("1"))
    return None if is_number or _ZALO.fullmatch(value) else ZALO


def _form(value: str) -> Message | None:
    plain = value.replace(ADDRESS, "").replace(TITLE, "")
    if not is_web_address(plain) or re.search(r"[\s<>\"]", plain):
        return FORM
    return EXAMPLE if is_placeholder(value) or "{" in urlsplit(value).netloc else None


_RULES: dict[str, Callable[[str], Message | None]] = {
    "telephone": _telephone,
    "email": _email,
    "zalo": _zalo,
    "form": _form,
}
