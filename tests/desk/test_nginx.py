"""A shared desk behind a real nginx with the configuration that ``desk.py --nginx`` prints, over TLS."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from photo_hands import photo
from shared_desk import AN, LOGIN, PASSWORD, shared

from desk_server import Answer, Server, free_port, wait_until
from environment import ROOT
from honour_roll.desk.edits import digest
from nginx_runner import needs_nginx, nginx

HOST = "ban-viet.test"
needs_openssl = pytest.mark.skipif(
    not shutil.which("openssl"), reason="openssl is not installed: sudo apt-get install openssl"
)
pytestmark = [needs_nginx, needs_openssl]


class Front(NamedTuple):
    """Nginx in front of a desk: the port of its address, the certificate that it shows, and the desk."""

    port: int
    certificate: Path
    desk: Server

    @property
    def host(self) -> str:
        return f"{HOST}:{self.port}"

    @contextmanager
    def line(self, source: str = "127.0.0.1") -> Iterator[ssl.SSLSocket]:
        """Open a line to nginx from an address of this machine; its certificate is looked at."""
        trusting = ssl.create_default_context(cafile=str(self.certificate))
        with (
            socket.create_connection(("127.0.0.1", self.port), 120, (source, 0)) as plain,
            trusting.wrap_socket(plain, server_hostname=HOST) as line,
        ):
            yield line

    def ask(
        self, method: str, path: str, body: bytes | None = None, source: str = "127.0.0.1", **headers: str
    ) -> Answer:
        """Ask as the desk's own page would; ``headers`` replace its own."""
        own = {"Host": self.host, "Origin": f"https://{self.host}", "X-Desk": "1"}
        with self.line(source) as line, closing(http.client.HTTPConnection(HOST)) as connection:
            connection.sock = line
            given = own | {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def sign_in(self, name: str, password: str = PASSWORD, source: str = "127.0.0.1", **headers: str) -> Answer:
        body = json.dumps({"ten": name, "mat_khau": password}).encode()
        return self.ask("POST", LOGIN, body, source, **headers)


def printed(address: str, port: int) -> str:
    """Return what ``desk.py --nginx`` prints."""
    command = [sys.executable, str(ROOT / "scripts" / "desk.py"), "--nginx", "--address", address, "--port", str(port)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of the host's name in a folder, signed by itself; return it and its key."""
    pem, key = folder / "cert.pem", folder / "cert.key"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(pem)]
    subprocess.run(command, check=True, capture_output=True)
    return pem, key


@contextmanager
def before(folder: Path, desk: Server, port: int) -> Iterator[Front]:
    """Run nginx at a port before a desk that may be there or not."""
    pem, key = certificate(folder)
    changes = {
        f"listen {port} ssl": f"listen 127.0.0.1:{port} ssl",
        f"listen [::]:{port} ssl http2;": "",
        f"/etc/ssl/{HOST}.pem": str(pem),
        f"/etc/ssl/private/{HOST}.key": str(key),
    }
    with nginx(folder, printed(f"https://{HOST}:{port}", desk.port), changes):
        front = Front(port, pem, desk)
        wait_until(lambda: front.ask("GET", LOGIN).status > 0)
        yield front


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder, port = tmp_path_factory.mktemp("front"), free_port()
    address = f"https://{HOST}:{port}"
    with (
        shared(folder, "--address", address, "--proxy", "127.0.0.1", host=f"{HOST}:{port}") as desk,
        before(folder, desk, port) as front,
    ):
        yield front


@pytest.fixture
def signed_in(front: Front) -> str:
    """The cookie of a writer who has signed in."""
    return front.sign_in(AN).headers["set-cookie"].partition(";")[0]


def test_who_signs_in_over_tls_gets_a_cookie_for_this_host_and_tls_alone(front: Front) -> None:
    answer = front.sign_in(AN)
    assert (answer.status, answer.json) == (200, {"ten": AN})
    assert answer.headers["set-cookie"].startswith("__Host-ban-viet=")
    flags = answer.headers["set-cookie"].split("; ")[1:]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=strict"} == {*flags}
    cookie = answer.headers["set-cookie"].partition(";")[0]
    assert AN in front.ask("GET", "/ban-viet/", Cookie=cookie).body.decode()
    assert front.ask("GET", "/ban-viet/", Cookie="", Accept="text/html").headers["location"] == f"{LOGIN}?ve=/ban-viet/"


def test_every_answer_tells_browsers_to_come_by_tls_alone(front: Front) -> None:
    for path in (LOGIN, "/ban-viet/", "/ban-viet/khong-co"):
        assert front.ask("GET", path).headers["strict-transport-security"] == "max-age=31536000"
    assert "default-src 'none'" in front.ask("GET", LOGIN).headers["content-security-policy"]


def test_an_edit_is_saved_and_a_photo_taken_in(front: Front, signed_in: str) -> None:
    body = json.dumps({"ten": "Bài viết qua mạng"}).encode()
    path = front.ask("POST", "/ban-viet/moi", body, Cookie=signed_in).json["path"]
    index = front.desk.entries / path / "index.md"
    edits = {"digest": digest(index.read_bytes()), "sections": {"0": "Đường ngõ ngập mỗi khi mưa."}}
    saved = front.ask("POST", f"/ban-viet/luu/{path}", json.dumps(edits).encode(), Cookie=signed_in)
    assert saved.status == 200, saved.body.decode()
    assert "Đường ngõ ngập mỗi khi mưa." in index.read_text("utf-8")
    taken = front.ask("POST", f"/ban-viet/anh/{path}?ten=ngo.jpg", photo(1), Cookie=signed_in)
    assert taken.status == 200, taken.body.decode()
    assert (index.parent / taken.json["name"]).is_file()
    author = ["git", "log", "-1", "--format=%an", "--", str(index)]
    assert subprocess.run(author, cwd=index.parent, capture_output=True, check=True).stdout.decode().strip() == AN


def test_a_file_that_is_too_large_is_refused_in_one_sentence_by_nginx_and_by_the_desk(
    front: Front, signed_in: str
) -> None:
    body = json.dumps({"ten": "Ảnh quá nặng"}).encode()
    path = front.ask("POST", "/ban-viet/moi", body, Cookie=signed_in).json["path"]
    for size, status in ((44_000_000, 413), (41_000_000, 422)):
        data = b"\xff\xd8" + bytes(size)
        answer = front.ask("POST", f"/ban-viet/anh/{path}?ten=a.jpg", data, Cookie=signed_in)
        assert answer.status == status
        assert "lớn hơn 40 MB. Chụp lại hoặc thu nhỏ rồi thả lại." in answer.json["error"]


def test_events_come_at_once(front: Front, signed_in: str) -> None:
    entry = "2018/hoa-giai-vi-du"
    index = front.desk.entries / entry / "index.md"
    with front.line() as line:
        head = f"GET /ban-viet/su-kien/{entry} HTTP/1.1\r\nHost: {front.host}\r\nCookie: {signed_in}\r\n\r\n"
        line.sendall(head.encode())
        told = line.makefile("rb")
        first = next(row for row in told if row.startswith(b"data:"))
        index.write_bytes(index.read_bytes() + b"\n")
        since = time.monotonic()
        second = next(row for row in told if row.startswith(b"data:"))
        assert time.monotonic() - since < 5  # seconds; the desk looks each second, and nginx may hold nothing back
    assert json.loads(first[5:])["digest"] != json.loads(second[5:])["digest"]


def test_another_name_of_this_machine_is_refused(front: Front, signed_in: str) -> None:
    for host in (HOST, f"127.0.0.1:{front.port}", "evil.example"):
        assert front.ask("GET", "/ban-viet/", Host=host, Cookie=signed_in).status == 403
    assert front.sign_in(AN, Origin=f"http://{front.host}").status == 403


def test_tries_count_for_who_makes_them_whatever_address_is_claimed(front: Front) -> None:
    tries = [
        front.sign_in(f"Ai {number}", "sai", "127.0.0.3", X_Forwarded_For=f"192.0.2.{number}").status
        for number in range(21)
    ]
    assert tries == [401] * 19 + [429] * 2
    assert front.sign_in("Ai khác", "sai", "127.0.0.4").status == 401
    assert front.sign_in(AN, PASSWORD, "127.0.0.3").status == 429


def test_who_is_no_proxy_cannot_claim_an_address(front: Front) -> None:
    body = json.dumps({"ten": "Kẻ lạ", "mat_khau": "sai"}).encode()
    with closing(http.client.HTTPConnection("127.0.0.1", front.desk.port, source_address=("127.0.0.5", 0))) as line:
        own = {"Host": front.host, "Origin": f"https://{front.host}", "X-Desk": "1", "X-Forwarded-For": "192.0.2.200"}
        line.request("POST", LOGIN, body, own)
        assert line.getresponse().status == 401
    front.sign_in("Người thật", "sai", "127.0.0.6", X_Forwarded_For="192.0.2.201")
    log = (front.desk.folder.parent / "log").read_text("utf-8")
    assert "Kẻ lạ, từ 127.0.0.5" in log
    assert "Người thật, từ 127.0.0.6" in log
    assert "192.0.2." not in log


def test_a_desk_that_is_closed_is_told_as_such(tmp_path: Path) -> None:
    nobody = Server(free_port(), tmp_path, tmp_path, subprocess.Popen(["true"]))
    nobody.process.wait()
    with before(tmp_path, nobody, free_port()) as front:
        answer = front.ask("GET", "/ban-viet/")
        assert answer.status == 502
        assert answer.body.decode().startswith("Bàn viết đang đóng.")


def test_at_the_usual_port_who_comes_without_tls_is_led_to_it(tmp_path: Path) -> None:
    pem, key = certificate(tmp_path)
    plain, port = free_port(), free_port()
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen [::]:80;": "",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "listen [::]:443 ssl http2;": "",
        f"/etc/ssl/{HOST}.pem": str(pem),
        f"/etc/ssl/private/{HOST}.key": str(key),
    }

    def led_to() -> str | None:
        with closing(http.client.HTTPConnection("127.0.0.1", plain, timeout=20)) as line:
            line.request("GET", "/ban-viet/bai/2018/x?a=1", headers={"Host": "evil.example"})
            return line.getresponse().headers["Location"]

    with nginx(tmp_path, printed(f"https://{HOST}", 8001), changes):
        wait_until(lambda: led_to() == f"https://{HOST}/ban-viet/bai/2018/x?a=1")
