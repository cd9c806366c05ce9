"""What is known of the site: its imprint, what ``mkdocs.yml`` says to commands that run without MkDocs, and the day."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

from honour_roll import contact, mkdocs_settings
from honour_roll.addresses import is_web_address
from honour_roll.colours import Look, chosen
from honour_roll.contact import Contact
from honour_roll.problem import StoppedError, quoted

_PLACE = "mkdocs.yml, mục extra: licence"
_EXAMPLE = 'Ví dụ licence: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/deed.vi" }.'


class Imprint(NamedTuple):
    """The site's name and description, its publisher, the licence of its content, its own logo, whom to talk to.

    ``has_logo`` says whether there is such a logo. What is not known is empty.
    """

    name: str = ""
    description: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    has_logo: bool = False
    contact: Contact = Contact()

    @property
    def responsible(self) -> str:
        """Return who stands for the site: its publisher, else the unit to talk to; empty when neither is known."""
        return self.publisher or self.contact.unit


class SiteInfo(NamedTuple):
    """The site's name, address (with a slash at its end, or empty), publisher, colours, and logo file if it has one."""

    name: str
    url: str
    publisher: str = ""
    look: Look = Look()
    logo: Path | None = None


def read_imprint(name: str, extra: Mapping[str, Any], *, description: str = "", has_logo: bool = False) -> Imprint:
    """Return the imprint; ``extra`` is that part of ``mkdocs.yml``. Raises StoppedError for what is wrong."""
    given = extra.get("licence") or {}
    if not isinstance(given, dict):
        raise StoppedError(f"{_PLACE}: {quoted(given)} không phải là các dòng name, url.\n    {_EXAMPLE}")
    for key in given:
        if key not in ("name", "url"):
            raise StoppedError(f"{_PLACE}: không có dòng nào gọi là {quoted(key)}.\n    Chỉ ghi name và url.")
    licence, url = (_one_line(given.get(key)) for key in ("name", "url"))
    if bool(licence) != bool(url):
        lacks = "url" if licence else "name"
        raise StoppedError(f"{_PLACE}: thiếu {lacks}.\n    {_EXAMPLE} Chưa quyết định thì để trống cả hai.")
    if url and not is_web_address(url):
        raise StoppedError(f"{_PLACE}: url {quoted(url)} không phải là địa chỉ web.\n    {_EXAMPLE}")
    texts = (_one_line(name), _one_line(description), _one_line(extra.get("publisher")))
    return Imprint(*texts, licence, url, has_logo, contact.read(extra.get("contact")))


def load_site_info(path: Path) -> SiteInfo:
    """Read ``mkdocs.yml``. Raises StoppedError when it cannot be read, or has wrong colours."""
    config = _read_config(path)
    extra, theme = (part if isinstance(part, dict) else {} for part in (config.get("extra"), config.get("theme")))
    url = str(config.get("site_url") or "")
    if "INHERIT" in config and not url:
        mend = "Ghi site_name, site_url và mục extra vào chính tệp này."
        raise StoppedError(f"{path.name}: lệnh in không đọc tệp mà dòng INHERIT dẫn tới.\n    {mend}")
    logo = path.parent / str(config.get("docs_dir") or "docs") / str(theme.get("logo") or "")
    return SiteInfo(
        str(config.get("site_name") or ""),
        url if url.endswith("/") or not url else f"{url}/",
        str(extra.get("publisher") or ""),
        chosen(extra.get("colours")),
        logo if logo.is_file() else None,
    )


class Asked(NamedTuple):
    """What ``mkdocs.yml`` asks of entries: links to its own ``site_url`` lead somewhere, and approval by a person."""

    site_url: str = ""
    approval: bool = False


def asked(path: Path) -> Asked:
    """Return what the ``mkdocs.yml`` at ``path`` asks of entries; nothing when it cannot be read.

    ``extra.approval`` asks for approval unless it is false or empty: a slip there must not publish what nobody saw.
    """
    try:
        table = mkdocs_settings.table_of(path)
    except (FileNotFoundError, mkdocs_settings.UnreadableSettingsError):
        return Asked()
    address, extra = str(table.get("site_url") or ""), table.get("extra")
    is_address = address.startswith(("https://", "http://"))
    return Asked(address if is_address else "", isinstance(extra, dict) and bool(extra.get("approval")))


def current_day() -> date:
    """Return the day in Việt Nam, or that of SOURCE_DATE_EPOCH (reproducible-builds.org), for a build to be repeated.

    Raises StoppedError when SOURCE_DATE_EPOCH is no date.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH") or str(int(time.time()))
    if not re.fullmatch(r"[0-9]{1,11}", given):
        mend = "Bỏ biến ấy đi, hoặc ghi ví dụ 1767225600."
        wrong = f"SOURCE_DATE_EPOCH phải là số giây tính từ đầu năm 1970, không phải “{given}”."
        raise StoppedError(f"{wrong}\n    {mend}")
    return datetime.fromtimestamp(int(given), timezone(timedelta(hours=7))).date()


def day_of_check() -> date:
    """Return the day after which dates lie in the future: that in Việt Nam, or a later one of SOURCE_DATE_EPOCH.

    An earlier one does not count: what passed when it was written passes when its build is repeated.
    Raises StoppedError as ``current_day`` does.
    """
    return max(current_day(), datetime.now(timezone(timedelta(hours=7))).date())


def _read_config(path: Path) -> dict[str, Any]:
    """Return what ``mkdocs.yml`` says. Raises StoppedError when it cannot be read."""
    try:
        return mkdocs_settings.table_of(path)
    except FileNotFoundError:
        raise StoppedError(f"{path}: không có tệp này.\n    Xem lại đường dẫn sau --config.") from None
    except mkdocs_settings.UnreadableSettingsError as error:
        line = f":{error.line}" if error.line else ""
        mend = "Xem lại cách thụt dòng và dấu ngoặc kép ở dòng ấy."
        raise StoppedError(f"{path.name}{line}: không đọc được tệp này.\n    {mend}") from None


def _one_line(given: object) -> str:
    return " ".join(str(given or "").split())
