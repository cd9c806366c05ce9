"""MkDocs' output: hand-written pages, assets, the layout of generated pages, the front page with a place for the roll.

MkDocs sees nothing of the entries, so its output is kept, and MkDocs runs only when it would make something else.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.colours import Look
from honour_roll.fingerprints import fingerprint
from honour_roll.search.documents import WrittenPage
from honour_roll.site_info import Imprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import jinja2

_HOME = "@@home@@"
_MARKS = 3  # before the greeting, after it, and after the rest
_BLOCKS = re.compile(r"<!--.*?-->|<(/?)(h2|blockquote|ul|ol|table|div|section|article|aside|details)\b", re.DOTALL)
_COMMENTS = {".css": re.compile(r"/\*.*?\*/\s*", re.DOTALL), ".js": re.compile(r"^[ \t]*//.*\n", re.MULTILINE)}


class MkDocsOutput(NamedTuple):
    """What MkDocs made, and what mkdocs.yml says of the site.

    ``layout`` and ``front`` are HTML with marks; between those of ``front`` stand the greeting and the rest of its
    text. ``files`` are the files that MkDocs wrote, each with the fingerprint of its content; ``links`` are links from
    hand-written pages to generated ones: (page, target). ``sources`` is the fingerprint of all that MkDocs read; it is
    empty when that is not known or MkDocs warned of something, and then the output is not kept.
    """

    layout: str = ""
    front: str = ""
    site_url: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    sources: bytes = b""
    look: Look = Look()
    pages: tuple[WrittenPage, ...] = ()
    imprint: Imprint = Imprint()

    def dead_links(self, answers: Callable[[str], bool]) -> list[str]:
        """Return a line for each link that leads nowhere; ``answers`` takes addresses without slashes around."""
        dead = [(page, target) for page, target in self.links if not answers(target.strip("/"))]
        return [f"docs/{page}: liên kết “/{target}” không dẫn đến trang nào." for page, target in dead]

    def wrong_front(self) -> str:
        """Return why the roll has no place on the front page, and the mend; nothing when it has one."""
        marks = self.front.count(_HOME)
        if marks > _MARKS:
            return (
                f"mkdocs.yml: “{_HOME}” là dấu riêng của máy, không dùng làm chữ trên trang được.\n"
                "    Xóa dấu ấy khỏi site_name, site_description và các dòng khác."
            )
        if marks < _MARKS:
            lack = "thiếu dòng “template: home.html” ở đầu tệp" if self.front else "không có tệp này"
            mend = "Mở đầu tệp bằng ba dòng “---”, “template: home.html”, “---”; lời chào ghi ngay sau đó."
            return f"docs/index.md: {lack}.\n    {mend}"
        return ""

    def front_around(self) -> tuple[str, str, str, str]:
        """Return the front page's HTML before the greeting, the greeting, the rest of the text, and the HTML after."""
        before, greeting, more, after = self.front.split(_HOME, 3)
        return before, greeting, more, after


def split_greeting(html: str) -> tuple[str, str]:
    """Return the greeting of the front page's text, which ends at its first ``##``, and the rest.

    A heading in a quotation, a list or another block does not count. A mark typed in the text stays text.
    """
    html = html.replace("@@", "&#64;&#64;")
    depth = 0
    for found in _BLOCKS.finditer(html):
        closing, name = found.groups()
        if name == "h2" and not depth:
            return html[: found.start()], html[found.start() :]
        depth += 0 if name in ("h2", None) else -1 if closing else 1
    return html, ""


def without_comments(name: str, code: str) -> str:
    """Return a style sheet or a script of the theme without comments, which phones need not load.

    Of a script's comments only those on lines of their own go.
    """
    comment = _COMMENTS.get(Path(name).suffix)
    return comment.sub("", code) if comment else code


def written(stage: Path) -> tuple[tuple[str, bytes], ...]:
    """Return the files in ``stage`` but the front page, which is yet to be filled, each with its content's fingerprint.

    MkDocs alone has written there: ``assets/honour_roll.css``.
    """
    paths = sorted(path for path in stage.rglob("*") if path.is_file())
    named = [(path.relative_to(stage).as_posix(), path) for path in paths]
    return tuple((name, fingerprint(path.read_bytes())) for name, path in named if name != "index.html")


def is_usual(config: Any, project: Path, theme: Path) -> bool:
    """Return whether what MkDocs reads is known from its configuration: one plugin, our hook, and our folders."""
    folders = (config.config_file_path, config.docs_dir, config.theme.custom_dir)
    known = (str(project / "mkdocs.yml"), str(project / "docs"), str(theme))
    return bool(folders == known and config.use_directory_urls and len(config.plugins) == 1 and len(config.hooks) == 1)


def with_own_files(make: Callable[[], jinja2.Environment], theme: Path) -> jinja2.Environment:
    """Return the theme's environment, of whose files only those in ``theme`` are published: Material's are 10,000."""
    from jinja2 import FileSystemLoader

    env, ours = make(), FileSystemLoader(theme)
    vars(env)["list_templates"] = lambda **wanted: [*filter(wanted["filter_func"], ours.list_templates())]
    return env
