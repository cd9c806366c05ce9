"""``mkdocs.yml`` held against what it may say, before MkDocs reads it: MkDocs tells of slips in English, if at all.

The keys and their kinds are those of MkDocs 1.6, which ``requirements.lock`` pins; a test holds them against its own.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from honour_roll.builder import contact_settings, messages
from honour_roll.entries import yaml_reader
from honour_roll.entries.messages import ALIAS, DID_YOU_MEAN, DOCUMENT_MARK, DUPLICATE_KEY, HIDDEN_CHARACTER
from honour_roll.entries.torn_files import unfinished_merges
from honour_roll.entries.validate import nearest
from honour_roll.entries.yaml_errors import YamlText, explained
from honour_roll.problem import Message, Problem, as_text, place_in

FILE = "mkdocs.yml"
_FRONT = "index.md"  # the front page; MkDocsOutput.wrong_front says more when it lacks
_LARGEST = 1_000_000  # bytes
_PYTHON = "tag:yaml.org,2002:python/name:"
_TAGS = ("!ENV", "!relative", "tag:yaml.org,2002:str", f"{_PYTHON}material.", f"{_PYTHON}pymdownx.")
_TEXT, _YES_NO, _LIST, _TABLE, _NUMBER = "chữ", "true hoặc false", "danh sách", "các dòng “mục: giá trị”", "số"
_KINDS: dict[str, tuple[type, ...]] = {
    _TEXT: (str, int, float),
    _YES_NO: (bool,),
    _LIST: (list,),
    _TABLE: (dict,),
    _NUMBER: (int, float),
}
# Each key of MkDocs with the kinds that it may be, and an example where one helps.
KEYS: dict[str, tuple[tuple[str, ...], str]] = {
    "site_name": ((_TEXT,), "site_name: Dân vận khéo phường Ví Dụ"),
    "site_description": ((_TEXT,), ""),
    "site_url": ((_TEXT,), "site_url: https://dan-van-kheo.example/"),
    "site_author": ((_TEXT,), ""),
    "copyright": ((_TEXT,), ""),
    "docs_dir": ((_TEXT,), "docs_dir: docs"),
    "site_dir": ((_TEXT,), "site_dir: site"),
    "theme": ((_TABLE,), "theme: {name: material, custom_dir: hooks/theme, language: vi}"),
    "extra": ((_TABLE,), 'extra: {publisher: ""}'),
    "nav": ((_LIST,), "nav: [index.md]"),
    "plugins": ((_LIST, _TABLE), "plugins: []"),
    "hooks": ((_LIST,), "hooks: [hooks/mkdocs_events.py]"),
    "markdown_extensions": ((_LIST, _TABLE), "markdown_extensions: [tables, attr_list]"),
    "use_directory_urls": ((_YES_NO,), "use_directory_urls: true"),
    "strict": ((_YES_NO,), "strict: false"),
    "exclude_docs": ((_TEXT,), "exclude_docs: decisions/"),
    "draft_docs": ((_TEXT,), "draft_docs: nhap/"),
    "not_in_nav": ((_TEXT,), "not_in_nav: an.md"),
    "validation": ((_TABLE,), "validation: {links: {absolute_links: ignore}}"),
    "watch": ((_LIST,), "watch: [entries]"),
    "extra_css": ((_LIST,), "extra_css: [assets/them.css]"),
    "extra_javascript": ((_LIST,), "extra_javascript: [assets/them.js]"),
    "extra_templates": ((_LIST,), "extra_templates: []"),
    "dev_addr": ((_TEXT,), 'dev_addr: "127.0.0.1:8000"'),
    "repo_url": ((_TEXT,), "repo_url: https://example.vn/kho"),
    "repo_name": ((_TEXT,), ""),
    "edit_uri": ((_TEXT,), ""),
    "edit_uri_template": ((_TEXT,), ""),
    "remote_branch": ((_TEXT,), ""),
    "remote_name": ((_TEXT,), ""),
    "INHERIT": ((_TEXT,), ""),
}


def told(path: Path) -> str:
    """Return all that is wrong with ``mkdocs.yml``, for staff; nothing when it is right."""
    return "\n".join(as_text(problem) for problem in problems_of(path))


def problems_of(path: Path) -> list[Problem]:
    """Return the Problems of the ``mkdocs.yml`` at ``path``, in the order of its lines."""
    text = _text(path)
    if isinstance(text, Message):
        return [text.at(FILE, 1, 1)]
    if torn := unfinished_merges(FILE, text, is_prose=False):
        return torn
    source = YamlText(FILE, 1, text.splitlines() or [""])
    if strange := yaml_reader.strange_in(text):
        line, column = place_in(text, strange[0])
        return [source.problem(HIDDEN_CHARACTER, line - 1, column - 1, strange[1])]
    try:
        root = None if yaml_reader.too_deep(text) else yaml_reader.composed(text)
        if root is not None and (again := _alias(root)):
            return [ALIAS.at(FILE, again.line + 1, again.column + 1)]
        if root is not None and (tagged := _tagged(root)):
            return [messages.TAG.at(FILE, tagged.start_mark.line + 1, tagged.start_mark.column + 1, value=tagged.tag)]
        data = _data(text) if isinstance(root, yaml.MappingNode) else None
    except yaml.MarkedYAMLError as error:
        found = explained(source, error)
        row = found.line - 1
        return (
            [source.problem(messages.SECOND_DOCUMENT, row, 0)]
            if found.text == _said(DOCUMENT_MARK, source, row)
            else [found]
        )
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        data = None
    if not isinstance(root, yaml.MappingNode) or not isinstance(data, dict):
        return [messages.NO_TABLE.at(FILE, 1, 1)]
    return sorted(_wrong(path.parent, root, data))


def _alias(root: yaml.Node) -> yaml.Mark | None:
    """Return the place of a node that stands in two places; a list may even hold itself, and have no end."""
    seen = set[int]()
    for node in _nodes(root):
        if id(node) in seen:
            return node.start_mark
        seen.add(id(node))
    return None


def _tagged(root: yaml.Node) -> yaml.Node | None:
    """Return the first node with a tag that neither MkDocs nor Material knows: Python's own would run a program."""
    tagged = (node for node in _nodes(root) if "!" in node.tag or ":" in node.tag)
    return next((node for node in tagged if not node.tag.startswith(_TAGS)), None)


