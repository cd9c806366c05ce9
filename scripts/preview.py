"""Check the entries, build the site and serve it on this machine, built again at each change."""

import environment

environment.enter()

import argparse
import errno
import logging
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from mkdocs.commands.serve import serve
from mkdocs.exceptions import Abort, MkDocsException

import options
from honour_roll.builder import mkdocs_file
from honour_roll.problem import shown
from honour_roll.system_errors import reason

# What MkDocs says that matters to the person at the screen; the rest of its progress is left out.
SAID = {
    "Serving on": "Đã sẵn sàng. Nhấn Ctrl+C để dừng.",
    "Detected file changes": "Có thay đổi: đang dựng lại…",
    "Reloading browsers": "Đã dựng lại xong.",
    "An error happened during the rebuild": "Chưa dựng lại được. Hãy sửa lỗi ở trên rồi lưu lại.",
}


# Said on every page of a preview of samples: in its head, in its foot and in its title.
DEMO: dict[str, Any] = {
    "site_name": "Trang thử, không có thật",
    "site_description": "Các bài ở đây do máy viết, ảnh do máy vẽ, để xem thử trang khi có nhiều bài. Không có thật.",
}


class Spoken(logging.Handler):
    """Prints warnings and what the project itself logs as they are, and MkDocs' progress in Vietnamese."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one log record, or nothing."""
        message = record.getMessage()
        for english, vietnamese in SAID.items():
            if english in message:
                print(vietnamese, flush=True)
                return
        # The server warns of every request that is not a plain answer, such as a browser's for an icon.
        least = logging.ERROR if record.name == "mkdocs.livereload" else logging.WARNING
        if record.levelno >= least or record.name.startswith("mkdocs.plugins."):
            print(message, file=sys.stderr, flush=True)


def main(arguments: list[str], config_file: Path) -> int:
    """Serve the site of `config_file` until Ctrl+C; return the exit code."""
    command = parser()
    chosen = command.parse_args(arguments)
    if chosen.demo and (chosen.entries != options.ENTRIES or chosen.registers):
        command.error("--demo có bài và danh mục riêng, không đi cùng --entries hay --registers")
    if wrong := mkdocs_file.told(config_file):
        print(wrong, file=sys.stderr)
        return 1
    logging.basicConfig(level=logging.INFO, handlers=[Spoken()])
    # Stopped from outside, it tidies up as it does at Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    address = f"[{chosen.host}]:{chosen.port}" if ":" in chosen.host else f"{chosen.host}:{chosen.port}"
    try:
        # Asked before the build: MkDocs would ask only after it.
        claim(chosen.host, chosen.port)
    except OSError as error:
        print(f"Không mở được {address}: {refused(error, chosen.port)}", file=sys.stderr)
        return 1
    if chosen.demo:
        try:
            chosen.entries = demo_entries()
        except OSError as error:
            print(f"Không ghi được bài mẫu vào {shown(options.CACHE)}: {reason(error)[0]}.", file=sys.stderr)
            return 1
    options.tell_hooks(chosen)
    print(f"Đang kiểm tra bài và dựng trang; xong sẽ mở được ở http://{address}/", flush=True)
    try:
        serve(str(config_file), dev_addr=address, **(DEMO if chosen.demo else {}))
    except KeyboardInterrupt:
        return 0
    except Abort:
        return 1  # what was wrong has been logged
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def claim(host: str, port: int) -> None:
    """Bind an address and release it; raise OSError when another process has it."""
    socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()


def refused(error: OSError, port: int) -> str:
    """Return why an address cannot be had, and what to try, for staff."""
    if isinstance(error, socket.gaierror):
        why, wrong = "không có máy nào tên như thế", "host"
    elif error.errno == errno.EACCES:
        why, wrong = "máy không cho phép dùng cổng này", "port"
    else:
        why, wrong = reason(error)[0], "port" if error.errno == errno.EADDRINUSE else "host"
    mends = {
        "host": "Hãy bỏ --host, hoặc ghi địa chỉ của máy này, ví dụ: --host 127.0.0.1",
        "port": f"Hãy chọn cổng khác, ví dụ: --port {port % 65535 + 1}",
    }
    return f"{why}.\n    {mends[wrong]}"


def demo_entries() -> Path:
    """Return the folder of the samples that ``--demo`` shows."""
    from samples import roll

    print("Đang lấy các bài mẫu; lần đầu máy phải viết bài và vẽ ảnh, chừng một phút.", flush=True)
    return roll.demo(options.CACHE / "demo")


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Xem thử trang web trên máy này: kiểm tra bài, dựng trang, dựng lại khi có thay đổi.")
    parser.add_entries()
    parser.add_argument("--demo", action="store_true", help="xem các bài mẫu do máy viết, không có thật, có ảnh vẽ")
    parser.add_argument("--port", type=port, default=8000, metavar="CỔNG", help="cổng (mặc định: 8000)")
    parser.add_argument("--host", default="127.0.0.1", metavar="MÁY", help="địa chỉ (mặc định: 127.0.0.1)")
    return parser


def port(text: str) -> int:
    """Return a port's number."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"cổng phải là số từ 1 đến 65535, không phải “{text}”")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], environment.ROOT / "mkdocs.yml"))
