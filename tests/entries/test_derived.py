"""What derives from the schema's table is up to date, and fits the entries that people write."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import new
import write_schema
from environment import ROOT
from honour_roll.builder.load import Loader
from honour_roll.entries import derived, schema
from honour_roll.entries.entry import ENTRY
from honour_roll.problem import as_text
from honour_roll.settings import REGISTERS, Settings
from honour_roll.store import Store
from site_tools import GOOD, header_of, run

SCHEMA: dict[str, Any] = json.loads(derived.json_schema())
ENTRIES = [
    index.parent
    for entries in (ROOT / "entries", GOOD)
    for index in sorted(entries.glob("*/*/index.md"))
    if header_of(index.parent)["trang_thai"] != "nhap"  # a draft may leave out what the schema asks for
]

# As much of JSON Schema as is in use: what a keyword asks of an instance that it applies to.
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
ASKED: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda item, value: isinstance(item, TYPES[value]) and (value == "boolean") == isinstance(item, bool),
    "enum": lambda item, value: item in value,
    "pattern": lambda item, value: not isinstance(item, str) or re.search(value, item, re.ASCII) is not None,
    "minLength": lambda item, value: not isinstance(item, str) or len(item) >= value,
    "maxLength": lambda item, value: not isinstance(item, str) or len(item) <= value,
    "minItems": lambda item, value: not isinstance(item, list) or len(item) >= value,
    "maxItems": lambda item, value: not isinstance(item, list) or len(item) <= value,
    "minimum": lambda item, value: not isinstance(item, int) or item >= value,
    "maximum": lambda item, value: not isinstance(item, int) or item <= value,
    "required": lambda item, value: not isinstance(item, dict) or set(value) <= item.keys(),
}
NESTING = {"$ref", "anyOf", "properties", "additionalProperties", "items"}
TELLING = {"$schema", "$defs", "title", "description", "default", "format"}  # they ask nothing of an instance


def misfits(item: Any, rules: dict[str, Any], at: str = "") -> Iterator[str]:
    """Yield what in ``item`` does not fit the schema ``rules``."""
    yield from (
        f"{at}: {keyword} {value}"
        for keyword, value in rules.items()
        if keyword in ASKED and not ASKED[keyword](item, value)
    )
    if "$ref" in rules:
        yield from misfits(item, SCHEMA["$defs"][rules["$ref"].removeprefix("#/$defs/")], at)
    choices = [list(misfits(item, one, at)) for one in rules.get("anyOf", ())]
    if choices and all(choices):
        yield from choices[0]
    if isinstance(item, dict) and "properties" in rules:
        assert rules["additionalProperties"] is False
        yield from (f"{at}/{name}: unknown" for name in item.keys() - rules["properties"].keys())
        for name in item.keys() & rules["properties"].keys():
            yield from misfits(item[name], rules["properties"][name], f"{at}/{name}")
    for number, one in enumerate(item if isinstance(item, list) and "items" in rules else ()):
        yield from misfits(one, rules["items"], f"{at}/{number}")


def schemas(rules: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a schema and all that are nested in it."""
    yield rules
    inner = [*rules.get("$defs", {}).values(), *rules.get("properties", {}).values(), *rules.get("anyOf", ())]
    for one in [*inner, *([rules["items"]] if "items" in rules else [])]:
        yield from schemas(one)


def test_the_editors_schema_is_well_formed() -> None:
    for rules in schemas(SCHEMA):
        assert rules.keys() <= ASKED.keys() | NESTING | TELLING
        assert rules.get("type", "null") in TYPES
        assert rules.get("$ref", "#/$defs/Source").removeprefix("#/$defs/") in SCHEMA["$defs"]
        assert set(rules.get("required", ())) <= rules.get("properties", {}).keys()
        re.compile(rules.get("pattern", ""))


def test_no_derived_file_is_stale() -> None:
    for path, text in write_schema.wanted(ROOT).items():
        assert path.read_text("utf-8") == text, f"{path.name}: run python scripts/write_schema.py"


def test_the_command_says_which_file_is_stale_and_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("docs/huong-dan.md", "entries/entry.schema.json", ".vscode/bai-viet.code-snippets"):
        (tmp_path / name).parent.mkdir()
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(write_schema.environment, "ROOT", tmp_path)
    assert write_schema.main(["--check"]) == 0

    guide = tmp_path / "docs" / "huong-dan.md"
    guide.write_text(guide.read_text("utf-8").replace("| `ten` |", "| `ten_bai` |"), "utf-8")
    (tmp_path / "entries" / "entry.schema.json").unlink()
    assert write_schema.main(["--check"]) == 1
    assert "ten_bai" in guide.read_text("utf-8")
    assert write_schema.main([]) == 0
    assert write_schema.main(["--check"]) == 0
    assert guide.read_bytes() == (ROOT / "docs" / "huong-dan.md").read_bytes()


def test_the_check_of_derived_files_is_a_command(tmp_path: Path) -> None:
    assert run("write_schema.py", "--check", folder=tmp_path) == (0, "Các tệp suy ra từ bảng mục đều mới.\n")


