"""A desk that an office shares: its options, and its accounts as ``desk.py`` adds, removes and lists them."""

import argparse
import getpass
import sys
from contextlib import suppress
from urllib.parse import urlsplit

import options
from honour_roll.desk.accounts import Accounts
from honour_roll.desk.roles import ROLES, WRITER
from honour_roll.problem import StoppedError

USUAL_PORTS = {"http": 80, "https": 443}


def add_options(parser: options.Parser) -> None:
    """Add the options of a shared desk: who may sign in, and where it is."""
    group = parser.add_argument_group("Dùng chung trong cơ quan")
    one = group.add_mutually_exclusive_group()
    one.add_argument("--host", metavar="MÁY", help="mở cho người có tài khoản, ở địa chỉ này của máy")
    one.add_argument("--nginx", action="store_true", help="in cấu hình nginx đặt trước bàn viết")
    one.add_argument("--add-user", metavar="TÊN", help="thêm tài khoản, hoặc đổi mật khẩu và vai của tài khoản đã có")
    one.add_argument("--remove-user", metavar="TÊN", help="bỏ tài khoản")
    one.add_argument("--list-users", action="store_true", help="kể các tài khoản")
    roles = ", ".join(f"{role} ({word.lower()})" for role, word in ROLES.items())
    group.add_argument("--role", choices=ROLES, metavar="VAI", help=f"{roles}; mặc định: {WRITER}")
    meaning = "địa chỉ mọi người gõ, ví dụ https://ban-viet.example.vn; ghi được nhiều lần"
    group.add_argument("--address", type=origin, action="append", default=[], metavar="ĐỊA_CHỈ", help=meaning)
    group.add_argument("--proxy", metavar="MÁY", help="máy chạy nginx, ví dụ 127.0.0.1, để biết ai gọi tới nó")


def origin(text: str) -> str:
    """Return an address as browsers send it: ``https://ban-viet.example.vn``, without the usual port."""
    with suppress(ValueError):
        parts = urlsplit(text.rstrip("/"))
        host, port = parts.hostname or "", parts.port
        is_plain = host.isascii() and all(char.isalnum() or char in ".-:" for char in host)
        rest = parts.username or parts.path or parts.query or parts.fragment
        if parts.scheme in USUAL_PORTS and host and is_plain and not rest:
            shown = f"[{host}]" if ":" in host else host
            return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, USUAL_PORTS[parts.scheme]) else "")
    raise argparse.ArgumentTypeError(f"địa chỉ phải như https://ban-viet.example.vn, không phải “{text[:200]}”")


def run(chosen: options.Namespace) -> int:
    """Do what was chosen with the accounts in the desk's folder; return the exit code. Raises StoppedError."""
    accounts = Accounts(chosen.folder)
    if chosen.remove_user:
        print(f"Đã bỏ tài khoản {accounts.remove(chosen.remove_user)}. Ai đang đăng nhập bằng tên ấy cũng phải ra.")
    elif chosen.add_user:
        is_new = accounts.put(chosen.add_user, chosen.role, password())
        done = "Đã thêm tài khoản" if is_new else "Tài khoản đã có: đã ghi mật khẩu và vai mới cho"
        print(f"{done} {' '.join(chosen.add_user.split())}, {ROLES[chosen.role].lower()}.")
    else:
        there = accounts.all().values()
        for account in there:
            print(f"{account.name}: {ROLES[account.role].lower()}")
        if not there:
            print("Chưa có tài khoản nào.")
    return 0


def password() -> str:
    """Return a password, asked for twice without showing it, or the first line of what is piped in.

    Raises StoppedError when the two differ.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Mật khẩu (không hiện ra khi gõ): ")
    if getpass.getpass("Gõ lại mật khẩu: ") != first:
        raise StoppedError("Hai lần gõ mật khẩu khác nhau. Chạy lại lệnh này.")
    return first
