"""A made-up office for the guide: the project with a sample roll in a repository, another office beside it, and a desk.

Everything in it is called a sample (“Mẫu”); dates are the same each time.
"""

import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import environment
from samples import roll, scenes

WRITER, APPROVER, OTHER = "Trần Thị Mẫu", "Lê Văn Mẫu", "Phạm Thị Mẫu"
DAY = "2026-12-01T08:15:00+07:00"
ENTRIES, PHOTOS, SEED = 14, 8, 7  # the last entry is a draft
_SIZE = (1600, 1200)
_COPIED = ("docs", "hooks", "scripts", "mkdocs.yml", ".gitignore", ".gitattributes")
_PATIENCE = 90  # seconds until a desk answers
_SETTINGS = {
    "site_name": "Dân vận khéo phường Mẫu",
    "site_description": "Trang mẫu để viết hướng dẫn, không có thật.",
    "approval": "true",
}


class Office:
    """An office with its desk, below ``folder``. What another office does comes through a repository of both."""

    def __init__(self, folder: Path, photos: int = PHOTOS) -> None:
        """Lay down the project with so many photos, and the repository that the office shares with another one."""
        self.folder, self.top, self.other = folder, folder / "trang", folder / "noi-khac"
        self.entries = self.top / "entries"
        self.cache = folder / "cache"
        self._starts = 0
        self._desk: subprocess.Popen[bytes] | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self._lay_down(photos)

    def _lay_down(self, photos: int) -> None:
        self.top.mkdir()
        for name in _COPIED:
            if (environment.ROOT / name).is_dir():
                leave = shutil.ignore_patterns("__pycache__", "node_modules", "decisions")
                shutil.copytree(environment.ROOT / name, self.top / name, ignore=leave)
            else:
                shutil.copy(environment.ROOT / name, self.top)
        (self.top / ".venv").symlink_to(environment.ROOT / ".venv", target_is_directory=True)
        settings = self.top / "mkdocs.yml"
        text = settings.read_text("utf-8")
        for key, value in _SETTINGS.items():
            text = re.sub(rf"(?m)^( *){key}: .*", rf"\g<1>{key}: {value}", text, count=1)
        settings.write_text(text, "utf-8")
        roll.make(ENTRIES, self.entries, SEED, photos)
        for index in self.entries.glob("*/*/index.md"):
            said = f"duyet: {{nguoi: {APPROVER}, ngay: \\1}}"
            text = index.read_text("utf-8")
            if "trang_thai: cong-bo" in text:
                index.write_text(re.sub(r"(?m)^(?=trang_thai:.*\nngay_dang: (.+)$)", f"{said}\n", text), "utf-8")
        for starter in (environment.ROOT / "entries").glob("Bàn viết.*"):
            shutil.copy(starter, self.entries)
        self._git(self.folder, "init", "-q", "--bare", "-b", "main", "chung.git")
        self._git(self.top, "init", "-q", "-b", "main")
        self._name(self.top, WRITER)
        self._git(self.top, "add", "-A")
        self._git(self.top, "commit", "-qm", "Các bài mẫu")
        self._git(self.top, "remote", "add", "origin", str(self.folder / "chung.git"))
        self._git(self.top, "push", "-qu", "origin", "main")

    def _name(self, top: Path, who: str) -> None:
        for key, value in (("user.name", who), ("user.email", "mau@example.vn"), ("core.autocrlf", "false")):
            self._git(top, "config", key, value)

    def _git(self, folder: Path, *words: str) -> None:
        subprocess.run(["git", *words], cwd=folder, env=self._environment(), check=True, capture_output=True)

    def _environment(self) -> dict[str, str]:
        own = {
            environment.ENTERED: "test",
            "HONOUR_ROLL_CACHE": str(self.cache),
            "HONOUR_ROLL_DESK_TOKEN": self._token,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_DATE": DAY,
            "GIT_COMMITTER_DATE": DAY,
            "TZ": "Asia/Ho_Chi_Minh",
        }
        return {**os.environ, **own}

    @property
    def _token(self) -> str:
        return f"lan-mo-{self._starts}"

    # --- the desk ---

    def open_desk(self) -> str:
        """Start the desk, as a double click does; return the address that it opens in the browser."""
        self._starts += 1
        command = [sys.executable, str(self.top / "scripts" / "desk.py"), "--no-browser", "--port", str(self.port)]
        self._desk = subprocess.Popen(
            command, cwd=self.top, env=self._environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        address = f"http://127.0.0.1:{self.port}/vao?k={self._token}"
        end = time.monotonic() + _PATIENCE
        while not _answers(self.port):
            if time.monotonic() > end or self._desk.poll() is not None:
                sys.exit("The desk of the guide does not start.")
            time.sleep(0.1)
        return address

    def close_desk(self) -> None:
        """Close the desk, as closing its window does."""
        if self._desk:
            self._desk.send_signal(signal.SIGINT)
            self._desk.wait()
            self._desk = None

    # --- what others do ---

    def index(self, path: str) -> Path:
        """Return the file of the entry ``<year>/<slug>``."""
        return self.entries / path / "index.md"

    def somebody_edits(self, path: str, old: str, new: str) -> None:
        """Let a colleague change the file of an entry on this machine, beside the desk."""
        _replace(self.index(path), old, new)

    def both_edit(self, path: str, old: str, mine: str, theirs: str) -> None:
        """Let this office and another one change the same words of an entry; the other one has sent its own."""
        self._git(self.folder, "clone", "-q", str(self.folder / "chung.git"), str(self.other))
        self._name(self.other, OTHER)
        for top, new in ((self.other, theirs), (self.top, mine)):
            _replace(top / "entries" / path / "index.md", old, new)
            self._git(top, "commit", "-qam", "Sửa bài")
        self._git(self.other, "push", "-q")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port)):
            return True
    except OSError:
        return False


def _replace(file: Path, old: str, new: str) -> None:
    data = file.read_bytes()
    if old.encode() not in data:
        sys.exit(f"{file}: the words that somebody else is to change are not there.")
    file.write_bytes(data.replace(old.encode(), new.encode()))


def photo(number: int) -> bytes:
    """Return a drawn photo, with the people that a photo of a model has; it is of nobody."""
    layout = f"huong-dan/{number}"
    picture = scenes.drawn(("street", "garden", "meeting")[number % 3], layout, _SIZE, "after")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
