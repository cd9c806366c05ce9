"""What ``mkdocs.yml`` says of the site, held against what the site can bear before MkDocs begins."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from honour_roll.addresses import OWNED, within, wrong_address
from honour_roll.colours import Look, chosen
from honour_roll.entries.markdown import place
from honour_roll.problem import StoppedError
from honour_roll.site_info import Imprint, current_day, read_imprint
from honour_roll.store import read_file
from honour_roll.text.glyphs import lacking, named

_DEAD_LINK = re.compile(r"Doc file '(.+?)' contains a link '(.+?)', but the target.* is not found among ")
OUR_ICON = "assets/favicon.svg"
_MATERIALS_ICON = "assets/images/favicon.png"  # what the theme has when mkdocs.yml names none; it is not published


class SiteInput(NamedTuple):
    """The site's colours and its imprint."""

    look: Look = Look()
    imprint: Imprint = Imprint()


def site_input(
    name: str, description: str | None, url: str | None, extra: Mapping[str, Any], *, has_logo: bool, preview: bool
) -> SiteInput:
    """Return the site's colours and imprint from the values of ``mkdocs.yml``. Raises StoppedError."""
    current_day()  # before anything asks for it
    look = chosen(extra.get("colours"))
    imprint = read_imprint(name, extra, description=description or "", has_logo=has_logo)
    for key, text in (("site_name", name), ("site_description", description)):
        if lack := lacking(text or ""):
            raise StoppedError(
                f"mkdocs.yml: {key} có ký tự mà phông chữ của thẻ chia sẻ không có: {named(lack)}.\n"
                "    Bỏ ký tự này hoặc thay bằng chữ thường dùng."
            )
    if not preview and (wrong := wrong_address(url or "")):
        raise StoppedError(wrong)
    return SiteInput(look, imprint)


def title_text(title: str | None) -> str:
    """Return a page's title, which MkDocs has as HTML, as plain text."""
    return Markup(title or "").striptags()  # noqa: S704 - its signs are written out


def refuse_title(page: str, title: str) -> None:
    """Raise StoppedError when the title of a hand-written page cannot be drawn on its link card."""
    if lack := lacking(title):
        raise StoppedError(
            f"docs/{page}: tên trang có ký tự mà phông chữ của thẻ chia sẻ không có: {named(lack)}.\n"
            "    Bỏ ký tự này khỏi dòng # ở đầu trang, hoặc đặt tên trang trong mkdocs.yml, mục nav."
        )


def rooted_links(html: str, up: int, site_url: str) -> tuple[str, list[str]]:
    """Return a hand-written page in which links to ``/mo-hinh/`` lead there wherever the site lives, and their targets.

    The page lies ``up`` folders below the root. Targets of links by whole addresses of this site are among them.
    """
    targets = re.findall(r'<a [^>]*?href="/(?!/)([^"#]*)', html)
    whole = (within(unescape(url), site_url) for url in re.findall(r'<a [^>]*?href="(https?:[^"#]*)', html))
    targets += [target.lstrip("/") for target in whole if target is not None]
    return re.sub(r'(<a [^>]*?href=")/(?!/)', rf"\g<1>{'../' * up or './'}", html), targets


def in_vietnamese(warning: str, docs: Path) -> str:
    """Return MkDocs' warning on a link of a hand-written page as we tell it, with its place; others as they are."""
    found = _DEAD_LINK.match(warning)
    if not found:
        return warning
    page, target = found.groups()
    line, column = place(read_file(docs / page).decode("utf-8-sig", "replace"), f"({target}", 1)
    said = f"docs/{page}:{line}:{column}: liên kết “{target}” không dẫn đến trang nào."
    return f"{said}\n    Sửa liên kết hoặc bỏ đi."


def refuse_no_files(files: Iterable[tuple[str, str | None]]) -> None:
    """Raise StoppedError when one of docs/ is a pipe, a device or a link to one, which never ends: (source, path)."""
    for source, path in files:
        if path and os.path.exists(path) and not os.path.isfile(path):
            raise StoppedError(
                f"docs/{source}: không phải tệp thường mà là đường ống hoặc thiết bị.\n    Xóa nó khỏi docs."
            )


def refuse_own_addresses(files: Iterable[tuple[str, str, str]]) -> None:
    """Raise StoppedError when a hand-written file is where generated ones are: (source, path in the site, address)."""
    for source, path, address in files:
        if path.startswith(OWNED):
            raise StoppedError(
                f"docs/{source}: địa chỉ {address} dành cho trang do máy dựng.\n    Đổi tên trang viết tay này."
            )


def icon(given: object, published: Collection[str]) -> object:
    """Return the site's icon: the one that mkdocs.yml names, ours when it names none that is ``published``."""
    return OUR_ICON if given in (None, _MATERIALS_ICON) and _MATERIALS_ICON not in published else given


def refuse_lost_pictures(pictures: Mapping[str, object], published: Collection[str]) -> None:
    """Raise StoppedError when a logo or an icon that mkdocs.yml names, by its key, is not ``published``."""
    for key, file in pictures.items():
        if file and str(file) not in published:
            raise StoppedError(
                f"mkdocs.yml, mục theme: {key}: không có tệp “{file}” trong docs/ hay hooks/theme/.\n"
                f"    Chép hình vào docs/assets/ rồi ghi đường dẫn tính từ docs/, ví dụ {key}: assets/hinh.svg."
            )
