"""The rules of keys of ``mkdocs.yml``: each yields a Problem for what breaks it, and its docstring is the rule."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

import yaml

from honour_roll import mkdocs_settings
from honour_roll.builder import messages
from honour_roll.entries.messages import DID_YOU_MEAN
from honour_roll.entries.validate import nearest
from honour_roll.problem import Message, Problem
from honour_roll.settings import SITE_SETTINGS

_FRONT = "index.md"  # the front page; MkDocsOutput.wrong_front says more when it lacks
_GROUPS = {"plugins": "mkdocs.plugins", "markdown_extensions": "markdown.extensions"}  # of entry points


class Given(NamedTuple):
    """What the rules look at: the project's folder, the file's data, and the nodes of each key and its value."""

    project: Path
    data: dict[Any, Any]
    nodes: dict[str, tuple[yaml.Node, yaml.Node]]

    @property
    def docs(self) -> Path:
        """Return the folder of the pages."""
        return self.project / str(self.data.get("docs_dir") or "docs")

    @property
    def is_ours(self) -> bool:
        """Return whether this is a project of ours, which has our hook."""
        return (self.project / "hooks" / "mkdocs_events.py").is_file()

    def at(self, message: Message, key: str, value: object = "", **words: Any) -> Problem:
        """Return the Problem at a text in the value of a key, or at the value."""
        mark = _mark(self.nodes[key][1], value)
        return message.at(SITE_SETTINGS, mark.line + 1, mark.column + 1, value=value, key=key, **words)


Rule: TypeAlias = Callable[[Given, str], Iterator[Problem]]  # of a key whose value is of the right kind


def nodes_of(root: yaml.Node) -> Iterator[yaml.Node]:
    """Yield all nodes below and with ``root``, one that stands in two places twice; there may be no end."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]


def _mark(node: yaml.Node, value: object) -> yaml.Mark:
    """Return the place of a text within a node; that of the node when it is not there."""
    found = (one for one in nodes_of(node) if isinstance(one, yaml.ScalarNode) and one.value == value)
    return next(found, node).start_mark


def theme(given: Given, key: str) -> Iterator[Problem]:
    """The theme is Material with our own templates."""
    theme = given.data[key]
    if theme.get("name") != "material":
        yield given.at(messages.WRONG_THEME, key)
    elif not isinstance(theme.get("custom_dir"), str):
        yield given.at(messages.NO_THEME, key)
    elif not (given.project / theme["custom_dir"]).is_dir():
        yield given.at(messages.NO_PATH, key, theme["custom_dir"])


def hooks(given: Given, key: str) -> Iterator[Problem]:
    """Our hook is there, and every hook is a file."""
    if given.is_ours and "hooks/mkdocs_events.py" not in map(str, given.data[key]):
        yield given.at(messages.NO_HOOK, key)
        return
    for hook in given.data[key]:
        if not isinstance(hook, str) or not (given.project / hook).is_file():
            yield given.at(messages.NO_PATH, key, hook)


def folder(given: Given, key: str) -> Iterator[Problem]:
    """The folder is there, and neither folder lies in the other."""
    docs, site = (
        Path(
            os.path.realpath(given.project / str(given.data.get(name) or default))
        )  # of links in a circle, as they are
        for name, default in (("docs_dir", "docs"), ("site_dir", "site"))
    )
    if key == "docs_dir" and not docs.is_dir():
        yield given.at(messages.NO_PATH, key, given.data[key])
    elif key == "docs_dir" and given.data.get("site_dir"):
        return  # told there
    elif docs.is_relative_to(site) or site.is_relative_to(docs):
        yield given.at(messages.NESTED, key)


def nav(given: Given, key: str) -> Iterator[Problem]:
    """The menu leads to pages that are there."""
    docs = given.docs
    waiting = list(given.data[key]) if docs.is_dir() else []
    for item in waiting:
        page = next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else item
        if isinstance(page, list):
            waiting += page
        elif not isinstance(page, str):
            yield given.at(messages.WRONG_NAV, key)
        elif page.endswith(".md") and page != _FRONT and not ((docs / page).is_file() and _is_below(page)):
            if os.path.lexists(docs / page) and _is_below(page):
                yield messages.NOT_A_FILE.at(f"{given.data.get('docs_dir') or 'docs'}/{page}", 1, 1)
                continue
            meant = nearest(page, [found.name for found in docs.glob("*.md")])
            advice = DID_YOU_MEAN.format(meant=meant) if meant else "Tạo trang ấy, hoặc bỏ dòng này khỏi nav."
            yield given.at(messages.NO_PAGE, key, page, advice=advice)


def extensions(given: Given, key: str) -> Iterator[Problem]:
    """What is named is installed."""
    names = [name for item in given.data[key] for name in (item if isinstance(item, dict) else [item])]
    wanted = [name for name in names if isinstance(name, str)]
    known = {point.name for point in entry_points(group=_GROUPS[key])} if wanted else set()
    for name in wanted:
        bare = name.removeprefix("material/")
        if name not in known and bare not in known and not (key == "markdown_extensions" and _importable(name)):
            yield given.at(messages.NOT_INSTALLED, key, name)


def _importable(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _is_below(path: str) -> bool:
    """Return whether a relative path leads to no place above its start."""
    return not (os.path.isabs(path) or os.path.normpath(path).startswith(".."))


def files(given: Given, key: str) -> Iterator[Problem]:
    """Files are named by their paths; templates are there."""
    for file in given.data[key]:
        is_template = key == "extra_templates"
        if not isinstance(file, str) or (is_template and not (given.docs / file).is_file()):
            yield given.at(messages.NO_PATH, key, file)


def inherit(given: Given, key: str) -> Iterator[Problem]:
    """The file that is inherited from is there, and inherits from no other."""
    try:
        text = mkdocs_settings.text_of(given.project / str(given.data[key]))
    except (OSError, UnicodeDecodeError):
        yield given.at(messages.NO_PATH, key, given.data[key])
        return
    if re.search(r"(?m)^[\"']?INHERIT\b", text):
        yield given.at(messages.INHERITS_AGAIN, key, given.data[key])


def address(given: Given, key: str) -> Iterator[Problem]:
    """The address can be taken apart."""
    try:
        urlsplit(str(given.data[key]))
    except ValueError:
        yield given.at(messages.WRONG_ADDRESS, key, given.data[key])
