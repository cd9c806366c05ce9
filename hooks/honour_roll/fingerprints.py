"""Fingerprints: 16 bytes, the same for the same content and others for any other content."""

from __future__ import annotations

import functools
import hashlib
import sys
import sysconfig
from pathlib import Path

SIZE = 16  # bytes
_CODE = Path(__file__).parent


def fingerprint(*parts: bytes) -> bytes:
    """Return the fingerprint of a sequence of parts: ``SIZE`` bytes (BLAKE2b).

    Each part goes in with its length, so ``(b"ab", b"c")`` and ``(b"a", b"bc")`` differ.
    """
    framed = list[bytes]()
    for part in parts:
        framed.append(len(part).to_bytes(8, "little"))
        framed.append(part)
    return hashlib.blake2b(b"".join(framed), digest_size=SIZE).digest()


def plain(value: object) -> bytes:
    """Return the same bytes for equal values of plain types, to take a fingerprint of them.

    ``packing.packed`` does not: its bytes also depend on which parts of a value are one object.
    """
    return repr(value).encode()


@functools.cache
def code_fingerprint() -> bytes:
    """Return the fingerprint of this package's code and fonts, of Python, and of the installed libraries' versions.

    It is taken once a process: code that is edited meanwhile runs in the next one.
    """
    packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    libraries = sorted(path.name for path in packages)  # name and version
    versions = " ".join([sys.version, *libraries]).encode()
    return fingerprint(files_fingerprint(_CODE, *(_CODE.parent / "fonts").glob("*.ttf")), versions)


def files_fingerprint(*paths: Path) -> bytes:
    """Return the fingerprint of the contents of files, and of every ``*.py`` in folders, in the order of names."""
    files = {file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])}
    return fingerprint(*(path.read_bytes() for path in sorted(files)))
