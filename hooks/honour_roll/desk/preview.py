"""The site as readers will see it, below ``/``: a preview runs beside the desk, and what it serves is handed on."""

from __future__ import annotations

import http.client
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

_SECONDS = 70  # the preview holds a request open until a page changes, a minute at most
_PASSED_ON = ("accept", "accept-language", "if-none-match", "if-modified-since")
_DROPPED = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
_NOT_YET = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Đang dựng trang</title><p>Trang xem thử đang được dựng, xin đợi một chút…</p>"""


class Preview:
    """Hands requests on to the preview on ``port`` of this machine."""

    def __init__(self, port: int) -> None:
        """Remember the port; nothing is asked yet."""
        self._port = port

    async def answer(self, request: Request) -> Response:
        """Return what the preview answers; a page that tries again while it is still being built."""
        wanted = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return await run_in_threadpool(self._asked, request.method, target, wanted)

    def _asked(self, method: str, target: str, headers: dict[str, str]) -> Response:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS)
        try:
            connection.request(method, target, headers=headers)
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _DROPPED}
            return Response(answer.read(), answer.status, kept)
        except (OSError, http.client.HTTPException):
            return HTMLResponse(_NOT_YET, HTTPStatus.SERVICE_UNAVAILABLE)
        finally:
            connection.close()
