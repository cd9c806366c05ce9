"""The body: Markdown that people write, and Markdown that attacks."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.entries.markdown import ROOT, Body, dropped_targets, is_local, page_links, place, render, resolved

TAGS = set("h2 h3 h4 p br hr strong em del code pre blockquote ul ol li a table thead tbody tr th td input".split())
MOST_SECONDS = 60  # not a measurement: what hangs takes minutes, and the machine may be busy
VOID = {"br", "hr", "input"}
EVERYWHERE = {"lang", "title"}  # the cleaner lets these two stand on any tag: they only name things


class Reader(HTMLParser):
    """Reads HTML as a browser does, and keeps the tags, their attributes and what is open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def safe(body: Body) -> None:
    """Nothing in the body can run, whatever page it stands on; each part is whole in itself."""
    for part in body.parts:
        read = Reader(part.html)
        assert read.open == []
        for tag, attributes in read.tags:
            assert tag in TAGS
            assert (
                attributes.keys() <= {"href", "rel", "align", "start", "type", "checked", "disabled", "id"} | EVERYWHERE
            )
            target = attributes.get("href") or ""
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", unquote(target).lower())
            assert not scheme or scheme[1] in ("http", "https", "mailto", "tel")
        assert read.open == []


def html_of(text: str) -> str:
    return "".join(part.html for part in render(text, "x").parts)


# --- what people write ------------------------------------------------------------------------------------------------


def test_sections_have_ids_words_and_their_own_text() -> None:
    body = render("Mở đầu.\n\n## Thực trạng\n\nA\n\n## Cách làm\n\n### Ai làm\n\nB", "x")
    assert [(p.id, p.title) for p in body.parts] == [("", ""), ("thuc-trang", "Thực trạng"), ("cach-lam", "Cách làm")]
    assert body.parts[2].html == '<h3 id="ai-lam">Ai làm</h3>\n<p>B</p>\n'
    assert body.headings == ((2, "Thực trạng"), (2, "Cách làm"), (3, "Ai làm"))


@pytest.mark.parametrize(
    "headings", [["A", "A", "A"], ["A-2", "A", "A"], ["A", "A-2", "A"], ["A", "A", "A-2", "A-2"], ["!", "?", "muc"]]
)
def test_no_two_headings_have_one_id(headings: list[str]) -> None:
    body = render("\n\n".join(f"## {heading}" for heading in headings), "x")
    assert len(set(body.ids)) == len(body.ids) == len(headings)
    assert [p.id for p in body.parts] == list(body.ids)


def test_a_heading_in_a_quotation_or_list_heads_no_section() -> None:
    body = render("## A\n\n> ## B\n>\n> text\n\n- ## C\n\n## D", "x")
    assert [p.title for p in body.parts] == ["A", "D"]
    assert body.inner_headings == ("B", "C")
    safe(body)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**đậm** *nghiêng* ~~bỏ~~", "<p><strong>đậm</strong> <em>nghiêng</em> <del>bỏ</del></p>\n"),
        ("3. ba\n4. bốn", '<ol start="3">\n<li>ba</li>\n<li>bốn</li>\n</ol>\n'),
        (
            "- [x] xong",
            '<ul>\n<li><input type="checkbox" checked="" disabled="" aria-label="đã xong"> xong</li>\n</ul>\n',
        ),
        ("dòng  \nsau", "<p>dòng<br>\nsau</p>\n"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("https://vi-du.example", '<p><a href="https://vi-du.example" rel="noopener">https://vi-du.example</a></p>\n'),
        ("[x](../y/)", f'<p><a href="{ROOT}/mo-hinh/y/" rel="noopener">x</a></p>\n'),
        ("[x](/dia-ban/)", f'<p><a href="{ROOT}/dia-ban/" rel="noopener">x</a></p>\n'),
        ("[x](#a)", '<p><a href="#a" rel="noopener">x</a></p>\n'),
    ],
)
def test_markdown(text: str, html: str) -> None:
    assert html_of(text) == html


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("../y/", "/mo-hinh/y/"),
        ("y", "/mo-hinh/x/y"),
        ("/", "/"),
        ("..", "/mo-hinh/"),
        (".", "/mo-hinh/x/"),
        ("../../../../..", "/"),
        ("/a/../b#c", "/b#c"),
        ("../y/#cach-lam", "/mo-hinh/y/#cach-lam"),
        ("?a=1", "/mo-hinh/x/?a=1"),
    ],
)
def test_addresses_start_at_the_root_and_never_leave_it(target: str, address: str) -> None:
    assert resolved(target, "/mo-hinh/x/") == address


