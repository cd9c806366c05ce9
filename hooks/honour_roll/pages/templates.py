"""The theme's fragments, rendered with everything escaped unless it comes as clean HTML."""

from __future__ import annotations

import html
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Self, cast

import jinja2
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from honour_roll.fingerprints import fingerprint
from honour_roll.problem import shown
from honour_roll.text.vietnamese import number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import nodes
    from jinja2.bccache import Bucket

    from honour_roll.pages.views import Card


_CARD = "fragments/card.html"  # besides the partials, the one fragment that others may use
_MODEL = "fragments/entry.html"  # makes ten thousand pages
_OFTEN = (_CARD, _MODEL, "fragments/listing.html", "partials/mark.html", "partials/share.html")


class Text(str):
    """What the template of a model's page says itself at one of its places, which are numbered from 0."""

    __slots__ = ("place",)
    place: int

    def __new__(cls, place: int, text: str) -> Self:
        """Put a text in its place."""
        made = super().__new__(cls, text)
        made.place = place
        return made


class Outline(NamedTuple):
    """A template in two: what it says itself, by place, and what stands for all that it does."""

    texts: tuple[str, ...]
    does: bytes


class _Generator(CodeGenerator):
    """Jinja's, which escapes text by ``_escaped``: its own makes an object of every piece, a fifth of a page's time.

    What the template of a model's page says itself comes out as ``Text``, so that it can be told from the model's.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = count()
        self._is_kept = False  # by a macro or a block, to be given as a whole

    def visit_Output(self, node: nodes.Output, frame: Any) -> None:  # noqa: N802 - Jinja's
        self._is_kept = frame.buffer is not None or frame.block is not None
        super().visit_Output(node, frame)

    def _output_const_repr(self, group: Any) -> str:
        text = super()._output_const_repr(group)
        if self.name != _MODEL or self._is_kept:
            return text
        return f"environment.text({next(self._places)}, {text})"

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:  # noqa: ARG002 - Jinja's
        self.write("environment.escaped(")
        if finalize.src is not None:
            self.write(finalize.src)


class _Environment(jinja2.Environment):
    code_generator_class = _Generator

    def join_path(self, template: str, parent: str) -> str:
        """Give the template that another one uses. Raises TemplateNotFound for one that keys of pages do not know."""
        if template.startswith("fragments/") and template != _CARD:
            raise jinja2.TemplateNotFound(
                template, f"{parent} chỉ dùng được partials/ và {_CARD}, không phải {template}"
            )
        return template

    @staticmethod
    def escaped(value: object) -> str:
        """Give a value as HTML: what is markup already as it is, all else with its signs written out."""
        if type(value) is str:
            return html.escape(value)
        return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))

    @cached_property
    def text(self) -> Callable[[int, str], Text]:
        """Give what makes a text of a template's, each once."""
        return cache(Text)


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to, by Jinja's own keys; it holds each against the template's text."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


def compiled(theme: Path) -> dict[str, bytes]:
    """Give what those templates are compiled to that nearly every edit needs, for ``Templates`` in another process."""
    codes = _Compiled()
    environment = _environment(theme, _contents(theme), codes)
    for name in _OFTEN:
        environment.get_template(name)
    return codes.codes


class _Sources(dict[str, bytes]):
    def __missing__(self, name: str) -> NoReturn:
        raise jinja2.TemplateNotFound(f"fragments/{name}.html")


