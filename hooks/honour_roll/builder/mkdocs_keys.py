"""What each key of ``mkdocs.yml`` may say: its kinds, an example, and its rule.

The keys and their kinds are those of MkDocs 1.6, which ``requirements.lock`` pins; a test holds them against its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from honour_roll.builder import contact_settings, messages, mkdocs_rules
from honour_roll.builder.mkdocs_rules import Given, Rule
from honour_roll.entries.messages import DID_YOU_MEAN, DUPLICATE_KEY
from honour_roll.entries.validate import nearest
from honour_roll.problem import Problem
from honour_roll.settings import SITE_SETTINGS

_TEXT, _YES_NO, _LIST, _TABLE, _NUMBER = "chữ", "true hoặc false", "danh sách", "các dòng “mục: giá trị”", "số"
_KINDS: dict[str, tuple[type, ...]] = {
    _TEXT: (str, int, float),
    _YES_NO: (bool,),
    _LIST: (list,),
    _TABLE: (dict,),
    _NUMBER: (int, float),
}


class Key(NamedTuple):
    """What a key may be, an example where one helps, and its rule if it has one."""

    kinds: tuple[str, ...]
    example: str = ""
    rule: Rule | None = None


# Each key of MkDocs.
KEYS = {
    "site_name": Key((_TEXT,), "site_name: Dân vận khéo phường Ví Dụ"),
    "site_description": Key((_TEXT,)),
    "site_url": Key((_TEXT,), "site_url: https://dan-van-kheo.example/", mkdocs_rules.address),
    "site_author": Key((_TEXT,)),
    "copyright": Key((_TEXT,)),
    "docs_dir": Key((_TEXT,), "docs_dir: docs", mkdocs_rules.folder),
    "site_dir": Key((_TEXT,), "site_dir: site", mkdocs_rules.folder),
    "theme": Key((_TABLE,), "theme: {name: material, custom_dir: hooks/theme, language: vi}", mkdocs_rules.theme),
    "extra": Key((_TABLE,), 'extra: {publisher: ""}'),
    "nav": Key((_LIST,), "nav: [index.md]", mkdocs_rules.nav),
    "plugins": Key((_LIST, _TABLE), "plugins: []", mkdocs_rules.extensions),
    "hooks": Key((_LIST,), "hooks: [hooks/mkdocs_events.py]", mkdocs_rules.hooks),
    "markdown_extensions": Key((_LIST, _TABLE), "markdown_extensions: [tables, attr_list]", mkdocs_rules.extensions),
    "use_directory_urls": Key((_YES_NO,), "use_directory_urls: true"),
    "strict": Key((_YES_NO,), "strict: false"),
    "exclude_docs": Key((_TEXT,), "exclude_docs: decisions/"),
    "draft_docs": Key((_TEXT,), "draft_docs: nhap/"),
    "not_in_nav": Key((_TEXT,), "not_in_nav: an.md"),
    "validation": Key((_TABLE,), "validation: {links: {absolute_links: ignore}}"),
    "watch": Key((_LIST,), "watch: [entries]"),
    "extra_css": Key((_LIST,), "extra_css: [assets/them.css]", mkdocs_rules.files),
    "extra_javascript": Key((_LIST,), "extra_javascript: [assets/them.js]"),
    "extra_templates": Key((_LIST,), "extra_templates: []", mkdocs_rules.files),
    "dev_addr": Key((_TEXT,), 'dev_addr: "127.0.0.1:8000"'),
    "repo_url": Key((_TEXT,), "repo_url: https://example.vn/kho", mkdocs_rules.address),
    "repo_name": Key((_TEXT,)),
    "edit_uri": Key((_TEXT,)),
    "edit_uri_template": Key((_TEXT,)),
    "remote_branch": Key((_TEXT,)),
    "remote_name": Key((_TEXT,)),
    "INHERIT": Key((_TEXT,), "", mkdocs_rules.inherit),
}


def problems_of(project: Path, root: yaml.MappingNode, data: dict[Any, Any]) -> Iterator[Problem]:
    """Yield the Problems of what the keys say; ``root`` are the nodes of ``data``, in which tags of MkDocs are None."""
    given = Given(project, data, {str(key.value): (key, value) for key, value in root.value})
    yield from _twice(root)
    if isinstance(data.get("extra"), dict):
        yield from contact_settings.problems_of(given.nodes["extra"][1])
    for key, value in data.items():
        if key not in KEYS:
            mark = given.nodes[str(key)][0].start_mark if str(key) in given.nodes else root.start_mark
            meant = nearest(str(key), KEYS)
            advice = DID_YOU_MEAN.format(meant=meant) if meant else "Xóa mục này, hoặc đặt nó trong mục extra."
            yield messages.UNKNOWN.at(SITE_SETTINGS, mark.line + 1, mark.column + 1, value=key, advice=advice)
        elif value is not None and not any(_is(value, kind) for kind in KEYS[key].kinds):
            example = KEYS[key].example
            advice = f"Ví dụ: {example}" if example else "Viết trên một dòng; có dấu hai chấm thì đặt trong ngoặc kép."
            yield given.at(messages.WRONG_KIND, key, kinds=" hoặc ".join(KEYS[key].kinds), advice=advice)
        elif value is not None and (rule := KEYS[key].rule):
            yield from rule(given, key)
    if "INHERIT" not in data:
        yield from _lacking(given)


def _twice(root: yaml.MappingNode) -> Iterator[Problem]:
    """A key stands once: MkDocs would take the last."""
    seen = dict[str, int]()
    for key, _ in root.value:
        if key.value in seen:
            at = key.start_mark
            yield DUPLICATE_KEY.at(SITE_SETTINGS, at.line + 1, at.column + 1, value=key.value, first=seen[key.value])
        seen.setdefault(str(key.value), key.start_mark.line + 1)


def _lacking(given: Given) -> Iterator[Problem]:
    """The site has a name and, where this is our project, our theme and our hook."""
    of_project = {"theme": messages.NO_THEME_AT_ALL, "hooks": messages.NO_HOOK} if given.is_ours else {}
    nodes = given.nodes
    for key, message in ({"site_name": messages.NO_NAME} | of_project).items():
        is_tagged = key in nodes and nodes[key][1].tag.startswith("!")
        value = given.data.get(key)
        if not is_tagged and (value is None or (isinstance(value, str) and not value.strip())):
            line = nodes[key][0].start_mark.line + 1 if key in nodes else 1
            yield message.at(SITE_SETTINGS, line, 1, example=KEYS[key].example)


def _is(value: object, kind: str) -> bool:
    return isinstance(value, _KINDS[kind]) and (kind == _YES_NO or not isinstance(value, bool))
