"""The address of a shared desk as it is typed, and the configuration of nginx that is made of it."""

from __future__ import annotations

import argparse

import pytest

from accounts import origin
from honour_roll.desk.nginx import configuration


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://ban-viet.example.vn", "https://ban-viet.example.vn"),
        ("https://Ban-Viet.example.vn/", "https://ban-viet.example.vn"),
        ("HTTPS://ban-viet.example.vn:443", "https://ban-viet.example.vn"),
        ("http://ban-viet.example.vn:80", "http://ban-viet.example.vn"),
        ("http://192.168.1.5:8001", "http://192.168.1.5:8001"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_an_address_is_read_as_browsers_send_it(typed: str, meant: str) -> None:
    assert origin(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ban-viet.example.vn",
        "//ban-viet.example.vn",
        "ftp://ban-viet.example.vn",
        "https://",
        "https://:443",
        "https://an@ban-viet.example.vn",
        "https://ban-viet.example.vn/ban-viet",
        "https://ban-viet.example.vn?a=1",
        "https://ban-viet.example.vn#a",
        "https://ban-viet.example.vn:99999",
        "https://ban-viet.example.vn:cong",
        "https://bàn-viết.example.vn",
        "https://*.example.vn",
        "https://ban_viet.example.vn",
        "https://ban viet.example.vn",
        "https://a;return 200 x;",
        "https://a{b}",
        "https://[::1",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"^địa chỉ phải như https://ban-viet\.example\.vn"):
        origin(typed)


def test_the_configuration_names_the_address_and_the_desk() -> None:
    usual = configuration("https://ban-viet.example.vn", "127.0.0.1:8001")
    for line in (
        "server_name ban-viet.example.vn;",
        "listen 443 ssl http2;",
        "listen 80;",
        "return 301 https://ban-viet.example.vn$request_uri;",
        "proxy_pass http://127.0.0.1:8001;",
    ):
        assert line in usual
    odd = configuration("https://ban-viet.example.vn:8443", "[::1]:9000")
    assert "listen 8443 ssl http2;" in odd
    assert "listen 80;" not in odd
    assert "proxy_pass http://[::1]:9000;" in odd
