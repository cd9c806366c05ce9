"""``extra: contact`` of mkdocs.yml held against the rules of ``contact.py``, with the place of each slip."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from honour_roll import contact
from honour_roll.contact import Contact
from honour_roll.entries.messages import DID_YOU_MEAN
from honour_roll.entries.validate import nearest
from honour_roll.problem import Message, Problem

_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


def problems_of(extra: yaml.Node) -> Iterator[Problem]:
    """Yield the Problems of what ``extra``, a node of mkdocs.yml, says under ``contact``."""
    for key, value in extra.value if isinstance(extra, yaml.MappingNode) else ():
        is_empty = isinstance(value, yaml.ScalarNode) and _read_as(value) == _NULL
        if key.value != "contact" or is_empty or value.tag.startswith("!"):
            continue
        if not isinstance(value, yaml.MappingNode):
            yield _at(contact.NOT_A_TABLE, value)
            continue
        for name, text in value.value:
            yield from _of_line(name, text)


def _of_line(name: yaml.Node, text: yaml.Node) -> Iterator[Problem]:
    key = str(name.value)
    if key not in Contact._fields:
        meant = nearest(key, Contact._fields)
        message = contact.UNKNOWN._replace(mend=DID_YOU_MEAN.format(meant=meant)) if meant else contact.UNKNOWN
        yield _at(message, name, key)
    elif text.tag.startswith("!"):
        return  # a variable of the environment, which is read with its value
    elif not isinstance(text, yaml.ScalarNode) or "\n" in text.value.strip():
        yield _at(contact.NOT_TEXT, text, key)
    elif (tag := _read_as(text)) == _NULL:
        return
    elif tag != _TEXT:
        yield _at(contact.NOT_QUOTED, text, key, text.value)
    elif found := contact.wrong(key, " ".join(text.value.split())):
        yield _at(found[0], text, key, found[1])


def _read_as(text: yaml.ScalarNode) -> str:
    """Return the tag by which MkDocs reads a scalar: in YAML 1.1, 0243… is octal and 8:30 a number of base 60."""
    is_plain = text.tag == "plain"  # as yaml_reader composes it
    return str(yaml.resolver.Resolver().resolve(yaml.ScalarNode, text.value, (is_plain, not is_plain)))  # type: ignore[no-untyped-call]


def _at(message: Message, node: yaml.Node, key: str = "", value: str = "") -> Problem:
    mark = node.start_mark
    return message.at(contact.FILE, mark.line + 1, mark.column + 1, value=value or key, key=key)
