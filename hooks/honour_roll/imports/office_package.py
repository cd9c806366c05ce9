"""An Office file (.docx, .xlsx) as its parts, which are read only when asked for, each within its limits.

A file that tries to be more than a document is refused: too much of it, a DTD, a cut-off archive. Parts are read by
their names in the archive and never written under them.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any, NamedTuple

from lxml import etree

from honour_roll.imports.refusals import RefusedError

_MOST_BYTES = 256 << 20  # of all parts, unpacked
_MOST_IN_PART = {"xml": 40 << 20, "media": 40 << 20}
_MOST_PARTS = 20_000  # ten thousand pictures are told, not refused
_MOST_TAGS = 1_500_000  # of one part: a tree of them takes some 250 MB
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 1  # bit of a zip entry's flags
_OLD_ENCRYPTED = 0x0100  # bit of the flags at 0x0A in the stream of an old .doc ([MS-DOC] 2.5.2)
_FLAGS_AT = 0x0A
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# “Strict Open XML” has namespaces of its own (ISO/IEC 29500 Part 1) for the same elements.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


class Relation(NamedTuple):
    """What a part refers to: the last word of its kind (``image``), a part or an address, and whether it is outside."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of an Office file. ``main`` is the name of its main part; ``is_excel`` says which kind it is."""

    def __init__(self, data: bytes) -> None:
        """Look at the archive's directory. Raises RefusedError."""
        _refuse_other_files(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except Exception:  # noqa: BLE001 - zipfile raises all kinds for damaged archives
            raise RefusedError("broken") from None
        if len(infos) > _MOST_PARTS or sum(one.file_size for one in infos) > _MOST_BYTES:
            raise RefusedError("too-big")
        if any(one.flag_bits & _ENCRYPTED for one in infos):
            raise RefusedError("password")
        # Names of parts do not differ in case, and some programs write them with backslashes.
        self._names = {_plain(one.filename): one.filename for one in infos if not one.is_dir()}
        self._left = _MOST_BYTES
        if "mimetype" in self._names:  # OpenDocument
            raise RefusedError("not-docx")
        self.has_macros = any(name.endswith("vbaproject.bin") for name in self._names)
        self.main = self._main()
        self.is_excel = self.main.lower().startswith("xl/")

    def has(self, name: str) -> bool:
        """Return whether there is a part of that name."""
        return _plain(name) in self._names

    def read(self, name: str, most: str = "xml") -> bytes:
        """Return a part's bytes, at most as many as its kind may have. Raises RefusedError."""
        most_bytes = min(_MOST_IN_PART[most], self._left)  # whatever the directory says
        try:
            with self._archive.open(self._names[_plain(name)]) as part:
                data = part.read(most_bytes + 1)
        except Exception:  # noqa: BLE001 - likewise, and so do the ways to unpack
            raise RefusedError("broken") from None
        self._left -= len(data)
        if len(data) > most_bytes:
            raise RefusedError("too-big")
        return data

    def xml(self, name: str) -> Any:
        """Return the root element of a part; None when there is no such part. Raises RefusedError."""
        return parsed(self.read(name)) if self.has(name) else None

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by id; ``""`` is the package itself. Raises RefusedError."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root.iter(f"{_PACKAGE}Relationship") if root is not None else ():
            target, external = one.get("Target", ""), one.get("TargetMode") == "External"
            if not external:
                joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined.replace("\\", "/"))
            found[one.get("Id", "")] = Relation(one.get("Type", "").rsplit("/", 1)[-1], target, external)
        return found

    def _main(self) -> str:
        """Return the name of the main part, which may be called anything. Raises RefusedError."""
        named = (one.target for one in self.relations("").values() if one.kind == "officeDocument" and not one.external)
        for name in (*named, "word/document.xml", "xl/workbook.xml"):
            if self.has(name):
                return name
        raise RefusedError("not-docx")


def parsed(data: bytes) -> Any:
    """Return the root element of XML without ever following or expanding anything in it. Raises RefusedError."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            raise RefusedError("broken") from None
        data = text[text.find("?>") + 2 if text.startswith("<?xml") else 0 :].encode()
    if data.count(b"<") > _MOST_TAGS:
        raise RefusedError("too-big")
    for strict, usual in _STRICT if b"purl.oclc.org" in data else ():
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(_why(str(error), data)) from None
    except ValueError:
        raise RefusedError("broken") from None
    if root.getroottree().docinfo.doctype:
        raise RefusedError("dtd")
    return root


def _why(error: str, data: bytes) -> str:
    """Return the code of what keeps XML from being read."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return "dtd"
    return "too-deep" if "depth" in error.lower() else "broken"


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _refuse_other_files(data: bytes) -> None:
    """Raise RefusedError for what is no archive at all, by its first bytes: names tell nothing."""
    if not data:
        raise RefusedError("empty")
    if data.startswith(_OLE):
        raise RefusedError({"doc": "doc-needs-word", "excel": "is-excel"}.get(kind := old_kind(data), kind))
    if not data.startswith(b"PK"):
        raise RefusedError("not-docx")


def old_kind(data: bytes) -> str:
    """Return what an OLE file is: ``doc`` or ``excel``, or the code of a refusal."""
    import olefile  # only for files of before 2007

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            names = {path[0] for path in file.listdir()}
            if "EncryptedPackage" in names:
                return "password"
            if "WordDocument" in names:
                start = file.openstream("WordDocument").read(_FLAGS_AT + 2)
                flags = int.from_bytes(start[_FLAGS_AT:], "little")
                return "password" if flags & _OLD_ENCRYPTED else "doc"
            return "excel" if names & {"Workbook", "Book"} else "not-docx"
    except Exception:  # noqa: BLE001 - olefile raises all kinds for damaged files
        return "broken"


def is_old_word(data: bytes) -> bool:
    """Return whether a file is a Word document of before 2007 that is not protected."""
    return data.startswith(_OLE) and old_kind(data) == "doc"
