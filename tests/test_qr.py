from __future__ import annotations

import io

import pytest
import typst
import zxingcpp
from PIL import Image

from honour_roll import qr

ADDRESS = "https://dan-van-kheo.caugiay.vn/mo-hinh/goc-xanh-quan-hoa/"
LONGEST = f"https://dan-van-kheo.caugiay.hanoi.gov.vn/mo-hinh/{'a' * 80}/"


def decoded(drawn: str) -> list[str]:
    """Give what a reader that knows nothing of our code sees in an SVG."""
    files = {"main.typ": b'#set page(width: 5cm, height: 5cm, margin: 0pt)\n#image("qr.svg", width: 5cm)'}
    made = typst.compile({**files, "qr.svg": drawn.encode()}, format="png", ppi=200)
    with Image.open(io.BytesIO(made)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


@pytest.mark.parametrize("level", [qr.SCREEN, qr.OUTDOORS])
@pytest.mark.parametrize("address", [ADDRESS, LONGEST, "https://ví-dụ.vn/góc-xanh?a=1&b=%22<>"])
def test_a_reader_finds_the_address(address: str, level: str) -> None:
    assert decoded(qr.svg(address, level)) == [address]


def test_the_one_mask_on_screens_is_read_whatever_the_address() -> None:
    addresses = [f"https://dan-van-kheo.vn/mo-hinh/{'goc-xanh-' * (number % 7)}{number:03}/" for number in range(60)]
    assert [decoded(qr.svg(address)) for address in addresses] == [[address] for address in addresses]


def test_a_code_outdoors_survives_a_scratch_that_one_on_a_screen_does_not() -> None:
    def scratched(level: str) -> str:
        whole = qr.svg(LONGEST, level)
        size = int(whole.partition('viewBox="0 0 ')[2].partition(" ")[0])
        wide = size * 0.26  # of its side: what is lost is lost in data, not in the three corners
        patch = f'<path fill="#fff" d="M{size / 2 - wide / 2} {size / 2}h{wide}v{wide * 1.3}h-{wide}z"/>'
        return whole.replace("</svg>", f"{patch}</svg>")

    assert decoded(scratched(qr.OUTDOORS)) == [LONGEST]
    assert decoded(scratched(qr.SCREEN)) == []


def test_there_is_room_around_a_code() -> None:
    rows = qr.matrix(ADDRESS)
    assert f'viewBox="0 0 {len(rows) + 8} {len(rows) + 8}"' in qr.svg(ADDRESS)
    assert {len(row) for row in rows} == {len(rows)}


def test_nothing_in_an_address_becomes_markup() -> None:
    assert "script" not in qr.svg('https://a.vn/"><script>alert(1)</script>')


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="Data too large"):
        qr.svg("https://a.vn/" + "b" * 3000)
