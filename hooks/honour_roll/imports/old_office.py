"""A Word document of before 2007 (.doc) becomes a .docx by the LibreOffice of this machine, which must ask nobody.

LibreOffice fetches pictures that are only linked while it converts. So each run has a fresh profile whose proxy is a
closed port, and where the kernel allows it, no network at all.
"""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from honour_roll.imports.refusals import RefusedError

_SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice")
_MAC, _WINDOWS = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"), r"LibreOffice\program\soffice.exe"
_FILTER = "docx:MS Word 2007 XML"
# Port 9 is the discard service, which runs nowhere. Linked pictures of untrusted files and macros are off besides.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetNoProxy"><value></value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""


def as_docx(data: bytes) -> bytes:
    """Return a .doc as .docx. Raises RefusedError where there is no LibreOffice, or it cannot read the file in time."""
    program = found()
    if not program:
        raise RefusedError("doc-needs-word")
    with tempfile.TemporaryDirectory(prefix="honour-roll-doc-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        profile = here / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (here / "in.doc").write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(here / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", _FILTER),
            *("--outdir", folder, str(here / "in.doc")),
        ]
        _run([*_without_network(), *command], here)
        made = here / "in.docx"
        if not made.is_file():
            raise RefusedError("doc-needs-word")
        return made.read_bytes()


def found() -> str:
    """Return the program of LibreOffice; nothing where there is none."""
    known = next(filter(None, map(shutil.which, _PROGRAMS)), "")
    places = [
        _MAC,
        *(Path(os.environ[name]) / _WINDOWS for name in ("ProgramFiles", "ProgramW6432") if name in os.environ),
    ]
    return known or next((str(place) for place in places if place.is_file()), "")


@functools.cache
def _without_network() -> tuple[str, ...]:
    """Return the words before a command that leave it no network; none where the kernel does not allow that."""
    words = ("unshare", "--map-root-user", "--net", "--")
    if not shutil.which(words[0]):
        return ()
    with suppress(OSError, subprocess.SubprocessError):
        tried = subprocess.run([*words, "true"], capture_output=True, timeout=5, check=False)
        return words if tried.returncode == 0 else ()
    return ()


def _run(command: list[str], home: Path) -> None:
    """Run a command with its children, for at most ``_SECONDS``. Raises RefusedError when that was not enough."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    env = {**os.environ, **proxies, "no_proxy": "", "NO_PROXY": "", "HOME": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=env,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            raise RefusedError("doc-needs-word") from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
