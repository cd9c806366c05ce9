from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PIL import ImageChops

import make_samples
import sample_photos
from environment import ROOT
from honour_roll.builder.load import Loader
from honour_roll.photos import inspect as photos
from honour_roll.settings import Settings
from honour_roll.store import Store
from honour_roll.taxonomies import FIELDS, PLACES, YEARS
from samples import entries, roll, scenes
from samples.phrases import Kind, common, kinds
from samples.plans import with_lineage


def command(script: str, *arguments: str, cache: Path) -> str:
    """Run a command of the project and return what it printed."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / script, *arguments],
        env={**os.environ, "HONOUR_ROLL_GROUP": "test", "PYTHONUTF8": "1", "HONOUR_ROLL_CACHE": str(cache)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode()


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("samples") / "bai"
    make_samples.make(60, out, seed=7)
    return out


def test_the_same_number_and_seed_give_the_same_files_and_more_begin_with_the_same(
    samples: Path, tmp_path: Path
) -> None:
    again, other, more = tmp_path / "again", tmp_path / "other", tmp_path / "more"
    command("make_samples.py", "--entries", "60", "--out", str(again), cache=tmp_path)
    make_samples.make(60, other, seed=8)
    make_samples.make(80, more, seed=7)
    assert tree(again) == tree(samples)
    assert tree(other).keys() != tree(samples).keys()
    assert tree(samples).items() <= tree(more).items()


def test_what_is_shown_learned_from_its_own_kind_and_from_earlier_ones() -> None:
    shown = with_lineage(make_samples.plans(roll.DEMO_ENTRIES, roll.DEMO_SEED))
    by_slug = {plan.slug: plan for plan in shown}
    learners = [plan for plan in shown if plan.learned_from]
    assert len(learners) >= 10
    for plan in learners:
        teacher = by_slug[plan.learned_from]
        assert teacher.status == "cong-bo"
        assert teacher.subject.kind == plan.subject.kind
        assert teacher.subject.honoured < plan.subject.honoured
    most = Counter(plan.learned_from for plan in learners).most_common(1)
    assert most[0][1] >= 2, "one was taken over by several"


PLAIN = {"name", "does", "short", "where", "ward", "unit", "branch", "members", "person", "since", "honoured", "month"}


def texts_of(kind: Kind) -> list[str]:
    lists = (kind.names, kind.before, kind.steps, kind.results, kind.quotes, kind.lessons, kind.photos)
    return [kind.does, kind.short, *kind.before_after, *(text for texts in lists for text in texts)]


@pytest.mark.parametrize("key", kinds())
def test_a_kind_of_model_is_whole_and_tells_each_of_its_figures(key: str) -> None:
    kind = kinds()[key]
    for texts, least in ((kind.names, 4), (kind.before, 3), (kind.steps, 5), (kind.results, 2), (kind.quotes, 2)):
        assert len(set(texts)) >= least
    assert set(kind.led_by) <= common()["units"].keys()
    assert kind.scene in scenes.SCENES
    named = {name for text in texts_of(kind) for name in re.findall(r"{(\w+)}", text)}
    assert kind.figures.keys() <= named <= kind.figures.keys() | PLAIN | {"months"}
    assert not kind.figures.keys() & PLAIN
    for _, _, least, most in kind.figures.values():
        assert 0 < least <= most
    for _, least, most, least_after, most_after in kind.table:
        assert least <= most
        assert least_after <= most_after
        assert (least < least_after) is (most < most_after)  # of whatever size a model is, it changed to one side


def test_there_are_many_kinds_of_models_in_every_field() -> None:
    fields = Counter(kind.field for kind in kinds().values())
    assert sum(fields.values()) >= 40
    assert min(fields.values()) >= 9
    assert len(fields) == 4


def test_what_is_written_leaves_no_choice_and_no_name_open(samples: Path) -> None:
    """Nor does a sentence begin in small letters, nor do words or a sign stand twice."""
    for path in samples.glob("20*/*/index.md"):
        text = path.read_text("utf-8")
        _, header, body = text.split("---\n", 2)
        assert not re.search(r"\([^)]*\||{(?!so:|co:)", header + body.replace("|---", "")), path
        assert not any(letter.islower() for letter in re.findall(r"[.!?] (\w)", body)), path
        assert not re.search(r"[,.;] *[,.;]|  \w", body), path
        assert not re.search(r"\b(\w+(?: \w+){1,3}) \1\b", re.sub("[|>*#-]", " ;", body)), path
        assert "không có thật" in header
        assert "Mẫu" in body


def test_thousands_of_titles_are_each_another() -> None:
    titles = [plan.title for plan in make_samples.plans(5000, 7)]
    assert len(set(titles)) == 5000
    assert len({title.split("“")[-1].split("”")[0] for title in titles if "“" in title}) > 150


def test_a_pair_of_photos_shows_one_place_before_and_after() -> None:
    before, after, other = (
        scenes.drawn("street", layout, (320, 240), state)
        for layout, state in (("một", "before"), ("một", "after"), ("hai", "after"))
    )
    roofs = (0, 60, 320, 100)
    assert ImageChops.difference(before, after).getbbox()
    differing = [
        sum(ImageChops.difference(after.crop(roofs), image.crop(roofs)).convert("L").histogram()[40:])
        for image in (before, other)
    ]
    assert differing[0] * 3 < differing[1]


def test_samples_pass_the_check_and_are_spread(samples: Path) -> None:
    loader = Loader(Settings(samples, "bai", ROOT / "hooks" / "theme", None), Store(None, b""), for_site=True)
    loaded = loader.load()
    assert loaded.problems == []
    roll = loaded.roll
    everything = [*roll.entries, *roll.gone]
    assert {entry.status for entry in everything} == {"cong-bo", "thu-hoi", "tam-an"}
    assert len(loaded.drafts) == 1
    assert len({entry.title for entry in everything}) == 59
    assert len(roll.groups(FIELDS)) == len(roll.registers.fields)
    assert len(roll.groups(PLACES)) > 15
    assert len(roll.groups(YEARS)) > 8
    assert any(entry.former_slugs for entry in everything)
    assert any(entry.spread.learned_from for entry in everything)
    assert any("\ndong_y: " in path.read_text("utf-8") for path in samples.glob("20*/*/index.md"))


@pytest.mark.slow
def test_samples_build_to_a_site(samples: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    command("build.py", "--entries", str(samples), "--out", str(site), cache=tmp_path / "cache")
    for path in samples.glob("20*/*"):
        draft = "trang_thai: nhap" in (path / "index.md").read_text("utf-8")
        assert (site / "mo-hinh" / path.name / "index.html").exists() is not draft


@pytest.mark.slow
def test_sample_photos_are_each_another_fit_to_stay_and_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    make_samples.make(4, one, seed=7, photos=6)
    command("make_samples.py", "--entries", "4", "--photos", "6", "--out", str(two), cache=tmp_path)
    assert tree(one) == tree(two)
    photos = sorted(one.glob("20*/*/*.jpg"), key=lambda path: path.name)
    assert [path.name for path in photos] == [entries.photo_name(number) for number in range(6)]
    assert sorted(len(list(folder.glob("*.jpg"))) for folder in one.glob("20*/*")) == [1, 1, 2, 2]
    assert len({path.read_bytes() for path in photos}) == 6
    assert all(200_000 < path.stat().st_size <= 1_000_000 for path in photos)
    assert Loader(Settings(one, "bai", ROOT / "hooks" / "theme", None), Store(None, b"")).load().problems == []


def test_a_sample_photo_of_a_phone_is_large_turned_and_has_a_place() -> None:
    seen = photos.looked_at(sample_photos.phone("x", 1))
    assert (seen.width, seen.height) == (3000, 4000)
    assert seen.contents
    assert photos.has_place(seen.picture, seen.contents)


def test_a_demo_is_made_once_and_anew_when_it_was_left_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roll, "DEMO_ENTRIES", 3)
    monkeypatch.setattr(roll, "DEMO_PHOTOS", 0)
    out = roll.demo(tmp_path)
    first = out / "danh-muc"
    made = first.stat().st_mtime_ns
    assert roll.demo(tmp_path) == out
    assert first.stat().st_mtime_ns == made
    assert len(list(out.glob("20*/*/index.md"))) == 3
    (tmp_path / "stamp").unlink()
    shutil.rmtree(first)
    roll.demo(tmp_path)
    assert first.is_dir()
    (tmp_path / "stamp").write_text("of other tables", "ascii")
    shutil.rmtree(first)
    roll.demo(tmp_path)
    assert first.is_dir()


def test_a_demo_shows_pairs_of_photos() -> None:
    shown = [plan for plan in make_samples.plans(roll.DEMO_ENTRIES, roll.DEMO_SEED, roll.DEMO_PHOTOS) if plan.photos]
    assert len(shown) == roll.DEMO_ENTRIES
    roles = Counter(role for plan in shown for role in entries.roles(plan))
    assert roles["truoc"] == roles["sau"] >= 4


def test_samples_are_made_anew_but_nothing_else_is_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "bai"
    make_samples.make(5, out, seed=7)
    make_samples.make(3, out, seed=7)
    assert len(list(out.glob("20*/*"))) == 3

    (tmp_path / "khac").mkdir()
    (tmp_path / "khac" / "tep.txt").touch()
    for folder in (tmp_path / "khac", tmp_path / "khac" / "tep.txt", ROOT / "entries", ROOT / "entries" / "2018", ROOT):
        with pytest.raises(SystemExit, match="Choose another folder"):
            make_samples.make(3, folder, seed=7)
