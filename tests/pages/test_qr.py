from __future__ import annotations

import io
import re

import pytest
import typst
import zxingcpp
from PIL import Image

from honour_roll.pages import qr

ADDRESS = "https://dan-van-kheo.caugiay.vn/mo-hinh/goc-xanh-quan-hoa/"
LONGEST = f"https://dan-van-kheo.caugiay.hanoi.gov.vn/mo-hinh/{'a' * 80}/"


def decoded(drawn: str) -> list[str]:
    """Return what zxing's reader finds in an SVG that typst has drawn."""
    files = {"main.typ": b'#set page(width: 5cm, height: 5cm, margin: 0pt)\n#image("qr.svg", width: 5cm)'}
    made = typst.compile({**files, "qr.svg": drawn.encode()}, format="png", ppi=200)
    with Image.open(io.BytesIO(made)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


@pytest.mark.parametrize("level", [qr.SCREEN, qr.OUTDOORS])
@pytest.mark.parametrize("address", [ADDRESS, LONGEST, "https://ví-dụ.vn/góc-xanh?a=1&b=%22<>"])
def test_a_reader_decodes_the_address(address: str, level: str) -> None:
    assert decoded(qr.svg(address, level)) == [address]


def test_codes_of_many_addresses_are_decoded() -> None:
    addresses = [f"https://dan-van-kheo.vn/mo-hinh/{'goc-xanh-' * (number % 7)}{number:03}/" for number in range(60)]
    assert [decoded(qr.svg(address)) for address in addresses] == [[address] for address in addresses]


def test_a_code_for_outdoors_survives_a_larger_scratch_than_one_for_screens() -> None:
    def scratched(level: str) -> str:
        whole = qr.svg(LONGEST, level)
        size = int(whole.partition('viewBox="0 0 ')[2].partition(" ")[0])
        wide = size * 0.26  # of the side: the patch covers data, not the three corners
        patch = f'<path fill="#fff" d="M{size / 2 - wide / 2} {size / 2}h{wide}v{wide * 1.3}h-{wide}z"/>'
        return whole.replace("</svg>", f"{patch}</svg>")

    assert decoded(scratched(qr.OUTDOORS)) == [LONGEST]
    assert decoded(scratched(qr.SCREEN)) == []


def test_a_code_has_white_around_it_and_a_unit_is_a_square() -> None:
    drawn = qr.svg(ADDRESS)
    size = int(drawn.partition('viewBox="0 0 ')[2].partition(" ")[0])
    assert (size - 8 - 17) % 4 == 0  # a version of the standard has 17 + 4n squares; 4 of white on each side
    lines = re.findall(r"M(\d+) (\d+)\.5(\S.*?)(?=M|\")", drawn.partition('stroke="#000"')[2])
    assert {int(y) for _, y, _ in lines} == set(range(4, size - 4))  # no row of a code is empty
    assert min(int(x) for x, *_ in lines) == 4
    assert max(int(x) + sum(map(int, re.findall(r"[hm](\d+)", line))) for x, _, line in lines) == size - 4


def test_nothing_in_an_address_becomes_markup() -> None:
    assert "script" not in qr.svg('https://a.vn/"><script>alert(1)</script>')


def test_a_too_long_address_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.svg("https://a.vn/" + "b" * 3000)
