"""The command, what can be chosen of a report, and that nothing is written by halves."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from imported import REGISTERS
from ooxml import Word, photo
from reports import a_person, parts_in_words

from honour_roll.entries import register_files
from honour_roll.imports import draft_entry
from honour_roll.imports.word_import import import_word
from site_tools import GOOD, header_of, run, tree


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    shutil.copytree(GOOD / "danh-muc", tmp_path / "bai" / "danh-muc")
    (tmp_path / "bao cao.docx").write_bytes(parts_in_words()[0])
    return tmp_path / "bai"


def made(entries: Path) -> list[str]:
    return [name for name in tree(entries) if not name.startswith("danh-muc/")]


def test_the_command_tells_in_words_what_became_of_what(entries: Path) -> None:
    code, said = run("import_word.py", entries.parent / "bao cao.docx", "--entries", entries, folder=entries.parent)
    assert code == 0, said
    (index,) = made(entries)
    assert index.endswith("/vuon-quyt-chung-tay/index.md")
    assert "Đã tạo" in said
    assert "(bản nháp, chưa lên trang)" in said
    assert "Tên mô hình: Vườn quýt chung tay" in said
    assert "Đơn vị: Hội Nông dân xã Nà Thoong (chưa có trong danh mục, chưa ghi vào bài)" in said
    assert "Đã bỏ ra, vì là của báo cáo" in said
    assert "Việc tiếp theo:" in said
    code, said = run("check.py", "--entries", entries, folder=entries.parent)
    assert (code, said.partition("\n")[0]) == (0, "1 bài đạt.")


def test_the_command_answers_programs(entries: Path) -> None:
    options = ["--entries", entries, "--format", "json", "--figures"]
    code, said = run("import_word.py", entries.parent / "bao cao.docx", *options, folder=entries.parent)
    answer = json.loads(said)
    assert code == 0
    wanted = ["outcome", "reason", "entry", "fields", "captions", "figures", "taken_off", "not_carried", "remarks"]
    assert [key for key in answer if key in wanted] == wanted
    header = header_of(Path(answer["entry"]))
    assert header["trang_thai"] == "nhap"
    assert {"chi_so": "Hộ tham gia – Kết quả", "gia_tri": 214, "don_vi_tinh": "hộ", "nguon": "n1"} in header["ket_qua"]
    assert str(header["nguon"][0]["ngay"]) == "2025-11-05"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_refusal_is_one_sentence_and_code_1(entries: Path, form: str) -> None:
    bad = entries.parent / "rong.docx"
    bad.touch()
    code, said = run("import_word.py", bad, "--entries", entries, "--format", form, folder=entries.parent)
    assert code == 1
    assert "Tệp rỗng, không có byte nào. Hãy chép hoặc tải lại tệp." in said
    assert "Traceback" not in said
    assert made(entries) == []
    if form == "json":
        assert json.loads(said)["outcome"] == "refused"


def test_a_file_that_is_not_there_is_told(entries: Path) -> None:
    code, said = run("import_word.py", entries / "khong-co.docx", "--entries", entries, folder=entries.parent)
    assert code == 1
    assert "Không đọc được tệp" in said
    assert "Traceback" not in said


def test_units_and_places_of_the_registers_are_written_as_their_keys(tmp_path: Path) -> None:
    entries = tmp_path / "bai"
    shutil.copytree(GOOD / "danh-muc", entries / "danh-muc")
    registers, problems = register_files.load(entries / "danh-muc", "danh-muc")
    assert not problems
    key, unit = next((key, row) for key, row in registers.units.items() if row.place)
    place = registers.places[unit.place]
    word = Word().p("Mô hình “Góc chợ sạch”", centre=True, bold=True)
    word.p(f"{unit.name} vận động tiểu thương dọn chợ mỗi tối, ai cũng nhận một góc.")
    found = import_word(word.bytes(), "a.docx", registers)
    assert found.field("don_vi") is not None
    header = header_of(entries / draft_entry.write(found, entries, ()).path)
    assert header["don_vi"] == key
    assert place.name
    assert header["tom_tat"] == f"{unit.name} vận động tiểu thương dọn chợ mỗi tối, ai cũng nhận một góc."


def test_each_proposal_can_be_refused(tmp_path: Path) -> None:
    entries = tmp_path / "bai"
    shutil.copytree(GOOD / "danh-muc", entries / "danh-muc")
    found = import_word(a_person()[0], "a.docx", REGISTERS)
    opening = next(piece for piece in found.pieces if piece.became == "section" and piece.section == "Cách làm")
    letterhead = next(piece for piece in found.pieces if piece.kind == "letterhead")
    text = next(piece for piece in found.pieces if "Nhà mình làm trước" in piece.text)
    refused = {opening.id, letterhead.id, text.id, "tom_tat", "a2"}
    draft = draft_entry.write(found, entries, (), refused=refused, wanted_figures=["f1"])
    body = (entries / draft.path / "index.md").read_text("utf-8")
    header = header_of(entries / draft.path)
    assert "\n## Cách làm" not in body
    assert "CHI BỘ KHU PHỐ 9" in body
    assert "Nhà mình làm trước" not in body
    assert "tom_tat" not in header
    assert len(header["anh"]) == 1
    assert [one["gia_tri"] for one in header["ket_qua"]] == [31]
    assert all(piece.place for piece in found.pieces)
    assert all(field.reason for field in found.fields)


def test_nothing_is_left_when_the_disk_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = import_word(Word().p("Mô hình “Bến nước sạch”", bold=True).picture(photo(1)).bytes(), "a.docx", REGISTERS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(draft_entry, "write_durably", full)
    with pytest.raises(OSError, match="No space left"):
        draft_entry.write(found, tmp_path, ())
    assert list(tmp_path.iterdir()) == []


def test_a_build_needs_neither_lxml_nor_olefile() -> None:
    code = (
        "import sys; sys.path.insert(0, 'hooks'); import honour_roll.builder.run, honour_roll.desk.desk;"
        "print(sorted({'lxml', 'olefile'} & set(sys.modules)))"
    )
    from subprocess import run as start

    done = start([sys.executable, "-c", code], cwd=GOOD.parent.parent, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
