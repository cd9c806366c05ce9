"""Redirects and gone addresses: nginx answers them with the site's maps and the configuration of the decision."""

from __future__ import annotations

import http.client
import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from environment import ROOT
from nginx_runner import needs_nginx, nginx
from site_tools import LAYOUT, built, edit, good_roll, header_of, opened

DECISION = (ROOT / "docs" / "decisions" / "0012-links-that-never-die.md").read_text("utf-8")
LONG = "ten-cu-rat-dai-" + "a" * 65  # as long as a slug may be


def site(folder: Path, site_url: str = "https://dan-van-kheo.example/") -> Path:
    """Build a site with every kind of moved and gone address, below the path of ``site_url``; return its folder."""
    roll = good_roll(folder / "entries")
    former = header_of(roll / "2018" / "goc-xanh-vi-du")["ten_cu"]
    edit(roll / "2018" / "goc-xanh-vi-du", ten_cu=["goc-xanh-vi-du", *former, LONG, LONG])  # renamed back, and twice
    fields = roll / "danh-muc" / "linh-vuc.yml"
    fields.write_text(fields.read_text("utf-8").replace("kinh-te:\n", "kinh-te:\n  ma_cu: [lam-an, lam-an]\n"), "utf-8")
    out = folder / "www" / site_url.partition("example/")[2]
    out.parent.mkdir(parents=True, exist_ok=True)
    with closing(opened(roll, None)) as build:
        built(build, out, LAYOUT, site_url)
    (out / "404.html").write_text("Không tìm thấy", "utf-8")
    return out


@contextmanager
def hosted(folder: Path, www: Path, out: Path) -> Iterator[int]:
    """Run nginx with the configuration of the decision; yield its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = int(probe.getsockname()[1])
    lines = re.findall(r"```nginx\n(.*?)```", DECISION, re.DOTALL)[0]
    changes = {
        "include ": 'include "',
        ".map;": '.map";',
        "/srv/site/.nginx": f"{out}/.nginx",
        "root /srv/site": f"root {www}",
        "listen 80": f"listen 127.0.0.1:{port}",
    }
    with nginx(folder, lines, changes, "types { text/html html; application/json json; }"):
        for _ in range(200):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port


def asked(port: int, path: str) -> tuple[int, str, str]:
    """Request a path; return the status, the Location header, and the body."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8", "replace")


@needs_nginx
def test_nginx_answers_as_the_maps_say(tmp_path: Path) -> None:
    out = site(tmp_path)
    with hosted(tmp_path, out, out) as port:
        for former in ("goc-xanh", LONG):
            for end in ("/", "", "/index.html"):
                assert asked(port, f"/mo-hinh/{former}{end}")[:2] == (301, "/mo-hinh/goc-xanh-vi-du/")
            assert asked(port, f"/mo-hinh/{former}.json")[:2] == (301, "/mo-hinh/goc-xanh-vi-du.json")
            for file in ("loa-phuong.txt", "ma-qr.svg"):
                answer = asked(port, f"/mo-hinh/{former}/{file}")
                assert answer[:2] == (301, f"/mo-hinh/goc-xanh-vi-du/{file}")
        assert asked(port, "/mo-hinh/goc-xanh/?utm=zalo")[:2] == (301, "/mo-hinh/goc-xanh-vi-du/")
        assert asked(port, "/linh-vuc/lam-an/")[:2] == (301, "/linh-vuc/kinh-te/")
        for end in ("/", "", "/index.html", ".json", "/loa-phuong.txt", "/ma-qr.svg"):
            status, _, text = asked(port, f"/mo-hinh/tiet-kiem-vi-du{end}")
            assert (status, "Danh hiệu đã được thu hồi." in text) == (410, True), end
        assert asked(port, "/mo-hinh/tiet-kiem-nam-nghin/")[:2] == (301, "/mo-hinh/tiet-kiem-vi-du/")
        assert asked(port, "/mo-hinh/dem-binh-yen-vi-du/")[0] == 200  # hidden for a while
        for path in (
            "/",
            "/mo-hinh/",
            "/mo-hinh/goc-xanh-vi-du/",
            "/mo-hinh.csv",
            "/mo-hinh/atom.xml",
            "/linh-vuc/kinh-te/",
        ):
            assert asked(port, path)[0] == 200, path
        for path in ("/khong-co/", "/.nginx/moved.map", "/.honour-roll"):
            assert asked(port, path)[0] == 404, path


@needs_nginx
def test_nginx_answers_below_a_folder_with_a_space(tmp_path: Path) -> None:
    out = site(tmp_path, "https://xa.example/dien hinh/")
    with hosted(tmp_path, tmp_path / "www", out) as port:
        base = "/dien%20hinh"
        assert asked(port, f"{base}/mo-hinh/goc-xanh/")[:2] == (301, f"{base}/mo-hinh/goc-xanh-vi-du/")
        assert asked(port, f"{base}/mo-hinh/tiet-kiem-vi-du/")[0] == 410
        assert asked(port, f"{base}/mo-hinh/goc-xanh-vi-du/")[0] == 200


def test_every_former_address_is_in_the_map_and_has_a_page(tmp_path: Path) -> None:
    out = site(tmp_path)
    moved = dict(re.findall(r"^(\S+) (\S+);$", (out / ".nginx" / "moved.map").read_text("utf-8"), re.MULTILINE))
    pages = {path.parent for path in out.rglob("index.html") if 'http-equiv="refresh"' in path.read_text("utf-8")}
    assert {f"/{path.relative_to(out).as_posix()}/" for path in pages} == {old for old in moved if old.endswith("/")}
    for new in moved.values():
        assert (out / f"{new}index.html".strip("/")).is_file() or new.endswith((".json", ".txt", ".svg"))
    gone = (out / ".nginx" / "gone.map").read_text("utf-8")
    assert "/mo-hinh/tiet-kiem-vi-du/ /mo-hinh/tiet-kiem-vi-du/index.html;" in gone
    assert "dem-binh-yen" not in gone
