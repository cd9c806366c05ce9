"""The project's own `.venv`, made and entered by every command, so that Python alone is enough to start.

A command begins with

    import environment

    environment.enter()

and only then imports what is not in the standard library. This file, and the syntax of every command
that calls it, must parse on old Pythons, or they could not say that they are too old.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import json
import os
import shutil
import sys
import sysconfig
import time
from pathlib import Path
from typing import IO, Any, Dict, Iterator

Stamp = Dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
GROUPS = {
    "build": ("requirements.lock",),
    "heic": ("requirements.lock", "scripts/heic.lock"),
    "desk": ("requirements.lock", "scripts/desk.lock"),
    "import": ("requirements.lock", "scripts/import.lock"),
    "test": ("requirements.lock", "tests/requirements.lock", "scripts/desk.lock", "scripts/import.lock"),
    "bench": (
        "requirements.lock",
        "tests/requirements.lock",
        "scripts/desk.lock",
        "scripts/import.lock",
        "tests/bench/requirements.lock",
    ),
}
# Set in the process that runs in `.venv`; commands that it starts need not look again.
ENTERED = "HONOUR_ROLL_GROUP"
# The word by which the user called Python, so that messages name the one that runs; honour_roll/commands.py reads it.
TYPED = "HONOUR_ROLL_PYTHON"


class CannotPrepareError(Exception):
    """The environment cannot be made; the text says why and what to do, in Vietnamese."""


def enter(group: str = "build") -> None:
    """Return inside `.venv` with the packages of `group`; make it, and start the command again, if need be.

    Does nothing when a command is imported instead of run, as tests and worker processes do.
    """
    if not _is_command(getattr(sys.modules["__main__"], "__file__", None)):
        return
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.excepthook = _tell
    venv = ROOT / ".venv"
    inside = venv.exists() and venv.samefile(sys.prefix)
    if inside and covers(os.environ.get(ENTERED, ""), group):
        return
    try:
        refuse_old_python(sys.version_info[:2])
        prepare(ROOT, group)
    except CannotPrepareError as reason:
        sys.exit(str(reason))
    except OSError as error:
        sys.exit(
            f"Không ghi được vào {error.filename or ROOT}: {_reason(error)}.\n"
            "    Hãy xem quyền ghi, đóng các lệnh khác đang dùng .venv rồi chạy lại."
        )
    except KeyboardInterrupt:
        sys.exit("\nĐã dừng khi chưa cài xong thư viện. Chạy lại lệnh này để cài tiếp.")
    _start_again_inside(venv, group)


def _is_command(main_file: str | None) -> bool:
    return main_file is not None and Path(main_file).resolve().parent == ROOT / "scripts"


def covers(entered: str, group: str) -> bool:
    """Return whether a process that entered `entered` has all that `group` needs."""
    return set(GROUPS[group]) <= set(GROUPS.get(entered, ()))


def refuse_old_python(version: tuple[int, ...]) -> None:
    """Raise if this Python, given as (major, minor), is older than the project needs."""
    if version < OLDEST:
        needed, found = (".".join(map(str, numbers)) for numbers in (OLDEST, version))
        message = (
            f"Cần Python {needed} trở lên; lệnh này đang chạy bằng Python {found}.\n"
            f"    Hãy cài Python {needed} hoặc mới hơn rồi chạy lại."
        )
        raise CannotPrepareError(message)


def prepare(root: Path, group: str) -> None:
    """Make `.venv` below `root` hold exactly the locked packages of `group`; quick when it does already."""
    venv, locks = root / ".venv", digests(root, group)
    if is_current(read_stamp(venv), locks):
        return
    with alone(root / ".cache" / "environment.lock", "Một lệnh khác đang cài thư viện; đang chờ nó xong…"):
        stamp = read_stamp(venv)
        if is_current(stamp, locks):
            return
        if stamp is None:
            _say("Lần đầu chạy: đang cài thư viện vào .venv (khoảng một phút)…")
            _make(root)
            stamp = new_stamp()
        elif locks.keys() <= stamp["locks"].keys():
            _say("Danh sách thư viện đã đổi: đang cập nhật .venv…")
        else:
            _say("Đang cài thêm thư viện cho lệnh này vào .venv (khoảng một phút)…")
        _install(root, list(locks))
        stamp["locks"].update(locks)
        _stamp_path(venv).write_text(json.dumps(stamp, indent=2), encoding="utf-8")


def digests(root: Path, group: str) -> dict[str, str]:
    """Return the lock files of `group`, each with the SHA-256 of its present content."""
    return {lock: hashlib.sha256((root / lock).read_bytes()).hexdigest() for lock in GROUPS[group]}


def new_stamp() -> Stamp:
    """Return the stamp of an environment that this Python made and that holds no package yet."""
    return {"python": _minor_version(), "base": sys.base_prefix, "locks": {}}


def read_stamp(venv: Path) -> Stamp | None:
    """Return the stamp of a finished `.venv`, or None where it must be made anew.

    It must when it was never finished, when its Python is gone, and when that is not the version now running.
    """
    try:
        stamp: Stamp = json.loads(_stamp_path(venv).read_text(encoding="utf-8"))
        same_python = stamp["python"] == _minor_version() and Path(stamp["base"]).exists()
    except (OSError, ValueError, KeyError):
        return None
    return stamp if same_python and _python(venv).exists() else None


def is_current(stamp: Stamp | None, locks: dict[str, str]) -> bool:
    """Return whether an environment with this stamp holds these locks as they are now."""
    return stamp is not None and locks.items() <= stamp["locks"].items()


def _make(root: Path) -> None:
    """Create an empty `.venv` in which only `hooks/` is importable."""
    venv = root / ".venv"
    if venv.exists() or venv.is_symlink():
        if not (venv / "pyvenv.cfg").is_file():
            message = f"{venv} không phải môi trường Python nên không dám xóa. Hãy đổi tên nó rồi chạy lại."
            raise CannotPrepareError(message)
        # Renamed first: a half-deleted environment would no longer look like one.
        old = root / ".cache" / f"venv-{os.getpid()}"
        venv.rename(old)
        shutil.rmtree(old, ignore_errors=True)
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        message = (
            "Python trên máy này thiếu phần venv nên không tạo được .venv.\n"
            "    Trên Debian, Ubuntu hãy chạy: sudo apt install python3-venv\n    rồi chạy lại lệnh này."
        )
        raise CannotPrepareError(message)
    python = getattr(sys, "_base_executable", sys.executable)
    _run([python, "-I", "-m", "venv", str(venv)], "Không tạo được .venv.", "Hãy xem lỗi ở trên rồi chạy lại.")
    base = {"base": str(venv), "platbase": str(venv)}
    packages = Path(sysconfig.get_path("purelib", "venv", base))
    # A relative path survives moving the project and holds no letter that a Windows code page garbles.
    hooks = os.path.relpath(root / "hooks", packages)
    (packages / "honour_roll.pth").write_text(hooks + "\n", encoding="ascii")


def _install(root: Path, locks: list[str]) -> None:
    pip = [str(_python(root / ".venv")), "-I", "-X", "utf8", "-m", "pip"]
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-user"]
    files = [word for lock in locks for word in ("-r", str(root / lock))]
    _run(
        [*pip, "install", *options, "--require-hashes", "--no-deps", *files],
        "Không cài được thư viện vào .venv.",
        "Hãy kiểm tra mạng (và proxy, nếu cơ quan dùng proxy) rồi chạy lại lệnh này.\n"
        "    Nếu vẫn lỗi, hãy gửi các dòng trên cho người phụ trách kỹ thuật.",
    )


def _run(command: list[str], failure: str, advice: str) -> None:
    """Run quietly; on failure raise with the last lines of the output between `failure` and `advice`."""
    import subprocess  # not needed once the environment is there, when every command begins with this file

    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        last_lines = done.stdout.decode("utf-8", "replace").strip().splitlines()[-5:]
        raise CannotPrepareError("\n".join([failure, *("    | " + line for line in last_lines), "    " + advice]))


@contextlib.contextmanager
def alone(path: Path, waiting: str) -> Iterator[None]:
    """Hold the lock on `path`, which one command at a time can; say `waiting` when that has to wait for another.

    The system frees it if we die.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if not _try_lock(file):
            _say(waiting)
            while not _try_lock(file):
                time.sleep(0.2)
        yield


