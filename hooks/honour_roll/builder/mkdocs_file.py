"""``mkdocs.yml`` held against what it may say, before MkDocs reads it: MkDocs tells of slips in English, if at all.

Here is what keeps the file from being read; what its keys may say is in ``mkdocs_keys``.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from honour_roll import mkdocs_settings
from honour_roll.builder import messages, mkdocs_keys
from honour_roll.builder.mkdocs_rules import nodes_of
from honour_roll.entries import yaml_reader
from honour_roll.entries.messages import ALIAS, HIDDEN_CHARACTER
from honour_roll.entries.torn_files import unfinished_merges
from honour_roll.entries.yaml_errors import YamlText, explained
from honour_roll.problem import Message, Problem, as_text, place_in
from honour_roll.settings import SITE_SETTINGS

FILE = SITE_SETTINGS
_PYTHON = "tag:yaml.org,2002:python/name:"
_TAGS = ("!ENV", "!relative", "tag:yaml.org,2002:str", f"{_PYTHON}material.", f"{_PYTHON}pymdownx.")


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
        data = mkdocs_settings.data_of(text) if isinstance(root, yaml.MappingNode) else None
    except yaml.MarkedYAMLError as error:
        return [explained(source, error, second_document=messages.SECOND_DOCUMENT)]
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        data = None
    if not isinstance(root, yaml.MappingNode) or not isinstance(data, dict):
        return [messages.NO_TABLE.at(FILE, 1, 1)]
    return sorted(mkdocs_keys.problems_of(path.parent, root, data))


def _alias(root: yaml.Node) -> yaml.Mark | None:
    """Return the place of a node that stands in two places; a list may even hold itself, and have no end."""
    seen = set[int]()
    for node in nodes_of(root):
        if id(node) in seen:
            return node.start_mark
        seen.add(id(node))
    return None


def _tagged(root: yaml.Node) -> yaml.Node | None:
    """Return the first node with a tag that neither MkDocs nor Material knows: Python's own would run a program."""
    tagged = (node for node in nodes_of(root) if "!" in node.tag or ":" in node.tag)
    return next((node for node in tagged if not node.tag.startswith(_TAGS)), None)


def _text(path: Path) -> str | Message:
    """Return the file's text, or why it cannot be read."""
    try:
        return mkdocs_settings.text_of(path)
    except mkdocs_settings.NotAFileError:
        return messages.NOT_A_FILE
    except mkdocs_settings.TooBigError:
        return messages.TOO_BIG
    except FileNotFoundError:
        return messages.MISSING
    except OSError:
        return messages.NOT_OPENED
    except UnicodeDecodeError:
        return messages.NOT_UTF_8