def _nodes(root: yaml.Node) -> Iterator[yaml.Node]:
    """Yield all nodes below and with ``root``, one that stands in two places twice; there may be no end."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]


def _said(message: Message, source: YamlText, row: int) -> str:
    return source.problem(message, row, 0).text


def _text(path: Path) -> str | Message:
    """Return the file's text, or why it cannot be read."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return messages.NOT_A_FILE
        return messages.TOO_BIG if found.st_size > _LARGEST else path.read_text("utf-8-sig")
    except FileNotFoundError:
        return messages.MISSING
    except OSError:
        return messages.NOT_OPENED
    except UnicodeDecodeError:
        return messages.NOT_UTF_8


def _data(text: str) -> Any:
    """Return the file's data; what has a tag of MkDocs' own (``!ENV``, ``!relative``) may be anything, and is None."""

    class Loader(yaml.CSafeLoader):
        pass

    Loader.add_multi_constructor("", lambda *_: None)
    return yaml.load(text, Loader)  # noqa: S506 - a safe loader, which makes nothing of tags


def _wrong(project: Path, root: yaml.MappingNode, data: dict[Any, Any]) -> Iterator[Problem]:
    nodes = {str(key.value): (key, value) for key, value in root.value}
    yield from _twice(root)
    if isinstance(data.get("extra"), dict):
        yield from contact_settings.problems_of(nodes["extra"][1])

    def at_value(message: Message, key: str, value: object = "", **words: Any) -> Problem:
        mark = _mark(nodes[key][1], value)
        return message.at(FILE, mark.line + 1, mark.column + 1, value=value, key=key, **words)

    for key, value in data.items():
        if key not in KEYS:
            mark = nodes[str(key)][0].start_mark if str(key) in nodes else root.start_mark
            meant = nearest(str(key), KEYS)
            advice = DID_YOU_MEAN.format(meant=meant) if meant else "Xóa mục này, hoặc đặt nó trong mục extra."
            yield messages.UNKNOWN.at(FILE, mark.line + 1, mark.column + 1, value=key, advice=advice)
        elif value is not None and not any(_is(value, kind) for kind in KEYS[key][0]):
            example = KEYS[key][1]
            advice = f"Ví dụ: {example}" if example else "Viết trên một dòng; có dấu hai chấm thì đặt trong ngoặc kép."
            yield at_value(messages.WRONG_KIND, key, kinds=" hoặc ".join(KEYS[key][0]), advice=advice)
        elif value is not None and key in _CHECKS:
            yield from _CHECKS[key](project, data, at_value)
    if "INHERIT" not in data:
        yield from _lacking(project, nodes, data)