def test_links_to_pages_have_their_places() -> None:
    text = "## A\n\nXem [một](/dia-ban/) và [hai](../b/#c), [ba](#a), [bốn](https://vi-du.example).\n"
    links = page_links(render(text, "x"), "x", text, 10)
    assert [(link.target, link.line, link.column) for link in links] == [
        ("/dia-ban/", 12, 11),
        ("/mo-hinh/b/#c", 12, 31),
        ("https://vi-du.example", 12, 57),
    ]


def test_a_place_is_found_also_when_the_renderer_wrote_it_otherwise() -> None:
    assert place("a\nb [x](/góc)", "/g%C3%B3c", 5) == (6, 7)
    assert place("a", "zzz", 5) == (5, 1)


# --- what attacks -----------------------------------------------------------------------------------------------------

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt/src=//x>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "<style>@import '//x'</style>",
    "<base href=//x>",
    "<meta http-equiv=refresh content=0>",
    "<math><mi//xlink:href='javascript:alert(1)'>",
    "<form action=//x><input name=a autofocus onfocus=alert(1)>",
    "<template><script>1</script></template>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>1</script>)",
    "[x](data:image/svg+xml,<svg onload=1>)",
    "[x](file:///etc/passwd)",
    "![x](javascript:alert(1))",
    '![x](a "onerror=alert(1)")',
    '[x](a "onmouseover=alert(1)")',
    "[x](a'onclick='1)",
    '[x](https://a/"onclick="1)',
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\\\\\evil)",
    "[x](%6aavascript:1)",
    "|a|\n|-|\n|<script>1</script>|",
    "| [x](javascript:1) |\n|-|\n|`|<b onx=1>`|",
    "# <img src=x onerror=1>",
    "## [x](javascript:1) <b>",
    "```<script>\n</code></pre><script>1</script>\n```",
    '``` "><script>\nx\n```',
    "~~~ onload=1\n~~~",
    "[x](mailto:a@b?body=<script>)",
    "a@b.example<script>",
    "www.example.com/<script>",
    'https://x/"onmouseover="1',
    "[<script>](x)",
    "[![x](javascript:1)](javascript:2)",
    "&lt;script&gt;",
    "\\<script\\>",
    "<scr<script>ipt>",
    "x<\x00script>",
    "\ufeff<script>",
    "- <script>\n  1\n  </script>",
    "> <script>\n> 1",
    "[^1]: <script>",
    f"[x]({ROOT}javascript:alert(1))",
    f"{ROOT}",
    "<h2 id=x>y</h2>",
    "<a id=nguon-1>",
    "<input type=image src=x>",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_that_an_entry_says_can_run(text: str) -> None:
    safe(render(text, "x"))
    safe(render(f"## A\n\n{text}\n\n## B\n\n> {text}\n\n- {text}\n", "x"))


pieces = st.sampled_from(
    [
        *ATTACKS,
        "## A\n",
        "\n\n",
        "\n",
        "> ",
        "- ",
        "1. ",
        "`",
        "```\n",
        "|",
        "|-|\n",
        "[",
        "](",
        ")",
        "<",
        ">",
        "*",
        "**",
        "_",
        "~~",
        "&",
        "#",
        "!",
        "\\",
        '"',
        "'",
        "=",
        ":",
        "\t",
        "    ",
        "\r",
        "\x00",
    ]
)


@given(st.lists(pieces | st.text(max_size=8), max_size=14).map("".join))
def test_nothing_that_any_text_says_can_run(text: str) -> None:
    body = render(text, "x")
    safe(body)
    assert len(set(body.ids)) == len(body.ids)
    assert isinstance(dropped_targets(text), list)
    page_links(body, "x", text, 1)


