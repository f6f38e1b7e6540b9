"""Search providers are the operator's own; a mistake in a file is told with its line."""

from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.model.ids import SourceId
from scanner.places.providers import Provider, load_providers, require_asked
from scanner.places.shelf import SHIPPED
from scanner.places.sources import SearchProvider, SourceKind
from tests.pipeline.stage import source

GOOD = 'provider_id = "sokmotor"\nname = "Sökmotorn"\noperator = "Sökbolaget AB, Sverige"\n'


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "one.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_none_is_shipped() -> None:
    assert load_providers((SHIPPED,)) == ()


def test_the_organisations_own_is_read(tmp_path: Path) -> None:
    assert load_providers((SHIPPED, folder(tmp_path, GOOD))) == (
        Provider(provider_id="sokmotor", name="Sökmotorn", operator="Sökbolaget AB, Sverige"),
    )


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace('"sokmotor"', '"Sök motor"'),
        GOOD.replace('"Sökmotorn"', '" "'),
        GOOD + 'key = "x"\n',
        'name = "x"\n',
    ],
)
def test_a_mistake_stops_the_program(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"one\.toml"):
        load_providers((folder(tmp_path, text),))


ASKED = Provider(
    provider_id="sokmotor", name="Sökmotorn", operator="Sverige", source=SourceId("own-searxng")
)


@pytest.mark.parametrize(
    "wrong",
    [
        GOOD + 'source = "Own SearXNG"\n',
        GOOD + "every_days = 0\n",
    ],
)
def test_how_it_is_asked_is_checked_with_its_line(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(UsageError, match=r"one\.toml.*4"):
        load_providers((folder(tmp_path, wrong),))


def test_it_is_asked_by_a_search_source() -> None:
    own = source(
        "http://sok.example/",
        source_id="own-searxng",
        kind=SourceKind.SEARCH,
        provider=SearchProvider.SEARXNG,
    )
    require_asked([ASKED], {own.source_id: own})


@pytest.mark.parametrize(
    "listed",
    [
        source("http://sok.example/", source_id="annan"),
        source("http://sok.example/", source_id="own-searxng"),
        source(source_id="own-searxng", kind=SourceKind.SEARCH, provider=SearchProvider.YOUTUBE),
    ],
)
def test_what_is_no_search_or_leads_to_no_page_is_not_asked(listed) -> None:
    with pytest.raises(UsageError, match="sokmotor"):
        require_asked([ASKED], {listed.source_id: listed})