def _twice(root: yaml.MappingNode) -> Iterator[Problem]:
    """A key stands once: MkDocs would take the last."""
    seen = dict[str, int]()
    for key, _ in root.value:
        if key.value in seen:
            at = key.start_mark
            yield DUPLICATE_KEY.at(FILE, at.line + 1, at.column + 1, value=key.value, first=seen[key.value])
        seen.setdefault(str(key.value), key.start_mark.line + 1)


def _lacking(project: Path, nodes: dict[str, tuple[yaml.Node, yaml.Node]], data: dict[Any, Any]) -> Iterator[Problem]:
    """The site has a name and, where this is our project, our theme and our hook."""
    ours = (project / "hooks" / "mkdocs_events.py").is_file()
    needed = {
        "site_name": messages.NO_NAME,
        **({"theme": messages.NO_THEME_AT_ALL, "hooks": messages.NO_HOOK} if ours else {}),
    }
    for key, message in needed.items():
        is_tagged = key in nodes and nodes[key][1].tag.startswith("!")
        value = data.get(key)
        if not is_tagged and (value is None or (isinstance(value, str) and not value.strip())):
            line = nodes[key][0].start_mark.line + 1 if key in nodes else 1
            yield message.at(FILE, line, 1, example=KEYS[key][1])


def _mark(node: yaml.Node, value: object) -> yaml.Mark:
    """Return the place of a text within a node; that of the node when it is not there."""
    found = (one for one in _nodes(node) if isinstance(one, yaml.ScalarNode) and one.value == value)
    return next(found, node).start_mark


def _is(value: object, kind: str) -> bool:
    return isinstance(value, _KINDS[kind]) and (kind == _YES_NO or not isinstance(value, bool))


_AtValue = Callable[..., Problem]


def _theme(project: Path, data: dict[str, Any], at: _AtValue) -> Iterator[Problem]:
    theme = data["theme"]
    if theme.get("name") != "material":
        yield at(messages.WRONG_THEME, "theme")
    elif not isinstance(theme.get("custom_dir"), str):
        yield at(messages.NO_THEME, "theme")
    elif not (project / theme["custom_dir"]).is_dir():
        yield at(messages.NO_PATH, "theme", theme["custom_dir"])


def _hooks(project: Path, data: dict[str, Any], at: _AtValue) -> Iterator[Problem]:
    ours = (project / "hooks" / "mkdocs_events.py").is_file()
    if ours and "hooks/mkdocs_events.py" not in map(str, data["hooks"]):
        yield at(messages.NO_HOOK, "hooks")
        return
    for hook in data["hooks"]:
        if not isinstance(hook, str) or not (project / hook).is_file():
            yield at(messages.NO_PATH, "hooks", hook)


def _folder(key: str) -> Callable[[Path, dict[str, Any], _AtValue], Iterator[Problem]]:
    def rule(project: Path, data: dict[str, Any], at: _AtValue) -> Iterator[Problem]:
        docs, site = (
            Path(os.path.realpath(project / str(data.get(name) or default)))  # of links in a circle, as they are
            for name, default in (("docs_dir", "docs"), ("site_dir", "site"))
        )
        if key == "docs_dir" and not docs.is_dir():
            yield at(messages.NO_PATH, key, data[key])
        elif key == "docs_dir" and data.get("site_dir"):
            return  # told there
        elif docs.is_relative_to(site) or site.is_relative_to(docs):
            yield at(messages.NESTED, key)

    return rule


