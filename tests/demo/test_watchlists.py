from pathlib import Path

import pytest

from scanner.demo import expected, sites, town
from scanner.places.sources import Source, load_sources

WATCHLISTS = Path(sites.__file__).parent / "watchlists"


@pytest.fixture
def sources() -> tuple[Source, ...]:
    return load_sources([WATCHLISTS], lab=True)


def test_sources_begin_where_the_town_has_pages(sources: tuple[Source, ...]) -> None:
    served = {leaf.address for leaf in sites.LEAVES}
    for source in sources:
        forbidden = source.source_id in expected.GAPS
        assert forbidden or set(source.addresses) <= served
        assert forbidden == source.addresses[0].startswith(f"http://{sites.FORBIDDEN}/")


def test_every_site_is_somebodys_source(sources: tuple[Source, ...]) -> None:
    assert {address.split("/")[2] for source in sources for address in source.addresses} == {
        *sites.HOSTS
    }


def test_no_person_stands_in_them() -> None:
    for path in WATCHLISTS.rglob("*.toml"):
        text = path.read_text(encoding="utf-8").casefold()
        assert not any(who.surname.casefold() in text for who in town.CASEWORKERS)
