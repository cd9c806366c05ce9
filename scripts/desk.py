"""Open the desk: write entries in the browser of this machine, with the site's preview beside it."""

import environment

environment.enter("desk")

import contextlib
import gc
import os
import secrets
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator

import uvicorn

import options
from honour_roll.desk.app import Web
from honour_roll.desk.guard import ENTER, Guard
from honour_roll.desk.preview import Preview
from preview import claim, port, refused

HOST = "127.0.0.1"
ASSETS = environment.ROOT / "hooks" / "desk"


def main(arguments: list[str]) -> int:
    """Serve the desk until Ctrl+C; return the exit code."""
    chosen = parser().parse_args(arguments)
    try:
        claim(HOST, chosen.port)
    except OSError as error:
        print(f"Không mở được {HOST}:{chosen.port}: {refused(error, chosen.port)}", file=sys.stderr)
        return 1
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(0)
    )  # uvicorn sends it again when it has ended: so does the preview
    gc.enable()  # options turns it off for commands that end soon
    token = os.environ.get("HONOUR_ROLL_DESK_TOKEN") or secrets.token_urlsafe(24)
    address = f"http://{HOST}:{chosen.port}{ENTER}?k={token}"
    with preview_beside(chosen) as beside:
        web = Web(options.settings(chosen), chosen.folder, ASSETS, options.THEME, Preview(beside), chosen.name or "")
        config = uvicorn.Config(
            Guard(web.app, chosen.port, token),
            HOST,
            chosen.port,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=1,  # forms hold a request open for as long as they are
        )
        print(f"Bàn viết: {address}\nNhấn Ctrl+C ở cửa sổ này để đóng.", flush=True)
        if not chosen.no_browser:
            webbrowser.open(address)
        uvicorn.Server(config).run()
    print("Đã đóng bàn viết. Những gì đã gõ đều còn.")
    return 0


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


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Mở bàn viết: viết bài, thêm ảnh, xem thử, ngay trong trình duyệt của máy này.")
    parser.add_entries()
    parser.add_argument("--port", type=port, default=8001, metavar="CỔNG", help="cổng (mặc định: 8001)")
    parser.add_argument("--name", metavar="TÊN", help="tên người viết, ghi vào lịch sử (mặc định: tên trong git)")
    parser.add_argument("--no-browser", action="store_true", help="không tự mở trình duyệt")
    parser.add_desk()
    return parser


if __name__ == "__main__":
    options.run(main, "Đã đóng bàn viết. Những gì đã gõ đều còn.")
