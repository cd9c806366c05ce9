"""Feeds and the sitemap are valid by the schemas of their specifications, and agree with the roll."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path
from urllib.parse import urljoin

import jsonschema
import pytest
from lxml import etree

from environment import ROOT
from honour_roll.addresses import file_of
from site_tools import LAYOUT, SITE_URL, built, edit, good_roll, header_of, make, opened, page, seen, tree

SCHEMAS = ROOT / "tests" / "schemas"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "i": "http://www.google.com/schemas/sitemap-image/1.1"}
NASTY = "=HYPERLINK(“x”) <script>&amp; ]]> 'đ' \"ơ\" " + "Ệ" * 60


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    roll = good_roll(tmp_path_factory.mktemp("feeds") / "entries")
    edit(roll / "2018" / "hoa-giai-vi-du", ten=NASTY, tom_tat=f"<b>{NASTY}</b>, và nhiều chuyện khác nữa ở phường.")
    return roll


@pytest.fixture(scope="module")
def site(roll: Path) -> Path:
    make(roll, roll.parent / "site")
    return roll.parent / "site"


def feeds(site: Path, name: str) -> dict[str, Path]:
    return {path.parent.relative_to(site).as_posix(): path for path in sorted(site.rglob(name))}


def entry_nodes(path: Path) -> list[etree._Element]:
    return etree.parse(path).getroot().findall("a:entry", ATOM)


def test_all_models_each_field_and_each_place_with_models_have_feeds(site: Path) -> None:
    wanted = {"mo-hinh", "linh-vuc/kinh-te", "linh-vuc/van-hoa-xa-hoi", "dia-ban/phuong-vi-du", "dia-ban/quan-vi-du"}
    assert wanted < feeds(site, "atom.xml").keys()
    assert feeds(site, "atom.xml").keys() == feeds(site, "feed.json").keys()
    for address, path in feeds(site, "atom.xml").items():
        assert address == "mo-hinh" or address.startswith(("linh-vuc/", "dia-ban/")), address
        listed = page(site, address)
        for entry in entry_nodes(path):
            link = entry.find("a:link[@rel='alternate']", ATOM).get("href").removeprefix(SITE_URL)
            assert f"/{link}" in listed, address


def test_every_atom_feed_is_valid(site: Path) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    for address, path in feeds(site, "atom.xml").items():
        document = etree.parse(path)
        assert schema.validate(document), (address, schema.error_log)
        root = document.getroot()
        assert root.findtext("a:author/a:name", "", ATOM)  # the schema's first Schematron rule: then no entry needs one
        assert all(e.find("a:link[@rel='alternate']", ATOM) is not None for e in entry_nodes(path))  # the second
        assert root.find("a:link[@rel='self']", ATOM).get("href") == f"{SITE_URL}{address}/atom.xml"
        ids = [node.text for node in root.iterfind(".//a:id", ATOM)]
        assert len(ids) == len(set(ids))


def test_the_schema_of_atom_refuses_mistakes(site: Path) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    text = (site / "mo-hinh" / "atom.xml").read_text("utf-8")
    for old, new in (("<updated>", "<changed>"), ("T00:00:00+07:00", ""), ("<id>", "<id>x</id><id>")):
        assert not schema.validate(
            etree.fromstring(
                text.replace(old, new).replace("</changed", "</updated").encode(), etree.XMLParser(recover=True)
            )
        ), old


def test_every_json_feed_is_valid_and_agrees_with_atom(site: Path) -> None:
    schema = json.loads((SCHEMAS / "json-feed.json").read_text("utf-8"))
    for address, path in feeds(site, "feed.json").items():
        feed = json.loads(path.read_text("utf-8"))
        jsonschema.validate(feed, schema)
        assert feed["feed_url"] == f"{SITE_URL}{address}/feed.json"
        nodes = entry_nodes(path.with_name("atom.xml"))
        same = [
            (
                node.findtext("a:id", "", ATOM),
                node.findtext("a:title", "", ATOM),
                node.findtext("a:summary", "", ATOM),
                node.findtext("a:updated", "", ATOM),
            )
            for node in nodes
        ]
        assert [(i["id"], i["title"], i["content_text"], i["date_modified"]) for i in feed["items"]] == same
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**feed, "items": [{"id": "x"}]}, schema)


def test_a_feed_has_the_dates_of_its_entries_and_never_the_clock(site: Path) -> None:
    root = etree.parse(site / "mo-hinh" / "atom.xml").getroot()
    dates = [node.text or "" for node in root.iterfind("a:entry/a:updated", ATOM)]
    assert root.findtext("a:updated", "", ATOM) == max(dates)
    entry = next(e for e in entry_nodes(site / "mo-hinh" / "atom.xml") if e.findtext("a:title", "", ATOM) == NASTY)
    assert entry.findtext("a:published", "", ATOM) == "2018-10-05T00:00:00+07:00"


def test_a_renamed_entry_keeps_its_id(roll: Path, tmp_path: Path) -> None:
    before = {i["title"]: i["id"] for i in _items(roll, tmp_path / "a")}
    shutil.copytree(roll, copy := tmp_path / "entries")
    new = (copy / "2018" / "hoa-giai-vi-du").rename(copy / "2018" / "ten-moi")
    edit(new, ten_cu=["hoa-giai-vi-du"])
    assert {i["title"]: i["id"] for i in _items(copy, tmp_path / "b")} == before
    newest = new.rename(copy / "2018" / "ten-moi-nua")
    edit(newest, ten_cu=["hoa-giai-vi-du", "ten-moi"])
    items = _items(copy, tmp_path / "c")
    assert {i["title"]: i["id"] for i in items} == before
    assert f"{SITE_URL}mo-hinh/ten-moi-nua/" in [i["url"] for i in items]


def _items(roll: Path, site: Path) -> list[dict[str, str]]:
    make(roll, site)
    items: list[dict[str, str]] = json.loads((site / "mo-hinh" / "feed.json").read_text("utf-8"))["items"]
    return items


def test_lists_link_to_their_feeds(site: Path) -> None:
    for address in feeds(site, "atom.xml"):
        links = [t.attributes for t in seen(site / address / "index.html").all("link")]
        found = {a["type"]: urljoin(f"{SITE_URL}{address}/", a["href"]) for a in links if a.get("rel") == "alternate"}
        assert found == {
            "application/atom+xml": f"{SITE_URL}{address}/atom.xml",
            "application/feed+json": f"{SITE_URL}{address}/feed.json",
        }
    assert 'rel="alternate"' not in page(site, "dia-ban")
    assert 'rel="alternate"' not in page(site, "linh-vuc/quoc-phong-an-ninh")


def test_a_feed_has_the_newest_fifty(roll: Path, tmp_path: Path) -> None:
    shutil.copytree(roll, copy := tmp_path / "entries")
    for number in range(60):
        shutil.copytree(copy / "2018" / "hoa-giai-vi-du", new := copy / "2019" / f"them-{number}")
        edit(new, ngay_dang=f"2019-{number % 12 + 1:02}-{number % 28 + 1:02}")
    dates = [item["date_published"] for item in _items(copy, tmp_path / "site")]
    assert len(dates) == 50
    assert dates == sorted(dates, reverse=True)


def test_the_sitemap_is_valid_and_has_the_photos(site: Path) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    document = etree.parse(site / "sitemap.xml")
    assert schema.validate(document), schema.error_log
    photos = [node.text.removeprefix(SITE_URL) for node in document.getroot().iterfind("s:url/i:image/i:loc", MAPS)]
    assert len(photos) > 3
    for photo in photos:
        assert (site / photo).read_bytes().startswith(b"\xff\xd8"), photo
    for url in document.getroot().iterfind("s:url", MAPS):
        assert (site / file_of(url.findtext("s:loc", "", MAPS).removeprefix(SITE_URL))).is_file() or (
            url.findtext("s:loc", "", MAPS).removeprefix(SITE_URL).strip("/") in ("gioi-thieu", "rieng-tu", "")
        )
    document.getroot()[0].append(etree.Element(f"{{{MAPS['i']}}}image"))
    assert not schema.validate(document)


def test_a_site_without_an_address_has_no_feeds(roll: Path, tmp_path: Path) -> None:
    with closing(opened(roll, None)) as build:
        built(build, tmp_path / "site", LAYOUT, site_url="")
    names = tree(tmp_path / "site")
    assert not [n for n in names if n.endswith((".xml", "feed.json", "mo-hinh.json", ".csv"))]
    assert 'rel="alternate"' not in page(tmp_path / "site", "mo-hinh")


def test_a_field_whose_models_are_gone_has_no_feed_and_no_link_to_one(roll: Path, tmp_path: Path) -> None:
    shutil.copytree(roll, copy := tmp_path / "entries")
    for index in copy.glob("*/*/index.md"):
        if header_of(index.parent).get("linh_vuc") == "kinh-te":
            edit(index.parent, trang_thai="thu-hoi")
    make(copy, tmp_path / "site")
    assert not (tmp_path / "site" / "linh-vuc" / "kinh-te" / "atom.xml").exists()
    assert 'rel="alternate"' not in page(tmp_path / "site", "linh-vuc/kinh-te")
