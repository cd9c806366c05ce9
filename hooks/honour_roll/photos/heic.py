"""The decoder of HEIC, an extra that is installed only when asked for: ``docs/decisions/0016-heic-is-an-extra.md``."""

from __future__ import annotations

import re
from importlib import import_module

_OLDEST_SAFE = (1, 23, 4)  # libheif: the last of GHSA-g89c-p67h-r497, GHSA-2jg2-4ch7-h545, GHSA-x8r2-mggj-j6wr and kin


def register() -> str:
    """Let Pillow open HEIC; return what hinders it: ``missing``, the version of an unsafe libheif, or nothing."""
    try:
        decoder = import_module("pillow_heif")
    except ImportError:
        return "missing"
    version = str(decoder.libheif_version())
    if tuple(map(int, re.findall(r"\d+", version)[:3])) < _OLDEST_SAFE:
        return version
    decoder.register_heif_opener()
    return ""
