"""The site's own address: refused with a mend when a page could not be shared under it."""

from __future__ import annotations

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
