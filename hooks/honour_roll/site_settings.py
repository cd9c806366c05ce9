"""What ``mkdocs.yml`` says of the site, for what is made without MkDocs: name, address, publisher, colours, logo."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from honour_roll.colours import Look, chosen


class UnreadableSettingsError(ValueError):
    """mkdocs.yml cannot be understood; the text says why, and the mend."""


class SiteSettings(NamedTuple):
    """The site's own name, address (with a slash at its end, or empty), publisher, colours, and logo if it has one."""

    name: str
    url: str
    publisher: str = ""
    look: Look = Look()
    logo: Path | None = None


class _Loader(yaml.SafeLoader):
    """YAML as MkDocs reads it: ``!ENV`` is a variable of the environment; no other tag means anything to us."""


def load(path: Path) -> SiteSettings:
    """Read ``mkdocs.yml``.

    Raises UnreadableSettingsError when it is no YAML, and WrongColoursError as ``colours.chosen`` does.
    """
    try:
        found = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - a safe loader, with one tag more
    except FileNotFoundError:
        raise UnreadableSettingsError(f"{path}: không có tệp này.\n    Xem lại đường dẫn sau --config.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        place = getattr(error, "problem_mark", None)
        line = f":{place.line + 1}" if place else ""
        raise UnreadableSettingsError(f"{path.name}{line}: không đọc được tệp này.\n"
                                      "    Xem lại cách thụt dòng và dấu ngoặc kép ở dòng ấy.") from None  # fmt: skip
    given = found if isinstance(found, dict) else {}
    extra, theme = (part if isinstance(part, dict) else {} for part in (given.get("extra"), given.get("theme")))
    url = str(given.get("site_url") or "")
    if "INHERIT" in given and not url:
        raise UnreadableSettingsError(f"{path.name}: lệnh in không đọc tệp mà dòng INHERIT dẫn tới.\n"
                                      "    Ghi site_name, site_url và mục extra vào chính tệp này.")  # fmt: skip
    logo = path.parent / str(given.get("docs_dir") or "docs") / str(theme.get("logo") or "")
    return SiteSettings(
        str(given.get("site_name") or ""),
        url if url.endswith("/") or not url else f"{url}/",
        str(extra.get("publisher") or ""),
        chosen(extra.get("colours")),
        logo if logo.is_file() else None,
    )


def _from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    """Give the first variable that is set, else the default: what comes last in the list."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    names = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else []
    given = [os.environ[str(name)] for name in names[:-1] if str(name) in os.environ]
    return given[0] if given else names[-1] if names else None


_Loader.add_constructor("!ENV", _from_environment)
_Loader.add_multi_constructor("", lambda *_: None)
