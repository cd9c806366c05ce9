"""Sheets become PDFs: values and a template of ``hooks/print/``, set by typst in this process.

What entries say reaches typst as data (``data.json``), never as markup. typst sees the files of one sheet alone: no
folder of this machine, no fonts but the project's, no package, no clock. So the same sheet gives the same bytes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, suppress
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

import PIL
import typst
from PIL import Image

from honour_roll.cards import covers
from honour_roll.fingerprints import files_fingerprint, fingerprint
from honour_roll.pages import qr
from honour_roll.parallel import workers
from honour_roll.print.text import MAY_BREAK
from honour_roll.store import FileStore
from honour_roll.text.glyphs import lacking

_HOOKS = Path(__file__).parents[2]
_TEMPLATES, _FONTS, _MARK = _HOOKS / "print", _HOOKS / "fonts", _HOOKS / "theme" / "partials" / "mark.html"
_LARGEST_PHOTO = 600_000  # bytes: with its letters a poster stays below 1 MB
_BATCH = 32  # sheets that wait in memory, with their photos, to be printed
_WORTH_A_POOL = 8  # sheets
_NOT_TEXT = {"alt", "address", "slug", "file", "fingerprint", "rendition"}  # values that templates do not set as text


class Sheet(NamedTuple):
    """Something to print: the name of its template, the values for it, its photos (AVIF) and other files by name."""

    template: str
    data: dict[str, Any]
    photos: tuple[tuple[str, bytes], ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of everything that the PDF is made from, in hexadecimal digits."""
        data = json.dumps(self.data, ensure_ascii=False, sort_keys=True).encode()
        files = [part for name, content in (*self.photos, *self.files) for part in (name.encode(), content)]
        return fingerprint(_printing_fingerprint(), self.template.encode(), data, *files).hex()


def as_data(value: Any) -> Any:
    """Return a value as JSON knows it: named tuples as objects, tuples as lists."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {name: as_data(part) for name, part in value.items()}
    return [as_data(part) for part in value] if isinstance(value, (tuple, list)) else value


def unprintable(data: Any) -> str:
    """Return the characters, each once, that the fonts lack, of all text in a sheet's data."""
    match data:
        case str():
            return lacking(data.replace(MAY_BREAK, ""))  # which fonts lack
        case dict():
            parts = [part for name, part in data.items() if name not in _NOT_TEXT]
        case list():
            parts = data
        case _:
            parts = []
    return "".join(dict.fromkeys("".join(map(unprintable, parts))))


def printed(sheet: Sheet, form: Literal["pdf", "png"] = "pdf", ppi: float = 100) -> list[bytes]:
    """Return a sheet as one PDF, or as a PNG for each page, for looking at it."""
    files: dict[str, bytes] = {
        "main.typ": f'#include "{sheet.template}.typ"'.encode(),
        "data.json": json.dumps(sheet.data, ensure_ascii=False).encode(),
        **{path.name: path.read_bytes() for path in _TEMPLATES.glob("*.typ")},
        **{name: _as_jpeg(content) for name, content in sheet.photos},
        **dict(sheet.files),
    }
    with TemporaryDirectory(prefix="honour-roll-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        pages = _compiler().compile(Path(folder, "main.typ"), root=folder, format=form, ppi=ppi)
    return pages if isinstance(pages, list) else [pages or b""]


class Press:
    """Prints sheets as PDF with up to ``jobs`` workers, and keeps the PDFs in a folder.

    Where there is no folder, or it cannot be written, every PDF is made when it is asked for.
    """

    def __init__(self, folder: Path | None, jobs: int) -> None:
        """Start with nothing printed; ``made`` counts the PDFs that were not kept."""
        self._store, self._jobs = FileStore(folder), jobs
        self._printed: set[str] = set()
        self.made = 0

    def print(self, sheets: Iterable[tuple[str, Sheet]]) -> Iterator[tuple[str, bytes]]:
        """Yield each sheet's name and its PDF, in order."""
        waiting = iter(sheets)
        with ExitStack() as stack:
            pool: Executor | None = None
            while batch := list(islice(waiting, _BATCH)):
                names = [(name, sheet.fingerprint) for name, sheet in batch]
                pdfs = {key: self._store.get(key) for _, key in names}
                missing = {key: sheet for (_, key), (_, sheet) in zip(names, batch, strict=True) if not pdfs[key]}
                if not pool and self._jobs > 1 and len(missing) >= _WORTH_A_POOL:
                    # Not forked: a fork has none of the threads that typst has begun here, and would wait for them.
                    pool = stack.enter_context(workers(self._jobs, "spawn"))
                for key, [pdf] in zip(missing, (pool.map if pool else map)(printed, missing.values()), strict=True):
                    pdfs[key] = pdf
                    with suppress(OSError):
                        self._store.put(key, pdf)
                self.made += len(missing)
                self._printed.update(pdfs)
                yield from ((name, pdfs[key] or b"") for name, key in names)

    def prune(self) -> None:
        """Remove what is kept of sheets that this instance has not printed."""
        self._store.keep_only(self._printed)


@lru_cache(maxsize=4)
def _as_jpeg(avif: bytes) -> bytes:
    """Return a photo as a JPEG, which typst can place, with nothing but its pixels."""
    with Image.open(io.BytesIO(avif)) as picture:
        picture.load()
        pixels = picture.convert("RGB")
    for quality in (84, 74, 62, 45):
        out = io.BytesIO()
        pixels.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= _LARGEST_PHOTO:
            break
    return out.getvalue()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(font_paths=fonts)


@lru_cache(maxsize=4)
def mark(colour: str) -> bytes:
    """Return the site's own mark, as in the head of its pages, in a colour, as SVG."""
    text = _MARK.read_text("utf-8").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return text.replace("currentColor", colour).encode()


@cache
def _printing_fingerprint() -> bytes:
    """Return the fingerprint of how sheets are printed: templates, fonts, code, and versions of typst and Pillow."""
    code = (Path(__file__).parent, Path(qr.__file__), Path(covers.__file__))
    sources = files_fingerprint(*code, *_TEMPLATES.glob("*.typ"), *_FONTS.glob("*.ttf"), _MARK)
    return fingerprint(sources, f"{version('typst')} {PIL.__version__}".encode())
