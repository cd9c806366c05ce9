"""Whom readers can talk to: what may stand in mkdocs.yml, and the links that are made of it."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from honour_roll import contact
from honour_roll.contact import Contact
from honour_roll.problem import StoppedError

ADDRESS, TITLE = "https://xa-vi-du.test/mo-hinh/x/?a=1&b", "“Góc xanh” & {dia_chi} 100%"
PAGE = (quote(ADDRESS, safe=""), quote(TITLE, safe=""))


def links(**given: str) -> dict[str, str]:
    assert not any(contact.wrong(key, value) for key, value in given.items())
    return {way.label: way.filled(*PAGE).url for way in Contact(**given).ways()}


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("024 3000 0000", "+842430000000"),
        ("(024) 3000.0000", "+842430000000"),
        ("(84-24) 3000 0000", "+842430000000"),
        ("(+84) 24 3000 0000", "+842430000000"),
        ("0843 000 000", "+84843000000"),
        ("+84 84 300 0000", "+84843000000"),
        ("1900 0000", "19000000"),
        ("1800 000 000", "1800000000"),
        ("024 3000 0000 máy lẻ 12", "+842430000000;ext=12"),
        ("024 3000 0000 (máy lẻ 12)", "+842430000000;ext=12"),
    ],
)
def test_a_number_is_dialled_as_it_is_meant(written: str, dialled: str) -> None:
    assert links(telephone=written) == {"Điện thoại": f"tel:{dialled}"}


def test_a_letter_has_the_page_in_it() -> None:
    mailto = urlsplit(links(email="dan-van&mt@xa-vi-du.test")["Thư điện tử"])
    assert (mailto.scheme, mailto.path) == ("mailto", "dan-van%26mt@xa-vi-du.test")
    asked = parse_qs(mailto.query)
    assert asked["subject"] == [f"Về trang: {TITLE}"]
    assert asked["body"][0].split("\r\n")[:2] == [f"Trang: {TITLE}", ADDRESS]


def test_a_form_has_the_page_in_it() -> None:
    form = links(form="https://bieu-mau.test/f?a={dia_chi}&b={ten}&c=1")[""]
    assert parse_qs(urlsplit(form).query) == {"a": [ADDRESS], "b": [TITLE], "c": ["1"]}


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("0843 000 000", "https://zalo.me/0843000000"),
        ("+84 843 000 000", "https://zalo.me/0843000000"),
        ("https://zalo.me/12345", "https://zalo.me/12345"),
        ("zalo.me/g/abc", "https://zalo.me/g/abc"),
    ],
)
def test_zalo_is_opened_by_its_address(written: str, url: str) -> None:
    assert links(zalo=written) == {"Zalo": url}


WRONG = {
    "telephone": ["113", "24 3000 0000", "024 3000 0000 - 0843 000 000", "024.3000", "không có", "024 3000 0000 gặp A"],
    "email": ["dan-van", "a@b", "thư@xa-vi-du.test", "a b@c.test", "A <a@b.test>", "a@don-vi.example", "a@b.test?cc=x"],
    "zalo": ["zalo", "1900 0000", "https://zalo.vn/1", "javascript:alert(1)"],
    "form": [
        "bieu-mau.test",
        "https://a.test/{url}",
        "https://{ten}/",
        "javascript:{ten}",
        "https://a.test/ b",
        "https://a.test/{",
    ],
    "unit": ["Ban … phường …", "Ban Xây dựng Đảng " * 60],
    "phone": ["024 3000 0000"],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in WRONG.items() for value in values])
def test_what_is_wrong_is_told(key: str, value: str) -> None:
    found = contact.wrong(key, value)
    assert found
    with pytest.raises(StoppedError, match=r"^mkdocs\.yml:1:1: "):
        contact.read({key: value})


@pytest.mark.parametrize("given", [["a"], "a", 1, {"unit": ["a"]}, {"telephone": 243}, {1: "a"}, {"zalo": True}])
def test_what_is_no_text_is_told(given: object) -> None:
    with pytest.raises(StoppedError, match=r"^mkdocs\.yml:1:1: "):
        contact.read(given)


def test_empty_lines_say_nothing() -> None:
    assert contact.read(None) == contact.read({"unit": None, "email": " "}) == Contact()
    assert not Contact(unit="Ban", hours="8 giờ").is_known
    assert contact.read({"telephone": "024 3000 0000", "unit": " Ban  Mặt trận "}).unit == "Ban Mặt trận"
