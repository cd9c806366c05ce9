"""The press: values and a template of ``hooks/print/`` become a PDF, the same bytes for the same values, and are kept.

typst sets the type, in this process. What entries say reaches it as data (``data.json``), never as markup; its world
is the few files that are handed to it: no folder of this machine, no font but ours, no package, no clock.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent import futures
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
from honour_roll.fingerprints import SIZE, files_fingerprint, fingerprint
from honour_roll.pages import qr
from honour_roll.parallel import workers
from honour_roll.print import views
from honour_roll.print.text import without_marks
from honour_roll.print.views import Shot
from honour_roll.site_info import SiteInfo
from honour_roll.text.glyphs import lacking

_HOOKS = Path(__file__).parents[2]
_TEMPLATES, _FONTS, _MARK = _HOOKS / "print", _HOOKS / "fonts", _HOOKS / "theme" / "partials" / "mark.html"
_HEAVIEST = 600_000  # bytes of a photo: with its letters a poster stays below 1 MB
_BATCH = 32  # sheets at a time: what waits to be printed lies in memory with its photos
_WORTH_A_POOL = 8
_UNSEEN = {"alt", "address", "slug", "file", "key", "rendition"}  # values that templates do not set


class Sheet(NamedTuple):
    """Something to print: the template, all values that it is given, the bytes of photos as they are kept (AVIF)."""

    template: str
    data: dict[str, Any]
    photos: tuple[tuple[str, bytes], ...] = ()
    drawings: tuple[tuple[str, str], ...] = ()
    logo: tuple[str, bytes] = ("", b"")

    @property
    def key(self) -> str:
        """Give the name under which it is kept: a digest of everything that it is made from."""
        photos = [part for name, data in self.photos for part in (name.encode(), data)]
        drawings = [part.encode() for pair in self.drawings for part in pair]
        data = json.dumps(self.data, ensure_ascii=False, sort_keys=True).encode()
        return fingerprint(
            _printing_fingerprint(), self.template.encode(), data, *photos, *drawings, self.logo[1]
        ).hex()


def sheet(
    template: str,
    settings: SiteInfo,
    values: dict[str, Any],
    shots: Iterable[tuple[Shot, bytes]],
    codes: Mapping[str, str],
) -> Sheet:
    """Give a sheet to print.

    ``values`` are what the template is given besides the masthead. ``shots`` are its pictures with the bytes of photos,
    ``codes`` are addresses by the names of the files that hold their QR codes.
    """
    shots = list(shots)
    drawings = {name: qr.svg(address, qr.OUTDOORS) for name, address in codes.items()}
    drawings |= {shot.file: covers.cover(*shot.drawn[1:]) for shot, _ in shots if shot.drawn}
    photos = tuple((shot.file, data) for shot, data in shots if not shot.drawn)
    masthead = views.masthead(settings)
    path = settings.logo
    logo = (f"logo{path.suffix.lower()}", path.read_bytes()) if path else ("mark.svg", _mark(masthead.brand))
    data = plain({"masthead": masthead, "logo": logo[0], **values})
    return Sheet(template, data, photos, tuple(sorted(drawings.items())), logo)


def plain(value: Any) -> Any:
    """Give a value of ours as JSON knows it: named tuples as objects."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(part) for name, part in value._asdict().items()}
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return value


def unprintable(value: Any) -> str:
    """Give the characters that the fonts have not, of all text that is printed of a value, each once."""
    match value:
        case str():
            return lacking(without_marks(value))
        case dict():
            found = "".join(unprintable(part) for name, part in value.items() if name not in _UNSEEN)
        case tuple() | list():
            found = "".join(unprintable(part) for part in value)
        case _:
            return ""
    return "".join(dict.fromkeys(found))


