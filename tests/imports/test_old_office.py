"""A .doc goes through LibreOffice, which asks nobody; where there is none, one plain sentence."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from imported import imported
from ooxml import Word, photo

from honour_roll.imports import old_office
from honour_roll.imports.office_package import Package
from honour_roll.imports.refusals import RefusedError

DOC = Path(__file__).parent / "files" / "d18-bao-cao-cu.doc"
needs_office = pytest.mark.skipif(not old_office.found(), reason="LibreOffice is not installed")


class Listening:
    """A server that notes whoever connects, and answers nobody."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.asked = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.asked += 1
                connection.close()


@pytest.fixture
def server() -> Iterator[Listening]:
    listening = Listening()
    yield listening
    listening.socket.close()


def linked_doc(port: int, folder: Path) -> bytes:
    """Return a .doc whose picture lies on a server."""
    page = folder / "nguon.html"
    page.write_text(f'<html><body><p>Báo cáo</p><img src="http://127.0.0.1:{port}/a.png"></body></html>', "utf-8")
    program, profile = old_office.found(), f"-env:UserInstallation={(folder / 'nguon').as_uri()}"
    options = ["--headless", "--infilter=HTML (StarWriter)", "--convert-to", "doc:MS Word 97"]
    subprocess.run([program, profile, *options, "--outdir", str(folder), str(page)], check=True, timeout=120)
    return (folder / "nguon.doc").read_bytes()


@needs_office
def test_nothing_is_asked_while_a_doc_with_a_linked_picture_is_converted(server: Listening, tmp_path: Path) -> None:
    doc = linked_doc(server.port, tmp_path)
    assert f"127.0.0.1:{server.port}".encode("utf-16-le") in doc or f"127.0.0.1:{server.port}".encode() in doc
    server.asked = 0
    made = imported(doc, tmp_path, "bao-cao.doc")
    time.sleep(0.2)
    assert made.answer["outcome"] == "draft"
    assert "converted" in made.answer["remarks"]
    assert server.asked == 0


@needs_office
def test_nothing_is_asked_where_the_kernel_leaves_the_network(
    server: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = linked_doc(server.port, tmp_path)
    server.asked = 0
    monkeypatch.setattr(old_office, "_without_network", lambda: ())
    assert Package(old_office.as_docx(doc)).main == "word/document.xml"
    time.sleep(0.2)
    assert server.asked == 0


@needs_office
def test_the_server_is_asked_without_our_profile(server: Listening, tmp_path: Path) -> None:
    """The proof itself can fail: LibreOffice as it is does ask."""
    (tmp_path / "in.doc").write_bytes(linked_doc(server.port, tmp_path))
    server.asked = 0
    profile = f"-env:UserInstallation={(tmp_path / 'as-it-is').as_uri()}"
    options = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path)]
    subprocess.run([old_office.found(), profile, *options, str(tmp_path / "in.doc")], check=True, timeout=120)
    assert server.asked > 0


@needs_office
@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for LibreOffice")
def test_a_conversion_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "soffice"
    endless.write_text("#!/bin/sh\nsleep 300 &\necho $! > " + str(tmp_path / "pid") + "\nsleep 300\n")
    endless.chmod(0o755)
    monkeypatch.setattr(old_office, "found", lambda: str(endless))
    monkeypatch.setattr(old_office, "_SECONDS", 1)
    monkeypatch.setattr(old_office, "_without_network", lambda: ())
    with pytest.raises(RefusedError):
        old_office.as_docx(b"doc")
    time.sleep(0.2)
    child = Path("/proc") / (tmp_path / "pid").read_text().strip() / "status"
    assert not child.exists() or "zombie" in child.read_text()


def test_without_libreoffice_one_plain_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_office, "found", lambda: "")
    made = imported(DOC.read_bytes(), tmp_path, "bao-cao.docx")
    assert made.answer["reason"] == "doc-needs-word"
    assert made.answer["sentence"] == "Tệp .doc kiểu cũ: mở bằng Word, lưu lại thành .docx rồi thả lại."


def test_a_protected_doc_is_told_as_such(tmp_path: Path) -> None:
    data = bytearray(DOC.read_bytes())
    at = data.index(b"\xec\xa5")  # with these bytes the stream WordDocument begins
    data[at + 0x0B] |= 0x01
    assert imported(bytes(data), tmp_path, "bao-cao.doc").answer["reason"] == "password"


def test_a_docx_called_doc_needs_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_office, "found", lambda: "")
    data = Word().p("Mô hình “Bến nước sạch”", bold=True).p("Dọn 3 tấn rác.").picture(photo(1)).bytes()
    assert imported(data, tmp_path, "bao-cao.doc").answer["outcome"] == "draft"
