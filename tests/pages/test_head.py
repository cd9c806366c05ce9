"""The metadata of pages: Open Graph is complete, and JSON-LD keeps to the vocabulary of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from environment import ROOT
from honour_roll.colours import Look
from honour_roll.entries.markdown import Part
from honour_roll.pages import head, json_ld
from honour_roll.site_info import Imprint
from site_tools import SITE_URL, THEME, Seen, edit, good_roll, make, page, run

VOCABULARY = json.loads((ROOT / "tests" / "vocabulary" / "schemaorg-12.0.json").read_text("utf-8"))
TYPES, PROPERTIES = VOCABULARY["types"], VOCABULARY["properties"]
TEXTS = {"Text", "URL", "Date", "DateTime", "Integer", "Number", "QuantitativeValue"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("metadata")
    make(good_roll(folder / "entries"), folder / "site")
    return folder / "site"


def published(site: Path) -> Iterator[tuple[str, str]]:
    """Yield address and HTML of every page below the root except redirects and pages hidden from search engines."""
    for path in sorted(site.rglob("index.html")):
        text = path.read_text("utf-8")
        if 'name="robots"' not in text and 'http-equiv="refresh"' not in text and path.parent != site:
            yield f"{path.parent.relative_to(site).as_posix()}/", text


def said(text: str) -> dict[str, str]:
    """Return the content of a page's meta elements by name."""
    tags = Seen(text).all("meta")
    return {t.attributes.get("property") or t.attributes.get("name", ""): t.attributes["content"] for t in tags}


def graph(text: str) -> list[dict[str, Any]]:
    """Return the nodes of a page's JSON-LD."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(found) == 1
    data = json.loads(found[0])
    assert data["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def one(nodes: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    (node,) = [node for node in nodes if node["@type"] == kind]
    return node


# --- Open Graph -------------------------------------------------------------------------------------------------------


def test_every_published_page_has_all_of_open_graph_and_an_existing_card(site: Path) -> None:
    pages = dict(published(site))
    assert {"mo-hinh/goc-xanh-vi-du/", "mo-hinh/", "linh-vuc/", "thong-ke/", "tim-kiem/"} <= pages.keys()
    for address, text in pages.items():
        meta = said(text)
        assert meta["og:url"] == f"{SITE_URL}{address}", address
        assert f'<link rel="canonical" href="{SITE_URL}{address}">' in text
        assert meta["og:title"]
        assert meta["description"], address
        assert meta["og:locale"] == "vi_VN"
        assert meta["twitter:card"] == "summary_large_image"
        assert meta["og:image"].startswith(f"{SITE_URL}the/"), address
        assert (site / meta["og:image"].removeprefix(SITE_URL)).is_file(), address
        shown = (meta["og:image:type"], meta["og:image:width"], meta["og:image:height"])
        assert shown == ("image/jpeg", "1200", "630")
        assert meta["og:image:alt"], address


def test_an_article_has_its_dates(site: Path) -> None:
    meta = said(page(site, "mo-hinh/goc-xanh-vi-du"))
    assert meta["og:type"] == "article"
    assert (meta["article:published_time"], meta["article:modified_time"]) == ("2018-08-17", "2026-11-22")
    assert said(page(site, "linh-vuc"))["og:type"] == "website"


def test_tombstones_and_redirects_have_no_metadata(site: Path) -> None:
    for address in ("mo-hinh/tiet-kiem-vi-du", "mo-hinh/dem-binh-yen-vi-du"):
        text = page(site, address)
        assert "og:" not in text
        assert "ld+json" not in text
        assert not list((site / "the").glob(f"{address.partition('/')[2]}-*"))


def test_a_draft_in_a_preview_has_no_metadata_and_no_card(tmp_path: Path) -> None:
    entries = good_roll(tmp_path / "entries")
    edit(entries / "2018" / "hoa-giai-vi-du", trang_thai="nhap")
    make(entries, tmp_path / "site", preview=True)
    text = page(tmp_path / "site", "mo-hinh/hoa-giai-vi-du")
    assert "noindex" in text
    assert "og:" not in text
    assert "ld+json" not in text
    assert not list((tmp_path / "site" / "the").glob("hoa-giai-vi-du-*"))


# --- JSON-LD ----------------------------------------------------------------------------------------------------------


def kinds(name: str) -> set[str]:
    """Return a type with all its supertypes."""
    return {name}.union(*(kinds(above) for above in TYPES[name]))


def nodes_within(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes_within(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes_within(inner)


def wrong(nodes: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with nodes: unknown types, misplaced or misused properties, links to missing nodes."""
    by_id = {node["@id"]: node for node in nodes}
    found = []
    for node in nodes_within(nodes):
        if node["@type"] not in TYPES:
            found.append(f"no type {node['@type']}")
            continue
        for name in node.keys() - {"@type", "@id"}:
            row = PROPERTIES.get(name)
            if row is None or not kinds(node["@type"]).intersection(row["on"]):
                found.append(f"{node['@type']} has no {name}")
                continue
            values = node[name] if isinstance(node[name], list) else [node[name]]
            found += filter(None, (misused(name, set(row["takes"]), value, by_id) for value in values))
    return sorted(found)


