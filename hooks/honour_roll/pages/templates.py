"""Templates of generated pages, in which everything is escaped unless it is clean HTML, and the layout around them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, cast
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from honour_roll.addresses import way_to_root
from honour_roll.entries.markdown import ROOT
from honour_roll.fingerprints import fingerprint
from honour_roll.pages.views import Card
from honour_roll.problem import shown
from honour_roll.store import read_file
from honour_roll.system_errors import reason
from honour_roll.taxonomies import OVERVIEWS
from honour_roll.text.kept_together import bound
from honour_roll.text.vietnamese import date_text, number_text

_CARD = "fragments/card.html"  # the one fragment that other fragments may include
_HOLES = {"title", "description", "canonical", "head", "body"}  # of the layout: ``@@title@@``
_MAY_LACK = ("trail", "quoted_address", "quoted_title", "here [^@]+")
QUOTED = ("@@quoted_address@@", "@@quoted_title@@")  # percent-encoded, in links of a layout that has such


def _escaped(value: object) -> Markup:
    """Return a value as HTML: markup unchanged, any other value through ``html.escape``."""
    return value if isinstance(value, Markup) else Markup(html.escape(str(value)))  # noqa: S704 - escaped


class _Environment(jinja2.Environment):
    def join_path(self, template: str, parent: str) -> str:
        """Return the name of an included template. Raises TemplateNotFound for one that ``fingerprints`` leave out."""
        if template.startswith("fragments/") and template != _CARD:
            raise jinja2.TemplateNotFound(
                template, f"{parent} chỉ dùng được partials/ và {_CARD}, không phải {template}"
            )
        return template


class _Fingerprints(dict[str, bytes]):
    def __missing__(self, name: str) -> NoReturn:
        raise jinja2.TemplateNotFound(f"fragments/{name}.html")


class Templates:
    """The templates in ``theme/fragments/``; what they are given is in ``views.py``.

    ``fingerprints`` has for each, by its name (``entry``), the fingerprint of its text and of all that it may include.
    """

    def __init__(self, theme: Path, placeholder: Callable[[str], str]) -> None:
        """Read the templates in the theme's folder; ``placeholder`` is what they call with ``Picture.fingerprint``."""
        self._contents = contents = _contents(theme)  # read once: the fingerprints must be of what is rendered
        shared = [text for name, text in contents.items() if name.startswith("partials/") or name == _CARD]
        fragments = {Path(name).stem: text for name, text in contents.items() if name.startswith("fragments/")}
        self.fingerprints = _Fingerprints({name: fingerprint(*shared, text) for name, text in fragments.items()})
        self._environment = _environment(theme, contents)
        given = {"placeholder": placeholder, "card": self.card, "items": self.items, "lists": OVERVIEWS}
        self._environment.globals |= given
        self._cards: dict[tuple[object, ...], tuple[Card, Markup]] = {}

    def are_those_of(self, theme: Path) -> bool:
        """Return whether the templates in the theme's folder are unchanged since they were read."""
        return self._contents == _contents(theme)

    def render(self, name: str, **values: object) -> str:
        """Render the fragment ``name`` with ``values``."""
        return self._environment.get_template(f"fragments/{name}.html").render(values)

    def forget_cards(self) -> None:
        """Drop the rendered cards: the next build has others."""
        self._cards.clear()

    @cached_property
    def _macro(self) -> Callable[..., Markup]:
        return cast("Any", self._environment.get_template(_CARD).module).card  # type: ignore[no-any-return]

    def card(self, card: Card, level: int, lazy: bool, sizes: str = "") -> Markup:  # noqa: FBT001 - templates call it
        """Return a card's HTML, rendered once however many pages show it.

        ``level`` is its heading's, ``lazy`` whether its picture loads late, ``sizes`` how wide that will be.
        """
        key = (id(card), level, lazy, sizes)  # a card is one object a build: to hash what it says would take longer
        if key not in self._cards:
            self._cards[key] = (card, self._macro(card, level, lazy, sizes))
        return self._cards[key][1]

    def items(self, cards: Iterable[Card], level: int, eager: int = 0, sizes: str = "") -> Markup:
        """Return cards as the items of a list; the pictures of the first ``eager`` load at once."""
        rendered = [self.card(card, level, place >= eager, sizes) for place, card in enumerate(cards)]
        return Markup("".join([f"<li>{card}</li>\n" for card in rendered]))  # noqa: S704 - the macro escapes