def printed(sheet: Sheet, form: Literal["pdf", "png"] = "pdf", ppi: float = 100) -> list[bytes]:
    """Give a sheet as one PDF; as PNG, one for each page, for looking at it. The same sheet, the same bytes."""
    files: dict[str, bytes] = {
        "main.typ": f'#include "{sheet.template}.typ"'.encode(),
        "data.json": json.dumps(sheet.data, ensure_ascii=False).encode(),
        **{path.name: path.read_bytes() for path in _TEMPLATES.glob("*.typ")},
        **{name: text.encode() for name, text in sheet.drawings},
        **{name: _as_jpeg(data) for name, data in sheet.photos},
        sheet.logo[0]: sheet.logo[1],
    }
    with TemporaryDirectory(prefix="honour-roll-") as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        made = _compiler().compile(Path(folder, "main.typ"), root=folder, format=form, ppi=ppi)
    return made if isinstance(made, list) else [made or b""]


class Press:
    """The prints kept in ``folder``; without one, or where it cannot be written, each is made when it is asked for."""

    def __init__(self, folder: Path | None, jobs: int) -> None:
        """Look into the folder only when asked."""
        self._folder, self._workers = folder, jobs
        self._asked: set[str] = set()
        self.made = 0

    def print(self, sheets: Iterable[tuple[str, Sheet]]) -> Iterator[tuple[str, bytes]]:
        """Give each sheet's name and its PDF, in order; those that are not kept are made on all cores."""
        waiting = iter(sheets)
        with ExitStack() as stack:
            pool: futures.Executor | None = None
            while batch := list(islice(waiting, _BATCH)):
                keys = [sheet.key for _, sheet in batch]
                found = {key: self._kept(key) for key in keys}
                missing = {key: sheet for key, (_, sheet) in zip(keys, batch, strict=True) if found[key] is None}
                if not pool and self._workers > 1 and len(missing) >= _WORTH_A_POOL:
                    # Not forked: a fork has none of the threads that typst has begun here, and would wait for them.
                    pool = stack.enter_context(workers(self._workers, "spawn"))
                made = pool.map(_pdf, missing.values()) if pool else map(_pdf, missing.values())
                for key, pdf in zip(missing, made, strict=True):
                    found[key] = pdf
                    self._keep(key, pdf)
                self.made += len(missing)
                self._asked.update(keys)
                yield from ((name, found[key] or b"") for key, (name, _) in zip(keys, batch, strict=True))

    def prune(self) -> None:
        """Drop what nobody has asked this press for."""
        for path in self._folder.iterdir() if self._folder and self._folder.is_dir() else ():
            if path.name not in self._asked:
                with suppress(OSError):
                    path.unlink()

    def _kept(self, key: str) -> bytes | None:
        """Give what is kept under a key, unless it is no longer what was put there."""
        with suppress(OSError):
            data = (self._folder / key).read_bytes() if self._folder else b""
            if data and fingerprint(data[SIZE:]) == data[:SIZE]:
                return data[SIZE:]
        return None

    def _keep(self, key: str, pdf: bytes) -> None:
        if self._folder:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                waiting = self._folder / f"{key}.new"
                waiting.write_bytes(fingerprint(pdf) + pdf)
                waiting.replace(self._folder / key)


def _pdf(sheet: Sheet) -> bytes:
    return printed(sheet)[0]


@lru_cache(maxsize=4)
def _as_jpeg(kept: bytes) -> bytes:
    """Give a photo, kept as AVIF, as a JPEG that typst can place, with nothing but its pixels."""
    with Image.open(io.BytesIO(kept)) as picture:
        picture.load()
        pixels = picture.convert("RGB")
    for quality in (84, 74, 62, 45):
        out = io.BytesIO()
        pixels.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= _HEAVIEST:
            break
    return out.getvalue()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(font_paths=fonts)


@lru_cache(maxsize=4)
def _mark(colour: str) -> bytes:
    """Give the site's mark as it stands in the pages' head, in a colour."""
    text = _MARK.read_text("utf-8").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return text.replace("currentColor", colour).encode()


@cache
def _printing_fingerprint() -> bytes:
    """Return the fingerprint of how prints are made: templates, fonts, the code that feeds them, typst and Pillow."""
    code = (Path(__file__).parent, Path(qr.__file__), Path(covers.__file__))
    sources = files_fingerprint(*code, *_TEMPLATES.glob("*.typ"), *_FONTS.glob("*.ttf"), _MARK)
    return fingerprint(sources, f"{version('typst')} {PIL.__version__}".encode())
