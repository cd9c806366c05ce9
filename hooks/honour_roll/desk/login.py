"""The door of a desk that an office shares: the login page, and who is signed in by which cookie."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from honour_roll.desk.accounts import Account, Accounts, key_of
from honour_roll.desk.answers import table_in, told
from honour_roll.desk.guard import HOME, cookie
from honour_roll.desk.roles import Person
from honour_roll.desk.sessions import Sessions, Tries, network_of
from honour_roll.problem import StoppedError

LOGIN = f"{HOME}dang-nhap"
_OPEN = {LOGIN, f"{LOGIN}/ten", f"{HOME}colours.css"}  # what the login page needs, and so everybody may read
_OPEN_FOLDERS = (f"{HOME}static/", f"{HOME}assets/")
_EVENTS = f"{HOME}su-kien/"  # held open by a form that may be idle
_MOST_BYTES = 4096  # of what is posted to sign in
_FREE_BY_NAME, _FREE_BY_ADDRESS = 5, 20  # failed tries before the first pause; an office may share one address
_HASHING = 2  # passwords looked at in the same moment: each takes 64 MB

_WRONG = "Tên hoặc mật khẩu không đúng. Gõ lại, hoặc nhờ người phụ trách bàn viết đặt lại mật khẩu."
_OVER = (
    "Bạn chưa đăng nhập, hoặc phiên làm việc đã hết. Mở bàn viết ở một thẻ mới, đăng nhập, rồi quay lại đây làm tiếp; "
    "phần đang viết vẫn còn."
)
_log = logging.getLogger(__name__)


class Login:
    """Who is signed in, by a cookie that holds the id of a session."""

    takes_visits = True

    def __init__(self, folder: Path, origins: Collection[str]) -> None:
        """Let in people with accounts in the desk's ``folder``; ``origins`` are the addresses of the desk."""
        self._accounts, self._sessions = Accounts(folder), Sessions(folder / "phien.json")
        self._by_name, self._by_address = Tries(_FREE_BY_NAME), Tries(_FREE_BY_ADDRESS)
        self._origins = {*origins}
        self._hashing = asyncio.Semaphore(_HASHING)

    def admit(self, scope: Any, headers: dict[str, str]) -> Person | Response | None:
        """Return who asks; to nobody the login page, or that nobody is signed in; None for what everybody may have."""
        path = scope["path"]
        if person := self.person(headers, is_used=path.startswith(HOME) and not path.startswith(_EVENTS)):
            return person
        if path == LOGIN or (scope["method"] in ("GET", "HEAD") and (path in _OPEN or path.startswith(_OPEN_FOLDERS))):
            return None
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            back = path + (f"?{query}" if query else "")
            return RedirectResponse(f"{LOGIN}?ve={quote(back, safe='/')}", 303)
        return JSONResponse({"error": _OVER}, 401)

    def person(self, headers: dict[str, str], *, is_used: bool = False) -> Person | None:
        """Return whose session the cookie names; None when it is over, or the account has changed since it began."""
        given = cookie(headers, self._cookie(headers))
        session = self._sessions.found(given, is_used=is_used) if given else None
        try:
            account = self._accounts.all().get(session.key) if session else None
        except StoppedError:
            return None
        return account.person if account and session and account.stamp == session.stamp else None

    def routes(self, rendered: Callable[[str, dict[str, Any]], Response]) -> list[Route]:
        """Return the addresses of signing in and out; ``rendered`` makes a page of a template."""

        async def page(_request: Request) -> Response:
            return rendered("login.html", {})

        return [
            Route(LOGIN, page),
            Route(LOGIN, told(self._sign_in), methods=["POST"]),
            Route(f"{LOGIN}/ten", self._name),
            Route(f"{HOME}dang-xuat", self._sign_out, methods=["POST"]),
        ]

    async def _name(self, request: Request) -> Response:
        """Tell the login page who is signed in: a link on another site leads there without the cookie."""
        person = self.person(dict(request.headers))
        return JSONResponse({"ten": person.name if person else ""})

    async def _sign_in(self, request: Request) -> Response:
        asked = await table_in(request, _MOST_BYTES)
        name, password = asked.get("ten"), asked.get("mat_khau")
        if not isinstance(name, str) or not isinstance(password, str):
            raise StoppedError(_WRONG)
        key, address = key_of(name), network_of(request.client.host if request.client else "")
        if seconds := self._pause(key, address):
            return _later(seconds, f"Đã sai nhiều lần. Đợi {_spoken(seconds)} rồi thử lại.")
        self._by_name.begin(key)
        self._by_address.begin(address)
        async with self._hashing:
            account = await asyncio.to_thread(self._accounts.checked, key, password)
        if account is None:
            _log.warning("Đăng nhập sai: %s, từ %s", _printable(name), address)
            if seconds := self._pause(key, address):
                return _later(seconds, f"{_WRONG} Đã sai nhiều lần: đợi {_spoken(seconds)} rồi mới thử lại được.")
            return JSONResponse({"error": _WRONG}, 401)
        self._by_name.succeed(key, forgive=True)
        self._by_address.succeed(address, forgive=False)  # one right password must not buy tries at others
        return self._begun(request, account, address)

    def _pause(self, key: str, address: str) -> int:
        return max(self._by_name.pause(key), self._by_address.pause(address))

    def _begun(self, request: Request, account: Account, address: str) -> Response:
        """Return the answer with a new session; what the browser brought along as one is over."""
        headers = dict(request.headers)
        name = self._cookie(headers)
        self._sessions.end(cookie(headers, name))
        given = self._sessions.begin(account.key, account.stamp)
        _log.warning("Đăng nhập: %s, từ %s", account.name, address)
        answer = JSONResponse({"ten": account.name})
        answer.set_cookie(name, given, httponly=True, samesite="strict", path="/", secure=self._is_secure(headers))
        return answer

    async def _sign_out(self, request: Request) -> Response:
        headers = dict(request.headers)
        name = self._cookie(headers)
        self._sessions.end(cookie(headers, name))
        answer = JSONResponse({})
        answer.delete_cookie(name, path="/", httponly=True, samesite="strict", secure=self._is_secure(headers))
        return answer

    def _cookie(self, headers: dict[str, str]) -> str:
        """Return the name of the cookie; a browser takes ``__Host-`` from no other host, and only by TLS."""
        host = headers.get("host", "")
        return "__Host-ban-viet" if self._is_secure(headers) else f"ban-viet-{host.rpartition(':')[2]}"

    def _is_secure(self, headers: dict[str, str]) -> bool:
        """Return whether the browser has come by TLS: the guard has held the host against the desk's addresses."""
        return f"https://{headers.get('host', '')}" in self._origins


def _later(seconds: int, said: str) -> Response:
    return JSONResponse({"error": said, "seconds": seconds}, 429, {"Retry-After": str(seconds)})


def _spoken(seconds: int) -> str:
    return f"{seconds} giây" if seconds < 60 else f"{-(-seconds // 60)} phút"


def _printable(name: str) -> str:
    """Return a name that somebody typed, for one line of the log."""
    return "".join(char if char.isprintable() else "�" for char in name[:60])
