"""Layouts are kept with the templates that they are of, so that a later build can rewrite the pages of models."""

from __future__ import annotations

import os
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from honour_roll import addresses
from honour_roll.build.layouts import Rewriting, Words, texts_of
from honour_roll.fingerprints import fingerprint
from honour_roll.pages.templates import Templates
from honour_roll.store import Store, packed, unpacked


class Layouts:
    """The layouts of sites in a cache; ``made`` are those of the pages made in this round, by their files."""

    def __init__(self, cache: Store) -> None:
        """Take the cache."""
        self._cache, self.made = cache, dict[str, bytes]()

    def rewriting(self, site: Path, now: Templates, rest: bytes, inputs: bytes) -> Rewriting | None:
        """Give what it takes to rewrite the pages of models, if their template alone is another since ``inputs``.

        These stand for all that ``site`` was made from but entries, ``rest`` for the same but templates, as it is now.
        """
        kept = unpacked(self._cache.get(_templates_key(site)))
        if not isinstance(kept, tuple) or fingerprint(rest, kept[0]) != inputs:
            return None
        _, sources, (texts, does) = kept
        if {name for name, _ in sources.items() ^ now.sources.items()} != {"entry"}:
            return None
        root = addresses.way_to_root(addresses.model("x"))
        words = Words.of(texts_of(texts, root), texts_of(now.outline.texts, root))
        # A template that does something else lays its pages out in another way.
        return Rewriting(words, sources["entry"], self._all_of(site) if does == now.outline.does else {})

    def to_keep(
        self, site: Path, made_with: Templates, models: Sequence[str], written: AbstractSet[str]
    ) -> list[tuple[bytes, bytes]]:
        """Give what is to be kept of what was made, in one go with what else is remembered of the site.

        ``models`` are the slugs of all models, ``written`` the files that were made. With which templates the pages
        were made is known once all were written: until then the layouts of the others may be of other templates.
        """
        key = _layouts_key(site)
        items = [(key + file.encode(), layout) for file, layout in self.made.items()]
        if models and all(_file(slug) in written for slug in models):  # after most edits the first is not
            kept = (made_with.made_from, dict(made_with.sources), tuple(made_with.outline))
            items.append((_templates_key(site), packed(kept)))
            self._cache.keep_only(key, [_file(slug).encode() for slug in models])
        return items

    def _all_of(self, site: Path) -> dict[str, bytes]:
        return {file.decode(): layout for file, layout in self._cache.under(_layouts_key(site))}


def _file(slug: str) -> str:
    return addresses.file_of(addresses.model(slug))


def _templates_key(site: Path) -> bytes:
    return b"templates-of-site:" + os.fsencode(site)


def _layouts_key(site: Path) -> bytes:
    return b"layouts-of-site:" + os.fsencode(site) + b"/"
