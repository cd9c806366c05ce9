"""The frame: all that MkDocs makes. It is kept, so that MkDocs need not be asked again before it would make another.

MkDocs sees nothing of the entries: it gives the hand-written pages, the assets, the shell of the generated pages, and
the front page with a place for what the roll says on it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.colours import Look
from honour_roll.fingerprints import fingerprint
from honour_roll.search.documents import WrittenPage
from honour_roll.site_info import Imprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HOME = "@@home@@"
_MARKS = 3  # before the greeting, after it, and after the rest
_BLOCKS = re.compile(r"<!--.*?-->|<(/?)(h2|blockquote|ul|ol|table|div|section|article|aside|details)\b", re.DOTALL)
_COMMENTS = {".css": re.compile(r"/\*.*?\*/\s*", re.DOTALL), ".js": re.compile(r"^[ \t]*//.*\n", re.MULTILINE)}
_FOREIGN = (b"!ENV", b"INHERIT")  # what lets mkdocs.yml depend on something that is not looked at


class Frame(NamedTuple):
    """What MkDocs made, and the colours that mkdocs.yml asks for.

    ``shell`` and ``front`` are HTML with marks; between those of ``front`` stand the greeting and the rest of its text.
    ``files`` are the files that it wrote, ``links`` what hand-written pages lead to besides: (page, target).
    ``made_from`` stands for all that it looked at, and is empty when that is not known: then it is not kept.
    ``texts`` are the pages written by hand, ``imprint`` what the site says of itself.
    """

    shell: str
    front: str
    site_url: str
    files: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    made_from: bytes = b""
    look: Look = Look()
    texts: tuple[WrittenPage, ...] = ()
    imprint: Imprint = Imprint()

    def dead_links(self, answers: Callable[[str], bool]) -> list[str]:
        """Give in words the links that lead nowhere; ``answers`` tells it of an address without slashes around."""
        dead = [(page, target) for page, target in self.links if not answers(target.strip("/"))]
        return [f"docs/{page}: liên kết “/{target}” không dẫn đến trang nào." for page, target in dead]

    def wrong_front(self) -> str:
        """Say why the roll has no place on the front page, and the mend; nothing when it has one."""
        marks = self.front.count(_HOME)
        if marks > _MARKS:
            return (f"mkdocs.yml: “{_HOME}” là dấu riêng của máy, không dùng làm chữ trên trang được.\n"
                    "    Xóa dấu ấy khỏi site_name, site_description và các dòng khác.")  # fmt: skip
        if marks < _MARKS:
            lack = "thiếu dòng “template: home.html” ở đầu tệp" if self.front else "không có tệp này"
            mend = "Mở đầu tệp bằng ba dòng “---”, “template: home.html”, “---”; lời chào ghi ngay sau đó."
            return f"docs/index.md: {lack}.\n    {mend}"
        return ""

    def front_around(self) -> tuple[str, str, str, str]:
        """Give the front page's HTML before the greeting, the greeting, the rest of the text, and what comes after."""
        before, greeting, more, after = self.front.split(_HOME, 3)
        return before, greeting, more, after


def parted(html: str) -> tuple[str, str]:
    """Give the greeting of the front page's text, which ends at its first ``##``, and the rest.

    A heading in a quotation, a list or another block does not part it. A mark that somebody wrote stays a text.
    """
    html = html.replace("@@", "&#64;&#64;")
    depth = 0
    for found in _BLOCKS.finditer(html):
        closing, name = found.groups()
        if name == "h2" and not depth:
            return html[: found.start()], html[found.start() :]
        depth += 0 if name in ("h2", None) else -1 if closing else 1
    return html, ""


def looked_at(root: Path, made_by: bytes) -> bytes:
    """Give a digest of all that MkDocs looks at in the project at ``root``; nothing when it may look further.

    It does where a setting or a link leads elsewhere.

    ``made_by`` stands for our code and the libraries.
    """
    settings = (root / "mkdocs.yml").read_bytes()
    if any(word in settings for word in _FOREIGN):
        return b""
    theme = root / "hooks" / "theme"
    paths = [root / "hooks" / "mkdocs_events.py", *_files(root / "docs"), *_files(theme)]
    if any(path.is_symlink() for path in paths):
        return b""
    ours = theme / "fragments"  # which MkDocs' templates do not use; a test holds that
    seen = [path for path in paths if path.parent != ours or path.suffix != ".html"]
    parts = [part for path in seen for part in (os.fsencode(path.relative_to(root)), path.read_bytes())]
    return fingerprint(made_by, settings, *parts)


def without_comments(name: str, code: str) -> str:
    """Give a style sheet or a script of the theme as readers get it: what is said to engineers is not sent to phones.

    Comments of scripts are those that have lines of their own.
    """
    comment = _COMMENTS.get(Path(name).suffix)
    return comment.sub("", code) if comment else code


def written(stage: Path) -> tuple[str, ...]:
    """Give the files in ``stage``, where MkDocs alone has written: ``assets/honour_roll.css``."""
    return tuple(path.relative_to(stage).as_posix() for path in _files(stage))


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (
            Path(place, name) for name in sorted([*names, *(n for n in folders if Path(place, n).is_symlink())])
        )
