"""Artifacts: what is asked, what is made, what stays, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.builder import artifact, manifest
from honour_roll.builder.artifact import Artifact, Producer
from honour_roll.builder.manifest import Manifest, Published
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.store import Store

Texts = dict[str, str]  # the content of each file, by its path


class Site:
    """A folder, and the manifest of what was put there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.records, self.asked = folder, {}, list[str]()

    records: Manifest

    def build(self, kinds: Mapping[str, Texts]) -> list[str]:
        """Build a site that has these texts; return the files that were made."""
        damaged = {path for record in self.records.values() for path in record.damaged(str(self.folder))}
        self.asked.clear()
        plan = artifact.plan([self.producer(*kind) for kind in kinds.items()], self.records, damaged)
        artifact.write_all(plan.stale, str(self.folder), 1)
        for path in {path for record in self.records.values() for path in record.files} - plan.paths:
            (self.folder / path).unlink()
        made = {item.path for item in plan.stale}
        self.records = plan.kept | manifest.stamped(plan.asked, made, str(self.folder))
        return sorted(made)

    def producer(self, name: str, texts: Texts) -> Producer:
        def artifacts() -> Iterator[Artifact]:
            self.asked.append(name)
            for path, text in texts.items():
                yield Artifact(path, {"code": b"the same", "text": fingerprint(text.encode())}, lambda text=text: text)

        return Producer(name, fingerprint(plain(texts)), artifacts)

    def files(self) -> Texts:
        return {path.name: path.read_text("utf-8") for path in self.folder.iterdir()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_producer_whose_fingerprint_stayed_is_not_asked(site: Site) -> None:
    assert site.build({"one": {"a": "1", "b": "2"}, "other": {"c": "3"}}) == ["a", "b", "c"]
    assert site.build({"one": {"a": "1", "b": "2"}, "other": {"c": "4"}}) == ["c"]
    assert site.asked == ["other"]


def test_of_a_producer_that_is_asked_only_what_changed_is_made(site: Site) -> None:
    site.build({"one": {"a": "1", "b": "2"}})
    assert site.build({"one": {"a": "1", "b": "3"}}) == ["b"]
    assert site.files() == {"a": "1", "b": "3"}


@pytest.mark.parametrize("harm", ["gone", "longer", "as long", "a folder"])
def test_a_damaged_file_is_made_again(site: Site, harm: str) -> None:
    site.build({"one": {"a": "1", "b": "2"}, "other": {"c": "3"}})
    file = site.folder / "b"
    if harm in ("gone", "a folder"):
        file.unlink()
        if harm == "a folder":
            file.mkdir()
            (damaged,) = site.records["one"].damaged(str(site.folder))
            assert damaged == "b"
            return  # its place is made free by publishing
    else:
        file.write_text("other" if harm == "longer" else "x", "utf-8")
    assert site.build({"one": {"a": "1", "b": "2"}, "other": {"c": "3"}}) == ["b"]
    assert site.asked == ["one"]
    assert site.files()["b"] == "2"


def test_the_first_producer_to_name_a_path_has_it(site: Site) -> None:
    site.build({"one": {"a": "1"}, "other": {"a": "2", "b": "2"}})
    assert site.files() == {"a": "1", "b": "2"}


kinds = st.dictionaries(
    st.sampled_from(["one", "two", "three"]),
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["x", "y", "z"]), max_size=5),
)


@given(st.lists(kinds, max_size=6))
def test_after_any_builds_a_site_is_the_one_built_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[dict[str, Texts]]
) -> None:
    """As long as no two producers name one path, which ``test_the_first_producer_to_name_a_path_has_it`` is about."""
    site = Site(tmp_path_factory.mktemp("site"))
    for given_kinds in rounds:
        own = {name: {f"{path}-{name}": text for path, text in texts.items()} for name, texts in given_kinds.items()}
        site.build(own)
        assert site.files() == {path: text for texts in own.values() for path, text in texts.items()}
        cold = artifact.plan([site.producer(*kind) for kind in own.items()], {})
        assert manifest.token_of(site.records) == manifest.token_of(cold.asked)


def test_it_is_explained_which_inputs_changed(site: Site) -> None:
    site.build({"one": {"a": "1"}, "other": {"c": "3"}})
    producers = [site.producer("one", {"a": "2", "b": "1"}), site.producer("other", {"c": "3"})]

    def told(path: str, damaged: frozenset[str] = frozenset()) -> object:
        return artifact.explained(path, producers, site.records, damaged)

    assert told("a") == ("one", True, False, {"code": False, "text": True})
    assert told("b") == ("one", True, False, {"code": None, "text": None})
    assert told("c") == ("other", False, False, {"code": False, "text": False})
    assert told("c", frozenset("c")) == ("other", True, True, {"code": False, "text": False})
    assert told("d") is None


def test_what_was_published_is_remembered_whole_or_not_at_all(site: Site, tmp_path: Path) -> None:
    site.build({"one": {"a": "1", "b": "2"}, "other": {}})
    store = Store(tmp_path / "store" / "build.sqlite", b"")
    published = Published(b"token", b"sources", ("said",), site.records)
    place = Path("/site")
    store.put(manifest.to_remember(place, published, Published()))
    assert manifest.remembered(store, place) == published
    assert manifest.remembered(store, Path("/other")) == Published()
    assert len(manifest.to_remember(place, published._replace(token=b"new"), published)) == 1, "records that stayed"
    store.put({manifest._key(place, "one"): b"damaged"})
    assert manifest.remembered(store, place) == Published()
    store.close()