def _try_lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _start_again_inside(venv: Path, group: str) -> None:
    """Run this same command with the Python of `.venv`; does not return."""
    command = [str(_python(venv)), *sys.orig_argv[1:]]
    # Material's banner about MkDocs 2 says nothing to the staff who run this.
    env = {**os.environ, ENTERED: group, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    if os.path.basename(sys.orig_argv[0]) == sys.orig_argv[0]:  # no path, but a word such as python3
        env.setdefault(TYPED, sys.orig_argv[0])
    if sys.platform != "win32":
        os.execve(command[0], command, env)
    import subprocess

    # On Windows exec would give the prompt back while the command still runs.
    process = subprocess.Popen(command, env=env)
    while True:
        # Ctrl+C reaches the command too: it decides how to end.
        with contextlib.suppress(KeyboardInterrupt):
            sys.exit(process.wait())


def _tell(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Print the exception that ends the command; of Ctrl+C, which may come while it loads, only one sentence."""
    if issubclass(kind, KeyboardInterrupt):
        _say("\nĐã dừng.")
    else:
        sys.__excepthook__(kind, error, trace)


def _reason(error: OSError) -> str:
    """Return why the system has refused, in Vietnamese; the module that knows it needs no environment."""
    sys.path.append(str(ROOT / "hooks"))
    from honour_roll.system_errors import reason

    return reason(error)[0]


def _python(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _stamp_path(venv: Path) -> Path:
    return venv / "honour-roll.json"


def _minor_version() -> str:
    return "{}.{}".format(*sys.version_info[:2])


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