def test_a_guide_without_its_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="bang-muc"):
        derived.with_guide_table("# Hướng dẫn\n")


def test_there_are_entries_to_try_the_schema_on() -> None:
    assert len(ENTRIES) > 10


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_editors_schema_accepts_an_entry_that_the_check_accepts(entry: Path) -> None:
    assert list(misfits(header_of(entry), SCHEMA)) == []


@pytest.mark.parametrize(
    ("change", "misfit"),
    [
        ({"ten": "Ngắn"}, "/ten: minLength 8"),
        ({"ten": 12345678}, "/ten: type string"),
        ({"loai": "nhóm"}, "/loai: enum ['tap-the', 'ca-nhan']"),
        ({"linh_vực": "x"}, "/linh_vực: unknown"),
        ({"dia_ban": []}, "/dia_ban: minItems 1"),
        ({"chu_de": ["a", "b", "c", "d", "e", "g"]}, "/chu_de: maxItems 5"),
        ({"giai_doan": "năm 2017"}, "/giai_doan: pattern"),
        ({"nguon": [{"ma": "n1"}]}, "/nguon/0: required ['ma', 'ten']"),
        ({"dong_y": {"co": "có"}}, "/dong_y/co: type boolean"),
    ],
)
def test_the_editors_schema_refuses_what_the_check_refuses(change: dict[str, Any], misfit: str) -> None:
    header = header_of(ROOT / "entries" / "2018" / "goc-xanh-quan-hoa") | change
    assert any(found.startswith(misfit) for found in misfits(header, SCHEMA)), list(misfits(header, SCHEMA))


def every_key(table: schema.Table, before: str = "") -> Iterator[tuple[str, schema.Key]]:
    for row in table.rows:
        yield before + row.key, row
        inner = row.type.item if isinstance(row.type, schema.Many) else row.type
        if isinstance(inner, schema.Table):
            yield from every_key(inner, f"{before}{row.key}.")


@pytest.mark.parametrize(
    ("key", "row"), list(every_key(ENTRY)), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_key_is_in_the_guide_the_editors_schema_and_the_skeleton(key: str, row: schema.Key) -> None:
    guide = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
    assert f"| `{key}` | {row.label} |" in guide
    assert row.help in guide
    assert f'"description": {json.dumps(row.help, ensure_ascii=False)}' in derived.json_schema()
    if "." not in key:
        skeleton = derived.skeleton({})
        assert re.search(rf"^(# )?{key}:", skeleton, re.MULTILINE)
        assert row.help in skeleton


# Quotes, signs that mean something to YAML or HTML, emoji, letters of other scripts; no control characters.
HOSTILE = st.sampled_from(
    [*": # @ ` ' \" [ ] { } & * ! | > % - ? , \\ = ~ < / “ ” ‘ ’ … – 🌿 á Đ ữ 中 é".split(), "\u00a0", " "]
)
TITLES = st.text(st.one_of(HOSTILE, st.characters(exclude_categories=["C", "Z"])), min_size=8, max_size=120)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bai") / "2026" / "thu"
    folder.mkdir(parents=True)
    shutil.copytree(GOOD / REGISTERS, folder.parent.parent / REGISTERS)
    return folder


@given(typed=TITLES)
@example("Góc xanh: “sạch” mà # đẹp, @ai cũng làm")
@example("'trong ngoặc đơn'")
@example('"trong ngoặc kép" và nữa')
@example("2018-08-17")
@example("12345678")
@example("- gạch đầu dòng")
@example("null null")
@example("true: false")
@example("!!python/object:os.system")
@example("&neo tên *neo")
@example("{a: [b, c]}")
@example("kết thúc bằng dấu hai chấm:")
@example("100% hộ dân \\ và |")
@example("--- ba gạch ---")
@example("  Bà con   🇻🇳 trồng\u00a0rau  ")
@example("Bà con \N{WOMAN}\u200d\N{EAR OF RICE} trồng rau")
@settings(deadline=None, max_examples=150)
def test_a_new_entry_keeps_the_title_as_typed_and_passes_the_check_as_a_draft(draft: Path, typed: str) -> None:
    title = new.ask("Tên", typed, lambda _: "")  # as the command takes it: one line, composed letters
    if new.title_problem(title):
        return
    values: dict[str, str | list[str]] = {
        "ten": title,
        "loai": "tap-the",
        "linh_vuc": "kinh-te",
        "don_vi": "hoi-phu-nu-vi-du",
        "dia_ban": ["phuong-vi-du"],
        "trang_thai": "nhap",
        "ngay_dang": "2026-11-22",
    }
    (draft / "index.md").write_text(derived.skeleton(values), "utf-8", newline="\n")
    settings = Settings(draft.parent.parent, "bai", ROOT / "hooks" / "theme", None, jobs=1)
    assert [as_text(problem) for problem in Loader(settings, Store(None, b"")).load().problems] == []
    assert header_of(draft) == values
