"""Who may talk to the desk: a browser that its door lets in, from the desk's own pages, under the desk's own addresses.

A page elsewhere on the web can make a browser send requests to 127.0.0.1, and a name of its own can be made to lead
there (DNS rebinding): so Host, Origin and Sec-Fetch-Site are held against the desk's own, and a cookie that no other
site can read must come along. What changes something needs a header that a form of another site cannot set.

The door says who asks: on one machine whoever has the token of this start, in an office who is signed in.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from typing import Any, Protocol
from urllib.parse import parse_qs

from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from honour_roll.desk.roles import Person

HOME, ENTER, HEADER = "/ban-viet/", "/vao", "x-desk"
PERSON = "desk.person"  # the key of a request's scope under which the guard puts who asks
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


class Door(Protocol):
    """Says who asks. With ``takes_visits`` links on other sites may lead to the desk; who follows one is nobody yet."""

    takes_visits: bool

    def admit(self, scope: Any, headers: dict[str, str]) -> Person | Response | None:
        """Return who asks, or what to answer instead; None when the request is for all."""


class TokenDoor:
    """Lets in who has the token of this start, as ``who`` (the name for the history, which may be empty)."""

    takes_visits = False

    def __init__(self, port: int, token: str, who: str) -> None:
        """Remember the secret of this start, and the port, which the cookie is named by."""
        self._token, self._cookie, self._person = token, f"desk{port}", Person(who)

    def admit(self, scope: Any, headers: dict[str, str]) -> Person | Response | None:
        """Return who sits at this machine, or the answer to others and to who enters with the token."""
        if scope["path"] == ENTER and not _writes(scope):
            given = parse_qs(scope["query_string"].decode("latin-1")).get("k", [""])[0]
            if self._is_token(given):
                answer = RedirectResponse(HOME, 303)
                answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
                return answer
        return self._person if self._is_token(cookie(headers, self._cookie)) else closed()

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


class Guard:
    """An ASGI application around ``app`` that lets in whom it may, and adds the headers of safety to all answers."""

    def __init__(self, app: Any, origins: Collection[str], door: Door) -> None:
        """Guard ``app``, which browsers know as one of ``origins``: ``https://ban-viet.example.vn``."""
        self._app, self._origins, self._door = app, {*origins}, door
        self._hosts = {origin.partition("://")[2] for origin in origins}

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

        admitted = self._admitted(scope)
        if not isinstance(admitted, Response):
            scope[PERSON] = admitted
        await (admitted if isinstance(admitted, Response) else self._app)(scope, receive, with_headers)

    def _admitted(self, scope: Any) -> Person | Response | None:
        """Return who asks, the answer to who may not come in, or None for what is for all."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        origin, writes = headers.get("origin"), _writes(scope)
        if (
            headers.get("host") not in self._hosts
            or not (origin is None or origin in self._origins)
            or (writes and (origin is None or headers.get(HEADER) != "1"))
        ):
            return closed()
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            if writes or not (self._door.takes_visits and _is_visit(headers)):
                return closed()
            headers.pop("cookie", None)
        return self._door.admit(scope, headers)


def closed() -> Response:
    """Return the answer to who may not come in."""
    return PlainTextResponse(_CLOSED, 403)


def cookie(headers: dict[str, str], name: str) -> str:
    """Return the value of a cookie that came along; empty when none did."""
    return cookie_parser(headers.get("cookie", "")).get(name, "")


def _writes(scope: Any) -> bool:
    return scope["method"] not in ("GET", "HEAD")


def _is_visit(headers: dict[str, str]) -> bool:
    """Return whether somebody followed a link, rather than a page asking for something."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