def misused(name: str, takes: set[str], value: Any, by_id: dict[str, dict[str, Any]]) -> str:
    """Return why a property takes no such value, empty when it does. The URL of a thing may take its place."""
    if isinstance(value, bool):
        return "" if "Boolean" in takes else f"{name} takes no truth value"
    if not isinstance(value, dict):
        url = isinstance(value, str) and value.startswith(SITE_URL)
        return "" if TEXTS & takes or url else f"{name} takes no text"
    target = value if "@type" in value else by_id.get(value["@id"])
    if target is None:
        return f"{name} leads to {value['@id']}, which is not there"
    return "" if kinds(target["@type"]) & takes else f"{name} takes no {target['@type']}"


def test_json_ld_keeps_to_the_vocabulary_of_schema_org(site: Path) -> None:
    for address, text in published(site):
        nodes = graph(text)
        assert wrong(nodes) == [], address
        ids = [node["@id"] for node in nodes]
        assert sorted(set(ids)) == sorted(ids), address


def test_the_check_of_the_vocabulary_finds_mistakes() -> None:
    bad = [
        {"@type": "Modell", "@id": "a"},
        {"@type": "Place", "@id": "b", "award": "x"},
        {"@type": "Article", "@id": "c", "about": {"@id": "nowhere"}, "contentLocation": {"@id": "c"}},
    ]
    assert wrong(bad) == [
        "Place has no award",
        "about leads to nowhere, which is not there",
        "contentLocation takes no Article",
        "no type Modell",
    ]


def test_json_ld_of_a_model_has_its_award_steps_photos_and_breadcrumbs(site: Path) -> None:
    nodes = graph(page(site, "mo-hinh/goc-xanh-vi-du"))
    model = one(nodes, "Project")
    assert "Quyết định số 45-QĐ/QU ngày 18/12/2023" in model["award"][0]
    assert "Chưa có số" not in str(model["award"])
    assert [step["position"] for step in one(nodes, "HowTo")["step"]] == [1, 2, 3]
    images = [node for node in nodes if node["@type"] == "ImageObject"]
    assert images
    assert all(image["creditText"] == "Hội LHPN phường Ví Dụ" for image in images)
    assert all((site / image["contentUrl"].removeprefix(SITE_URL)).is_file() for image in images)
    way = [item["name"] for item in one(nodes, "BreadcrumbList")["itemListElement"]]
    assert way[1:] == ["Mô hình", "Văn hóa – xã hội", "“Góc xanh” phường Ví Dụ"]
    assert "HowTo" not in {node["@type"] for node in graph(page(site, "mo-hinh/hoa-giai-vi-du"))}