def slip(error: BaseException, stays: str = "") -> str:
    """Say which template is wrong, in which line, what is, and the mend, in the two-line form.

    Say nothing when the error has nothing to do with a template. ``stays`` is a sentence on what is still there.
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
    return f"{place}khuôn trang hỏng: {said}.{stays and ' '}{stays}\n    Sửa khuôn ấy, hoặc lấy lại bản trước bằng git."


class Templates:
    """The templates in ``theme/fragments/``; what they may use is in ``views.py``.

    ``made_from`` stands for all of them, ``sources`` for each by its name with all that it may include.
    """

    def __init__(self, theme: Path, placeholder: Callable[[str], str]) -> None:
        """Look for templates in the theme's folder; they may ask for the ``placeholder`` of a picture's key."""
        contents = _contents(theme)  # read once: what is rendered is what the keys of pages stand for
        self.made_from = _digest_of(contents)
        shared = fingerprint(
            *(content for name, content in contents.items() if name.startswith("partials/") or name == _CARD)
        )
        of_fragments = {name: content for name, content in contents.items() if name.startswith("fragments/")}
        self.sources = _Sources({Path(name).stem: fingerprint(shared, text) for name, text in of_fragments.items()})
        self._of_models = str(theme / _MODEL)
        self._codes = _Compiled()
        self._environment = _environment(theme, contents, self._codes)
        self._environment.globals |= {"placeholder": placeholder, "card": self.card, "items": self.items}
        self._cards: dict[tuple[object, ...], tuple[Card, str]] = {}
        self._template = cache(lambda name: self._environment.get_template(f"fragments/{name}.html"))

    def take(self, codes: Mapping[str, bytes]) -> None:
        """Take what was ``compiled`` by another process of ours: it is code, and runs."""
        self._codes.codes |= codes

    def render(self, name: str, **values: object) -> str:
        """Give the fragment ``name`` filled with ``values``."""
        return self._template(name).render(values)

    def pieces(self, name: str, **values: object) -> Iterable[str]:
        """Give what ``render`` gives in its pieces, of which some are ``Text``."""
        template = self._template(name)
        return template.root_render_func(template.new_context(values))

    @cached_property
    def outline(self) -> Outline:
        """Give the outline of the template of a model's page."""
        loader = cast("jinja2.FunctionLoader", self._environment.loader)
        return self.outline_of(loader.get_source(self._environment, _MODEL)[0])

    def outline_of(self, source: str) -> Outline:
        """Give the outline of a text that is a template of a model's page. Raises jinja2.TemplateError for none."""
        import ast  # slow to come, and rarely needed

        tree = ast.parse(self._environment.compile(source, _MODEL, self._of_models, raw=True))
        texts = {}
        for node in ast.walk(tree):
            match node:
                case ast.Call(ast.Attribute(ast.Name("environment"), "text"), [place, ast.Constant() as text]):
                    texts[ast.literal_eval(place)] = str(text.value)
                    node.args = [place]
        *made, _ = tree.body  # the last one says which line of the text made which
        does = "\n".join(map(ast.dump, made))
        return Outline(tuple([texts[place] for place in sorted(texts)]), fingerprint(does.encode()))

    @cached_property
    def _macro(self) -> Callable[..., object]:
        return cast("Any", self._environment.get_template(_CARD).module).card  # type: ignore[no-any-return]

    def card(self, card: Card, level: int, lazy: bool, sizes: str = "") -> Markup:  # noqa: FBT001 - a template's call
        """Give a card's HTML, made once however many pages show it.

        ``level`` is its heading's, ``lazy`` whether its picture loads late, ``sizes`` how wide that will be.
        """
        return Markup(self._made_once(card, level, lazy, sizes))  # noqa: S704 - a macro's

    def items(self, cards: Iterable[Card], level: int, eager: int = 0, sizes: str = "") -> Markup:
        """Give cards as the items of a list; the pictures of the first ``eager`` load at once."""
        made = [self._made_once(card, level, place >= eager, sizes) for place, card in enumerate(cards)]
        return Markup("".join([f"<li>{card}</li>\n" for card in made]))  # noqa: S704 - macros'

    def _made_once(self, card: Card, *wanted: object) -> str:
        key = (id(card), *wanted)  # a card is one object a build: to hash what it says would take longer
        made = self._cards.get(key)
        if made is None:
            made = self._cards[key] = (card, str(self._macro(card, *wanted)))
        return made[1]

    def forget_cards(self) -> None:
        """Let go of the cards: another build makes its own."""
        self._cards.clear()

    @staticmethod
    def digest_of(theme: Path) -> bytes:
        """Give a digest of all fragments and what they include: when one changes, every page made from them does."""
        return _digest_of(_contents(theme))


def _environment(theme: Path, contents: Mapping[str, bytes], codes: _Compiled) -> _Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        try:
            return (contents[name].decode(), str(theme / name), lambda: True) if name in contents else None
        except UnicodeDecodeError as error:
            raise jinja2.TemplateNotFound(name, f"{name} không phải UTF-8") from error

    environment = _Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        bytecode_cache=codes,
    )
    environment.filters["number"] = number_text
    return environment


def _contents(theme: Path) -> dict[str, bytes]:
    """Give what is in each template, by its name: ``fragments/card.html``."""
    paths = [path for folder in ("fragments", "partials") for path in sorted((theme / folder).glob("*.html"))]
    return {path.relative_to(theme).as_posix(): path.read_bytes() for path in paths}


def _digest_of(contents: Mapping[str, bytes]) -> bytes:
    return fingerprint(*(part for name, content in contents.items() for part in (name.encode(), content)))
