"""Damaged and hostile files of every format: told, never a traceback; and what cannot be mended stays as it is."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from test_containers import DISPLAY_P3, encoded
from test_heic import iphone
from test_inspect import noise, with_place

from honour_roll.photos import fix as photo_fixes
from honour_roll.photos import inspect
from honour_roll.photos.inspect import UnusablePhotoError

PHONE = {"exif": with_place(), "icc_profile": DISPLAY_P3}
WHOLE = {
    **{kind: encoded(kind, noise((400, 200)), **PHONE) for kind in ("JPEG", "PNG", "WEBP", "AVIF")},
    "progressive": encoded("JPEG", noise((400, 200)), progressive=True),
    "animation": encoded("WEBP", noise((400, 200)), save_all=True, append_images=[noise((400, 200))]),
    **{kind: encoded(kind, noise((400, 200))) for kind in ("GIF", "BMP", "TIFF")},
    "packed TIFF": encoded("TIFF", noise((400, 200)), compression="tiff_lzw"),
    **({"HEIC": iphone((400, 200))} if find_spec("pillow_heif") else {}),
}
NAMES = ("a.jpg", "Ảnh.png", "a.webp", "a.gif", "a.bmp", "a.tif", "a.avif", "a.heic")


def examined(path: Path) -> str:
    """Return what the check finds of a photo: that it is fit, that it is not, or why it cannot be used."""
    try:
        return "unfit" if inspect.examined(path).unfit else "fit"
    except UnusablePhotoError as error:
        return error.text if error.mend else "to be fixed"


@given(
    what=st.sampled_from(sorted(WHOLE)),
    name=st.sampled_from(NAMES),
    at=st.one_of(st.integers(0, 400), st.integers(0, 300_000)),
    more=st.binary(max_size=12),
    cut=st.one_of(st.integers(0, 12), st.just(1_000_000)),
)
def test_a_damaged_photo_is_told_or_mended(what: str, name: str, at: int, more: bytes, cut: int) -> None:
    data = WHOLE[what]
    at = min(at, len(data))
    data = data[:at] + more + data[at + cut :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        wanted, unusable = photo_fixes.fixes(Path(folder))
        for fix in wanted:
            photo_fixes.apply(Path(folder), fix)
        if unusable:
            assert path.read_bytes() == data
            assert examined(path) in ("unfit", "to be fixed", unusable[0][1].text)
        else:
            (made,) = Path(folder).iterdir()
            assert examined(made) == "fit"
