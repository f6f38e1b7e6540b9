"""A source reaches as far as it says."""

import pytest

from scanner.model.ids import Address
from scanner.places.sources import SourceKind
from scanner.sources.bounds import within
from tests.sources.test_kinds import source


@pytest.mark.parametrize(
    ("prefix", "address", "is_within"),
    [
        ("http://a.example/t/41", "http://a.example/t/41", True),
        ("http://a.example/t/41", "http://a.example/t/41/sida-2", True),
        ("http://a.example/t/41", "http://a.example/t/412", False),
        ("http://a.example/v?t=41", "http://a.example/v?t=41&start=6", True),
        ("http://a.example/blogg/", "http://a.example/blogg/2026", True),
        ("http://a.example/blogg/", "http://a.example/blogg", False),
        ("http://a.example/", "http://a.example.evil.example/", False),
        ("http://a.example/", "https://a.example/", False),
    ],
)
def test_prefixes(prefix: str, address: Address, is_within: bool) -> None:
    links = (address,) if is_within else ()
    assert within(source(SourceKind.SITE, prefix), (address,)) == links
