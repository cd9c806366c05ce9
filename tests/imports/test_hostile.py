"""Files that are broken, odd, or made to do harm: one sentence, nothing written, nothing asked, within bounds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from imported import imported, lost_words
from ooxml import Word, changed, photo, run

from honour_roll.imports.refusals import SENTENCES

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def plain() -> Word:
    word = Word().p("Mô hình “Bến nước sạch”", centre=True, bold=True)
    return word.p("Kết quả", style="u1").p("Dọn 3 tấn rác.")


def document(inner: str, before: str = "") -> bytes:
    body = f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {W}><w:body>{inner}</w:body></w:document>'
    return changed(plain().bytes(), word__document___xml=body.encode())


def deep(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + f"<w:p>{run('đáy')}</w:p>" + "</w:tc></w:tr></w:tbl>" * depth


def swollen(part: str, size: int) -> bytes:
    """Return a file with a part of zeros, which weighs a thousandth of what it says."""
    out = io.BytesIO(plain().bytes())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w", force_zip64=True) as file:
        for _ in range(size >> 20):
            file.write(b"\0" * (1 << 20))
    return out.getvalue()


def lying() -> bytes:
    """Return a file whose directory says that a part is small."""
    data = swollen("word/styles2.xml", 60 << 20)
    data = changed(data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content if name != "word/document.xml" else b" " * (60 << 20) + content)
    return out.getvalue().replace((60 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))


ENTITY = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
REFUSED = {
    "empty": (b"", "empty"),
    "a web page": (b"<html><body>Bao cao</body></html>", "not-docx"),
    "a PDF": (b"%PDF-1.7\n...", "not-docx"),
    "an archive of something else": (
        changed(plain().bytes(), _rels___rels=None, word__document___xml=None),
        "not-docx",
    ),
    "cut off": (plain().bytes()[:900], "broken"),
    "not XML": (changed(plain().bytes(), word__document___xml=b"<w:document"), "broken"),
    "a declared bomb": (swollen("word/media/bom.bin", 300 << 20), "too-big"),
    "a bomb that says it is small": (lying(), "too-big|broken"),
    "a million empty paragraphs": (document("<w:p/>" * 1_600_000), "too-big"),
    "thirty thousand paragraphs": (document(f"<w:p>{run('a')}</w:p>" * 30_000), "too-big"),
    "an endless paragraph": (document(f"<w:p>{run('chữ ' * 800_000)}</w:p>"), "too-big"),
    "entities": (document(f"<w:p>{run('x')}</w:p>".replace("x", "&b;"), ENTITY), "dtd"),
    "a DTD from elsewhere": (document("<w:p/>", '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'), "dtd"),
    "tables in each other": (document(deep(45)), "too-deep"),
    "tables in each other, three hundred": (document(deep(300)), "too-deep"),
    "no words": (document("<w:p/>"), "no-text"),
    "no body": (changed(plain().bytes(), word__document___xml=f"<w:document {W}/>".encode()), "not-docx"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_one_sentence_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    data, reasons = REFUSED[name]
    made = imported(data, tmp_path)
    assert made.answer["outcome"] == "refused"
    assert made.answer["reason"] in reasons.split("|")
    assert made.answer["sentence"] == SENTENCES[made.answer["reason"]]
    assert [path.name for path in made.entries.iterdir()] == ["danh-muc"]


def test_a_dtd_in_utf_16_is_seen_too(tmp_path: Path) -> None:
    inner = f'<?xml version="1.0" encoding="UTF-16"?>{ENTITY}<w:document {W}><w:body/></w:document>'
    made = imported(changed(plain().bytes(), word__document___xml=inner.encode("utf-16")), tmp_path)
    assert made.answer["reason"] == "dtd"


def test_a_document_in_utf_16_is_read(tmp_path: Path) -> None:
    body = f"<w:body><w:p>{run('Họp dân.')}</w:p></w:body>"
    inner = f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}>{body}</w:document>'
    made = imported(changed(plain().bytes(), word__document___xml=inner.encode("utf-16")), tmp_path)
    assert made.draft is not None
    assert "Họp dân." in made.draft.body


def test_a_password_on_the_archive_is_told(tmp_path: Path) -> None:
    data = bytearray(plain().bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert imported(bytes(data), tmp_path).answer["reason"] == "password"


def test_ten_thousand_pictures_are_told_and_the_first_are_taken(tmp_path: Path) -> None:
    word = plain()
    for number in range(70):
        word.picture(photo(number, (330, 200)))
    data = word.bytes()
    more = "".join(f"<w:p>{word.drawing(b'x')}</w:p>" for _ in range(9_930))
    body = "".join(word.body) + more
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = archive.read("word/document.xml").decode()
    data = changed(word.bytes(), word__document___xml=old.replace("</w:body>", more + "</w:body>").encode())
    made = imported(data, tmp_path)
    assert made.draft is not None
    assert len(body) > 1_000_000
    assert len(made.draft.photos) == 60
    assert "pictures" in made.answer["remarks"]
    assert any("còn 9940 ảnh nữa không lấy" in one["text"] for one in made.answer["not_carried"])
    assert made.answer["problems"] == []


def test_a_cut_picture_keeps_nothing_of_what_was_cut_away(tmp_path: Path) -> None:
    whole = photo(1, (1000, 600))
    made = imported(plain().picture(whole, cut='<a:srcRect l="50000"/>').bytes(), tmp_path)
    assert made.draft is not None
    (name,) = made.draft.files
    path = next(made.entries.rglob(name))
    from PIL import Image

    with Image.open(path) as left:
        assert left.size == (500, 600)


def test_odd_pictures_are_listed_and_the_text_is_kept(tmp_path: Path) -> None:
    word = plain().picture(b"\x01\x00\x00\x00emf", "emf").picture(b"", "png").picture(photo(2, (900, 8)))
    word.picture(photo(3)[:500]).picture(photo(4, (30, 30)), "png")
    made = imported(word.bytes(), tmp_path)
    assert made.draft is not None
    assert made.draft.photos == []
    assert [one["kind"] for one in made.answer["not_carried"]] == ["picture"] * 5
    assert "Dọn 3 tấn rác." in made.draft.sections["Kết quả"]


def test_what_leads_outside_is_never_fetched_nor_in_the_answer(tmp_path: Path) -> None:
    word = plain().link("rId9", "http://127.0.0.1:9/theo-doi.png")
    drawing = word.drawing(photo(1)).replace('r:embed="image1.jpg"', 'r:link="rId9"')
    made = imported(word.p(raw=drawing).bytes(), tmp_path)
    assert made.draft is not None
    assert made.draft.photos == []
    assert "127.0.0.1" not in str(made.answer) + made.draft.said
    assert [one["text"] for one in made.answer["not_carried"]] == ["ảnh nằm ở nơi khác, không tải về: theo-doi.png"]


def test_a_broken_part_beside_the_text_is_told(tmp_path: Path) -> None:
    word = plain().part("footnotes", "").part("styles", "")
    made = imported(changed(word.bytes(), word__footnotes___xml=b"<x", word__styles___xml=b"<y"), tmp_path)
    assert made.draft is not None
    assert "part-broken" in made.answer["remarks"]
    assert "Dọn 3 tấn rác." in made.draft.body


def test_right_to_left_runs_and_fonts_that_are_not_there(tmp_path: Path) -> None:
    word = plain().p(raw=run("\u202bשלום 2025\u202c ", more="<w:rtl/>") + run("chữ lạ", font="Không Có Phông Này"))
    data = word.bytes()
    made = imported(data, tmp_path)
    assert made.draft is not None
    assert "שלום 2025 chữ lạ" in made.draft.body
    assert lost_words(data, made) == {}


def test_a_file_twice_becomes_two_drafts(tmp_path: Path) -> None:
    data = plain().bytes()
    first, second = imported(data, tmp_path), imported(data, tmp_path)
    assert Path(first.answer["entry"]).name == "ben-nuoc-sach"
    assert Path(second.answer["entry"]).name == "ben-nuoc-sach-2"
