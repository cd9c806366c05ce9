"""Who may talk to the desk: this machine's browser, from the desk's own pages, with the token of this start.

A page elsewhere on the web can make a browser send requests to 127.0.0.1, and a name of its own can be made to lead
there (DNS rebinding): so Host, Origin and Sec-Fetch-Site are held against the desk's own, and a cookie that no other
site can read must come along. What changes something needs a header that a form of another site cannot set.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, RedirectResponse, Response

HOME, ENTER, HEADER = "/ban-viet/", "/vao", "x-desk"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_CLOSED = "Bàn viết không nhận yêu cầu này. Hãy mở lại bàn viết bằng biểu tượng hoặc địa chỉ in ở cửa sổ lệnh.\n"


class Guard:
    """An ASGI application around ``app`` that lets in whom it may, and adds the headers of safety to all answers."""

    def __init__(self, app: Any, port: int, token: str) -> None:
        """Guard ``app`` at ``port`` of this machine; ``token`` is the secret of this start."""
        self._app, self._token, self._cookie = app, token, f"desk{port}"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                own = _HEADERS | ({"content-security-policy": _POLICY} if scope["path"].startswith(HOME) else {})
                given = {name for name, _ in message["headers"]}
                more = [(k.encode(), v.encode()) for k, v in own.items() if k.encode() not in given]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        answer = self._refusal(scope)
        await (answer or self._app)(scope, receive, with_headers)

    def _refusal(self, scope: Any) -> Response | None:
        """Return the answer to who may not come in, and to who enters with the token; None for all others."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        origin = headers.get("origin")
        writes = scope["method"] not in ("GET", "HEAD")
        is_ours = (
            headers.get("host") in self._hosts
            and (origin is None or origin.removeprefix("http://") in self._hosts)
            and headers.get("sec-fetch-site", "none") in ("same-origin", "none")
            and not (writes and (origin is None or headers.get(HEADER) != "1"))
        )
        if is_ours and scope["path"] == ENTER and not writes:
            given = parse_qs(scope["query_string"].decode("latin-1")).get("k", [""])[0]
            if self._is_token(given):
                answer = RedirectResponse(HOME, 303)
                answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
                return answer
        if is_ours and self._is_token(_cookie(headers.get("cookie", ""), self._cookie)):
            return None
        return PlainTextResponse(_CLOSED, 403)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
