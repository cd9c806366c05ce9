"""Open the desk: write entries in the browser of this machine, with the site's preview beside it."""

import environment

environment.enter("desk")

import contextlib
import gc
import ipaddress
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator

import uvicorn

import accounts
import options
from honour_roll.commands import command
from honour_roll.desk.accounts import Accounts
from honour_roll.desk.app import Web
from honour_roll.desk.guard import ENTER, Door, Guard, TokenDoor
from honour_roll.desk.login import Login
from honour_roll.desk.nginx import configuration
from honour_roll.desk.preview import Preview
from honour_roll.desk.roles import APPROVER, WRITER
from preview import claim, port, refused

HOST = "127.0.0.1"
ASSETS = environment.ROOT / "hooks" / "desk"


def main(arguments: list[str]) -> int:
    """Do what was asked with accounts or for nginx, else serve the desk until Ctrl+C; return the exit code."""
    chosen = chosen_of(arguments)
    if chosen.add_user or chosen.remove_user or chosen.list_users:
        return accounts.run(chosen)
    if chosen.nginx:
        print(configuration(chosen.address[0], f"{bracketed(chosen.host or HOST)}:{chosen.port}"), end="")
        return 0
    if chosen.host and not Accounts(chosen.folder).all():
        add = f"{command('desk.py')} --add-user “Trần Thị Bình” --role {APPROVER}"
        print(f"Chưa có tài khoản nào nên bàn viết chưa mở ra mạng được. Thêm trước: {add}", file=sys.stderr)
        return 1
    host = chosen.host or HOST
    try:
        claim(host, chosen.port)
    except OSError as error:
        print(f"Không mở được {bracketed(host)}:{chosen.port}: {refused(error, chosen.port)}", file=sys.stderr)
        return 1
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(0)
    )  # uvicorn sends it again when it has ended: so does the preview
    gc.enable()  # options turns it off for commands that end soon
    serve(chosen, host)
    print("Đã đóng bàn viết. Những gì đã gõ đều còn.")
    return 0


def serve(chosen: options.Namespace, host: str) -> None:
    """Serve the desk until Ctrl+C: for who has the token of this start, or with a ``--host`` for who signs in."""
    token = os.environ.get("HONOUR_ROLL_DESK_TOKEN") or secrets.token_urlsafe(24)
    origins = [f"http://{name}:{chosen.port}" for name in (HOST, "localhost")]
    address, login = f"{origins[0]}{ENTER}?k={token}", None
    door: Door = TokenDoor(chosen.port, token, chosen.name or "")
    if chosen.host:
        origins = chosen.address or [f"http://{bracketed(host)}:{chosen.port}"]
        address = origins[0]
        door = login = Login(chosen.folder, origins)
        logging.basicConfig(format="%(asctime)s %(message)s")
        if any(origin.startswith("http://") for origin in origins) and not is_loopback(host):
            print("Mật khẩu và bài đi trên mạng không mã hóa. Nên đặt sau nginx: xem --nginx", file=sys.stderr)
    with preview_beside(chosen) as beside:
        web = Web(options.settings(chosen), chosen.folder, ASSETS, options.THEME, Preview(beside), login)
        config = uvicorn.Config(
            Guard(web.app, origins, door),
            host,
            chosen.port,
            log_level="warning",
            server_header=False,
            proxy_headers=bool(chosen.proxy),  # X-Forwarded-For and -Proto, from no other machine
            forwarded_allow_ips=chosen.proxy,
            timeout_graceful_shutdown=1,  # forms hold a request open for as long as they are
        )
        print(f"Bàn viết: {address}\nNhấn Ctrl+C ở cửa sổ này để đóng.", flush=True)
        if not (chosen.no_browser or chosen.host):
            webbrowser.open(address)
        uvicorn.Server(config).run()


@contextlib.contextmanager
def preview_beside(chosen: options.Namespace) -> Iterator[int]:
    """Run the preview on a free port of this machine while the desk is open; yield the port."""
    with socket.create_server((HOST, 0)) as free:
        number = int(free.getsockname()[1])
    command = [sys.executable, str(environment.ROOT / "scripts" / "preview.py"), "--port", str(number)]
    command += ["--entries", str(chosen.entries)]
    command += ["--registers", str(chosen.registers)] if chosen.registers else []
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield number
    finally:
        process.terminate()
        process.wait()


def chosen_of(arguments: list[str]) -> options.Namespace:
    """Return what was chosen; exit with what does not go together."""
    command = parser()
    chosen = command.parse_args(arguments)
    if chosen.role and not chosen.add_user:
        command.error("--role chỉ đi cùng --add-user")
    chosen.role = chosen.role or WRITER
    if (chosen.address or chosen.proxy) and not (chosen.host or chosen.nginx):
        command.error("--address và --proxy chỉ đi cùng --host hoặc --nginx")
    if chosen.host and chosen.name:
        command.error("--name không đi cùng --host: tên là tên người đăng nhập")
    if chosen.host in ("0.0.0.0", "::") and not chosen.address:  # noqa: S104 - asked for by whoever sets it up
        command.error("--host này mở mọi đường vào máy, nên cần kèm --address: địa chỉ mà mọi người gõ")
    if chosen.nginx and not (chosen.address and chosen.address[0].startswith("https://")):
        command.error("--nginx cần kèm --address https://…: địa chỉ mà mọi người gõ")
    return chosen


def bracketed(host: str) -> str:
    """Return a host as addresses have it: an IPv6 one in brackets."""
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches a host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Mở bàn viết: viết bài, thêm ảnh, xem thử, ngay trong trình duyệt của máy này.")
    parser.add_entries()
    parser.add_argument("--port", type=port, default=8001, metavar="CỔNG", help="cổng (mặc định: 8001)")
    parser.add_argument("--name", metavar="TÊN", help="tên người viết, ghi vào lịch sử (mặc định: tên trong git)")
    parser.add_argument("--no-browser", action="store_true", help="không tự mở trình duyệt")
    parser.add_desk()
    accounts.add_options(parser)
    return parser


if __name__ == "__main__":
    options.run(main, "Đã đóng bàn viết. Những gì đã gõ đều còn.")
