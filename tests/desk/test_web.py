"""Requests to a desk that runs: who may come in, what is too much, and what goes wrong is said in one sentence."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import GOOD
from desk_server import TOKEN, Server, running_over_good_entries, wait_until

ENTRY = "2018/hoa-giai-vi-du"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_over_good_entries(tmp_path_factory.mktemp("desk")) as server:
        yield server


def test_only_the_token_of_this_start_opens_the_desk(server: Server) -> None:
    entered = server.ask("GET", f"/vao?k={TOKEN}", Cookie="", Origin="", X_Desk="")
    assert (entered.status, entered.headers["location"]) == (303, "/ban-viet/")
    assert {"HttpOnly", "SameSite=strict"} <= set(entered.headers["set-cookie"].split("; "))
    for wrong in ("", "sai", "k" * 5000, "%00", f"{TOKEN}%20"):
        assert server.ask("GET", f"/vao?k={wrong}", Cookie="").status == 403
    assert server.ask("GET", "/ban-viet/", Cookie=f"desk{server.port}=sai").status == 403
    assert server.ask("GET", "/", Cookie="").status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "dan-van-kheo.example"},
        {"Host": "evil.example:8001"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"X_Desk": ""},
        {"Origin": ""},
    ],
    ids=str,
)
def test_other_sites_cannot_write(server: Server, headers: dict[str, str]) -> None:
    answer = server.ask("POST", "/ban-viet/moi", b'{"ten": "Tro cua trang khac"}', **headers)
    assert answer.status == 403
    assert "Bàn viết không nhận" in answer.body.decode()


def test_pages_may_run_and_load_nothing_but_the_desk_s_own(server: Server) -> None:
    headers = server.ask("GET", "/ban-viet/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/ban-viet/du-lieu/2018/..%2f..%2fdanh-muc",
        "/ban-viet/du-lieu/2018/khong-co",
        "/ban-viet/hinh/2018/hoa-giai-vi-du/..%2findex.md",
        "/ban-viet/hinh/2018/hoa-giai-vi-du/index.md",
        "/ban-viet/static/..%2fhome.html",
        "/ban-viet/khong-co",
    ],
)
def test_what_is_not_there_is_not_found(server: Server, path: str) -> None:
    assert server.ask("GET", path).status in (404, 422)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"data": 5}', b"[" * 100_000, b"{}" + b" " * 3_000_000])
def test_a_request_that_is_none_gets_one_sentence(server: Server, body: bytes) -> None:
    before = (server.entries / ENTRY / "index.md").read_bytes()
    for what in ("kiem", "luu"):
        answer = server.ask("POST", f"/ban-viet/{what}/{ENTRY}", body)
        assert answer.status in (409, 422)
        assert answer.json["error"]
    assert (server.entries / ENTRY / "index.md").read_bytes() == before


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("kiem", {"sections": {"1": "\ud800"}}),
        ("kiem", {"sections": {"9" * 5000: "x"}}),
        ("giu", {"data": {"ten": "\ud83d"}}),
        ("kiem", {"data": {"ten": [[[[]]]] * 5}}),
    ],
)
def test_whatever_a_browser_sends_is_answered_in_vietnamese(server: Server, what: str, asked: Any) -> None:
    answer = server.send("PUT" if what == "giu" else "POST", f"/ban-viet/{what}/{ENTRY}", asked)
    assert answer.status < 500
    assert "error" in answer.json or "problems" in answer.json


def test_what_nobody_foresaw_is_told_without_a_traceback(server: Server) -> None:
    deep = b'{"data": {"ten": ' + b"[" * 900 + b"]" * 900 + b"}}"
    answer = server.ask("POST", f"/ban-viet/kiem/{ENTRY}", deep)
    assert answer.status >= 400
    assert answer.json["error"].startswith("Bàn viết")


def test_an_upload_that_is_too_large_or_no_photo_writes_nothing(server: Server) -> None:
    before = sorted(server.entries.rglob("*"))
    for name, data in (("a.jpg", b"\xff\xd8" + b"x" * 41_000_000), ("a.exe", b"MZ"), ("..%2f..%2fb.jpg", b"GIF89a")):
        answer = server.ask("POST", f"/ban-viet/anh/{ENTRY}?ten={name}", data)
        assert answer.status == 422
        assert answer.json["error"]
    assert sorted(server.entries.rglob("*")) == before
    assert list((server.folder / "anh-cho").iterdir()) == []


def test_an_upload_that_breaks_off_leaves_nothing_behind(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        head = f"POST /ban-viet/anh/{ENTRY}?ten=a.jpg HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nX-Desk: 1\r\n"
        head += f"Origin: {server.origin}\r\nCookie: desk{server.port}={TOKEN}\r\nContent-Length: 90000\r\n\r\n"
        line.sendall(head.encode() + b"\xff\xd8\xff" * 1000)
    wait_until(lambda: not list((server.folder / "anh-cho").iterdir()))


def test_two_forms_of_one_entry_know_of_each_other_and_of_the_disk(server: Server) -> None:
    index = server.entries / ENTRY / "index.md"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        head = f"GET /ban-viet/su-kien/{ENTRY} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        line.sendall(f"{head}Cookie: desk{server.port}={TOKEN}\r\n\r\n".encode())
        told = line.makefile("rb")
        first = next(row for row in told if row.startswith(b"data:"))
        assert json.loads(first[5:])["forms"] == 1
        index.write_bytes(index.read_bytes() + b"\n")
        second = next(row for row in told if row.startswith(b"data:"))
        assert json.loads(second[5:])["digest"] != json.loads(first[5:])["digest"]
    index.write_bytes((GOOD / ENTRY / "index.md").read_bytes())


def test_what_is_being_typed_is_on_the_disk(server: Server) -> None:
    kept = {"digest": "x", "data": {"ten": "Đang gõ dở"}, "sections": {}}
    assert server.send("PUT", f"/ban-viet/giu/{ENTRY}", kept).status == 200
    files = list((server.folder / "dang-viet").iterdir())
    assert [json.loads(file.read_bytes()) for file in files] == [kept]
    assert server.ask("DELETE", f"/ban-viet/giu/{ENTRY}").status == 200
    assert list((server.folder / "dang-viet").iterdir()) == []


def test_the_preview_of_the_site_is_at_the_root(server: Server) -> None:
    wait_until(lambda: server.ask("GET", "/").status == 200, 120)
    page = server.ask("GET", f"/mo-hinh/{ENTRY.split('/')[1]}/")
    assert page.status == 200
    assert "Tổ hòa giải" in page.body.decode()
    assert server.ask("GET", "/khong-co-trang-nay/").status == 404


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks Linux for the processes that the desk began")
def test_the_preview_ends_when_the_desk_is_told_to_end(tmp_path: Path) -> None:
    with running_over_good_entries(tmp_path) as desk:
        number = desk.process.pid
        begun = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        desk.process.terminate()
        desk.process.wait(30)
    assert begun
    assert [pid for pid in begun if Path(f"/proc/{pid}").exists()] == []
