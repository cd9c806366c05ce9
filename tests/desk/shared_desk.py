"""A desk that an office shares: as staff would start it, with a writer and an approver who sign in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from desk_server import Answer, Server, free_port, put_in_git, started, wait_until
from honour_roll.desk.accounts import Accounts
from honour_roll.desk.roles import APPROVER, WRITER
from site_tools import good_roll

AN, BINH = "Nguyễn Thị An", "Trần Văn Bình"
PASSWORD = "mưa tháng bảy gãy cành"  # noqa: S105 - of the tests alone
LOGIN = "/ban-viet/dang-nhap"


class Visitor(NamedTuple):
    """Somebody's browser at a desk, with the cookie that it was given."""

    server: Server
    cookie: str

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        return self.server.ask(method, path, body, **{"Cookie": self.cookie, **headers})

    def send(self, method: str, path: str, asked: Any, **headers: str) -> Answer:
        return self.ask(method, path, json.dumps(asked).encode(), **headers)


def sign_in(server: Server, name: str, password: str = PASSWORD, **headers: str) -> Answer:
    body = json.dumps({"ten": name, "mat_khau": password}).encode()
    return server.ask("POST", LOGIN, body, **{"Cookie": "", **headers})


def visitor(server: Server, name: str) -> Visitor:
    answer = sign_in(server, name)
    assert answer.status == 200, answer.body.decode()
    return Visitor(server, answer.headers["set-cookie"].partition(";")[0])


def with_accounts(folder: Path) -> Path:
    """Add a writer and an approver to the desk that keeps its things in ``folder / "ban-viet"``; return that."""
    accounts = Accounts(folder / "ban-viet")
    accounts.put(AN, WRITER, PASSWORD)
    accounts.put(BINH, APPROVER, PASSWORD)
    return folder / "ban-viet"


@contextmanager
def shared(folder: Path, *options: str, port: int = 0, host: str = "") -> Iterator[Server]:
    """Run a shared desk over the roll in ``folder``, which is laid down when it is not there; what it logs is in
    ``folder / "log"``. ``host`` is the one by which it is known, if not by that of this machine.
    """
    entries = folder / "entries"
    if not entries.exists():
        good_roll(entries)
        put_in_git(entries, "Máy chung", "may@example.vn")
        with_accounts(folder)
    port = port or free_port()
    with (
        (folder / "log").open("ab") as log,
        started(entries, folder, port, "--host", "127.0.0.1", *options, said=log.fileno()) as server,
    ):
        wait_until(lambda: server.ask("GET", LOGIN, Origin="", **({"Host": host} if host else {})).status == 200)
        yield server
