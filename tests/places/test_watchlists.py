"""Every example that ships can be copied as it is, all of them together."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.config.settings import Config, WatchlistSettings
from scanner.errors import UsageError
from scanner.places import watchlists
from scanner.places.shelf import SHIPPED


@pytest.fixture
def examples(config: Config, tmp_path: Path) -> Config:
    for example in SHIPPED.glob("*/*.toml.example"):
        copy = tmp_path / "own" / example.parent.name / example.stem
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(example, copy)
    return replace(config, watchlists=WatchlistSettings(folder=tmp_path / "own"))


def test_the_examples_fit_together(examples: Config) -> None:
    read = watchlists.read(examples)
    assert len(read.sources) >= 11
    [provider] = read.providers
    asked = read.source(provider.source)
    assert asked is not None
    assert [one for one in read.questions if one.is_for(asked)]


def test_a_provider_that_is_asked_by_no_search_is_refused(examples: Config) -> None:
    assert examples.watchlists.folder is not None
    (examples.watchlists.folder / "sources" / "search.toml").unlink()
    with pytest.raises(UsageError, match="own-searxng"):
        watchlists.read(examples)
