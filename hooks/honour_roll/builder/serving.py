"""What the preview's server may hand out: the pages of the site, and nothing that is not one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

_NOWHERE = "/khong-co-trang-nay"


def guard(server: Any) -> None:
    """Let ``server``, a MkDocs LiveReloadServer, answer “not found” for addresses that lead to no page.

    Those are hidden files, such as the marker of a whole site, and signs that no file's name can have: for these the
    system raises an error that is none of a missing file, and the server would answer with its own.
    """
    server.set_app(partial(_answer, server.serve_request))


def _answer(serve: Callable[..., Iterable[bytes]], environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    path = environ.get("PATH_INFO", "")
    is_hidden = any(part.startswith(".") and part not in (".", "..") for part in path.split("/"))
    if is_hidden or "\0" in path or "\\" in path:
        environ = environ | {"PATH_INFO": _NOWHERE}
    return serve(environ, start_response)