class Head(NamedTuple):
    """What a page says of itself above its body. ``extra`` is markup; the rest is plain text.

    ``trail`` has the pages above it, below the front page: (address, name). ``modified`` is the day on which what the
    page shows was last changed, empty when that is not known.
    """

    title: str
    description: str = ""
    extra: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    modified: str = ""


class Layout:
    """The theme's page, rendered once a build by MkDocs, cut where each page puts its own text.

    To render Material's templates for each of ten thousand pages takes 44 s; to join pieces takes 0.3 s.
    ``site_url`` ends with a slash, or is empty when the site does not know its address.
    """

    def __init__(self, page: str, site_url: str) -> None:
        """Cut the rendered template at its marks. Raises TemplateError when it lacks one."""
        pieces = re.split(f"@@({'|'.join((*_HOLES, *_MAY_LACK))})@@", page)
        if missing := _HOLES - {*pieces[1::2]}:
            raise jinja2.TemplateError(f"shell.html thiếu {', '.join(f'@@{mark}@@' for mark in sorted(missing))}")
        self._site_url = site_url
        self._rooted = cache(lambda root: [piece.replace(ROOT, root) for piece in pieces])

    def page(self, address: str, head: Head, body: str) -> str:
        """Return the whole page for ``address``; in ``body`` and layout, ROOT becomes the way to the site's root."""
        root = way_to_root(address)
        canonical = f'<link rel="canonical" href="{html.escape(self._site_url + address)}">' if self._site_url else ""
        holes = {
            "title": html.escape(head.title),
            "description": html.escape(head.description),
            "canonical": canonical,
            "head": head.extra,
            "body": body.replace(ROOT, root),
            "quoted_address": quote(self._site_url + address, safe=""),
            "quoted_title": quote(head.title, safe=""),
            "trail": _trail(head.trail, root),
        }
        filled = self._rooted(root)[:]
        filled[1::2] = [holes[name] if name in holes else _here(name, address) for name in filled[1::2]]
        return "".join(filled)


def _trail(above: Iterable[tuple[str, str]], root: str) -> str:
    """Render the way from the front page to a page; the page itself is not part of it."""
    links = [f'<a href="{root}/{url}">{html.escape(name)}</a>' for url, name in (("", "Trang đầu"), *above)]
    items = "".join(f"<li>{link}</li>" for link in links)
    return f'<nav class="trail wrap" aria-label="Đường dẫn"><ol>{items}</ol></nav>\n'


def _here(name: str, address: str) -> str:
    """Return the attribute of a link in a menu; ``name`` is "here" and its address, and the page is at ``address``."""
    section = name.partition(" ")[2]
    if address == section:
        return ' aria-current="page"'
    return ' aria-current="true"' if address.startswith(section) else ""


def template_error(error: BaseException, stays: str = "") -> str:
    """Return in two lines which template is wrong, in which line, what is wrong with it, and the mend.

    Return nothing when the error has nothing to do with a template. ``stays`` is a sentence on what is still there.
    """
    place, step = "", error.__traceback__
    while step:
        file, template = step.tb_frame.f_code.co_filename, step.tb_frame.f_globals.get("__jinja_template__")
        if file.endswith(".html"):
            line = template.get_corresponding_lineno(step.tb_lineno) if template else step.tb_lineno
            place = f"{shown(Path(file))}:{line}: "
        step = step.tb_next
    if not place and not isinstance(error, jinja2.TemplateError):
        return ""
    is_missing = isinstance(error, jinja2.TemplateNotFound) and error.message == error.name
    said = f"không có {error}" if is_missing else str(error).rstrip(".")
    if isinstance(error, OSError) and not isinstance(error, jinja2.TemplateError):
        said = f"{reason(error, reading=True)[0]}: {shown(Path(error.filename or ''))}"
    return f"{place}khuôn trang hỏng: {said}.{stays and ' '}{stays}\n    Sửa khuôn ấy, hoặc lấy lại bản trước bằng git."


def _environment(theme: Path, contents: Mapping[str, bytes]) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        try:
            return (contents[name].decode(), str(theme / name), lambda: True) if name in contents else None
        except UnicodeDecodeError as error:
            raise jinja2.TemplateNotFound(name, f"{name} không phải UTF-8") from error

    environment = _Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        finalize=_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    environment.filters |= {"number": number_text, "date": date_text, "bound": bound}
    return environment


def _contents(theme: Path) -> dict[str, bytes]:
    """Return what is in each template that can be read, by its name: ``fragments/card.html``."""
    paths = [path for folder in ("fragments", "partials") for path in sorted((theme / folder).glob("*.html"))]
    return {path.relative_to(theme).as_posix(): text for path in paths if (text := read_file(path))}
