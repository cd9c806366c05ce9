"""Write what derives from the schema's table: the JSON Schema, the field table of docs/huong-dan.md, the snippets."""

import environment

environment.enter()

import sys
from pathlib import Path

import options
from honour_roll.commands import command
from honour_roll.entries import derived, snippets
from honour_roll.problem import shown


def main(arguments: list[str]) -> int:
    """Write the derived files, or with --check only print which are stale; return 1 if any is."""
    parser = options.Parser(
        "Viết lại những tệp suy ra từ bảng mục: entry.schema.json, bảng mục trong hướng dẫn, đoạn viết sẵn của VS Code."
    )
    parser.add_argument("--check", action="store_true", help="chỉ xem tệp nào đã cũ, không viết")
    chosen = parser.parse_args(arguments)
    stale = [path for path, text in wanted(environment.ROOT).items() if _text(path) != text]
    for path in stale:
        if not chosen.check:
            path.write_text(wanted(environment.ROOT)[path], "utf-8", newline="\n")
        print(f"{shown(path)}: {'đã cũ; chạy ' + command('write_schema.py') if chosen.check else 'đã viết lại'}.")
    if not stale:
        print("Các tệp suy ra từ bảng mục đều mới.")
    return 1 if stale and chosen.check else 0


def wanted(root: Path) -> dict[Path, str]:
    """Return what each derived file should hold."""
    guide = root / "docs" / "huong-dan.md"
    return {
        root / "entries" / "entry.schema.json": derived.json_schema(),
        guide: derived.with_guide_table(guide.read_text("utf-8")),
        root / ".vscode" / "bai-viet.code-snippets": snippets.snippets(),
    }


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
