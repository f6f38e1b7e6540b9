"""A source reads as far as it says, and no trap without end."""

from datetime import date

import pytest

from scanner import urls
from scanner.model.document import Document, Post
from scanner.model.ids import Address, SourceId
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.sources import kinds
from scanner.sources.bounds import is_trap, is_within

THREAD = Address("http://forum.example/t/41")
LINKS = (
    Address("http://forum.example/t/41?p=2"),
    Address("http://forum.example/t/412"),
    Address("http://forum.example/medlem/7"),
    Address("http://annan.example/t/41"),
    Address("http://forum.example/a/a/a"),
)


def source(kind: SourceKind, *within: str) -> Source:
    return Source(
        source_id=SourceId("forum"), name="Forumet", kind=kind, addresses=(THREAD,),
        source_class=SourceClass.FORUM, owner="Säkerhet", legal_note="Påhittad.",
        review_by=date(2027, 1, 1), within=tuple(Address(prefix) for prefix in within),
    )  # fmt: skip


def document(*posts: Address) -> Document:
    return Document(
        address=THREAD, title="", language="sv", text="hej", blocks=(), links=LINKS,
        posts=tuple(Post(key="", start=0, end=1, address=address) for address in posts),
    )  # fmt: skip


def follow(a_source: Source, depth: int = 0, *posts: Address) -> tuple[Address, ...]:
    return kinds.follow(a_source, document(*posts), depth)


def test_every_kind_is_listed() -> None:
    assert set(kinds.FOLLOW) == set(SourceKind)
    for kind in SourceKind:
        assert kinds.seeds(source(kind)) == (THREAD,)


def test_listed_pages_lead_nowhere() -> None:
    assert follow(source(SourceKind.PAGES)) == ()


def test_a_site_stays_on_its_site() -> None:
    assert follow(source(SourceKind.SITE), 5) == LINKS[:3]


def test_a_site_stays_within_what_it_names() -> None:
    assert follow(source(SourceKind.SITE, "http://forum.example/t/41")) == LINKS[:1]


def test_a_feed_leads_to_its_entries_and_no_further() -> None:
    elsewhere = Address("http://annan.example/1")
    assert follow(source(SourceKind.FEED), 0, LINKS[1], elsewhere, LINKS[1]) == LINKS[1:2]
    assert follow(source(SourceKind.FEED), 0) == LINKS[:3]
    assert follow(source(SourceKind.FEED), 1, LINKS[1]) == ()


@pytest.mark.parametrize(
    ("prefix", "address", "within"),
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
def test_prefixes(prefix: str, address: Address, within: bool) -> None:
    assert is_within(source(SourceKind.SITE, prefix), address) is within


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
