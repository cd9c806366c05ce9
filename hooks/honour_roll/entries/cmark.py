"""GitHub's Markdown as HTML, by cmark-gfm, with all of its memory given back.

``cmarkgfm`` itself frees neither the tree that it parses nor the HTML that it returns, 35 KB for an entry of two pages
(theacodes/cmarkgfm, ``markdown_to_html_with_extensions``): a preview would grow with each edit. The functions that free
are in its library, but not in its bindings; where the system hides them (Windows), its own way is taken.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING, Any

import cmarkgfm
from cmarkgfm import cmark
from cmarkgfm.cmark import _cmark  # the library itself, which has more than its bindings

if TYPE_CHECKING:
    from collections.abc import Callable

UNSAFE = cmark.Options.CMARK_OPT_UNSAFE
ONLY_TWO_TILDES_STRIKE = cmark.Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
_EXTENSIONS = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")  # those of GitHub


class _Memory(ctypes.Structure):
    """cmark's ``cmark_mem``: three functions."""

    _fields_ = (
        ("calloc", ctypes.c_void_p),
        ("realloc", ctypes.c_void_p),
        ("free", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    )


@cache
def _freeing() -> tuple[Callable[[int], object], Callable[[int], object]] | None:
    """Return the functions that free a tree and a text, by their addresses; None where the library hides them."""
    try:
        library = ctypes.CDLL(_cmark.__file__)
        free_tree, allocator = library.cmark_node_free, library.cmark_get_default_mem_allocator
    except (OSError, AttributeError):
        return None
    free_tree.argtypes, free_tree.restype = [ctypes.c_void_p], None
    allocator.restype = ctypes.POINTER(_Memory)
    return free_tree, allocator().contents.free


def html(text: str, options: int = 0) -> str:
    """Return the HTML of Markdown; ``options`` are cmark's own."""
    freeing = _freeing()
    if freeing is None:
        return str(cmarkgfm.github_flavored_markdown_to_html(text, options))
    free_tree, free_text = freeing
    library, ffi = _cmark.lib, _cmark.ffi
    options |= cmark.Options.CMARK_OPT_GITHUB_PRE_LANG
    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(options)
    try:
        for name in _EXTENSIONS:
            cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension(name))
        cmark.parser_feed(parser, text)
        root = cmark.parser_finish(parser)
        try:
            made = library.cmark_render_html(root, options, cmark.parser_get_syntax_extensions(parser))
            try:
                written: Any = ffi.string(made)
                return str(written.decode("utf-8"))
            finally:
                free_text(int(ffi.cast("uintptr_t", made)))
        finally:
            free_tree(int(ffi.cast("uintptr_t", root)))
    finally:
        cmark.parser_free(parser)