@given(st.text())
def test_any_text_is_a_body(text: str) -> None:
    safe(render(text, "x"))


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=40))
def test_no_local_address_leaves_the_site(target: str) -> None:
    if is_local(target):
        assert resolved(target, "/mo-hinh/x/").startswith("/")
        assert not resolved(target, "/mo-hinh/x/").startswith("//")
        assert "/../" not in resolved(target, "/mo-hinh/x/").partition("#")[0] + "/"


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("[x](javascript:a) [y](data:b)", ["javascript:a", "data:b"]),
        ("[x][y]\n\n[y]: vbscript:c", ["vbscript:c"]),
        ("[x](&#106;avascript:d)", ["javascript:d"]),
        ("[x]()", [""]),
        ("[x](https://a)", []),
    ],
)
def test_targets_that_the_renderer_drops_are_known(text: str, dropped: list[str]) -> None:
    assert dropped_targets(text) == dropped


SIZE = 600_000
HOSTILE = {
    "quotations": "> " * (SIZE // 2),
    "quotations without spaces": ">" * SIZE,
    "lists": "- " * (SIZE // 2),
    "numbers": "1. " * (SIZE // 3),
    "stars": "*" * SIZE,
    "stars and letters": "*a " * (SIZE // 3),
    "emphasis": "*a_" * (SIZE // 3),
    "both ways": "*a **a " * (SIZE // 7),
    "tildes": "~~a" * (SIZE // 3),
    "brackets": "[" * SIZE,
    "links": "[a](" * (SIZE // 4),
    "images": "![" * (SIZE // 2),
    "closed brackets": "[a]" * (SIZE // 3),
    "angle brackets": "<" * SIZE,
    "tags": "<a " * (SIZE // 3),
    "open comments": "<!--" * (SIZE // 4),
    "open instructions": "<?" * (SIZE // 2),
    "cdata": "<![CDATA[" * (SIZE // 9),
    "code": "`" * SIZE,
    "codes of all lengths": "".join("`" * n + " " for n in range(700)),
    "entities": "&#x" * (SIZE // 3),
    "wide table": "|a" * 50_000 + "|\n" + "|-" * 50_000 + "|\n" + "|\n" * 50_000,
    "tall table": "|a|\n|-|\n" + "|b|\n" * (SIZE // 4),
    "rules": "---\n" * (SIZE // 4),
    "headings": "# a\n" * (SIZE // 4),
    "other headings": "".join(f"# {n}\n" for n in range(40_000)),
    "deep headings": "###### a\n" * (SIZE // 9),
    "inner headings": "> # a\n\n" * (SIZE // 7),
    "underlined": "a\n=\n" * (SIZE // 4),
    "anchors": "[a](#b)" * (SIZE // 7),
    "other anchors": "".join(f"[a](#{n})" for n in range(30_000)),
    "schemes": "[a](b:c)" * (SIZE // 8),
    "scripts": "".join(f"[a](javascript:{n})" for n in range(14_000)),
    "definitions": "".join(f"[a{n}]: /b{n}\n" for n in range(20_000)) + "[a1]",
    "addresses": "http://" * (SIZE // 7),
    "www": "www." * (SIZE // 4),
    "mails": "a@" * (SIZE // 2),
    "mail": "a@b." * (SIZE // 4),
    "brackets in addresses": "http://a.b/" + "(" * SIZE,
    "backslashes": "\\" * SIZE,
    "spaces": " " * SIZE + "a",
    "tabs": "\t" * SIZE,
    "newlines": "\n" * SIZE,
    "one word": "a" * SIZE,
    "footnotes": "[^a]" * (SIZE // 4),
    "tasks": "- [ ] a\n" * (SIZE // 8),
    "deep list": "".join("  " * n + "- a\n" for n in range(500)),
    "accents": "a\u0301" * (SIZE // 2),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_rendered_in_time(name: str) -> None:
    text = HOSTILE[name][:SIZE]
    start = time.monotonic()
    body = render(text, "x")
    if "" in body.targets:
        dropped_targets(text)
    page_links(body, "x", text, 1)
    assert time.monotonic() - start < MOST_SECONDS
