"""The imprint: who publishes the site, and under what licence its content may be used; as ``mkdocs.yml`` says."""

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
    """The site's name, who publishes it, and the name and address of the licence. What is not known is empty."""

    site: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""


def imprint(site: str, extra: Mapping[str, Any]) -> Imprint:
    """Give the imprint from the site's name and mkdocs.yml's ``extra``; raise WrongImprintError."""
    given = extra.get("licence") or {}
    if not isinstance(given, dict):
        raise WrongImprintError(f"{_PLACE}: {quoted(given)} không phải là các dòng name, url.\n    {_EXAMPLE}")
    for key in given:
        if key not in ("name", "url"):
            raise WrongImprintError(f"{_PLACE}: không có dòng nào gọi là {quoted(key)}.\n    Chỉ ghi name và url.")
    name, url = (" ".join(str(given.get(key) or "").split()) for key in ("name", "url"))
    if bool(name) != bool(url):
        lacks = "url" if name else "name"
        raise WrongImprintError(f"{_PLACE}: thiếu {lacks}.\n    {_EXAMPLE} Chưa quyết định thì để trống cả hai.")
    if url and not _is_address(url):
        raise WrongImprintError(f"{_PLACE}: url {quoted(url)} không phải là địa chỉ web.\n    {_EXAMPLE}")
    return Imprint(" ".join(site.split()), " ".join(str(extra.get("publisher") or "").split()), name, url)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url
