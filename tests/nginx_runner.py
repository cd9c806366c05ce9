"""Runs a real nginx for the tests, with the lines that the project prints or writes down for offices."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed: sudo apt-get install nginx")
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def nginx(folder: Path, lines: str, changes: Mapping[str, str], types: str = "") -> Iterator[None]:
    """Run nginx, which keeps its things in ``folder``, until the end of the block; it may take a moment to answer.

    In ``lines``, servers as they are printed, ``changes`` are made first, each of which must have its place there.
    ``types`` is a block of kinds of files.
    """
    for old, new in changes.items():
        assert old in lines
        lines = lines.replace(old, new)
    paths = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in _TEMPORARY)
    text = (
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{ }}\nhttp {{\n{types}\naccess_log off;\n{paths}{lines}\n}}\n"
    )
    (folder / "nginx.conf").write_text(text, "utf-8")
    command = [str(NGINX), "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False, timeout=60)
    assert tried.returncode == 0, tried.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()
