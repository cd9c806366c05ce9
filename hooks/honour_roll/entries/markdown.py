"""The body of an entry: Markdown becomes clean HTML in sections, with the links that lead to this same site.

cmark-gfm, GitHub's Markdown, renders it with raw HTML off, and nh3 cleans all but plain results: no entry can bring in
a script. Addresses within the site start with ``ROOT``, which pages replace by their way to the site's root.
"""

from __future__ import annotations

import html
import posixpath
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

import nh3

from honour_roll import addresses
from honour_roll.addresses import is_web_address
from honour_roll.entries import cmark
from honour_roll.entries.as_meant import as_meant
from honour_roll.entries.entry import Link
from honour_roll.problem import place_in
from honour_roll.text.vietnamese import slug_of

ROOT = "@@root@@"
OMITTED = "<!-- raw HTML omitted -->"  # cmark-gfm writes it for each piece of raw HTML

_TAGS = set("h2 h3 h4 p br hr strong em del code pre blockquote ul ol li a table thead tbody tr th td input".split())
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "input": {"type", "checked", "disabled"}}
_ATTRIBUTES |= {tag: {"align"} for tag in ("th", "td")} | {tag: {"id"} for tag in ("h2", "h3", "h4")}
_SCHEMES = {"http", "https", "mailto", "tel"}
# HTML in which every tag is one of the following, letter for letter, needs no cleaning.
_HARMLESS = {f"<{mark}{tag}>" for tag in _TAGS - {"a", "br", "hr", "input"} for mark in ("", "/")}
_HARMLESS |= {f'<{tag} align="{side}">' for tag in ("th", "td") for side in ("left", "center", "right")}
_CLEANER = nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener")

