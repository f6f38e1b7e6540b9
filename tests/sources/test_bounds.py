"""A source reaches as far as it says, and no trap without end."""

import pytest

from scanner import urls
from scanner.model.ids import Address
from scanner.places.sources import SourceKind
from scanner.sources.bounds import is_trap, within
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


@pytest.mark.parametrize(
    ("target", "trap"),
    [
        ("/", False),
        ("/2026/11/21/rubrik", False),
        ("/a/b/a/c", False),
        ("/a/b/a/b/a", True),
        ("/1/2/3/4/5/6/7/8/9/10/11/12", False),
        ("/1/2/3/4/5/6/7/8/9/10/11/12/13", True),
        ("/?" + "&".join(f"p{n}=1" for n in range(8)), False),
        ("/?" + "&".join(f"p{n}=1" for n in range(9)), True),
    ],
)
def test_traps(target: str, trap: bool) -> None:
    address = urls.parse(f"http://a.example{target}")
    assert address is not None
    assert is_trap(address) is trap