def _nav(project: Path, data: dict[str, Any], at: _AtValue) -> Iterator[Problem]:
    docs = project / str(data.get("docs_dir") or "docs")
    waiting = list(data["nav"]) if docs.is_dir() else []
    for item in waiting:
        page = next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else item
        if isinstance(page, list):
            waiting += page
        elif not isinstance(page, str):
            yield at(messages.WRONG_NAV, "nav")
        elif page.endswith(".md") and page != _FRONT and not ((docs / page).is_file() and _is_below(page)):
            if os.path.lexists(docs / page) and _is_below(page):
                yield messages.NOT_A_FILE.at(f"{data.get('docs_dir') or 'docs'}/{page}", 1, 1)
                continue
            meant = nearest(page, [found.name for found in docs.glob("*.md")])
            advice = DID_YOU_MEAN.format(meant=meant) if meant else "Tạo trang ấy, hoặc bỏ dòng này khỏi nav."
            yield at(messages.NO_PAGE, "nav", page, advice=advice)


def _extensions(key: str, group: str) -> Callable[[Path, dict[str, Any], _AtValue], Iterator[Problem]]:
    def rule(_project: Path, data: dict[str, Any], at: _AtValue) -> Iterator[Problem]:
        names = [name for item in data[key] for name in (item if isinstance(item, dict) else [item])]
        wanted = [name for name in names if isinstance(name, str)]
        known = {point.name for point in entry_points(group=group)} if wanted else set()
        for name in wanted:
            bare = name.removeprefix("material/")
            if name not in known and bare not in known and not (key == "markdown_extensions" and _importable(name)):
                yield at(messages.NOT_INSTALLED, key, name)

    return rule


def _importable(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _is_below(path: str) -> bool:
    """Return whether a relative path leads to no place above its start."""
    return not (os.path.isabs(path) or os.path.normpath(path).startswith(".."))


def _files(key: str) -> Callable[[Path, dict[str, Any], _AtValue], Iterator[Problem]]:
    def rule(project: Path, data: dict[str, Any], at: _AtValue) -> Iterator[Problem]:
        docs = project / str(data.get("docs_dir") or "docs")
        for file in data[key]:
            is_template = key == "extra_templates"
            if not isinstance(file, str) or (is_template and not (docs / file).is_file()):
                yield at(messages.NO_PATH, key, file)

    return rule


def _inherit(project: Path, data: dict[str, Any], at: _AtValue) -> Iterator[Problem]:
    other = project / str(data["INHERIT"])
    text = _text(other)
    if isinstance(text, Message):
        yield at(messages.NO_PATH, "INHERIT", data["INHERIT"])
    elif re.search(r"(?m)^[\"']?INHERIT\b", text):
        yield at(messages.INHERITS_AGAIN, "INHERIT", data["INHERIT"])


def _address(key: str) -> Callable[[Path, dict[str, Any], _AtValue], Iterator[Problem]]:
    def rule(_project: Path, data: dict[str, Any], at: _AtValue) -> Iterator[Problem]:
        try:
            urlsplit(str(data[key]))
        except ValueError:
            yield at(messages.WRONG_ADDRESS, key, data[key])

    return rule


_CHECKS = {
    "INHERIT": _inherit,
    "extra_css": _files("extra_css"),
    "extra_templates": _files("extra_templates"),
    "site_url": _address("site_url"),
    "repo_url": _address("repo_url"),
    "theme": _theme,
    "hooks": _hooks,
    "nav": _nav,
    "docs_dir": _folder("docs_dir"),
    "site_dir": _folder("site_dir"),
    "plugins": _extensions("plugins", "mkdocs.plugins"),
    "markdown_extensions": _extensions("markdown_extensions", "markdown.extensions"),
}
