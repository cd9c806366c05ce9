"""The imprint: what a site is called, who publishes it, what its content may be used for; as ``mkdocs.yml`` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from honour_roll.problem import quoted

_PLACE = "mkdocs.yml, mục extra: licence"
_EXAMPLE = 'Ví dụ licence: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/deed.vi" }.'


class WrongImprintError(ValueError):
    """What mkdocs.yml has under ``extra: licence`` is no licence; the text says why, and the mend."""


class Imprint(NamedTuple):
    """The site's name and what it is, who publishes it, its licence's name and address, whether it has its own logo.

    What is not known is empty.
    """

    name: str = ""
    description: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    has_logo: bool = False


def imprint(name: str, extra: Mapping[str, Any], *, description: str = "", has_logo: bool = False) -> Imprint:
    """Give the imprint from the site's name and description and mkdocs.yml's ``extra``; raise WrongImprintError."""
    given = extra.get("licence") or {}
    if not isinstance(given, dict):
        raise WrongImprintError(f"{_PLACE}: {quoted(given)} không phải là các dòng name, url.\n    {_EXAMPLE}")
    for key in given:
        if key not in ("name", "url"):
            raise WrongImprintError(f"{_PLACE}: không có dòng nào gọi là {quoted(key)}.\n    Chỉ ghi name và url.")
    licence, url = (_line(given.get(key)) for key in ("name", "url"))
    if bool(licence) != bool(url):
        lacks = "url" if licence else "name"
        raise WrongImprintError(f"{_PLACE}: thiếu {lacks}.\n    {_EXAMPLE} Chưa quyết định thì để trống cả hai.")
    if url and not _is_address(url):
        raise WrongImprintError(f"{_PLACE}: url {quoted(url)} không phải là địa chỉ web.\n    {_EXAMPLE}")
    return Imprint(_line(name), _line(description), _line(extra.get("publisher")), licence, url, has_logo)


def _line(given: object) -> str:
    """Give what was written as one line, nothing for nothing."""
    return " ".join(str(given or "").split())


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url
