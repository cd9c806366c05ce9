"""The same entries as a Hugo site: Hugo, which has no page cache, is what our builds are measured against.

Its templates give about the HTML that a lean theme gives; it renders the same Markdown and nothing else of ours.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from honour_roll import addresses
from honour_roll.entries import folders, register_files, registers, yaml_reader
from honour_roll.settings import REGISTERS

VARIANTS = {
    "plain": "disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n",
    "taxonomies": "[taxonomies]\ntag = 'tags'\nfield = 'field'\nward = 'ward'\n",
}
_SETTINGS = "baseURL = 'https://example.org/'\nlocale = 'vi'\ntitle = 'Gương điển hình'\n"
_HEAD = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} – Gương điển hình</title><meta name="description" content="{{ .Params.summary }}">
<meta property="og:title" content="{{ .Title }}"><meta property="og:description" content="{{ .Params.summary }}">
<meta property="og:type" content="article"><meta property="og:locale" content="vi_VN">
<link rel="stylesheet" href="/site.css"></head><body><header><a href="/">Gương điển hình</a>
<nav><a href="/">Trang chủ</a> <a href="/linh-vuc/">Lĩnh vực</a> <a href="/dia-ban/">Địa bàn</a>
<a href="/nam/">Năm</a></nav></header><main><article><h1>{{ .Title }}</h1>"""
_FOOT = "</article></main><footer><p>Ban Dân vận</p></footer></body></html>\n"
_SINGLE = """<dl><dt>Lĩnh vực</dt><dd>{{ .Params.field }}</dd><dt>Đơn vị</dt><dd>{{ .Params.unit }}</dd>
<dt>Phường</dt><dd>{{ .Params.ward }}</dd><dt>Năm</dt><dd>{{ .Params.year }}</dd></dl>
{{ with .Params.results }}<ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}{{ .Content }}
<p>{{ range .Params.tags }}<a>#{{ . }}</a> {{ end }}</p>"""
_LIST = """<ul>{{ range (.Paginate (cond .IsHome site.RegularPages .Pages) 30).Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>"""


def write(entries: Path, out: Path, variant: str) -> None:
    """Write to ``out`` a Hugo site of the published entries in ``entries``."""
    lists, _ = register_files.load(entries / REGISTERS, "")
    content = out / "content" / addresses.MODELS
    content.mkdir(parents=True)
    for folder in folders.scan(entries, "")[0]:
        text = (entries / folder.path / folders.INDEX).read_text("utf-8")
        _, header, body = text.split("---\n", 2)
        document = yaml_reader.parse("", header)
        if isinstance(document, yaml_reader.Document) and document.data["trang_thai"] == "cong-bo":
            front = _front_matter(document.data, folder.year_folder, lists)
            (content / f"{folder.slug}.md").write_text(f"---\n{front}---\n{body}", "utf-8", newline="\n")
    (out / "hugo.toml").write_text(_SETTINGS + VARIANTS[variant], "utf-8")
    layouts = out / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(_HEAD + _SINGLE + _FOOT, "utf-8")
    (layouts / "list.html").write_text(_HEAD + _LIST + _FOOT, "utf-8")
    (out / "static").mkdir()
    (out / "static" / "site.css").write_text("body{max-width:46rem;margin:auto}", "utf-8")


def _front_matter(data: dict[str, Any], year_folder: str, lists: registers.Registers) -> str:
    figures = data.get("ket_qua", [])
    values = {
        "title": data["ten"],
        "date": data["ngay_dang"],
        "field": lists.fields[data["linh_vuc"]].name,
        "unit": lists.units[data["don_vi"]].name,
        "ward": lists.places[data["dia_ban"][0]].name,
        "year": int(year_folder),
        "summary": data["tom_tat"],
        "results": [f"{figure['gia_tri']} {figure['don_vi_tinh']} {figure['chi_so']}" for figure in figures],
        "tags": [lists.themes[theme].name for theme in data.get("chu_de", [])],
    }
    # JSON is YAML; a list gets lines of its own, as people write it.
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {json.dumps(item, ensure_ascii=False)}" for item in value)] if value else []
        else:
            lines.append(f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
