"""Writes Word files for tests as real OOXML: a package of parts, with no library in between."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from html import escape
from typing import Self

from PIL import Image, ImageDraw

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_KINDS = {
    "footnotes": "footnotes",
    "comments": "comments",
    "header1": "header",
    "footer1": "footer",
    "numbering": "numbering",
    "styles": "styles",
}
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ct"><w:name w:val="caption"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="ds"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="cu"><w:name w:val="Thân cũ"/><w:basedOn w:val="Normal"/><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="an"><w:name w:val="Giấu"/><w:rPr><w:vanish/></w:rPr></w:style>
"""  # noqa: E501


def photo(seed: int, size: tuple[int, int] = (640, 420), kind: str = "JPEG") -> bytes:
    """Return a drawn picture; each seed has its own."""
    picture = Image.new("RGB", size, (60 + seed * 37 % 150, 90 + seed * 53 % 120, 120))
    draw = ImageDraw.Draw(picture)
    for step in range(12):
        x, y = (seed * 71 + step * 97) % size[0], (seed * 43 + step * 61) % size[1]
        draw.ellipse([x, y, x + 60, y + 45], fill=(step * 20, 255 - step * 17, (seed * 29) % 255))
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def run(text: str, *, bold: bool = False, font: str = "", more: str = "") -> str:
    """Return a run; tabs and line ends in its text become elements."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(piece, f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
        for piece in _pieces(text)
    )
    return f"<w:r><w:rPr>{fonts}{'<w:b/>' if bold else ''}{more}</w:rPr>{inner}</w:r>"


def _pieces(text: str) -> Iterable[str]:
    start = 0
    for at, char in enumerate(text):
        if char in "\t\n":
            yield from filter(None, (text[start:at], char))
            start = at + 1
    yield from filter(None, (text[start:],))


class Word:
    """A Word document that is being written: ``body`` is its XML, ``parts`` are the others."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.parts: dict[str, bytes] = {"styles": _whole("styles", STYLES)}
        self.media: dict[str, bytes] = {}
        self.links: dict[str, str] = {}

    def p(self, text: str = "", *, style: str = "", centre: bool = False, bold: bool = False, raw: str = "") -> Self:
        """Add a paragraph: its text, or runs in ``raw``."""
        looks = (f'<w:pStyle w:val="{style}"/>' if style else "") + ('<w:jc w:val="center"/>' if centre else "")
        self.body.append(f"<w:p><w:pPr>{looks}</w:pPr>{raw or run(text, bold=bold)}</w:p>")
        return self

    def lines(self, *texts: str, centre: bool = False, bold: bool = False) -> Self:
        """Add a paragraph for each text."""
        for text in texts:
            self.p(text, centre=centre, bold=bold)
        return self

    def table(self, *rows: tuple[str, ...]) -> Self:
        """Add a table; each line of a cell is a paragraph."""
        self.body.append(table(*rows))
        return self

    def picture(self, data: bytes, ending: str = "jpg", *, alt: str = "", cut: str = "") -> Self:
        """Add a picture in a paragraph of its own."""
        self.body.append(f"<w:p>{self.drawing(data, ending, alt=alt, cut=cut)}</w:p>")
        return self

    def drawing(self, data: bytes, ending: str = "jpg", *, alt: str = "", cut: str = "") -> str:
        """Return a run with a picture."""
        name = f"image{len(self.media) + 1}.{ending}"
        self.media[name] = data
        return (
            '<w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="2400000"/>'
            f'<wp:docPr id="{len(self.media)}" name="{name}" descr="{escape(alt)}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:blipFill><a:blip r:embed="{name}"/>{cut}</pic:blipFill></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def part(self, name: str, inner: str) -> Self:
        """Add a part such as ``footnotes`` with its XML."""
        root = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
        self.parts[name] = _whole(root, inner)
        return self

    def link(self, key: str, address: str) -> Self:
        """Let the relation ``key`` lead outside."""
        self.links[key] = address
        return self

    def bytes(self) -> bytes:
        """Return the file."""
        relations = [_relation(name, _KINDS[name], f"{name}.xml") for name in self.parts]
        relations += [_relation(name, "image", f"media/{name}") for name in self.media]
        relations += [_relation(key, "hyperlink", escape(to), outside=True) for key, to in self.links.items()]
        kinds = "".join(f'<Default Extension="{one}" ContentType="image/{one}"/>' for one in ("jpg", "png", "emf"))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "[Content_Types].xml",
                '<?xml version="1.0" encoding="UTF-8"?>'
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f"{kinds}"
                '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            )
            archive.writestr("_rels/.rels", _relations([_relation("r1", "officeDocument", "word/document.xml")]))
            archive.writestr("word/document.xml", _whole("document", f"<w:body>{''.join(self.body)}</w:body>"))
            archive.writestr("word/_rels/document.xml.rels", _relations(relations))
            for name, data in self.parts.items():
                archive.writestr(f"word/{name}.xml", data)
            for name, data in self.media.items():
                archive.writestr(f"word/media/{name}", data)
        return out.getvalue()


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; each line of a cell is a paragraph, a cell that begins with ``<w:`` is XML."""
    made = []
    for row in rows:
        cells = []
        for cell in row:
            inner = cell if cell.startswith("<w:") else "".join(f"<w:p>{run(line)}</w:p>" for line in cell.split("\n"))
            cells.append(f"<w:tc><w:tcPr/>{inner}</w:tc>")
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(made)}</w:tbl>"


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Return a package with parts replaced, added, or (None) left out; ``__`` is a ``/`` in a name, ``___`` a point."""
    wanted = {name.replace("___", ".").replace("__", "/"): content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()} | wanted
        for name, content in kept.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def _whole(root: str, inner: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {NAMESPACES}>{inner}</w:{root}>'.encode()
    )


def _relation(key: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"{mode}/>'


def _relations(every: list[str]) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{space}">{"".join(every)}</Relationships>'
