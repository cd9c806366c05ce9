"""``mkdocs.yml`` as text and as data: the one place that reads it for commands that run without MkDocs."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LARGEST = 1_000_000  # bytes


class NotAFileError(OSError):
    """There is a folder, a pipe or a device in place of the file, which must not be opened."""


class TooBigError(OSError):
    """The file has more bytes than settings can have."""


class UnreadableSettingsError(Exception):
    """The file cannot be read; ``line`` is where, from 1, or 0 where no line is to blame."""

    def __init__(self, line: int) -> None:
        """Keep the line."""
        super().__init__(line)
        self.line = line


def text_of(path: Path) -> str:
    """Return the text of the file at ``path``. Raises OSError and UnicodeDecodeError."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise NotAFileError
    if found.st_size > _LARGEST:
        raise TooBigError
    return path.read_text("utf-8-sig")


def data_of(text: str, *, environment: Mapping[str, str] | None = None) -> Any:
    """Return the data of the text. Raises yaml.YAMLError, ValueError and TypeError.

    ``!ENV`` is a variable of ``environment``: the first that is set, else the default, the last of a list. Without one,
    and for each other tag, a value is None: it may be anything.
    """
    import yaml  # slow to import, and a build in which nothing has changed does without it

    class Loader(yaml.CSafeLoader):
        pass

    def from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
        if environment is None:
            return None
        if isinstance(node, yaml.ScalarNode):
            return environment.get(str(node.value))
        names = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else []
        found = [environment[str(name)] for name in names[:-1] if str(name) in environment]
        return found[0] if found else names[-1] if names else None

    Loader.add_constructor("!ENV", from_environment)
    Loader.add_multi_constructor("", lambda *_: None)
    return yaml.load(text, Loader)  # noqa: S506 - a safe loader, which makes nothing of other tags


def table_of(path: Path) -> dict[str, Any]:
    """Return what the file at ``path`` says; nothing where it is no table.

    Raises FileNotFoundError, and UnreadableSettingsError for a file that cannot be read otherwise.
    """
    import yaml  # as above

    text = ""
    try:
        text = text_of(path)
        data = data_of(text, environment=os.environ)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, TypeError, RecursionError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        last = text.rstrip().count("\n")  # what lacks its end is found behind the last line
        raise UnreadableSettingsError(min(mark.line, last) + 1 if mark else 0) from None
    return data if isinstance(data, dict) else {}