def test_lists_and_the_data_say_when_they_last_changed(tmp_path: Path) -> None:
    roll, site = good_roll(tmp_path / "entries"), tmp_path / "site"
    make(roll, site)
    before = one(graph(page(site, "linh-vuc/van-hoa-xa-hoi")), "CollectionPage")["dateModified"]
    edit(roll / "2018" / "hoa-giai-vi-du", cap_nhat="2026-11-25")
    make(roll, site)  # the cards stay, and their lists say it nevertheless
    assert one(graph(page(site, "linh-vuc/van-hoa-xa-hoi")), "CollectionPage")["dateModified"] == "2026-11-25" > before
    assert one(graph(page(site, "mo-hinh")), "Dataset")["dateModified"] == "2026-11-25"
    empty = one(graph(page(site, "linh-vuc/quoc-phong-an-ninh")), "CollectionPage")
    assert "dateModified" not in empty


def test_every_node_has_a_name_and_no_individual_is_one(site: Path) -> None:
    """The header has no individual's name, and a Person without a name says nothing."""
    for address, text in published(site):
        for node in graph(text)[1:]:  # but the first, the site: in these tests it has no name
            assert node["@type"] != "Person", address
            named = node.get("name") or node.get("headline") or node.get("itemListElement") or node.get("creditText")
            assert named, (address, node["@type"])
    assert one(graph(page(site, "mo-hinh/ba-tran-thi-thu")), "Project")["award"]


NASTY = "</script><script>alert(1)</script> & “x” \u2028 <!-- ]]> 漢"


def test_no_text_escapes_from_the_script_element() -> None:
    made = json_ld.script([json_ld.node("Article", "a", headline=NASTY)])
    inner = made.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search("[<>&\u2028\u2029]", inner)
    assert json.loads(inner)["@graph"][0]["headline"] == NASTY


def test_no_text_escapes_from_an_attribute() -> None:
    site = json_ld.Website(SITE_URL, '"><b>', NASTY, NASTY)
    tags = Seen(head.open_graph(site, "a/", '" onload="x', NASTY, f"{SITE_URL}the/a.jpg", NASTY)).tags
    assert {tag.name for tag in tags} == {"meta"}
    assert all(tag.attributes.keys() <= {"property", "name", "content"} for tag in tags)


def test_a_site_without_an_address_has_no_metadata() -> None:
    sharing = head.Sharing("", Imprint("Trang"), Look(), THEME)
    assert sharing.page("a/", "A", "", sharing.card("a/", "A")) == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Trước.</p><ol><li>Một <b>hai</b></li><li><p>Ba</p><p>bốn</p></li></ol>", ("Một hai", "Ba bốn")),
        ("<ul><li>Không</li></ul>", ()),
        ("<blockquote><ol><li>Không</li></ol></blockquote>", ()),
        ("<ol><li>Một<ol><li>nhỏ</li></ol></li></ol>", ("Một nhỏ",)),
        ('<ol start="3"><li>A &amp; B<br>C</li></ol>', ("A & B C",)),
    ],
)
def test_steps_are_the_numbered_list_under_its_heading(html: str, expected: tuple[str, ...]) -> None:
    assert (
        json_ld.steps([Part("a", "Thực trạng", "<ol><li>x</li></ol>"), Part("cach-lam", "Cách làm", html)]) == expected
    )


def test_staff_are_reminded_once_of_a_placeholder(tmp_path: Path) -> None:
    entries = good_roll(tmp_path / "entries")
    for _ in range(2):  # through MkDocs, and without it
        code, out = run("build.py", "--entries", entries, "--out", tmp_path / "site", folder=tmp_path)
        assert code == 0, out
        assert out.count("địa chỉ giữ chỗ (dan-van-kheo.example)") == 1
    assert (
        code,
        run("build.py", "--entries", entries, "--out", tmp_path / "site", folder=tmp_path)[1].count("giữ chỗ"),
    ) == (0, 1)
