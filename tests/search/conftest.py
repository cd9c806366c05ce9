"""The two sites that the tests of the search ask: this very one, and one of made-up models."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from search_tools import SCRIPTS, Asker, Samples, asker

import make_samples
from environment import ROOT
from site_tools import make, run

SAMPLES = 2000


@pytest.fixture(scope="session")
def real(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """The search of this very site."""
    folder = tmp_path_factory.mktemp("search")
    code, said = run("build.py", "--out", folder / "site", folder=folder)
    assert code == 0, said
    with asker(browser, folder / "site") as asked:
        yield asked


@pytest.fixture(scope="session")
def samples(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Samples]:
    """The search of a sample roll."""
    folder = tmp_path_factory.mktemp("samples")
    make_samples.make(SAMPLES, folder / "entries", 1)
    make(folder / "entries", folder / "site")
    (folder / "site" / SCRIPTS).mkdir(parents=True)
    for script in (ROOT / "hooks" / "theme" / SCRIPTS).glob("*.js"):
        (folder / "site" / SCRIPTS / script.name).write_bytes(script.read_bytes())
    published = [plan for plan in make_samples.plans(SAMPLES, 1) if plan.status == "cong-bo"]
    titles = {plan.slug: re.sub("[“”]", "", plan.title) for plan in published}
    kinds = {plan.slug: plan.subject.kind for plan in published}
    with asker(browser, folder / "site") as asked:
        yield Samples(asked, folder / "entries", titles, kinds)
