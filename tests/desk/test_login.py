"""The door of a shared desk: signing in and out, who is kept out, and what strangers are told."""

from __future__ import annotations

import json
import socket
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from shared_desk import AN, LOGIN, PASSWORD, Visitor, shared, sign_in, visitor

from desk_server import TOKEN, Answer, Server, wait_until

ENTRY = "2018/hoa-giai-vi-du"
HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A shared desk behind a machine that says from where somebody asks: so each test has an address of its own."""
    with shared(tmp_path_factory.mktemp("desk"), "--proxy", "127.0.0.1") as server:
        yield server


@pytest.fixture(scope="module")
def an(server: Server) -> Visitor:
    return visitor(server, AN)


def stranger(server: Server, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
    return server.ask(method, path, body, **{"Cookie": "", **headers})


def name_at(server: Server, cookie: str) -> str:
    """Return who is signed in with a cookie."""
    return str(server.ask("GET", f"{LOGIN}/ten", Cookie=cookie).json["ten"])


# --- signing in and out -----------------------------------------------------------------------------------------------


def test_who_signs_in_gets_a_cookie_that_scripts_and_other_sites_cannot_use(server: Server) -> None:
    answer = sign_in(server, "nguyen thi an")
    assert (answer.status, answer.json) == (200, {"ten": AN})
    given, *attributes = answer.headers["set-cookie"].split("; ")
    assert given.startswith(f"ban-viet-{server.port}=")
    assert {one.lower() for one in attributes} == {"httponly", "samesite=strict", "path=/"}
    assert name_at(server, given) == AN
    assert server.ask("GET", "/ban-viet/", Cookie=given).status == 200


def test_a_password_may_be_typed_with_accents_apart(server: Server) -> None:
    assert sign_in(server, AN, unicodedata.normalize("NFD", PASSWORD)).status == 200


def test_who_signs_out_is_out_and_other_browsers_are_not(server: Server, an: Visitor) -> None:
    other = visitor(server, AN)
    answer = other.ask("POST", "/ban-viet/dang-xuat", b"")
    assert answer.status == 200
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert other.ask("GET", f"/ban-viet/du-lieu/{ENTRY}").status == 401
    assert an.ask("GET", f"/ban-viet/du-lieu/{ENTRY}").status == 200


def test_a_cookie_that_came_before_is_not_taken_over(server: Server) -> None:
    planted = f"ban-viet-{server.port}=cua-ke-khac-dat-truoc-tu-mot-trang-khac"
    given = sign_in(server, AN, Cookie=planted).headers["set-cookie"].partition(";")[0]
    assert given != planted
    assert name_at(server, planted) == ""
    again = sign_in(server, AN, Cookie=given).headers["set-cookie"].partition(";")[0]
    assert name_at(server, given) == ""  # the browser's earlier session is over
    assert name_at(server, again) == AN


@pytest.mark.parametrize(
    "beside", ['khac={"a": [1, 2]}', "a[b]=1", "=", "x", 'q="a', "tiếng=Việt"], ids=lambda beside: beside
)
def test_odd_cookies_of_other_programs_on_the_host_keep_nobody_out(server: Server, an: Visitor, beside: str) -> None:
    cookie = f"{beside}; {an.cookie}".encode().decode("latin-1")
    assert name_at(server, cookie) == AN


@pytest.mark.parametrize(
    "value", ["", "x", "%00", '"', "a" * 4000, "../phien", "0" * 64, TOKEN], ids=lambda value: value[:20]
)
def test_made_up_cookies_open_nothing(server: Server, value: str) -> None:
    for name in (f"ban-viet-{server.port}", "__Host-ban-viet", f"desk{server.port}"):
        assert server.ask("GET", f"/ban-viet/du-lieu/{ENTRY}", Cookie=f"{name}={value}").status == 401


def test_what_the_file_of_sessions_holds_is_no_cookie(server: Server, an: Visitor) -> None:
    kept = (server.folder / "phien.json").read_text("utf-8")
    assert an.cookie.partition("=")[2] not in kept
    for name in json.loads(kept):
        assert name_at(server, f"ban-viet-{server.port}={name}") == ""


# --- who is not signed in ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/ban-viet/", f"/ban-viet/bai/{ENTRY}", "/", "/tim-kiem/?q=hoa%20gi%E1%BA%A3i&b=1"])
def test_a_page_leads_to_the_login_page_and_back(server: Server, path: str) -> None:
    answer = stranger(server, "GET", path, **HTML)
    assert answer.status == 303
    to = urlsplit(answer.headers["location"])
    assert (to.netloc, to.path) == ("", LOGIN)
    back = parse_qs(to.query)["ve"]
    assert [parse_qs(urlsplit(one).query) for one in back] == [parse_qs(urlsplit(path).query)]
    assert urlsplit(back[0]).path == urlsplit(path).path


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"/ban-viet/du-lieu/{ENTRY}"),
        ("GET", f"/ban-viet/su-kien/{ENTRY}"),
        ("GET", "/ban-viet/trao-doi"),
        ("GET", "/mo-hinh/hoa-giai-vi-du/"),
        ("POST", f"/ban-viet/luu/{ENTRY}"),
        ("POST", "/ban-viet/moi"),
        ("PUT", f"/ban-viet/giu/{ENTRY}"),
        ("POST", "/ban-viet/static/login.js"),
        ("POST", f"{LOGIN}/ten"),
    ],
)
def test_what_a_script_asks_for_is_refused_in_one_sentence(server: Server, method: str, path: str) -> None:
    answer = stranger(server, method, path, b"{}" if method != "GET" else None)
    assert answer.status == 401
    assert answer.json["error"].startswith("Bạn chưa đăng nhập")


@pytest.mark.parametrize(
    "path", ["/ban-viet/static/../home.html", "/ban-viet/static/%2e%2e/entry.html", "/vao?k=" + TOKEN, "/ban-viet//"]
)
def test_ways_round_the_login_page_lead_nowhere(server: Server, path: str) -> None:
    answer = stranger(server, "GET", path)
    assert answer.status in (401, 403, 404)
    assert b"<main" not in answer.body


def test_the_login_page_has_all_it_needs_and_nothing_of_the_roll(server: Server) -> None:
    page = stranger(server, "GET", LOGIN)
    assert (page.status, page.headers["cache-control"]) == (200, "no-store")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert AN not in page.body.decode()
    for path in ("static/login.js", "static/dom.js", "static/desk.css", "colours.css", "assets/favicon.svg"):
        assert stranger(server, "GET", f"/ban-viet/{path}").status == 200


# --- other sites ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "dan-van-kheo.example"},
        {"Host": "127.0.0.1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"X_Desk": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_other_sites_can_neither_sign_anybody_in_nor_write(
    server: Server, an: Visitor, headers: dict[str, str]
) -> None:
    entered = sign_in(server, AN, **headers)
    assert (entered.status, entered.headers.get("set-cookie")) == (403, None)
    assert an.send("POST", "/ban-viet/moi", {"ten": "Trò của một trang khác"}, **headers).status == 403
    assert an.ask("POST", "/ban-viet/dang-xuat", b"", **headers).status == 403
    assert name_at(server, an.cookie) == AN


def test_a_link_on_another_site_leads_to_the_login_page_and_a_frame_or_script_nowhere(
    server: Server, an: Visitor
) -> None:
    link = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document", **HTML}
    assert an.ask("GET", "/ban-viet/", **link, Origin="").status == 303  # the cookie counts for nothing
    for dest in ("iframe", "image", "script"):
        assert an.ask("GET", "/ban-viet/", **{**link, "Sec_Fetch_Dest": dest}).status == 403


# --- what is typed wrong ----------------------------------------------------------------------------------------------


def test_an_unknown_name_and_a_wrong_password_are_told_the_same(server: Server) -> None:
    told = [sign_in(server, name, "sai sai sai sai sai", X_Forwarded_For="10.0.1.1") for name in (AN, "Lê Văn Không")]
    assert [one.status for one in told] == [401, 401]
    assert told[0].body == told[1].body
    assert {*told[0].headers} == {*told[1].headers}
    assert told[0].json["error"].startswith("Tên hoặc mật khẩu không đúng.")
    visitor(server, AN)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"{}",
        b'{"ten": 5, "mat_khau": []}',
        b'{"ten": "An", "mat_khau": "\\ud800"}',
        b"[" * 4000,
        b'{"ten": "An", "mat_khau": "' + b"x" * 3_000_000 + b'"}',
    ],
    ids=lambda body: repr(body[:30]),
)
def test_a_body_that_is_none_gets_one_sentence(server: Server, body: bytes) -> None:
    answer = stranger(server, "POST", LOGIN, body, X_Forwarded_For="10.0.1.2")
    assert answer.status == 422
    assert answer.json["error"].endswith(".")


@pytest.mark.parametrize("name", ["", "…", "x" * 2000, "../../etc", "\x00"], ids=lambda name: repr(name[:10]))
def test_odd_names_are_wrong_names(server: Server, name: str) -> None:
    for password in ("", PASSWORD):
        answer = sign_in(server, name, password, X_Forwarded_For=f"10.0.2.{len(name) % 250}")
        assert answer.status in (401, 429)


def test_after_five_wrong_passwords_a_name_waits_and_the_seconds_are_told(server: Server) -> None:
    told = [sign_in(server, "Lê Thị Hay Quên", "sai sai sai", X_Forwarded_For=f"10.0.3.{i}") for i in range(6)]
    assert [one.status for one in told] == [401, 401, 401, 401, 429, 429]
    for one in told[4:]:
        assert 1 <= one.json["seconds"] <= 30
        assert one.headers["retry-after"] == str(one.json["seconds"])
        assert "giây" in one.json["error"]
    assert sign_in(server, AN, X_Forwarded_For="10.0.3.1").status == 200


def test_an_address_waits_after_twenty_wrong_tries_and_a_right_one_between_helps_nothing(server: Server) -> None:
    told = []
    for number in range(20):
        told.append(sign_in(server, f"Tên thử {chr(97 + number) * 3}", "sai", X_Forwarded_For="10.0.4.1").status)
        if number == 18:
            assert sign_in(server, AN, X_Forwarded_For="10.0.4.1").status == 200
    assert told == [401] * 19 + [429]
    assert sign_in(server, AN, X_Forwarded_For="10.0.4.1").status == 429
    assert sign_in(server, AN, X_Forwarded_For="10.0.4.2").status == 200


def test_the_log_tells_who_tried_from_where_in_one_line_without_control_characters(server: Server) -> None:
    log = server.folder.parent / "log"
    before = len(log.read_bytes())
    typed = "Kẻ lạ\r\n2026 Đăng nhập: Giả\x1b[2J\u202e\u2028"
    sign_in(server, typed, "mật khẩu gõ nhầm", X_Forwarded_For="10.0.5.1")
    wait_until(lambda: len(log.read_bytes()) > before)
    said = log.read_bytes()[before:].decode()
    assert said.count("\n") == 1
    assert said[:-1].isprintable()
    assert "Đăng nhập sai: Kẻ lạ��2026" in said
    assert "từ 10.0.5.1" in said
    assert "gõ nhầm" not in said


def test_a_request_that_breaks_off_disturbs_nobody(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        head = f"POST {LOGIN} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nX-Desk: 1\r\nOrigin: {server.origin}\r\n"
        line.sendall(f"{head}Content-Length: 900\r\n\r\n".encode() + b'{"ten"')
    assert sign_in(server, AN).status == 200


def test_without_a_proxy_nobody_chooses_the_address_that_tries_count_for(tmp_path: Path) -> None:
    with shared(tmp_path) as server:
        told = [
            sign_in(server, f"Tên thử {chr(97 + number) * 3}", "sai", X_Forwarded_For=f"10.0.7.{number}").status
            for number in range(20)
        ]
        assert told == [401] * 19 + [429]
        said = (tmp_path / "log").read_text("utf-8")
    assert said.count("từ 127.0.0.1") == 20
    assert "10.0.7." not in said


def test_who_is_signed_in_stays_so_when_the_desk_is_started_anew(tmp_path: Path) -> None:
    with shared(tmp_path) as server:
        cookie, port = visitor(server, AN).cookie, server.port
    with shared(tmp_path, port=port) as again:
        assert name_at(again, cookie) == AN


# --- the page in the browser ------------------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width = getattr(request, "param", 1366)
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize("page", [390, 1280], indirect=True)
def test_one_signs_in_by_the_form_and_gets_to_the_page_that_was_wanted(page: Page, server: Server) -> None:
    page.goto(f"{server.origin}/ban-viet/bai/{ENTRY}")
    expect(page.get_by_label("Họ tên")).to_be_focused()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.type("nguyen thi an")
    page.get_by_label("Mật khẩu", exact=True).fill("sai mật khẩu rồi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Tên hoặc mật khẩu không đúng")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**/ban-viet/bai/{ENTRY}")
    expect(page.locator("#name")).to_contain_text("Tổ hòa giải")


def test_a_pause_is_counted_down_on_the_button(page: Page, server: Server) -> None:
    for _ in range(4):
        sign_in(server, "Phạm Thị Vội", "sai sai sai sai", X_Forwarded_For="10.0.6.1")
    page.goto(f"{server.origin}{LOGIN}")
    page.get_by_label("Họ tên").fill("Phạm Thị Vội")
    page.get_by_label("Mật khẩu", exact=True).fill("lại sai nữa rồi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Đã sai nhiều lần")
    button = page.get_by_role("button", name="Đợi")
    expect(button).to_be_disabled()
    first = int((button.text_content() or "").split()[1])
    expect(button).not_to_have_text(f"Đợi {first} giây")


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "http://["])
def test_the_login_page_leads_to_no_other_site(page: Page, server: Server, wanted: str) -> None:
    page.goto(f"{server.origin}{LOGIN}?ve={wanted}")
    page.get_by_label("Họ tên").fill(AN)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.origin}/ban-viet/")
