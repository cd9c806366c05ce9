"""A roll of good entries, and where its site and its cache are to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_tools import good_roll


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    return good_roll(tmp_path / "entries")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"
