"""The site's own address: refused with a mend when a page could not be shared under it."""

from __future__ import annotations

import unicodedata

import idna
import pytest

from honour_roll import addresses
from site_tools import SITE_URL


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dan-van-kheo.vn",
        "ftp://x.vn/",
        "https://",
        "/trang/",
        "https://[x/",
        "mailto:a@b",
        "https://a b.vn/",
        "https://a.vn:99999/",
        "https://a.vn/?x=1",
        "https://a.vn/#x",
        "htps://a.vn/",
        f"https://a.vn/{'x' * 200}/",
    ],
)
def test_an_address_that_cannot_be_shared_is_refused_with_its_mend(address: str) -> None:
    what, mend = addresses.wrong_address(address).split("\n")
    assert what.startswith("mkdocs.yml: ")
    assert "site_url: https://" in mend


@pytest.mark.parametrize(
    "address",
    ["https://danvankheo.gov.vn/", "https://tênmiền.vn/", "https://[::1]/", "http://10.0.0.1:8080/trang/", SITE_URL],
)
def test_an_address_that_can_be_shared_is_not(address: str) -> None:
    assert addresses.wrong_address(address) == ""


def test_vietnamese_letters_are_encoded_as_browsers_do() -> None:
    """Python's codec is that of IDNA 2003: the library of IDNA 2008 says the same of every letter of Vietnamese."""
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in tones} | {"đ"}
    assert {len(letter) for letter in letters} == {1}
    for letter in letters:
        for host in (f"x{letter}y.vn", f"{letter}.vn"):
            encoded = idna.encode(host).decode()
            written = (host, host.upper(), unicodedata.normalize("NFD", host))
            assert {addresses.in_ascii(f"https://{one}/").lower() for one in written} == {f"https://{encoded}/"}


@pytest.mark.parametrize(
    ("url", "in_ascii"),
    [
        (
            "https://dân-vận.vn:8080/điển-hình/?q=góc xanh#ở",
            "https://xn--dn-vn-3qa6054c.vn:8080/%C4%91i%E1%BB%83n-h%C3%ACnh/?q=g%C3%B3c%20xanh#%E1%BB%9F",
        ),
        ("https://a.vn/x%20y/", "https://a.vn/x%20y/"),
        ("http://[::1]/à/", "http://[::1]/%C3%A0/"),
        ("", ""),
    ],
)
def test_a_url_is_as_programs_have_it(url: str, in_ascii: str) -> None:
    assert addresses.in_ascii(url) == in_ascii


@pytest.mark.parametrize("host", ["à" * 70 + ".vn", "à..vn"])
def test_a_host_that_no_name_server_knows_is_refused(host: str) -> None:
    assert "không phải là địa chỉ đầy đủ" in addresses.wrong_address(f"https://{host}/")


OWN = "https://dân-vận.vn/điển-hình/"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://dân-vận.vn/điển-hình/mo-hinh/x/", "/mo-hinh/x/"),
        ("http://www.Dân-Vận.vn/điển-hình/mo-hinh/x/?a=1#b", "/mo-hinh/x/"),
        ("https://xn--dn-vn-3qa6054c.vn/%C4%91i%E1%BB%83n-h%C3%ACnh/mo-hinh/x", "/mo-hinh/x"),
        ("https://dân-vận.vn/điển-hình", "/"),
        ("https://dân-vận.vn/", None),
        ("https://dân-vận.vn/điển-hình-khác/", None),
        ("https://khác.vn/điển-hình/mo-hinh/x/", None),
        ("https://[x/", None),
        ("/mo-hinh/x/", None),
        ("mailto:a@dân-vận.vn", None),
    ],
)
def test_what_is_within_the_site(url: str, address: str | None) -> None:
    assert addresses.within(url, OWN) == addresses.within(url, addresses.in_ascii(OWN)) == address
    assert addresses.within(url, "") is None