_HEADING_OR_BLOCK = re.compile(r"<h([1-6])>(.*?)</h\1>|</?(?:blockquote|ul|ol)[ >]", re.DOTALL)
_HREF = re.compile(r'(<a href=")([^"]*)(")')
# The cleaner's time grows with the square of the depth: 100,000 ">" in a row took it a minute.
_NESTING = re.compile(r"<(?:blockquote|ul|ol|em|strong|del)[ >]")
_MOST_NESTING = 4000
_LAST = 64  # bodies
_USELESS = re.compile(r"\Z|(?:javascript|vbscript|file|data):", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_WITHIN_WORDS = re.compile(r"</?(?:strong|em|del|code|a|b|i|span|abbr)\b[^>]*>")  # all other tags part words
_SECTION = re.compile(r'^<h2 id="([^"]*)">(.*?)</h2>\n?', re.MULTILINE)

# Ids on the page around the body (theme/base.html, theme/fragments/entry.html); a test compares them.
_TAKEN = (
    "noi-dung con-so hinh-anh nhat-ky duoc-nhan-rong ghi-nhan nguon chia-se lien-quan dia-chi loi-1 loi-2 loi-3"
    " loa-phuong bao-cho-chung-toi"
).split()


class Part(NamedTuple):
    """One ``##`` section: its heading's id and words, and the HTML under it. Before the first, both are empty."""

    id: str
    title: str
    html: str


class Body(NamedTuple):
    """A rendered body. ``headings`` are (level, words); ``targets`` are the links as written, empty when unusable.

    ``raw`` is the HTML as cmark-gfm gave it, ``marked`` the same with ids and ``ROOT``. ``inner_headings`` stand inside
    a quotation or a list, where they can head no section.
    """

    raw: str
    marked: str
    headings: tuple[tuple[int, str], ...]
    ids: tuple[str, ...]
    targets: tuple[str, ...]
    has_html: bool
    has_image: bool
    too_deep: bool = False
    inner_headings: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the sections, in clean HTML; cleaned when first read, since a check needs none."""
        tags = _TAG.findall(self.raw)
        harmless = _HARMLESS.issuperset(tags) and len(tags) == self.raw.count("<")
        clean = self.marked if harmless else _with_names(_CLEANER.clean(self.marked))
        before, *pieces = _SECTION.split(clean)
        sections = zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
        parts = [Part(anchor, _heading(words)[0], inner) for anchor, words, inner in sections]
        return tuple([Part("", "", before), *parts] if before.strip() else parts)


@lru_cache(maxsize=_LAST)
def render(text: str, slug: str) -> Body:
    """Return the rendered Markdown of the entry ``slug``, with what the body rules need to know of it.

    The last ones are remembered: while somebody edits a header, the body under it is not rendered anew.
    """
    page = f"/{addresses.model(slug)}"
    raw = _rendered(as_meant(text))
    if raw.count("<") > _MOST_NESTING and len(_NESTING.findall(raw)) > _MOST_NESTING:
        return Body("", "", (), (), (), has_html=False, has_image=False, too_deep=True)
    headings: list[tuple[int, str]] = []
    inner: list[str] = []
    ids: dict[str, int] = dict.fromkeys(_TAKEN, 1)
    targets: list[str] = []
    depth = 0  # quotations and lists that are open

    def with_id(match: re.Match[str]) -> str:
        nonlocal depth
        if not match[1]:
            depth += -1 if match[0].startswith("</") else 1
            return match[0]
        words, stem = _heading(match[2])
        if depth:
            inner.append(words)
            return f"<p>{match[2]}</p>"
        anchor = stem
        while anchor in ids:
            ids[stem] += 1
            anchor = f"{stem}-{ids[stem]}"
        ids[anchor] = 1
        headings.append((int(match[1]), words))
        return f'<h{match[1]} id="{anchor}">{match[2]}</h{match[1]}>'

    def from_root(match: re.Match[str]) -> str:
        target = html.unescape(match[2])
        targets.append(target)
        if not target or target.startswith("#") or not is_local(target):
            return match[0]
        return f"{match[1]}{ROOT}{html.escape(resolved(target, page))}{match[3]}"

    marked = _HREF.sub(from_root, _HEADING_OR_BLOCK.sub(with_id, raw))
    own_ids = tuple([anchor for anchor in ids if anchor not in _TAKEN])
    has_html, has_image = OMITTED in raw, "<img " in raw
    return Body(raw, marked, tuple(headings), own_ids, tuple(targets), has_html, has_image, inner_headings=tuple(inner))


def _rendered(meant: str, options: int = 0) -> str:
    """Return the HTML of Markdown; only ``~~`` strikes out, since “10~15 hộ” is how a range is written."""
    return cmark.html(meant, options | cmark.ONLY_TWO_TILDES_STRIKE)


def _with_names(clean: str) -> str:
    """Return clean HTML in which the boxes of task lists have names for screen readers."""
    for ticked, name in ((' checked=""', "đã xong"), ("", "chưa xong")):
        box = f'<input type="checkbox"{ticked} disabled="">'
        clean = clean.replace(box, f'{box[:-1]} aria-label="{name}">')
    return clean


@lru_cache(maxsize=4096)  # the same few headings stand in every entry
def _heading(inner: str) -> tuple[str, str]:
    """Return a heading's words and its id."""
    words = html.unescape(_TAG.sub("", inner)).strip()
    return words, re.sub(r"^(nguon-\d+)$", r"muc-\1", slug_of(words)) or "muc"


def targets(text: str) -> list[str]:
    """Return the targets of all links of a body, as written."""
    return [html.unescape(target) for _, target, _ in _HREF.findall(_rendered(as_meant(text)))]


def dropped_targets(text: str) -> list[str]:
    """Return the link targets that ``render`` leaves empty, as written: scripts, embedded data, or nothing."""
    meant = as_meant(text)
    safe, unsafe = _rendered(meant), _rendered(meant, cmark.UNSAFE)
    written = [html.unescape(target) for _, target, _ in _HREF.findall(unsafe)]
    dropped = [target for target in written if _USELESS.match(target)]
    return dropped or ["" for _, target, _ in _HREF.findall(safe) if not target]


def is_local(target: str) -> bool:
    """Return whether a link's target is within this site: it has neither scheme nor host."""
    return not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\", target)


def resolved(target: str, page: str) -> str:
    """Return the address from the site's root (``/mo-hinh/x/#y``) of a local link on ``page``."""
    path, mark, fragment = target.partition("#")
    joined = "/" + posixpath.normpath(posixpath.join(page, path)).lstrip("/")
    if path.endswith("/") or path in ("", ".", ".."):
        joined = joined.rstrip("/") + "/"
    return joined + mark + fragment


def page_links(body: Body, slug: str, text: str, first_line: int) -> tuple[Link, ...]:
    """Return the links to other pages, of this site and of the web, with their places in the file."""
    page = f"/{addresses.model(slug)}"
    wanted = [target for target in body.targets if target and not target.startswith("#")]
    return tuple(
        Link(resolved(target, page) if is_local(target) else target, *place(text, target, first_line))
        for target in wanted
        if is_local(target) or is_web_address(target)
    )


def place(text: str, piece: str, first_line: int) -> tuple[int, int]:
    """Return line and column in the file of the first ``piece`` in the body; else the start of the body."""
    at = text.find(piece)
    if at < 0:
        at = text.find(unquote(piece))  # cmark-gfm writes "ấ" as "%E1%BA%A5"
    if at < 0:
        return first_line, 1
    return place_in(text, at, first_line)


def plain_text(markup: str) -> str:
    """Return the text of clean HTML, a line for each block."""
    return html.unescape(_TAG.sub("\n", _WITHIN_WORDS.sub("", markup)))
